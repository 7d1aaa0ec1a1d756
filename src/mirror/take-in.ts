import { type Id, newId } from '../base/ids.ts'
import {
  type By,
  type Fields,
  noteConflicts,
  readFields,
  rulesFor,
  same,
  type ToNote,
  writeFields,
} from '../conflicts/conflicts.ts'
import type { ConflictKind } from '../contract/conflicts.ts'
import type { Tx } from '../store/store.ts'
import { type Agreed, agree, toSend } from './agree.ts'
import { goneHere, takenAway } from './gone.ts'
import { dueTicketsOf, holdLink, linkOfKey, linkOfLocal, writeLink } from './link.ts'
import { findOurs, makeOurs } from './make-ours.ts'
import type { Mirror } from './manage.ts'
import {
  because,
  changeForUs,
  ERASED,
  fieldsForMirror,
  fieldsOfRow,
  mirrorRules,
  RowUnfit,
  tableOf,
} from './mapping.ts'
import {
  auditActor,
  customerKeyOf,
  heldFields,
  type RowIo,
  type Seen,
  type Sending,
  type Writing,
} from './seen.ts'

type Task = { mirror: Mirror; seen: Seen; found: (conflicts: number) => void }

/** Merges in what came from there, and writes down what must go there before it goes; in one transaction. */
export async function takeIn(
  tx: Tx,
  io: RowIo,
  { mirror, seen, found }: Task,
): Promise<Sending | null | 'again'> {
  const { clock } = io
  const now = clock.now()
  const link = await holdLink(tx, seen.link)
  if (link === undefined) return 'again'
  const { kind } = link
  const table = tableOf(mirror.mapping, kind)
  const isErased = link.state === 'gone' && link.reason === ERASED
  if (table === undefined || link.state === 'forgetting' || isErased) {
    await writeLink(tx, link, { due: link.state === 'forgetting', now })
    return null
  }
  const by: By = { clock, actor: { kind: 'mirror', label: mirror.label } }
  const rules = mirrorRules(await rulesFor(tx, kind), table)
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  const writing = { io, tx, mirror, by, kind, rules, found }
  if (seen.row === null) return takenAway(writing, { link, now })

  const { row } = seen
  const before = link.localId === null ? undefined : await heldFields(tx, kind, link.localId)
  if (link.localId !== null && before === undefined) return goneHere(writing, { link, row, now })
  const held = [
    ...(before === undefined ? [] : [before]),
    ...(link.sending === null ? [] : [link.sending]),
    ...(link.agreed === null ? [] : [link.agreed]),
  ]
  const theirs = fieldsOfRow(table, { row: row.row, held, region })
  const customer = await customerOf(tx, { mirror, theirs })
  let localId = link.localId
  let isNew = false
  if (localId === null) {
    localId = await findOurs(tx, { kind, theirs, ourId: row.ourId })
    if (localId === null) {
      localId = await makeOurs(tx, { ...by, kind, theirs, customerId: customer, erasedKey: io.erasedKey })
      isNew = true
    } else await takeOver(tx, { mirrorId: mirror.id, kind, localId })
  }
  const first = await heldFields(tx, kind, localId)
  if (first === undefined) return 'again'
  const customerKey = await customerKeyOf(tx, { mirror, kind, localId })
  const mine = (ours: Fields, agreed: Fields | null) => fieldsForMirror(table, { ours, agreed, customerKey })
  const known: Agreed = isNew
    ? { agreed: theirs, sending: null }
    : { agreed: link.agreed, sending: link.sending }
  const ours = mine(first, link.sending === null ? known.agreed : { ...known.agreed, ...link.sending })
  const { ours: change, contradictions } = agree(rules, { link: known, ours, theirs, arrived: seen.arrived })
  const told = await write(writing, { id: localId, first, ours, change, contradictions })
  const after = mine((await readFields(tx, { kind, id: localId })) ?? first, theirs)
  const sending = toSend(rules, { ours: after, theirs })
  const sendId = newId(clock)
  const next = {
    remoteKey: row.key,
    localId,
    agreed: theirs,
    mark: row.mark,
    state: 'agreed',
    due: false,
    now,
  } as const
  await writeLink(tx, link, {
    ...next,
    ...(sending === null ? { sending: null, sendId: null, tries: 0, reason: null } : { sending, sendId }),
  })
  if (isNew && kind === 'customer') await dueTicketsOf(tx, { mirrorId: mirror.id, customerId: localId })
  if (isNew || told.length > 0)
    await io.audit.record(tx, mirror.tenantId, {
      actor: auditActor(mirror),
      action: `${kind}.mirrored`,
      subject: { kind, id: localId },
      details: { mirror: mirror.id, made: isNew, fields: told },
      change: { before: isNew ? null : pick(first, told), after: theirs },
    })
  if (sending === null) return null
  return {
    ...{ fields: sending, sendId, row, isGone: false },
    link: { ...link, ...next, sending, revision: link.revision + 1 },
  }
}

/** Writes here what they changed, and lists what contradicts. Answers the names of fields that were changed. */
async function write(
  { tx, mirror, by, kind, rules, found }: Writing,
  input: { id: Id; first: Fields; ours: Fields; change: Fields; contradictions: readonly ToNote[] },
): Promise<string[]> {
  const { id, first, ours, change } = input
  const inPoints = (value: Fields[string], mine: Fields[string]) =>
    changeForUs({ phone: value }, { before: { phone: mine }, ours: first }).contactPoints ??
    first.contactPoints ??
    []
  const contradictions = input.contradictions.map((one): ToNote => {
    if (one.field !== 'phone' && one.field !== 'email') return one
    const mine = one.first
    return {
      ...one,
      field: 'contactPoints',
      base: inPoints(one.base, mine),
      first: first.contactPoints ?? [],
      second: inPoints(one.second, mine),
      kept: inPoints(one.kept, mine),
    }
  })
  const note = (listed: readonly ToNote[]) =>
    noteConflicts(tx, {
      kind,
      id,
      clock: by.clock,
      contradictions: listed,
      secondBy: mirror.label,
      mirrorId: mirror.id,
    })
  await note(contradictions)
  const refusedHere = change.customer === undefined ? [] : ['customer']
  const ourChange = changeForUs(change, { before: ours, ours: first })
  const { refused } = await writeFields(tx, {
    ...by,
    kind,
    id,
    change: ourChange,
    note: { code: because.changed },
  })
  const taken = refused.contactPoints
  if (taken !== undefined && taken.code !== 'address_in_use') throw new RowUnfit(taken.code, '')
  const now = (await readFields(tx, { kind, id })) ?? first
  const listed = [...Object.keys(refused), ...refusedHere].map((field): ToNote => {
    const own = field === 'customer' ? ours : now
    return {
      ...{ field, reason: 'refused', lost: 'second', waits: field !== 'customer' },
      strategy: rules[field]?.strategy ?? 'review',
      base: first[field] ?? own[field] ?? null,
      first: own[field] ?? null,
      second: (field === 'customer' ? change[field] : ourChange[field]) ?? null,
      kept: own[field] ?? null,
    }
  })
  await note(listed)
  found(contradictions.length + listed.length)
  return Object.keys(ourChange).filter((field) => !same(now[field], first[field]))
}

/** A customer who was to be made there is there already: the row that waited for that is not needed. */
async function takeOver(
  tx: Tx,
  { mirrorId, kind, localId }: { mirrorId: Id; kind: ConflictKind; localId: Id },
): Promise<void> {
  const other = await linkOfLocal(tx, { mirrorId, kind, localId })
  if (other === undefined) return
  if (other.remoteKey !== null) throw new RowUnfit('same_twice', '')
  await tx.deleteFrom('mirrorLink').where('id', '=', other.id).execute()
}

/** Who the customer is here that a row of theirs points to. Throws `RowUnfit` while nobody knows. */
async function customerOf(
  tx: Tx,
  { mirror, theirs }: { mirror: Mirror; theirs: Fields },
): Promise<Id | null> {
  const key = theirs.customer
  if (typeof key !== 'string') return null
  const link = await linkOfKey(tx, { mirrorId: mirror.id, kind: 'customer', key })
  if (link?.localId == null) throw new RowUnfit('customer_waits', '')
  return link.localId
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
