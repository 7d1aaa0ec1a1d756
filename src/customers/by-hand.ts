import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { normalizeAddresses } from './address-cache.ts'
import { insertCustomers, refreshCustomers } from './customer.ts'
import { evidence } from './evidence.ts'
import { cleanName } from './name.ts'
import { lockLinks } from './point.ts'
import { standingCustomer } from './standing.ts'

/** Makes a customer of whom nothing came in yet: somebody told us of them. */
export async function addCustomer(
  tx: Tx,
  { clock, name }: { clock: Clock; name: string | null },
): Promise<Id> {
  const id = newId(clock)
  const clean = cleanName(name)
  const given = { name: clean, by: clean === null ? null : ('person' as const), kind: null }
  await insertCustomers(tx, { clock, customers: [{ id, contactName: null, given }] })
  return id
}

/**
 * Notes an address at which a customer can be reached; one that is theirs already changes nothing. Answers how it is kept.
 * Refuses with `address_taken` when it is somebody else's, and with `address_unreadable`.
 */
export async function addContactPoint(
  tx: Tx,
  { clock, customerId, written }: { clock: Clock; customerId: Id; written: string },
): Promise<{ kind: string; value: string }> {
  await lockLinks(tx)
  await standingCustomer(tx, customerId)
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  const address = (await normalizeAddresses(tx, { region, written: [written] })).get(written)
  if (address === undefined || (address.kind !== 'phone' && address.kind !== 'email'))
    throw new Refusal(
      'address_unreadable',
      'That is neither a telephone number nor an e-mail address.',
      'Write a number with its area code, or an e-mail address.',
    )
  const { kind, value } = address
  const grounds = JSON.stringify([evidence('history', 'given_by_person')])
  const { rows } = await sql<{ customerId: Id }>`
    insert into contact_point as p (id, kind, value, customer_id, link_method, link_confidence, link_evidence, linked_at, made_at)
    values (${newId(clock)}, ${kind}, ${value}, ${customerId}, 'person', 1, ${grounds}::jsonb, ${clock.now()}, ${clock.now()})
    on conflict (tenant_id, kind, value) do update set customer_id = coalesce(p.customer_id, excluded.customer_id)
    returning p.customer_id`.execute(tx)
  if (rows[0]?.customerId !== customerId)
    throw new Refusal(
      'address_taken',
      'That number or address is another customer’s.',
      'Give it to this customer on the other one’s page, or merge the two.',
      { status: 409 },
    )
  await refreshCustomers(tx, { clock, ids: [customerId] })
  return { kind, value }
}

/**
 * Takes away an address by which nothing ever came; one that is not there changes nothing. Refuses with `address_in_use` what
 * messages came from: whose they are must stay known.
 */
export async function removeContactPoint(
  tx: Tx,
  { clock, customerId, kind, value }: { clock: Clock; customerId: Id; kind: string; value: string },
): Promise<void> {
  await lockLinks(tx)
  const { rows } = await sql<{ id: Id; isUsed: boolean }>`
    select p.id, exists (select from participant a where a.tenant_id = p.tenant_id and a.contact_point_id = p.id)
      or exists (select from match_question q where q.tenant_id = p.tenant_id and q.contact_point_id = p.id)
      or exists (select from contact_point_move m where m.tenant_id = p.tenant_id and m.contact_point_id = p.id) as is_used
    from contact_point p where p.kind = ${kind} and p.value = ${value} and p.customer_id = ${customerId}`.execute(
    tx,
  )
  const [point] = rows
  if (point === undefined) return
  if (point.isUsed)
    throw new Refusal(
      'address_in_use',
      'Messages came from that number or address, so it cannot be taken away.',
      'Give it to the customer whose it is now, on this customer’s page.',
      { status: 409 },
    )
  await sql`delete from contact_name where contact_point_id = ${point.id}`.execute(tx)
  await sql`delete from contact_point where id = ${point.id}`.execute(tx)
  await refreshCustomers(tx, { clock, ids: [customerId] })
}
