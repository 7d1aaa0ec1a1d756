import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import type { Address } from './address.ts'
import { normalizeAddresses } from './address-cache.ts'
import { insertCustomers, refreshCustomers } from './customer.ts'
import { forgetAddresses } from './erase.ts'
import { evidence } from './evidence.ts'
import { cleanName } from './name.ts'
import { lockLinks } from './point.ts'
import type { CustomerKind } from './shown.ts'
import { standingCustomer } from './standing.ts'
import { IS_USED } from './used.ts'

/** Makes a customer of whom nothing came in yet: somebody told us of them. */
export async function addCustomer(
  tx: Tx,
  { clock, name, kind = 'unknown' }: { clock: Clock; name: string | null; kind?: CustomerKind | undefined },
): Promise<Id> {
  const id = newId(clock)
  const clean = cleanName(name)
  const by = clean === null ? null : ('person' as const)
  const given = { name: clean, by, kind: kind === 'unknown' ? null : kind }
  await insertCustomers(tx, { clock, customers: [{ id, contactName: null, given }] })
  return id
}

/** An address as it is kept. */
type Kept = { contactPointId: Id; kind: string; value: string }

/**
 * Notes an address at which a customer can be reached; one that is theirs already changes nothing. Answers how it is kept.
 * Refuses with `address_taken`, about whose it is, when it is somebody else's, and with `address_unreadable`.
 */
export async function addContactPoint(
  tx: Tx,
  { clock, customerId, written }: { clock: Clock; customerId: Id; written: string },
): Promise<Kept & { isNew: boolean }> {
  await lockLinks(tx)
  await standingCustomer(tx, customerId)
  const { kind, value } = await readWritten(tx, written)
  const known = await holderOf(tx, { kind, value })
  if (known?.customerId === customerId) return { contactPointId: known.id, kind, value, isNew: false }
  if (known !== undefined && known.customerId !== null) throw addressTaken(known)
  const grounds = JSON.stringify([evidence('history', 'given_by_person')])
  const { rows } = await sql<{ id: Id }>`
    insert into contact_point as p (id, kind, value, customer_id, link_method, link_confidence, link_evidence, linked_at, made_at)
    values (${newId(clock)}, ${kind}, ${value}, ${customerId}, 'person', 1, ${grounds}::jsonb, ${clock.now()}, ${clock.now()})
    on conflict (tenant_id, kind, value) do update set customer_id = excluded.customer_id, link_method = 'person',
      link_confidence = 1, link_evidence = excluded.link_evidence, linked_at = excluded.linked_at
    returning p.id`.execute(tx)
  await refreshCustomers(tx, { clock, ids: [customerId] })
  return { contactPointId: rows[0]?.id as Id, kind, value, isNew: true }
}

/**
 * Corrects an address that was written wrongly and by which nothing ever came. Answers how it was kept before and is now.
 * Refuses with `contact_point_not_found` when it is not this customer's, with `address_in_use`, `address_known` when they have the
 * right one as well, and as adding one does.
 */
export async function correctContactPoint(
  tx: Tx,
  input: { clock: Clock; customerId: Id; contactPointId: Id; written: string },
): Promise<{ before: Address; after: Address }> {
  const { clock, customerId, contactPointId: id } = input
  await lockLinks(tx)
  await standingCustomer(tx, customerId)
  const point = await unusedPoint(tx, { customerId, id })
  if (point === undefined)
    throw new Refusal('contact_point_not_found', 'There is no such address.', 'Look at the customer again.', {
      status: 404,
    })
  const after = await readWritten(tx, input.written)
  const before = { kind: point.kind, value: point.value } as Address
  if (after.kind === before.kind && after.value === before.value) return { before, after }
  const known = await holderOf(tx, after)
  if (known?.customerId === customerId)
    throw new Refusal(
      'address_known',
      'This customer has that number or address already.',
      'Take away the one that is wrong instead.',
      { status: 409 },
    )
  if (known !== undefined) throw addressTaken(known)
  await sql`update contact_point set kind = ${after.kind}, value = ${after.value} where id = ${id}`.execute(
    tx,
  )
  await forgetAddresses(tx, [before])
  await refreshCustomers(tx, { clock, ids: [customerId] })
  return { before, after }
}

/**
 * Takes away an address by which nothing ever came; one that is not there, or not this customer's, changes nothing. Answers what
 * was taken away. Refuses with `address_in_use` what messages came from: whose they are must stay known.
 */
export async function removeContactPoint(
  tx: Tx,
  input: { clock: Clock; customerId: Id; point: { id: Id } | { kind: string; value: string } },
): Promise<Kept | undefined> {
  const { clock, customerId, point: which } = input
  await lockLinks(tx)
  const point = await unusedPoint(tx, { customerId, ...which })
  if (point === undefined) return undefined
  await deletePoint(tx, point)
  await refreshCustomers(tx, { clock, ids: [customerId] })
  return { contactPointId: point.id, kind: point.kind, value: point.value }
}

/** What somebody wrote, as a number or an e-mail address. */
async function readWritten(tx: Tx, written: string): Promise<Address> {
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  const address = (await normalizeAddresses(tx, { region, written: [written] })).get(written)
  if (address?.kind === 'phone' || address?.kind === 'email') return address
  throw new Refusal(
    'address_unreadable',
    'That is neither a telephone number nor an e-mail address.',
    'Write a number with its area code, or an e-mail address.',
  )
}

/** Whose an address is; undefined when it is not known yet. */
function holderOf(tx: Tx, { kind, value }: Address) {
  return tx
    .selectFrom('contactPoint')
    .select(['id', 'customerId'])
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
}

function addressTaken({ id: contactPointId, customerId }: { id: Id; customerId: Id | null }): Refusal {
  return new Refusal(
    'address_taken',
    'That number or address is another customer’s.',
    'Give it to this customer, or merge the two.',
    { status: 409, about: { contactPointId, ...(customerId !== null && { customerId }) } },
  )
}

/** An address of a customer's that may be changed; undefined when they have none such. */
async function unusedPoint(
  tx: Tx,
  which: { customerId: Id } & ({ id: Id } | { kind: string; value: string }),
): Promise<{ id: Id; kind: string; value: string } | undefined> {
  const isIt =
    'id' in which ? sql`p.id = ${which.id}` : sql`p.kind = ${which.kind} and p.value = ${which.value}`
  const { rows } = await sql<{ id: Id; kind: string; value: string; isUsed: boolean }>`
    select p.id, p.kind, p.value, ${IS_USED} as is_used from contact_point p
    where ${isIt} and p.customer_id = ${which.customerId}`.execute(tx)
  const [point] = rows
  if (point?.isUsed)
    throw new Refusal(
      'address_in_use',
      'Messages came from that number or address, so it stays as it is.',
      'If it is somebody else’s, give it to them, with its messages.',
      { status: 409 },
    )
  return point
}

/** Deletes an address by which nothing came, how it was written, and that it was given to somebody. */
async function deletePoint(tx: Tx, point: { id: Id; kind: string; value: string }): Promise<void> {
  await sql`delete from contact_name where contact_point_id = ${point.id}`.execute(tx)
  await sql`delete from contact_point_move where contact_point_id = ${point.id}`.execute(tx)
  await sql`delete from contact_point where id = ${point.id}`.execute(tx)
  await forgetAddresses(tx, [point])
}
