import type { Actor, Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import {
  type By,
  type Fields,
  holdSubject,
  noteConflicts,
  readFields,
  rulesFor,
  same,
  type ToNote,
  writeFields,
} from '../conflicts/conflicts.ts'
import { type ConflictKind, EXISTENCE } from '../contract/conflicts.ts'
import { isDone, type TicketStatus } from '../contract/tickets.ts'
import type { Store, Tx } from '../store/store.ts'
import { type Agreed, type Arrived, agree, type MirrorRules, toSend } from './agree.ts'
import type { Ends } from './in-step.ts'
import { dueTicketsOf, holdLink, type Link, linkOfKey, linkOfLocal, readLink, writeLink } from './link.ts'
import { findOurs, makeOurs } from './make-ours.ts'
import type { Mirror } from './manage.ts'
import {
  because,
  changeForUs,
  columnsOf,
  ERASED,
  fieldsForMirror,
  fieldsOfRow,
  mirrorRules,
  RowUnfit,
  rowOfFields,
  tableOf,
} from './mapping.ts'
import type { TheirRow, Theirs } from './theirs.ts'

export type RowIo = {
  store: Store
  clock: Clock
  audit: Pick<Audit, 'record'>
  erasedKey: Buffer
  theirs: Theirs
}

/** A row as both sides were seen. */
type Seen = { link: Link; row: TheirRow | null; arrived: Arrived }
/** What is on its way there. */
type Sending = {
  link: Link
  fields: Fields
  sendId: Id
  /** null: it is to be made there. */
  row: TheirRow | null
  /** It is to be taken away there. */
  isGone: boolean
}

/** The steps by which one row of a mirror is brought into step. `found` hears of conflicts. */
export function endsOf(
  io: RowIo,
  { mirror, linkId, found }: { mirror: Mirror; linkId: Id; found: (conflicts: number) => void },
): Ends<Seen | null, Sending> {
  const { store, clock, theirs } = io
  const { tenantId } = mirror
  /** By mark, keys and columns that a settled write left behind. */
  const arrivedAs = new WeakMap<Sending, { key: string; mark: string | null }>()
  return {
    look: async () => {
      const link = await store.read(tenantId, (db) => readLink(db, linkId))
      if (link === undefined) return null
      const { kind, remoteKey, localId, sendId, sending } = link
      const row =
        remoteKey !== null
          ? await theirs.read(kind, remoteKey)
          : localId === null
            ? null
            : await theirs.find(kind, localId, mirror.notes)
      const wasMade = remoteKey === null && row !== null
      const arrived = async (): Promise<Arrived> => {
        if (sending === null || sendId === null) return 'not_arrived'
        if (mirror.notes && remoteKey !== null)
          return (await theirs.hasArrived(sendId)) ? 'arrived' : 'not_arrived'
        if (wasMade) return 'arrived'
        return row?.mark !== null && row?.mark === link.mark ? 'not_arrived' : 'unknown'
      }
      return { link, row, arrived: await arrived() }
    },
    takeIn: (seen) =>
      seen === null
        ? Promise.resolve(null)
        : store.write(tenantId, (tx) => takeIn(tx, io, { mirror, seen, found }), `mirror:${mirror.id}`),
    send: async (sending) => {
      const { link, fields, row, isGone, sendId } = sending
      const table = tableOf(mirror.mapping, link.kind)
      if (table === undefined) return 'changed'
      const write = { values: rowOfFields(table, fields), by: mirror.id, sendId, notes: mirror.notes }
      if (isGone && row !== null) await theirs.remove(link.kind, row.key, mirror.id)
      else if (row === null) {
        const told = await store.read(tenantId, (db) => toldOnce(db, link))
        const mapped = columnsOf(table).map(([field]) => field)
        const once = Object.fromEntries(Object.entries(told).filter(([field]) => mapped.includes(field)))
        const values = { ...write.values, ...once }
        const made = await theirs.insert(link.kind, { ...write, values, ourId: link.localId ?? '' })
        if (made === null) return 'changed'
        arrivedAs.set(sending, made)
      } else {
        const expects = Object.fromEntries(
          Object.keys(write.values).map((field) => [field, row.row[field] ?? null]),
        )
        const done = await theirs.update(link.kind, { ...write, key: row.key, expects })
        if (done === null) return 'changed'
        arrivedAs.set(sending, { key: row.key, mark: done.mark })
      }
      return 'sent'
    },
    settle: (sending) =>
      store.write(tenantId, async (tx) => {
        const { link, fields, isGone } = sending
        const as = arrivedAs.get(sending)
        const done = { sending: null, sendId: null, tries: 0, reason: null, now: clock.now() }
        if (isGone)
          await writeLink(tx, link, { ...done, state: 'gone', reason: 'here', agreed: null, mark: null })
        else {
          const agreed = { ...link.agreed, ...fields }
          const isOurs = await writeLink(tx, link, {
            ...{
              ...done,
              agreed,
              state: 'agreed',
              mark: as?.mark ?? null,
              remoteKey: as?.key ?? link.remoteKey,
            },
          })
          if (isOurs && link.remoteKey === null && link.kind === 'customer' && link.localId !== null)
            await dueTicketsOf(tx, { mirrorId: mirror.id, customerId: link.localId })
        }
      }),
    drop: (sending) =>
      store.write(tenantId, async (tx) => {
        await writeLink(tx, sending.link, { sending: null, sendId: null, now: clock.now() })
      }),
  }
}

type Task = { mirror: Mirror; seen: Seen; found: (conflicts: number) => void }

async function takeIn(tx: Tx, io: RowIo, { mirror, seen, found }: Task): Promise<Sending | null | 'again'> {
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

type Writing = {
  io: RowIo
  tx: Tx
  mirror: Mirror
  by: By
  kind: ConflictKind
  rules: MirrorRules
  found: (conflicts: number) => void
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

/** It is not there: it was taken away there, or is to be made there. */
async function takenAway(
  { io, tx, mirror, by, kind, found }: Writing,
  { link, now }: { link: Link; now: Date },
): Promise<Sending | null> {
  const table = tableOf(mirror.mapping, kind)
  const first = link.localId === null ? undefined : await heldFields(tx, kind, link.localId)
  if (table === undefined || link.localId === null || first === undefined) {
    await tx.deleteFrom('mirrorLink').where('id', '=', link.id).execute()
    return null
  }
  const customerKey = await customerKeyOf(tx, { mirror, kind, localId: link.localId })
  const known = link.sending === null ? link.agreed : { ...link.agreed, ...link.sending }
  const ours = fieldsForMirror(table, { ours: first, agreed: known, customerKey })
  const isChanged = Object.entries(ours).some(([field, value]) => !same(value, known?.[field]))
  const wasThere = link.remoteKey !== null && !(link.state === 'gone' && link.reason === 'here')
  const isOver = link.state === 'gone' && link.reason === 'there'
  if (isOver || (wasThere && !isChanged) || !table.makes || isNobody(ours)) {
    const status = first.status as TicketStatus | undefined
    if (wasThere && !isOver && status !== undefined && !isDone(status))
      await writeFields(tx, {
        ...by,
        kind,
        id: link.localId,
        change: { status: 'cancelled' },
        note: { code: because.gone },
      })
    const state = wasThere || isOver ? { state: 'gone' as const, reason: 'there' } : {}
    await writeLink(tx, link, {
      ...state,
      agreed: null,
      sending: null,
      sendId: null,
      mark: null,
      due: false,
      now,
    })
    if (wasThere && !isOver)
      await io.audit.record(tx, mirror.tenantId, {
        actor: auditActor(mirror),
        action: `${kind}.mirrored`,
        subject: { kind, id: link.localId },
        details: { mirror: mirror.id, gone: true },
      })
    return null
  }
  if (wasThere) {
    // They took away what we have changed: it is made there again, and said.
    const contradiction: ToNote = {
      ...{ field: EXISTENCE, strategy: 'both', reason: 'deleted', lost: 'second', waits: false },
      ...{ base: 'there', first: 'there', second: 'gone', kept: 'there' },
    }
    const secondBy = mirror.label
    await noteConflicts(tx, {
      ...{
        kind,
        id: link.localId,
        clock: by.clock,
        contradictions: [contradiction],
        secondBy,
        mirrorId: mirror.id,
      },
    })
    found(1)
  }
  const sendId = newId(by.clock)
  const next = {
    remoteKey: null,
    agreed: null,
    sending: ours,
    sendId,
    mark: null,
    state: 'agreed',
    due: false,
    now,
  } as const
  await writeLink(tx, link, next)
  return {
    link: { ...link, ...next, revision: link.revision + 1 },
    fields: ours,
    sendId,
    row: null,
    isGone: false,
  }
}

/** It does not stand for itself here any more: merged into another. */
async function goneHere(
  { mirror, tx, by, kind, found }: Writing,
  { link, row, now }: { link: Link; row: TheirRow; now: Date },
): Promise<Sending | null> {
  const table = tableOf(mirror.mapping, kind)
  if (table?.deletes !== true || link.localId === null) {
    await writeLink(tx, link, { state: 'gone', reason: 'here', sending: null, sendId: null, due: false, now })
    return null
  }
  if (link.mark !== null && row.mark !== link.mark && link.sending === null && link.agreed !== null) {
    const contradiction: ToNote = {
      ...{ field: EXISTENCE, strategy: 'both', reason: 'deleted', lost: 'second', waits: false },
      ...{ base: 'there', first: 'gone', second: 'there', kept: 'gone' },
    }
    const secondBy = mirror.label
    await noteConflicts(tx, {
      ...{
        kind,
        id: link.localId,
        clock: by.clock,
        contradictions: [contradiction],
        secondBy,
        mirrorId: mirror.id,
      },
    })
    found(1)
  }
  const sendId = newId(by.clock)
  const next = { sending: {}, sendId, due: false, now } as const
  await writeLink(tx, link, next)
  return { link: { ...link, ...next, revision: link.revision + 1 }, fields: {}, sendId, row, isGone: true }
}

/** What it says here, held until the end. */
async function heldFields(tx: Tx, kind: ConflictKind, id: Id): Promise<Fields | undefined> {
  await holdSubject(tx, { kind, id })
  return readFields(tx, { kind, id })
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

/** Their key of a ticket's customer; null where it has none, undefined where theirs has no place for one or it is not known yet. */
async function customerKeyOf(
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

/** What a row is made with, and never read again. */
async function toldOnce(
  db: Parameters<typeof readLink>[0],
  { kind, localId }: Link,
): Promise<Record<string, string>> {
  if (kind !== 'ticket' || localId === null) return {}
  const row = await db
    .selectFrom('ticket')
    .select(['number', 'openedAt'])
    .where('id', '=', localId)
    .executeTakeFirst()
  return row === undefined ? {} : { number: String(row.number), openedAt: row.openedAt.toISOString() }
}

/** Of whom nothing is known that has a place there. */
function isNobody({ name, phone, email, title }: Fields): boolean {
  return title === undefined && [name, phone, email].every((value) => value == null || value.length === 0)
}

function auditActor({ label }: Mirror): Actor {
  return { kind: 'system', id: 'mirror', label }
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
