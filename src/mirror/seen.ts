import type { Actor, Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type By, type Fields, holdSubject, readFields } from '../conflicts/conflicts.ts'
import type { ConflictKind } from '../contract/conflicts.ts'
import type { Store, Tx } from '../store/store.ts'
import type { Arrived, MirrorRules } from './agree.ts'
import { type Link, linkOfLocal } from './link.ts'
import type { Mirror } from './manage.ts'
import type { TheirRow, Theirs } from './theirs.ts'

export type RowIo = {
  store: Store
  clock: Clock
  audit: Pick<Audit, 'record'>
  erasedKey: Buffer
  theirs: Theirs
}

/** A row as both sides were seen. */
export type Seen = { link: Link; row: TheirRow | null; arrived: Arrived }
/** What is on its way there. */
export type Sending = {
  link: Link
  fields: Fields
  sendId: Id
  /** null: it is to be made there. */
  row: TheirRow | null
  /** It is to be taken away there. */
  isGone: boolean
}

/** What it takes to write here what a row of theirs says. `found` hears of conflicts. */
export type Writing = {
  io: RowIo
  tx: Tx
  mirror: Mirror
  by: By
  kind: ConflictKind
  rules: MirrorRules
  found: (conflicts: number) => void
}

/** What it says here, held until the end. */
export async function heldFields(tx: Tx, kind: ConflictKind, id: Id): Promise<Fields | undefined> {
  await holdSubject(tx, { kind, id })
  return readFields(tx, { kind, id })
}

/** Their key of a ticket's customer; null where it has none, undefined where theirs has no place for one or it is not known yet. */
export async function customerKeyOf(
  tx: Tx,
  { mirror, kind, localId }: { mirror: Mirror; kind: ConflictKind; localId: Id },
): Promise<string | null | undefined> {
  if (kind !== 'ticket' || mirror.mapping.ticket?.columns.customer === undefined) return undefined
  const ticket = await tx
    .selectFrom('ticket')
    .select('customerId')
    .where('id', '=', localId)
    .executeTakeFirst()
  if (ticket?.customerId == null) return null
  const link = await linkOfLocal(tx, { mirrorId: mirror.id, kind: 'customer', localId: ticket.customerId })
  return link?.remoteKey ?? undefined
}

export function auditActor({ label }: Mirror): Actor {
  return { kind: 'system', id: 'mirror', label }
}
