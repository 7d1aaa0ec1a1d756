import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { type Address, showAddress } from '../address.ts'
import { type Evidence, type EvidenceCode, evidence, type MatchMethod } from '../evidence.ts'
import { placeLikeness, readPlace } from './place.ts'
import { nameTokens } from './tokens.ts'

/** One thing that points to a customer. */
export type Finding = { customerId: Id; method: MatchMethod; confidence: number; evidence: Evidence }

const CANDIDATES_MAX = 200

/** Whose these phone numbers and e-mail addresses are. */
export async function findByAddress(
  db: Db,
  given: readonly { address: Address; as: 'phone' | 'alternate' | 'email' }[],
): Promise<Finding[]> {
  if (given.length === 0) return []
  const { rows } = await sql<{
    kind: string
    value: string
    customerId: Id
    linkMethod: string
    linkConfidence: number
  }>`
    select p.kind, p.value, p.customer_id, p.link_method, p.link_confidence
    from unnest(${given.map(({ address }) => address.kind)}::text[], ${given.map(({ address }) => address.value)}::text[]) as w (kind, value)
    join contact_point p on p.kind = w.kind and p.value = w.value
    where p.customer_id is not null`.execute(db)
  return rows.map((row): Finding => {
    const as =
      given.find(({ address }) => address.kind === row.kind && address.value === row.value)?.as ?? 'phone'
    const byName = row.linkMethod === 'alternate_phone'
    const finding = (
      method: MatchMethod,
      confidence: number,
      what: Evidence['what'],
      code: EvidenceCode,
    ): Finding => ({
      customerId: row.customerId,
      method,
      confidence,
      evidence: evidence(what, code, { address: showAddress(row) }),
    })
    if (as === 'email') return finding('email', 0.95, 'email', 'number_theirs')
    if (as === 'phone' && !byName) return finding('exact', 1, 'phone', 'number_theirs')
    const confidence = Math.min(as === 'alternate' ? 0.92 : 1, byName ? row.linkConfidence : 1)
    return finding('alternate_phone', confidence, 'phone', 'another_number_theirs')
  })
}

/** Whose this place is, flats told apart. */
export async function findByPlace(db: Db, address: string): Promise<Finding[]> {
  const place = readPlace(address)
  if (place === undefined) return []
  const rows = await db
    .selectFrom('property')
    .select(['customerId', 'address'])
    .where('buildingKey', '=', place.building)
    .orderBy('id')
    .limit(CANDIDATES_MAX)
    .execute()
  const best = new Map<Id, Finding>()
  for (const row of rows) {
    const other = readPlace(row.address)
    const likeness = other === undefined ? undefined : placeLikeness(place, other)
    if (likeness === undefined || likeness.confidence <= (best.get(row.customerId)?.confidence ?? 0)) continue
    best.set(row.customerId, {
      customerId: row.customerId,
      method: 'property',
      confidence: likeness.confidence,
      evidence: evidence('address', 'places_alike', {
        address,
        known: row.address,
        reason: likeness.reason,
      }),
    })
  }
  return [...best.values()]
}

/** Customers, merged ones too, whose names begin like words of these; those that share the most first. */
export async function findByName(db: Db, names: readonly string[]): Promise<Id[]> {
  const tokens = [...new Set(names.flatMap(nameTokens))]
  if (tokens.length === 0) return []
  const { rows } = await sql<{ customerId: Id }>`
    select customer_id from customer_name_token where token = any(${tokens}::text[])
    group by customer_id order by count(*) desc, customer_id limit ${CANDIDATES_MAX}`.execute(db)
  return rows.map(({ customerId }) => customerId)
}
