import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { type ConflictKind, conflictKinds } from '../contract/conflicts.ts'
import { bringIntoStep } from './in-step.ts'
import { type DuePlace, dueByKeys, dueLinks, readLink, writeLink } from './link.ts'
import type { Mirror } from './manage.ts'
import { ERASED, RowUnfit, tableOf } from './mapping.ts'
import { endsOf, type RowIo } from './row.ts'

const PAGE = 500
const NOTES_PAGE = 500
const DUE_PAGE = 200

export type Round = { signal: AbortSignal; looksThrough: boolean }

/**
 * Brings a mirror into step: what changed there is found, by notes or by comparing, and every row that is due on either side is seen
 * to. A row that cannot be had is set aside with its reason, and the others go on. Throws `WireError` when the other database
 * does not answer.
 */
export async function workRound(io: RowIo, mirror: Mirror, { signal, looksThrough }: Round): Promise<void> {
  if (mirror.notes) await takeNotes(io, mirror, signal)
  if (looksThrough) await lookThrough(io, mirror, signal)
  let after: DuePlace | null = null
  do {
    const from: DuePlace | null = after
    const due: DuePlace[] = await io.store.read(mirror.tenantId, (db) =>
      dueLinks(db, { mirrorId: mirror.id, after: from, limit: DUE_PAGE }),
    )
    for (const { id } of due) {
      signal.throwIfAborted()
      await seeTo(io, mirror, id)
    }
    after = due.length < DUE_PAGE ? null : (due.at(-1) ?? null)
  } while (after !== null)
}

/** What became of a row. */
export type SeenTo = { result: 'in_step' | 'waits' | 'set_aside'; reason: string | null; conflicts: number }

/** Brings one row into step. Throws `WireError` alone. */
export async function seeTo(io: RowIo, mirror: Mirror, linkId: Id): Promise<SeenTo> {
  let conflicts = 0
  const link = await io.store.read(mirror.tenantId, (db) => readLink(db, linkId))
  if (link?.state === 'forgetting') return { ...(await forgetThere(io, mirror, linkId)), conflicts }
  try {
    const ends = endsOf(io, { mirror, linkId, found: (more) => (conflicts += more) })
    const agrees = await bringIntoStep(ends)
    return { result: agrees ? 'in_step' : 'waits', reason: null, conflicts }
  } catch (error) {
    if (!(error instanceof RowUnfit)) throw error
    return { ...(await setAside(io, mirror, { linkId, reason: error.reason })), conflicts }
  }
}

/** Reasons that end by themselves: the row is tried again each round. */
const PASSING = /^(locked|customer_waits):/

async function setAside(
  { store, clock, theirs }: RowIo,
  mirror: Mirror,
  { linkId, reason }: { linkId: Id; reason: string },
): Promise<Omit<SeenTo, 'conflicts'>> {
  const waits = PASSING.test(reason)
  const link = await store.read(mirror.tenantId, (db) => readLink(db, linkId))
  if (link === undefined) return { result: 'in_step', reason: null }
  // Its version there, so that it is tried again once somebody has written it.
  const row = waits || link.remoteKey === null ? null : await theirs.read(link.kind, link.remoteKey)
  await store.write(mirror.tenantId, (tx) =>
    writeLink(tx, link, {
      ...(waits
        ? { due: true }
        : {
            state: 'set_aside' as const,
            due: false,
            mark: row?.mark ?? link.mark,
            sending: null,
            sendId: null,
          }),
      ...{ reason, tries: link.tries + 1, now: clock.now() },
    }),
  )
  return { result: waits ? 'waits' : 'set_aside', reason }
}

/** Erases there whoever was erased here; where that is refused, it is said, for a person to do it there. */
async function forgetThere(io: RowIo, mirror: Mirror, linkId: Id): Promise<Omit<SeenTo, 'conflicts'>> {
  const { store, theirs, clock } = io
  const link = await store.read(mirror.tenantId, (db) => readLink(db, linkId))
  if (link?.state !== 'forgetting') return { result: 'in_step', reason: null }
  const table = tableOf(mirror.mapping, link.kind)
  const there = async () => {
    if (link.remoteKey !== null) return link.remoteKey
    return link.localId === null
      ? null
      : ((await theirs.find(link.kind, link.localId, mirror.notes))?.key ?? null)
  }
  try {
    const key = table === undefined ? null : await there()
    const stays =
      key !== null &&
      !(await takeAway(io, mirror, { kind: link.kind, key, deletes: table?.deletes === true }))
    await store.write(mirror.tenantId, async (tx) => {
      // The row that stays there says nothing of anybody any more; its key is kept, so that nobody is made of it here.
      const set = {
        state: 'gone',
        reason: ERASED,
        localId: null,
        remoteKey: key,
        due: false,
        tries: 0,
      } as const
      if (stays) await writeLink(tx, link, { ...set, now: clock.now() })
      else await tx.deleteFrom('mirrorLink').where('id', '=', linkId).execute()
    })
    return { result: 'in_step', reason: null }
  } catch (error) {
    if (!(error instanceof RowUnfit)) throw error
    const { reason } = error
    await store.write(mirror.tenantId, (tx) =>
      writeLink(tx, link, { reason, tries: link.tries + 1, due: true, now: clock.now() }),
    )
    return { result: 'waits', reason }
  }
}

/** Deletes a row there, or empties it where it may not be deleted; answers whether it is gone. */
async function takeAway(
  { theirs }: RowIo,
  mirror: Mirror,
  { kind, key, deletes }: { kind: ConflictKind; key: string; deletes: boolean },
): Promise<boolean> {
  if (deletes)
    try {
      await theirs.remove(kind, key, mirror.id)
      return true
    } catch (error) {
      // Others of their rows stand on it.
      if (!(error instanceof RowUnfit) || !error.reason.startsWith('refers_to_nothing')) throw error
    }
  await theirs.blank(kind, key, mirror.id)
  return false
}

/** Takes what was noted there: kept here first, then dropped there, so that a kill in between only has it seen to twice. */
async function takeNotes(
  { store, clock, theirs }: RowIo,
  mirror: Mirror,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const { changed, ids } = await theirs.notes(mirror.id, NOTES_PAGE)
    if (ids.length === 0) return
    await store.write(mirror.tenantId, async (tx) => {
      for (const kind of conflictKinds) {
        const keys = changed.filter((one) => one.kind === kind).map(({ key }) => key)
        await dueByKeys(tx, { mirrorId: mirror.id, kind, keys, now: clock.now() })
      }
    })
    await theirs.dropNotes(ids)
    if (ids.length < NOTES_PAGE) return
  }
}

/** Compares all rows of both sides with what was last seen of them. */
async function lookThrough(io: RowIo, mirror: Mirror, signal: AbortSignal): Promise<void> {
  for (const kind of conflictKinds) {
    if (tableOf(mirror.mapping, kind) === undefined) continue
    const there = new Set<string>()
    let after: string | null = null
    do {
      signal.throwIfAborted()
      const rows = await io.theirs.page(kind, after, PAGE)
      const known = await marksOf(io, mirror, {
        kind,
        keys: rows.map(({ key }) => key),
        ourIds: rows.flatMap(({ ourId }) =>
          ourId !== null && UUID.test(ourId) ? [ourId.toLowerCase()] : [],
        ),
      })
      const changed = rows.filter(
        ({ key, mark, ourId }) =>
          !(known.marks.has(key) && mark !== null && known.marks.get(key) === mark) &&
          !(ourId !== null && known.onTheWay.has(ourId.toLowerCase())),
      )
      const keys = changed.map(({ key }) => key)
      const now = io.clock.now()
      if (keys.length > 0)
        await io.store.write(mirror.tenantId, (tx) => dueByKeys(tx, { mirrorId: mirror.id, kind, keys, now }))
      for (const { key } of rows) there.add(key)
      after = rows.length < PAGE ? null : (rows.at(-1)?.key ?? null)
    } while (after !== null)
    await missingThere(io, mirror, { kind, there })
    await missingHere(io, mirror, kind)
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Versions of rows as they were last seen; and which of ours are on their way there, so that they are not taken for others. */
async function marksOf(
  { store }: RowIo,
  mirror: Mirror,
  { kind, keys, ourIds }: { kind: ConflictKind; keys: readonly string[]; ourIds: readonly Id[] },
): Promise<{ marks: Map<string, string | null>; onTheWay: Set<Id> }> {
  return store.read(mirror.tenantId, async (db) => {
    const { rows } = await sql<{ key: string; mark: string | null }>`
      select remote_key as key, mark from mirror_link
      where mirror_id = ${mirror.id} and kind = ${kind} and remote_key = any(${[...keys]}::text[])`.execute(
      db,
    )
    const { rows: waiting } = await sql<{ id: Id }>`
      select local_id as id from mirror_link
      where mirror_id = ${mirror.id} and kind = ${kind} and remote_key is null and local_id = any(${[...ourIds]}::uuid[])`.execute(
      db,
    )
    return {
      marks: new Map(rows.map(({ key, mark }) => [key, mark])),
      onTheWay: new Set(waiting.map(({ id }) => id)),
    }
  })
}

/** Rows that were there, and are not: they are looked at one by one. */
async function missingThere(
  { store }: RowIo,
  mirror: Mirror,
  { kind, there }: { kind: ConflictKind; there: ReadonlySet<string> },
): Promise<void> {
  await store.write(mirror.tenantId, async (tx) => {
    const { rows } = await sql<{ id: Id; key: string }>`
      select id, remote_key as key from mirror_link
      where mirror_id = ${mirror.id} and kind = ${kind} and remote_key is not null and not due and state in ('agreed', 'set_aside')`.execute(
      tx,
    )
    const gone = rows.filter(({ key }) => !there.has(key)).map(({ id }) => id)
    if (gone.length > 0)
      await sql`update mirror_link set due = true where id = any(${gone}::uuid[])`.execute(tx)
  })
}

/** All that stands for itself here and is not known there. */
async function missingHere({ store, clock }: RowIo, mirror: Mirror, kind: ConflictKind): Promise<void> {
  const table = kind === 'ticket' ? sql`ticket` : sql`customer`
  await store.write(mirror.tenantId, (tx) =>
    sql`
      insert into mirror_link (mirror_id, kind, local_id, changed_at)
      select ${mirror.id}, ${kind}, t.id, ${clock.now()} from ${table} t
      where t.merged_into is null and not exists (
        select from mirror_link l where l.mirror_id = ${mirror.id} and l.kind = ${kind} and l.local_id = t.id)
      order by t.id
      on conflict do nothing`.execute(tx),
  )
}
