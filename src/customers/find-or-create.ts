import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Customer } from '../contract/customers.ts'
import type { Tx } from '../store/store.ts'
import { ask } from './ask.ts'
import { insertCustomers, refreshCustomers } from './customer.ts'
import { type Evidence, evidence, type MatchMethod } from './evidence.ts'
import { askAtLeast } from './link-rule.ts'
import {
  isByOwnAddress,
  type Match,
  type MatchQuery,
  matchCustomer,
  sureFrom,
  writtenAddresses,
} from './match/match.ts'
import { addressLengthMax, readPlace } from './match/place.ts'
import { cleanName, foldName, tidyText } from './name.ts'
import { lockLinks } from './point.ts'
import { addProperty } from './property.ts'
import { loadCustomers } from './read/load.ts'

/** Who somebody turned out to be. */
export type FoundCustomer = {
  /** `new` when the customer was made just now. */
  matchType: MatchMethod | 'new'
  confidence: number
  evidence: Evidence[]
  customer: Customer
}

/**
 * The customer somebody is, by all that is known of them; made when nobody is likely enough the same, with a question
 * to a person about those who may be. Addresses and the property that were not known yet are noted; addresses known
 * as somebody else's stay there. Asking twice makes nobody twice: who is found by an own address is taken even under
 * a strange name (and a person asked), and where no address is given that a question could be about, the likeliest.
 */
export async function findOrCreateCustomer(
  tx: Tx,
  input: MatchQuery & { clock: Clock },
): Promise<FoundCustomer> {
  const { clock } = input
  await lockLinks(tx)
  const name = cleanName(input.name)
  const addresses = writtenAddresses(input).map(({ address }) => address)
  const matches = await matchCustomer(tx, input)
  const match =
    matches.find((one) => isByOwnAddress(one) || one.confidence >= sureFrom) ??
    (addresses.length > 0 ? undefined : await likeliestWithoutAddress(tx, matches, name))
  const customerId = match?.customerId ?? newId(clock)
  if (match === undefined) {
    const given = { name, by: name === null ? null : ('message' as const), kind: null }
    await insertCustomers(tx, { clock, customers: [{ id: customerId, contactName: null, given }] })
  } else if (match.name === null && name !== null) await nameByMessage(tx, clock, customerId, name)
  const points: { kind: string; value: string }[] = [...addresses]
  if (points.length === 0 && match === undefined && name !== null)
    points.push({ kind: 'name', value: foldName(name) })
  const pointId = await notePoints(tx, { clock, points, customerId, match })
  const address = tidyText(input.address ?? '', addressLengthMax)
  if (readPlace(address) !== undefined) await addProperty(tx, { clock, customerId, address })
  if (pointId !== undefined) await askAbout(tx, clock, pointId, matches, match)
  const customer = (await loadCustomers(tx, [customerId]))[0]
  if (customer === undefined) throw new Error('A customer just found or made must be there.')
  return {
    matchType: match?.matchType ?? 'new',
    confidence: match?.confidence ?? 1,
    evidence: match?.evidence ?? [],
    customer,
  }
}

/** Whoever is known by that bare name; without a name, who lives there as likely as not. */
async function likeliestWithoutAddress(
  tx: Tx,
  matches: readonly Match[],
  name: string | null,
): Promise<Match | undefined> {
  if (name === null) return matches.find(({ confidence }) => confidence >= askAtLeast)
  const point = await tx
    .selectFrom('contactPoint')
    .select('customerId')
    .where('kind', '=', 'name')
    .where('value', '=', foldName(name))
    .executeTakeFirst()
  if (point === undefined || point.customerId === null) return undefined
  const { customerId } = point
  return (
    matches.find((match) => match.customerId === customerId) ?? {
      customerId,
      name,
      matchType: 'fuzzy_name',
      confidence: askAtLeast,
      evidence: [evidence('name', 'name_is_all', { name })],
    }
  )
}

/** Asks about others whom it may be, and whether a number found under a strange name is still the same customer's. */
async function askAbout(
  tx: Tx,
  clock: Clock,
  pointId: Id,
  matches: readonly Match[],
  taken: Match | undefined,
): Promise<void> {
  const doubts = matches
    .filter((match) => match !== taken && match.confidence >= askAtLeast)
    .map((match) => ({ ...match, pointId, method: match.matchType }))
  const isStrange = taken !== undefined && isByOwnAddress(taken) && taken.confidence < sureFrom
  const strange = isStrange ? [{ ...taken, pointId, method: 'renamed' as const }] : []
  await ask(tx, { clock, doubts: [...doubts, ...strange] })
}

async function nameByMessage(tx: Tx, clock: Clock, customerId: Id, name: string): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ givenName: name, givenBy: 'message' })
    .where('id', '=', customerId)
    .where('givenName', 'is', null)
    .execute()
  await refreshCustomers(tx, { clock, ids: [customerId] })
}

/** Makes the contact points that are new; returns one of the customer's, by which a question can be asked. */
async function notePoints(
  tx: Tx,
  input: {
    clock: Clock
    points: readonly { kind: string; value: string }[]
    customerId: Id
    match: Match | undefined
  },
): Promise<Id | undefined> {
  const { clock, points, customerId, match } = input
  if (points.length > 0)
    await sql`
      insert into contact_point (id, kind, value, customer_id, link_method, link_confidence, link_evidence, linked_at, made_at)
      select g.id, g.kind, g.value, ${customerId}, ${match?.matchType ?? 'new'}, ${match?.confidence ?? 1},
        ${JSON.stringify(match?.evidence ?? [])}, n.now, n.now
      from unnest(${points.map(() => newId(clock))}::uuid[], ${points.map(({ kind }) => kind)}::text[],
        ${points.map(({ value }) => value)}::text[]) as g (id, kind, value), (select ${clock.now()}::timestamptz as now) n
      on conflict (tenant_id, kind, value) do nothing`.execute(tx)
  const { rows } = await sql<{ id: Id }>`
    select id from contact_point where customer_id = ${customerId}
    order by (kind, value) in (select * from unnest(${points.map(({ kind }) => kind)}::text[], ${points.map(({ value }) => value)}::text[])) desc, id
    limit 1`.execute(tx)
  return rows[0]?.id
}
