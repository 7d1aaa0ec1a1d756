import { sql } from 'kysely'
import type { Conversation } from '../../contract/conversations.ts'
import type { Db } from '../../store/store.ts'
import { findConversationsById, PRESSING, showConversations } from './list.ts'

type Found = { items: Conversation[]; total: number }

/** A danger or an emergency that is not over: what stands first in lists, by the same index. */
const ON_FIRE = sql<boolean>`${PRESSING} = 2`

/** What is on fire: who waits for an answer first, then the newest. */
export async function listOnFire(db: Db, { limit }: { limit: number }): Promise<Found> {
  const { rows } = await sql<{ id: string; total: number }>`
    select id, (count(*) over ())::int as total from conversation
    where merged_into is null and status in ('needs_reply', 'active', 'waiting') and not spam and ${ON_FIRE}
    order by (status = 'needs_reply') desc, last_at desc, id desc limit ${limit}`.execute(db)
  return show(db, rows)
}

/**
 * Who waits for an answer since a time, and is not on fire: whoever has waited longest first. `older` counts those who have waited
 * from before, whom a day's work will not reach.
 */
export async function listLongestWaiting(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<Found & { older: number }> {
  const waits = sql`merged_into is null and status = 'needs_reply' and not spam and not ${ON_FIRE}`
  const { rows } = await sql<{ id: string; total: number }>`
    select id, (count(*) over ())::int as total from conversation
    where ${waits} and waiting_since >= ${since} order by waiting_since, id limit ${limit}`.execute(db)
  const before = await sql<{ older: number }>`
    select count(*)::int as older from conversation where ${waits} and waiting_since < ${since}`.execute(db)
  return { ...(await show(db, rows)), older: before.rows[0]?.older ?? 0 }
}

async function show(db: Db, rows: readonly { id: string; total: number }[]): Promise<Found> {
  const ids = rows.map(({ id }) => id)
  const found = new Map((await findConversationsById(db, ids)).map((one) => [one.id, one]))
  const inOrder = ids.flatMap((id) => found.get(id) ?? [])
  return { items: await showConversations(db, inOrder), total: rows[0]?.total ?? 0 }
}
