import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** Forgets what was made of messages. */
export async function forgetUnderstandings(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  await sql`delete from understanding where message_id = any(${messageIds}::uuid[])`.execute(tx)
}
