import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { evidence } from './evidence.ts'
import type { Doubt } from './link-rule.ts'
import { nameLikeness } from './match/likeness.ts'
import { nameTokens } from './match/tokens.ts'
import { nameKey } from './name.ts'
import { newestName, type Point } from './point.ts'

/** A likeness between two differently written names is worth a person's time from here on. */
const ASK_AT_LEAST = 0.6
const CANDIDATES_MAX = 500
/** Of words that more customers' names begin like, only so many are compared. */
const BEARERS_MAX = 500

/**
 * Doubts about points whose name is nearly another customer's: a typing slip, a short form, a word more. Both must
 * share the beginnings of two words. Names that are the same are not looked at: they are compared elsewhere. One
 * statement, or none.
 */
export async function findLikeNames(tx: Tx, points: readonly Point[]): Promise<Doubt[]> {
  const named = new Map<Id, { point: Point; name: string }>()
  const wanted: { pointId: Id; token: string }[] = []
  for (const point of points) {
    const name = newestName(point)?.name
    const tokens = name === undefined ? [] : nameTokens(name)
    if (name === undefined || tokens.length < 2) continue
    named.set(point.id, { point, name })
    wanted.push(...tokens.map((token) => ({ pointId: point.id, token })))
  }
  if (wanted.length === 0) return []
  // The limits keep the planner to one index look-up a row, also on tables it has no statistics of, as during a first
  // import: without them 40 names among 4,000 customers took 735 ms, with them 7.
  const { rows } = await sql<{ pointId: Id; customerId: Id; name: string }>`
    select w.point_id, w.customer_id, c.name
    from (select w.point_id, t.customer_id
      from unnest(${wanted.map(({ pointId }) => pointId)}::uuid[], ${wanted.map(({ token }) => token)}::text[]) as w (point_id, token)
      cross join lateral (select t.customer_id from customer_name_token t where t.token = w.token limit ${BEARERS_MAX}) t
      group by w.point_id, t.customer_id having count(*) >= 2 limit ${CANDIDATES_MAX}) w
    cross join lateral (select name, merged_into from customer c where c.id = w.customer_id limit 1) c
    where c.merged_into is null and c.name is not null`.execute(tx)
  return rows.flatMap(({ pointId, customerId, name }) => {
    const own = named.get(pointId)
    if (own === undefined || own.point.customerId === customerId || nameKey(own.name) === nameKey(name))
      return []
    const { confidence, reason } = nameLikeness(own.name, name)
    if (confidence < ASK_AT_LEAST) return []
    return [
      {
        pointId,
        customerId,
        method: 'fuzzy_name' as const,
        confidence,
        evidence: [evidence('name', 'names_alike', { name: own.name, known: name, reason })],
      },
    ]
  })
}
