import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { nextSeq, refuseUnlessNewest } from './changes.ts'
import { insertCustomers, refreshCustomers } from './customer.ts'
import { type Evidence, evidence } from './evidence.ts'
import { mergeCustomers, reopenQuestion } from './merge.ts'
import { lockLinks } from './point.ts'
import { standingCustomer } from './standing.ts'

type Reassignment = {
  clock: Clock
  contactPointId: Id
  /** Whose it is from now on; null makes a new customer, called as the address is. */
  customerId: Id | null
  /** Whose it was when it was looked at; not asked unless told. */
  seenCustomerId?: Id | null | undefined
  by: string
  questionId?: Id
  evidence?: Evidence[]
  /** A name that the customer before is to keep, when it would lose it with the address. */
  keptName?: string | null
}

/**
 * Gives an address to another customer, or to a new one: a number that changed hands, a wrong match. Messages follow
 * their address. `undoReassignment` takes it back. Refuses with `moved_meanwhile` when it is not whose it was seen to be.
 */
export async function reassignContactPoint(
  tx: Tx,
  input: Reassignment,
): Promise<{ moveId: Id; customerId: Id }> {
  const { clock, contactPointId, by } = input
  await lockLinks(tx)
  const point = await readPoint(tx, contactPointId)
  if (input.seenCustomerId !== undefined && input.seenCustomerId !== point.customerId)
    throw new Refusal(
      'moved_meanwhile',
      'Somebody has given this address to another customer meanwhile.',
      'Look whose it is now, and decide again.',
      { status: 409 },
    )
  if (point.customerId !== null && point.customerId === input.customerId)
    throw new Refusal(
      'nothing_to_move',
      'The address is this customer’s already.',
      'Choose another customer.',
    )
  if (input.customerId !== null) await standingCustomer(tx, input.customerId)
  const customerId = input.customerId ?? newId(clock)
  if (input.customerId === null)
    await insertCustomers(tx, { clock, customers: [{ id: customerId, contactName: point.name }] })
  const moveId = newId(clock)
  const now = clock.now()
  const keptName = input.keptName ?? null
  await sql`
    insert into contact_point_move (id, seq, contact_point_id, from_customer_id, to_customer_id, made_customer, link,
      question_id, moved_by, moved_at)
    select ${moveId}, ${await nextSeq(tx)}, id, customer_id, ${customerId}, ${input.customerId === null},
      jsonb_build_object('method', link_method, 'confidence', link_confidence, 'evidence', link_evidence,
        'linkedAt', linked_at, 'keptName', ${keptName}::text),
      ${input.questionId ?? null}, ${by}, ${now}
    from contact_point where id = ${contactPointId}`.execute(tx)
  const grounds = input.evidence ?? [evidence('history', 'given_by_person')]
  await sql`
    update contact_point set customer_id = ${customerId}, link_method = ${by === 'rule' ? 'new' : 'person'},
      link_confidence = 1, link_evidence = ${JSON.stringify(grounds)}, linked_at = ${now}
    where id = ${contactPointId}`.execute(tx)
  if (keptName !== null)
    await sql`
      update customer set given_name = ${keptName}, given_by = 'person'
      where id = ${point.customerId} and given_name is null`.execute(tx)
  await refreshCustomers(tx, { clock, ids: present(point.customerId, customerId) })
  return { moveId, customerId }
}

/**
 * Takes a reassignment back: the address is linked as it was before. A customer that was made for it, and has got
 * nothing else since, goes into the one that has the address again. Refused, naming what to undo first, when a later
 * change stands on it.
 */
export async function undoReassignment(
  tx: Tx,
  input: { clock: Clock; moveId: Id; by: string },
): Promise<void> {
  const { clock, moveId, by } = input
  await lockLinks(tx)
  const move = await tx
    .selectFrom('contactPointMove')
    .select([
      'seq',
      'contactPointId',
      'fromCustomerId',
      'toCustomerId',
      'madeCustomer',
      'questionId',
      'undoneAt',
    ])
    .where('id', '=', moveId)
    .executeTakeFirst()
  if (move === undefined)
    throw new Refusal('move_not_found', 'There is no such reassignment.', 'Look at the customer again.', {
      status: 404,
    })
  if (move.undoneAt !== null)
    throw new Refusal('already_undone', 'This was undone before.', 'Look at the customer again.', {
      status: 409,
    })
  const { fromCustomerId, toCustomerId, contactPointId } = move
  await refuseUnlessNewest(tx, { seq: move.seq, customerId: fromCustomerId, pointId: contactPointId })
  await sql`
    update contact_point p set customer_id = m.from_customer_id, link_method = l.method, link_confidence = l.confidence,
      link_evidence = l.evidence, linked_at = l."linkedAt"
    from contact_point_move m, jsonb_to_record(m.link)
      as l (method text, confidence real, evidence jsonb, "linkedAt" timestamptz)
    where m.id = ${moveId} and p.id = m.contact_point_id`.execute(tx)
  await sql`
    update customer c set given_name = null, given_by = null
    from contact_point_move m
    where m.id = ${moveId} and c.id = m.from_customer_id and c.given_name = m.link ->> 'keptName' and c.given_by = 'person'`.execute(
    tx,
  )
  await sql`update contact_point_move set undone_by = ${by}, undone_at = ${clock.now()} where id = ${moveId}`.execute(
    tx,
  )
  if (move.questionId !== null) await reopenQuestion(tx, move.questionId)
  await refreshCustomers(tx, { clock, ids: present(fromCustomerId, toCustomerId) })
  if (move.madeCustomer && fromCustomerId !== null && (await isLeftEmpty(tx, toCustomerId)))
    await mergeCustomers(tx, { clock, keptId: fromCustomerId, absorbedId: toCustomerId, by })
}

async function readPoint(tx: Tx, id: Id): Promise<{ customerId: Id | null; name: string | null }> {
  const { rows } = await sql<{ customerId: Id | null; name: string | null }>`
    select p.customer_id, (select n.name from contact_name n
      where n.tenant_id = p.tenant_id and n.contact_point_id = p.id
      order by n.last_at desc, n.noted_at desc, n.name collate "C" limit 1) as name
    from contact_point p where p.id = ${id}`.execute(tx)
  const point = rows[0]
  if (point === undefined)
    throw new Refusal('contact_point_not_found', 'There is no such address.', 'Look at the customer again.', {
      status: 404,
    })
  return point
}

/** Nothing hangs on it that somebody gave it: it stands for itself, nameless, without addresses or properties. */
async function isLeftEmpty(tx: Tx, id: Id): Promise<boolean> {
  const { rows } = await sql`
    select from customer c where c.id = ${id} and c.merged_into is null and c.given_name is null and c.given_kind is null
      and not exists (select from contact_point p where p.customer_id = c.id)
      and not exists (select from property p where p.customer_id = c.id)
      and not exists (select from customer a where a.merged_into = c.id)`.execute(tx)
  return rows.length > 0
}

function present(...ids: (Id | null)[]): Id[] {
  return ids.filter((id) => id !== null)
}
