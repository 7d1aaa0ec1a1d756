import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { asSet, type By, type Fields, readFields, writeFields } from '../conflicts/conflicts.ts'
import type { ConflictKind } from '../contract/conflicts.ts'
import type { TicketPriority } from '../contract/tickets.ts'
import { addCustomer } from '../customers/customers.ts'
import { wasErased } from '../intake/intake.ts'
import type { Db, Tx } from '../store/store.ts'
import { openTicket } from '../tickets/tickets.ts'
import { because, RowUnfit } from './mapping.ts'

/** Whose row of theirs this is here, by our id there or by an address of their own; null when nobody's. */
export async function findOurs(
  db: Db,
  { kind, theirs, ourId }: { kind: ConflictKind; theirs: Fields; ourId: string | null },
): Promise<Id | null> {
  if (ourId !== null && /^[0-9a-f-]{36}$/i.test(ourId)) {
    const known = await readFields(db, { kind, id: ourId.toLowerCase() })
    if (known !== undefined) return ourId.toLowerCase()
    // It was ours, and is not there any more: erased, or of another installation. Nobody is made of it again.
    throw new RowUnfit('ours_unknown', '')
  }
  if (kind === 'ticket') return null
  const points = pointsOf(theirs)
  const { rows } = await sql<{ id: Id }>`
    select distinct c.id from unnest(${points.map(kindOf)}::text[], ${points.map(addressOf)}::text[]) as w (kind, value)
    join contact_point p on p.kind = w.kind and p.value = w.value join customer c on c.id = p.customer_id
    where c.merged_into is null limit 2`.execute(db)
  if (rows.length > 1) throw new RowUnfit('several_customers', '')
  return rows[0]?.id ?? null
}

/** Throws `RowUnfit` for a row that tells of nobody, or of a person who was erased here. */
export async function refuseUnmakeable(
  db: Db,
  { kind, theirs, erasedKey }: { kind: ConflictKind; theirs: Fields; erasedKey: Buffer },
): Promise<void> {
  if (kind !== 'customer') return
  const points = pointsOf(theirs)
  if (points.length === 0 && textOf(theirs.name) === null) throw new RowUnfit('nobody', '')
  const asked = points.map((point) => ({ kind: kindOf(point), value: addressOf(point) }))
  if ((await wasErased(db, { key: erasedKey, asked })).some(Boolean)) throw new RowUnfit('erased_here', '')
}

/** Makes what a row of theirs is about. Throws `RowUnfit` for a person who was erased here, and a customer who is not known yet. */
export async function makeOurs(
  tx: Tx,
  {
    kind,
    theirs,
    customerId,
    erasedKey,
    ...by
  }: By & { kind: ConflictKind; theirs: Fields; customerId: Id | null; erasedKey: Buffer },
): Promise<Id> {
  await refuseUnmakeable(tx, { kind, theirs, erasedKey })
  if (kind === 'customer') {
    const points = pointsOf(theirs)
    const id = await addCustomer(tx, { clock: by.clock, name: textOf(theirs.name) })
    const change = { ...(theirs.kind === undefined ? {} : { kind: theirs.kind }), contactPoints: points }
    const { refused } = await writeFields(tx, { ...by, kind, id, change })
    if (refused.contactPoints !== undefined) throw new RowUnfit(refused.contactPoints.code, '')
    return id
  }
  const { ticketId } = await openTicket(tx, {
    ...by,
    title: textOf(theirs.title),
    category: textOf(theirs.category) ?? 'other',
    priority: (textOf(theirs.priority) ?? 'medium') as TicketPriority,
    customerId,
    cause: null,
    note: { code: because.changed },
  })
  const status = textOf(theirs.status)
  if (status !== null) await writeFields(tx, { ...by, kind, id: ticketId, change: { status } })
  return ticketId
}

function pointsOf(theirs: Fields): string[] {
  return [...asSet(theirs.phone ?? null), ...asSet(theirs.email ?? null)]
}

const kindOf = (point: string) => point.slice(0, point.indexOf(':'))
const addressOf = (point: string) => point.slice(point.indexOf(':') + 1)
const textOf = (value: Fields[string] | undefined): string | null =>
  typeof value === 'string' ? value : null
