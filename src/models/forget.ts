import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** Forgets which messages a model was asked about; what it cost stays. */
export async function forgetMessages(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  await sql`update model_call set message_id = null where message_id = any(${messageIds}::uuid[])`.execute(tx)
}
