import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Conversation } from '../contract/conversations.ts'
import { conversationsInOrder, onFire } from '../inbox/inbox.ts'
import type { Db } from '../store/store.ts'

/**
 * Who waits for an answer since a time, and is not on fire: whoever has waited longest first. Of those who spoke last, some need none:
 * they thanked, or agreed, as far as their conversation tells (`resolution`). They are counted in `settled`; what is pressing is listed
 * whatever it tells. `older` counts those who have waited from before, whom a day's work will not reach.
 */
export async function listLongestWaiting(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<{ items: Conversation[]; total: number; settled: number; older: number }> {
  const waiting = sql`
    select c.id, c.waiting_since, coalesce(i.resolution, 'waiting_for_us') = 'waiting_for_us' or c.urgency = 'high' as is_owed
    from (select id, tenant_id, waiting_since, urgency from conversation
      where merged_into is null and status = 'needs_reply' and not spam and not ${onFire}) c
    left join conversation_insight i on i.tenant_id = c.tenant_id and i.conversation_id = c.id`
  const { rows } = await sql<{ id: Id }>`
    select id from (${waiting}) w where is_owed and waiting_since >= ${since} order by waiting_since, id limit ${limit}`.execute(
    db,
  )
  const counts = await sql<{ total: number; settled: number; older: number }>`
    select (count(*) filter (where is_owed and waiting_since >= ${since}))::int as total,
      (count(*) filter (where not is_owed))::int as settled,
      (count(*) filter (where is_owed and waiting_since < ${since}))::int as older
    from (${waiting}) w`.execute(db)
  const items = await conversationsInOrder(
    db,
    rows.map(({ id }) => id),
  )
  return { items, ...(counts.rows[0] ?? { total: 0, settled: 0, older: 0 }) }
}
