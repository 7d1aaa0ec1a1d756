import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { ask } from './ask.ts'
import { insertCustomers, refreshCustomers } from './customer.ts'
import { decideLinks, type Link } from './link-rule.ts'
import { newestName, type Point } from './point.ts'
import { readSurroundings } from './surroundings.ts'

/** Short codes and addresses of no known kind are nobody's: machines, or damaged numbers. */
const ownedKinds: readonly string[] = ['phone', 'email', 'name']

/**
 * Links every point that may have an owner and has none to a customer, found or made, and asks about the doubtful
 * ones. Returns how many customers were made. No statement when all are linked. Call under `lockLinks`.
 */
export async function linkPoints(
  tx: Tx,
  input: { clock: Clock; points: readonly Point[] },
): Promise<{ customersCreated: number }> {
  const { clock } = input
  const unlinked = input.points.filter(
    ({ kind, customerId }) => customerId === null && ownedKinds.includes(kind),
  )
  if (unlinked.length === 0) return { customersCreated: 0 }
  const around = await readSurroundings(tx, unlinked)
  const { links, doubts } = decideLinks(unlinked, around, () => newId(clock))
  const made = links.filter(({ isNew }) => isNew)
  await insertCustomers(tx, {
    clock,
    customers: made.map(({ customerId, point }) => ({
      id: customerId,
      contactName: newestName(point)?.name ?? null,
    })),
  })
  await writeLinks(tx, { clock, links })
  await ask(tx, { clock, doubts })
  const joined = links.filter(({ isNew }) => !isNew).map(({ customerId }) => customerId)
  await refreshCustomers(tx, { clock, ids: joined })
  return { customersCreated: made.length }
}

/** Writes whose these points are, and notes it on the points themselves. One statement. */
export async function writeLinks(
  tx: Tx,
  input: {
    clock: Clock
    links: readonly Pick<Link, 'point' | 'customerId' | 'method' | 'confidence' | 'evidence'>[]
  },
): Promise<void> {
  const { clock, links } = input
  const ids: Id[] = links.map(({ point }) => point.id)
  await sql`
    update contact_point p set customer_id = l.customer_id, link_method = l.method, link_confidence = l.confidence,
      link_evidence = l.evidence, linked_at = ${clock.now()}
    from unnest(${ids}::uuid[], ${links.map(({ customerId }) => customerId)}::uuid[],
      ${links.map(({ method }) => method)}::text[], ${links.map(({ confidence }) => confidence)}::real[],
      ${links.map(({ evidence }) => JSON.stringify(evidence))}::jsonb[])
      as l (id, customer_id, method, confidence, evidence)
    where p.id = l.id`.execute(tx)
  for (const { point, customerId, method } of links) {
    point.customerId = customerId
    point.linkMethod = method
  }
}
