import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { nextSeq, refuseUnlessNewest } from './changes.ts'
import { refreshCustomers } from './customer.ts'
import { type Evidence, evidence, type MatchMethod } from './evidence.ts'
import { lockLinks } from './point.ts'
import { standingCustomer } from './standing.ts'

/** How the absorbed customer's addresses are linked afterwards; a person's word unless a rule decided. */
export type MergeReason = { method: MatchMethod | 'person'; confidence: number; evidence: Evidence[] }

const saidByPerson: MergeReason = {
  method: 'person',
  confidence: 1,
  evidence: [evidence('history', 'merged_by_person')],
}

/**
 * Makes two customers one: the contact points, properties and questions of `absorbedId` become those of `keptId`. The
 * absorbed row stays and points to it, and `undoMerge` parts them again exactly. Refused for a customer that is merged
 * away already, and with oneself. `by` is who decided: a person's id, or `rule`.
 */
export async function mergeCustomers(
  tx: Tx,
  input: { clock: Clock; keptId: Id; absorbedId: Id; by: string; questionId?: Id; reason?: MergeReason },
): Promise<{ mergeId: Id; keptId: Id; absorbedId: Id }> {
  const { clock, keptId, absorbedId, by, reason = saidByPerson } = input
  if (keptId === absorbedId)
    throw new Refusal(
      'merge_with_itself',
      'A customer cannot be merged with itself.',
      'Choose another customer.',
    )
  await lockLinks(tx)
  await standingCustomer(tx, absorbedId)
  await standingCustomer(tx, keptId)
  const mergeId = newId(clock)
  const now = clock.now()
  await sql`
    insert into customer_merge (id, seq, kept_id, absorbed_id, moved, question_id, merged_by, merged_at)
    select ${mergeId}, ${await nextSeq(tx)}, ${keptId}, ${absorbedId}, jsonb_build_object(
      'contactPoints', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'method', link_method, 'confidence',
          link_confidence, 'evidence', link_evidence, 'linkedAt', linked_at) order by id), '[]')
        from contact_point where customer_id = ${absorbedId}),
      'properties', (select coalesce(jsonb_agg(id order by id), '[]') from property where customer_id = ${absorbedId}),
      'questions', (select coalesce(jsonb_agg(id order by id), '[]') from match_question q
        where customer_id = ${absorbedId} and not exists (select from match_question o
          where o.contact_point_id = q.contact_point_id and o.customer_id = ${keptId}))),
      ${input.questionId ?? null}, ${by}, ${now}`.execute(tx)
  await sql`
    update contact_point set customer_id = ${keptId}, link_method = ${reason.method}, link_confidence = ${reason.confidence},
      link_evidence = ${JSON.stringify(reason.evidence)}, linked_at = ${now}
    where customer_id = ${absorbedId}`.execute(tx)
  await giveProperties(tx, mergeId, keptId)
  await sql`
    update customer set merged_into = case when id = ${absorbedId} then ${keptId}::uuid end,
      version = version + 1, changed_at = ${now}
    where id in (${keptId}, ${absorbedId})`.execute(tx)
  await refreshCustomers(tx, { clock, ids: [keptId] })
  return { mergeId, keptId, absorbedId }
}

/**
 * Parts two customers again: what the merge moved goes back as it was, and the question it answered is open again.
 * What came to the kept one since stays there. Refused, naming what to undo first, when a later change stands on it.
 */
export async function undoMerge(
  tx: Tx,
  input: { clock: Clock; mergeId: Id; by: string },
): Promise<{ keptId: Id; absorbedId: Id }> {
  const { clock, mergeId, by } = input
  await lockLinks(tx)
  const merge = await tx
    .selectFrom('customerMerge')
    .select(['seq', 'keptId', 'absorbedId', 'questionId', 'undoneAt'])
    .where('id', '=', mergeId)
    .executeTakeFirst()
  if (merge === undefined)
    throw new Refusal('merge_not_found', 'There is no such merge.', 'Look at the customer again.', {
      status: 404,
    })
  if (merge.undoneAt !== null)
    throw new Refusal('already_undone', 'This merge was undone before.', 'Look at the customer again.', {
      status: 409,
    })
  const { keptId, absorbedId, questionId } = merge
  await refuseUnlessNewest(tx, { seq: merge.seq, customerId: keptId, pointsOfMergeId: mergeId })
  const now = clock.now()
  await sql`
    update contact_point p set customer_id = ${absorbedId}, link_method = m.method, link_confidence = m.confidence,
      link_evidence = m.evidence, linked_at = m."linkedAt"
    from customer_merge c, jsonb_to_recordset(c.moved -> 'contactPoints')
      as m (id uuid, method text, confidence real, evidence jsonb, "linkedAt" timestamptz)
    where c.id = ${mergeId} and p.id = m.id`.execute(tx)
  await giveProperties(tx, mergeId, absorbedId)
  await sql`
    update customer set merged_into = null, version = version + 1, changed_at = ${now}
    where id in (${keptId}, ${absorbedId})`.execute(tx)
  await sql`update customer_merge set undone_by = ${by}, undone_at = ${now} where id = ${mergeId}`.execute(tx)
  if (questionId !== null) await reopenQuestion(tx, questionId)
  await refreshCustomers(tx, { clock, ids: [keptId, absorbedId] })
  return { keptId, absorbedId }
}

/** Makes a question wait for an answer again. */
export async function reopenQuestion(tx: Tx, questionId: Id): Promise<void> {
  await sql`update match_question set answer = null, answered_at = null, answered_by = null where id = ${questionId}`.execute(
    tx,
  )
}

/** Gives the properties and questions that a merge names to one of its two customers. */
async function giveProperties(tx: Tx, mergeId: Id, customerId: Id): Promise<void> {
  for (const [table, list] of [
    ['property', 'properties'],
    ['match_question', 'questions'],
  ] as const) {
    await sql`
      update ${sql.table(table)} set customer_id = ${customerId}
      where id in (select value::uuid from customer_merge c, jsonb_array_elements_text(c.moved -> ${list}) where c.id = ${mergeId})`.execute(
      tx,
    )
  }
}
