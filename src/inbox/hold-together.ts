import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/**
 * The name under which a message and what a person writes in answer to it are held together, over any silence: that of the
 * source, where it has one; else one that is noted with the message now. Give it to the answer as its `sourceThread`.
 */
export async function threadToAnswer(tx: Tx, messageId: Id): Promise<string> {
  const { rows } = await sql<{ sourceThread: string }>`
    update message set source_thread = coalesce(source_thread, 'answered:' || id::text)
    where id = ${messageId} returning source_thread`.execute(tx)
  if (rows[0] === undefined) throw new Error('The message that was answered is not here.')
  return rows[0].sourceThread
}
