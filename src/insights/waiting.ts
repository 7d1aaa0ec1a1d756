import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Conversation } from '../contract/conversations.ts'
import { conversationsInOrder, isPressing, onFire } from '../inbox/inbox.ts'
import type { Db } from '../store/store.ts'

/** An insight `i` is of this conversation as it stands: nothing has changed since its figures were made. */
const OF_NOW = sql`i.tenant_id = conversation.tenant_id and i.conversation_id = conversation.id
  and i.last_at = conversation.last_at and i.message_count = conversation.message_count`
/** As far as an insight `i` tells, they thanked, or agreed: nobody waits for us. */
const NEEDS_NOTHING = sql`i.resolution <> 'waiting_for_us'`

/**
 * Condition on `conversation`: it waits for a reply, and yet seems to need none. What is pressing never seems so, nor what has changed
 * since its figures were made. Asked of each row that a list comes to, in the list's own order: as a join it would be made for all of
 * a firm's conversations first.
 */
const seemsSettled = sql<boolean>`(status = 'needs_reply' and not ${isPressing} and coalesce((
  select ${NEEDS_NOTHING} from conversation_insight i where ${OF_NOW}), false))`

/** Condition on `conversation`: whether it seems settled is as asked. */
export const settledIs = (settled: boolean) => sql<boolean>`${seemsSettled} = ${settled}`

/** How many conversations that wait for a reply seem to need none; spam is not among them. From those that say so: of all, few do. */
export async function countSettled(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from conversation_insight i join conversation on ${OF_NOW}
    where ${NEEDS_NOTHING} and merged_into is null and status = 'needs_reply' and not spam and not ${isPressing}`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/**
 * Who waits for an answer since a time, and is not on fire: whoever has waited longest first. Who seems to need none is counted in
 * `settled`. `older` counts those who have waited from before, whom a day's work will not reach.
 */
export async function listLongestWaiting(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<{ items: Conversation[]; total: number; settled: number; older: number }> {
  const waiting = sql`
    select id, waiting_since, not ${isPressing} and coalesce(${NEEDS_NOTHING}, false) as is_settled
    from conversation left join conversation_insight i on ${OF_NOW}
    where merged_into is null and status = 'needs_reply' and not spam and not ${onFire}`
  const { rows } = await sql<{ id: Id }>`
    select id from (${waiting}) w where not is_settled and waiting_since >= ${since} order by waiting_since, id limit ${limit}`.execute(
    db,
  )
  const counts = await sql<{ total: number; settled: number; older: number }>`
    select (count(*) filter (where not is_settled and waiting_since >= ${since}))::int as total,
      (count(*) filter (where is_settled))::int as settled,
      (count(*) filter (where not is_settled and waiting_since < ${since}))::int as older
    from (${waiting}) w`.execute(db)
  const items = await conversationsInOrder(
    db,
    rows.map(({ id }) => id),
  )
  return { items, ...(counts.rows[0] ?? { total: 0, settled: 0, older: 0 }) }
}
