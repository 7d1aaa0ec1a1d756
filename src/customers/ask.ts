import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { Doubt } from './link-rule.ts'
import { compare } from './point.ts'

const DOUBTS_PER_POINT_MAX = 3

/**
 * Puts doubts to a person: at most three for a contact point, the likeliest first, and never about two customers
 * who were asked about before, in whichever direction and whatever the answer was. One statement.
 */
export async function ask(tx: Tx, input: { clock: Clock; doubts: readonly Doubt[] }): Promise<void> {
  const { clock } = input
  const doubts = [...Map.groupBy(input.doubts, ({ pointId }) => pointId).values()]
    .flatMap((own) =>
      own
        .toSorted((a, b) => b.confidence - a.confidence || compare(a.customerId, b.customerId))
        .slice(0, DOUBTS_PER_POINT_MAX),
    )
    .toSorted((a, b) => compare(a.pointId, b.pointId) || compare(a.customerId, b.customerId))
  if (doubts.length === 0) return
  await sql`
    with doubt as (
      select q.*, p.customer_id as own_id
      from unnest(${doubts.map(() => newId(clock))}::uuid[], ${doubts.map(({ pointId }) => pointId)}::uuid[],
        ${doubts.map(({ customerId }) => customerId)}::uuid[], ${doubts.map(({ method }) => method)}::text[],
        ${doubts.map(({ confidence }) => confidence)}::real[], ${doubts.map(({ evidence }) => JSON.stringify(evidence))}::jsonb[])
        as q (id, point_id, customer_id, method, confidence, evidence)
      join contact_point p on p.id = q.point_id
    ), once as (
      select distinct on (least(own_id, customer_id), greatest(own_id, customer_id)) *
      from doubt
      where method = 'renamed' or own_id <> customer_id
      order by least(own_id, customer_id), greatest(own_id, customer_id), confidence desc, point_id
    )
    insert into match_question (id, contact_point_id, customer_id, method, confidence, evidence, asked_at)
    select o.id, o.point_id, o.customer_id, o.method, o.confidence, o.evidence, ${clock.now()}
    from once o
    where o.method = 'renamed' or not exists (
      select from contact_point p join match_question q on q.tenant_id = p.tenant_id and q.contact_point_id = p.id
      where p.customer_id = o.own_id and q.customer_id = o.customer_id
    ) and not exists (
      select from contact_point p join match_question q on q.tenant_id = p.tenant_id and q.contact_point_id = p.id
      where p.customer_id = o.customer_id and q.customer_id = o.own_id
    )
    on conflict (tenant_id, contact_point_id, customer_id) do nothing`.execute(tx)
}
