import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/**
 * Forgets what was suggested in the conversations of these messages, and what repeats one of them, as when a person is erased. To be
 * asked before the messages go.
 */
export async function forgetSuggestions(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  await sql`
    delete from suggestion where message_id = any(${messageIds as Id[]}::uuid[]) or past_message_id = any(${messageIds as Id[]}::uuid[])
      or conversation_id in (select conversation_id from thread_entry where message_id = any(${messageIds as Id[]}::uuid[]))`.execute(
    tx,
  )
}
