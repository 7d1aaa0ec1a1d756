import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'

/** The next number in the firm's common count of merges and moves. Call under `lockLinks`. */
export async function nextSeq(tx: Tx): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select greatest((select coalesce(max(seq), 0) from customer_merge),
                    (select coalesce(max(seq), 0) from contact_point_move)) + 1 as seq`.execute(tx)
  return rows[0]?.seq ?? 1
}

/**
 * Refuses to undo a change while a later one stands on it: one that merged `customerId` away, or that took the given
 * points further (one point, or all that a merge moved). The Refusal names the newest such change, which is the one to
 * undo first.
 */
export async function refuseUnlessNewest(
  tx: Tx,
  change: { seq: number; customerId: Id | null } & ({ pointId: Id } | { pointsOfMergeId: Id }),
): Promise<void> {
  const points =
    'pointId' in change
      ? sql`select ${change.pointId}::uuid`
      : sql`select (e ->> 'id')::uuid from customer_merge c, jsonb_array_elements(c.moved -> 'contactPoints') e where c.id = ${change.pointsOfMergeId}`
  const { rows } = await sql<{ id: Id; what: 'merge' | 'move'; seq: number }>`
    with points (id) as (${points})
    select id, 'merge' as what, seq from customer_merge m
    where undone_at is null and seq > ${change.seq} and (absorbed_id = ${change.customerId} or exists (
      select from jsonb_array_elements(m.moved -> 'contactPoints') e where (e ->> 'id')::uuid in (select p.id from points p)))
    union all
    select id, 'move', seq from contact_point_move
    where undone_at is null and seq > ${change.seq} and contact_point_id in (select p.id from points p)
    order by seq desc limit 1`.execute(tx)
  const blocking = rows[0]
  if (blocking === undefined) return
  throw new Refusal(
    'undo_other_first',
    blocking.what === 'merge'
      ? 'The customer was merged again since.'
      : 'One of the addresses was given to another customer since.',
    `Undo ${blocking.what} ${blocking.id} first.`,
    { status: 409 },
  )
}
