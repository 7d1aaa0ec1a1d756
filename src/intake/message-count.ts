import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/**
 * Adds to how many messages of each source are here; less than nothing for what goes. To be called in the transaction that
 * stores or erases them: counting a million of them takes as long as reading an index of them.
 */
export async function countMessages(tx: Tx, more: ReadonlyMap<Id, number>): Promise<void> {
  const inOrder = [...more].sort(([one], [other]) => (one < other ? -1 : 1)) // so that two never wait for each other
  for (const [sourceId, count] of inOrder)
    await sql`update source set message_count = message_count + ${count}::int where id = ${sourceId}`.execute(
      tx,
    )
}
