import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'

/**
 * Conversations that silence must not lay away. What holds them is a room's below, which puts it in the database's function
 * `held_conversations`: tickets that are open. They are few, however many conversations there are.
 */
export async function readHeld(db: Db): Promise<ReadonlySet<Id>> {
  const { rows } = await sql<{ id: Id }>`select held_conversations() as id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Of rows of `conversation`: nothing holds it. */
export const notHeld = sql<boolean>`conversation.id not in (select held_conversations())`
