import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { ask } from './ask.ts'
import { insertCustomers, refreshCustomers } from './customer.ts'
import { findLikeNames } from './like-names.ts'
import { type Doubt, decideLinks, type Link } from './link-rule.ts'
import { mergeCustomers } from './merge.ts'
import { newestName, type Point } from './point.ts'
import { readSurroundings } from './surroundings.ts'

/** Short codes and addresses of no known kind are nobody's: machines, or damaged numbers. */
const ownedKinds: readonly string[] = ['phone', 'email', 'name']

/**
 * Links every point that may have an owner and has none to a customer, found or made; lets one that was nameless till
 * now join the customer its name tells; and asks about the doubtful ones. Returns how many customers were made. No
 * statement when there is nothing to link.
 */
export async function linkPoints(
  tx: Tx,
  input: { clock: Clock; points: readonly Point[] },
): Promise<{ customersCreated: number }> {
  const { clock } = input
  const open = input.points.filter((point) => isUnlinked(point) || isFreshlyNamed(point))
  if (open.length === 0) return { customersCreated: 0 }
  const around = await readSurroundings(tx, open)
  const { links, doubts } = decideLinks(open, around, () => newId(clock))
  const made = links.filter(({ step }) => step === 'new')
  await insertCustomers(tx, {
    clock,
    customers: made.map(({ customerId, point }) => ({
      id: customerId,
      contactName: newestName(point)?.name ?? null,
    })),
  })
  await writeLinks(tx, { clock, links: links.filter(({ point }) => point.customerId === null) })
  const unmerged = await mergeNameless(tx, clock, links)
  const like = await findLikeNames(
    tx,
    links.filter(({ step }) => step !== 'join').map(({ point }) => point),
  )
  await ask(tx, { clock, doubts: [...doubts, ...unmerged, ...like] })
  const joined = links.filter(({ step }) => step === 'join').map(({ customerId }) => customerId)
  await refreshCustomers(tx, { clock, ids: joined })
  return { customersCreated: made.length }
}

function isUnlinked({ kind, customerId }: Point): boolean {
  return customerId === null && ownedKinds.includes(kind)
}

/** It got its first name just now, and its customer was made for want of one. */
function isFreshlyNamed({ customerId, nameBefore, linkMethod, isNamesChanged }: Point): boolean {
  return customerId !== null && nameBefore === null && linkMethod === 'new' && isNamesChanged
}

/**
 * Writes whose these points are, and notes it on the points themselves. One statement; `any` is said besides the join
 * so that a table without statistics is not joined whole (8,000 addresses: 9.6 ms without, 1.5 ms with).
 */
async function writeLinks(tx: Tx, input: { clock: Clock; links: readonly Link[] }): Promise<void> {
  const { clock, links } = input
  if (links.length === 0) return
  const ids: Id[] = links.map(({ point }) => point.id)
  await sql`
    update contact_point p set customer_id = l.customer_id, link_method = l.method, link_confidence = l.confidence,
      link_evidence = l.evidence, linked_at = ${clock.now()}
    from unnest(${ids}::uuid[], ${links.map(({ customerId }) => customerId)}::uuid[],
      ${links.map(({ method }) => method)}::text[], ${links.map(({ confidence }) => confidence)}::real[],
      ${links.map(({ evidence }) => JSON.stringify(evidence))}::jsonb[])
      as l (id, customer_id, method, confidence, evidence)
    where p.id = l.id and p.id = any(${ids}::uuid[])`.execute(tx)
  for (const { point, customerId, method, step } of links) {
    point.customerId = customerId
    point.linkMethod = method
    if (step === 'new') point.customerName = newestName(point)?.name ?? null
  }
}

/** Customers made for a nameless address go into the one its name tells; a doubt instead where somebody has touched them. */
async function mergeNameless(tx: Tx, clock: Clock, links: readonly Link[]): Promise<Doubt[]> {
  const doubts: Doubt[] = []
  for (const { point, step, customerId, method, confidence, evidence } of links) {
    if (step !== 'join' || method === 'new' || point.customerId === null || point.customerId === customerId)
      continue
    if (await isUntouched(tx, point.customerId, customerId)) {
      const reason = { method, confidence, evidence }
      await mergeCustomers(tx, {
        clock,
        keptId: customerId,
        absorbedId: point.customerId,
        by: 'rule',
        reason,
      })
      point.customerId = customerId
    } else {
      doubts.push({ pointId: point.id, customerId, method, confidence: Math.min(confidence, 0.7), evidence })
    }
  }
  return doubts
}

/** Nobody named the customer, gave it more addresses, or was asked about the two. */
async function isUntouched(tx: Tx, customerId: Id, otherId: Id): Promise<boolean> {
  const { rows } = await sql`
    select from customer c
    where c.id = ${customerId} and c.merged_into is null and c.given_name is null
      and (select count(*) from contact_point p where p.customer_id = c.id) = 1
      and not exists (select from customer_merge m where m.kept_id = c.id or m.absorbed_id = c.id)
      and not exists (select from match_question q join contact_point p on p.id = q.contact_point_id
        where (q.customer_id = c.id and p.customer_id = ${otherId}) or (p.customer_id = c.id and q.customer_id = ${otherId}))`.execute(
    tx,
  )
  return rows.length > 0
}
