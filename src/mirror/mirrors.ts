import { sql } from 'kysely'
import type { Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { HostRule } from '../base/host-rule.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { addressBy, WireError, type WireFault } from '../channels/channels.ts'
import type { MirrorCheck, MirrorLayout, MirrorMapping, MirrorWords, UserSync } from '../contract/mirrors.ts'
import { hearEvents } from '../events/events.ts'
import { revealSecret, type Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { hasColumn, readLayout, readWords } from './layout.ts'
import { dueByIds, linkOfLocal } from './link.ts'
import {
  claimMirror,
  leaveMirror,
  type Mirror,
  type MirrorRow,
  mirrorOf,
  readMirror,
  readMirrors,
} from './manage.ts'
import { RowUnfit } from './mapping.ts'
import { rehearse } from './rehearse.ts'
import { seeTo, workRound } from './round.ts'
import { type Ask, openDatabase } from './their-database.ts'
import { openTheirs, type Theirs } from './theirs.ts'

export type MirrorsIo = {
  store: Store
  secrets: Secrets
  audit: Pick<Audit, 'record'>
  clock: Clock
  log: Log
  /** Key of the marks by which the erased are kept out. */
  erasedKey: Buffer
  /** Which hosts a firm may have asked. */
  sourceHosts?: HostRule | undefined
}

/** Keeps the mirrors of all firms in step. Of several processes at one database one works on each. */
export type Mirrors = AsyncDisposable & {
  /** Begins. Until then nothing is asked by itself. */
  start(): void
  /** Looks at a firm's mirrors at once: one was added, changed or resumed. */
  wake(tenantId: Id): void
  /** Brings a mirror into step now; answers whether the other database answered, and its trouble where not. */
  sync(tenantId: Id, id: Id): Promise<{ trouble: string | null }>
  /** Brings one customer and their tickets into step with each mirror. */
  syncCustomer(tenantId: Id, customerId: Id): Promise<UserSync['mirrors']>
  /** Looks at a database that may become a mirror, and writes nothing. Refuses as the wire's faults say, and with `mirror_unfit`. */
  check(tenantId: Id, input: { databaseUrl: string; mapping: MirrorMapping }): Promise<MirrorCheck>
  /** What tables a database has, and what a column of one says; refuses as `check` does. */
  layout(databaseUrl: string): Promise<MirrorLayout>
  words(databaseUrl: string, place: { schema: string; table: string; column: string }): Promise<MirrorWords>
  /** The same with the address that is kept. */
  checkKept(tenantId: Id, id: Id, mapping?: MirrorMapping): Promise<MirrorCheck>
}

const NOTES_EVERY_MS = 2_000
const COMPARE_EVERY_MS = 30_000
/** Where changes are noted, all rows are compared as often, for what a note missed. */
const LOOK_THROUGH_EVERY_MS = 24 * 60 * 60_000
const AFTER_NEWS_MS = 250
const RENEW_EVERY_MS = 20_000

export function openMirrors(
  io: MirrorsIo,
  { firms }: { firms: () => Promise<readonly { id: Id }[]> },
): Mirrors {
  const { store, clock, log } = io
  const holder = newId(clock)
  const stop = new AbortController()
  const timers = new Map<Id, { timer: NodeJS.Timeout; atMs: number; tenantId: Id }>()
  const working = new Map<Id, Promise<unknown>>()
  let started = false

  const open = async ({
    tenantId,
    id,
    mapping,
  }: Pick<Mirror, 'tenantId' | 'id' | 'mapping'>): Promise<Theirs> => {
    const url = await revealSecret(io, { tenantId, id, purpose: 'database_url' })
    if (url === undefined)
      throw new WireError('credentials_refused', 'Nothing is kept that opens this mirror.')
    return openTheirs(url.toString(), { mapping, addressOf: addressBy(io.sourceHosts ?? 'any') })
  }

  const round = async (row: MirrorRow): Promise<{ trouble: string | null }> => {
    const { tenantId, id } = row
    let looksThrough = false
    const renewing = setInterval(
      () =>
        void store
          .write(tenantId, (tx) => claimMirror(tx, { clock, id, holder, anyway: true }))
          .catch(() => undefined),
      RENEW_EVERY_MS,
    )
    let trouble: string | null = null
    try {
      await using theirs = await open(row)
      const notes = await theirs.hasNotes()
      if (notes !== row.captures)
        await store.write(tenantId, (tx) =>
          tx.updateTable('mirror').set({ captures: notes }).where('id', '=', id).execute(),
        )
      const mirror = { ...mirrorOf(row), notes }
      // What was noted before they were there is found by comparing.
      const lastMs = notes && row.captures ? (row.lookedThroughAt?.getTime() ?? 0) : 0
      looksThrough = clock.now().getTime() - lastMs >= LOOK_THROUGH_EVERY_MS
      await workRound({ ...io, theirs }, mirror, { signal: stop.signal, looksThrough })
    } catch (error) {
      if (stop.signal.aborted) trouble = 'stopped'
      else {
        trouble =
          error instanceof WireError ? error.fault : error instanceof RowUnfit ? 'layout_changed' : 'failed'
        const code = errorCode(error) ?? trouble
        log.warn(
          { code, trouble, mirrorId: id },
          'a mirror could not be brought into step; it is tried again',
        )
      }
    } finally {
      clearInterval(renewing)
    }
    if (trouble === 'stopped')
      await store.write(tenantId, (tx) =>
        sql`update mirror set holder = null, held_until = null where id = ${id} and holder = ${holder}`.execute(
          tx,
        ),
      )
    else
      await store.write(tenantId, (tx) =>
        leaveMirror(tx, { clock, id, holder, trouble, lookedThrough: trouble === null && looksThrough }),
      )
    return { trouble }
  }

  /** A mirror is worked on by one call at a time; who comes meanwhile waits, and goes again. */
  const inTurn = <T>(id: Id, work: () => Promise<T>): Promise<T> => {
    const before = working.get(id) ?? Promise.resolve()
    const turn = before.then(work, work)
    const done = turn
      .catch(() => undefined)
      .finally(() => {
        if (working.get(id) === done) working.delete(id)
      })
    working.set(id, done)
    return turn
  }

  const attempt = async (tenantId: Id, id: Id, anyway: boolean): Promise<{ trouble: string | null }> => {
    const claimed = await store.write(tenantId, (tx) => claimMirror(tx, { clock, id, holder, anyway }))
    const row = await store.read(tenantId, (db) => readMirror(db, id))
    if (!claimed) return { trouble: row.state === 'paused' ? 'paused' : 'busy' }
    return round(row)
  }

  const schedule = (tenantId: Id, id: Id, inMs: number) => {
    if (!started || stop.signal.aborted) return
    const known = timers.get(id)
    const atMs = Date.now() + inMs
    if (known !== undefined && known.atMs <= atMs) return
    clearTimeout(known?.timer)
    const ring = () => {
      timers.delete(id)
      void inTurn(id, async () => {
        if (stop.signal.aborted) return
        await attempt(tenantId, id, false).catch((error: unknown) => {
          if (!(error instanceof Refusal))
            log.error({ code: errorCode(error), mirrorId: id }, 'a mirror was not worked on')
        })
        await plan(tenantId, id)
      })
    }
    timers.set(id, { timer: setTimeout(ring, inMs).unref(), atMs, tenantId })
  }
  const plan = async (tenantId: Id, only?: Id) => {
    const rows = await store.read(tenantId, readMirrors).catch(() => [])
    for (const row of rows) {
      if (row.state !== 'active' || (only !== undefined && row.id !== only)) continue
      const waitMs = (row.tryAt?.getTime() ?? 0) - clock.now().getTime()
      schedule(tenantId, row.id, Math.max(row.captures ? NOTES_EVERY_MS : COMPARE_EVERY_MS, waitMs))
    }
  }
  const wake = (tenantId: Id) =>
    void store.read(tenantId, readMirrors).then(
      (rows) => {
        for (const { id, state, tryAt } of rows)
          if (state === 'active')
            schedule(tenantId, id, Math.max(0, (tryAt?.getTime() ?? 0) - clock.now().getTime()))
      },
      (error: unknown) => log.error({ code: errorCode(error) }, 'looking for mirrors failed'),
    )
  const ear = hearEvents(store, (firm) => {
    for (const [id, { tenantId }] of timers)
      if (firm === undefined || firm === tenantId) schedule(tenantId, id, AFTER_NEWS_MS)
  })

  const addressOf = addressBy(io.sourceHosts ?? 'any')
  const checkWith = (theirs: Theirs, { tenantId, mapping }: Pick<Mirror, 'tenantId' | 'mapping'>) =>
    told(async (): Promise<MirrorCheck> => {
      const { rows, notes, user } = await theirs.check()
      const preview = await rehearse({ ...io, theirs }, { tenantId, mapping })
      return { customers: rows.customer, tickets: rows.ticket, notes, ...theirs.notesSql(user), preview }
    })
  /** Looks, and writes nothing. */
  const lookAt = <T>(databaseUrl: string, work: (ask: Ask) => Promise<T>) =>
    told(async () => {
      await using database = openDatabase(databaseUrl, addressOf)
      return await database.inTransaction(work, { isReadOnly: true })
    })

  return {
    start: () => {
      started = true
      void firms().then(
        (all) => {
          for (const { id } of all) wake(id)
        },
        () => undefined,
      )
    },
    wake,
    sync: (tenantId, id) => inTurn(id, () => attempt(tenantId, id, true)),
    syncCustomer: async (tenantId, customerId) => {
      const rows = await store.read(tenantId, readMirrors)
      const results: UserSync['mirrors'] = []
      for (const row of rows.filter(({ state }) => state === 'active'))
        results.push(await inTurn(row.id, () => syncOne({ ...io, open }, { row, customerId })))
      return results
    },
    check: (tenantId, { databaseUrl, mapping }) =>
      told(async () => {
        await using theirs = openTheirs(databaseUrl, { mapping, addressOf })
        return await checkWith(theirs, { tenantId, mapping })
      }),
    layout: (databaseUrl) => lookAt(databaseUrl, readLayout),
    words: (databaseUrl, place) =>
      lookAt(databaseUrl, async (ask) => {
        if (!(await hasColumn(ask, place))) throw new RowUnfit('no_such_column', place.column)
        return readWords(ask, place)
      }),
    checkKept: (tenantId, id, mapping) =>
      told(async () => {
        const row = await store.read(tenantId, (db) => readMirror(db, id))
        const checked = { tenantId, id, mapping: mapping ?? row.mapping }
        await using theirs = await open(checked)
        return await checkWith(theirs, checked)
      }),
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      ear[Symbol.dispose]()
      for (const { timer } of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(working.values())
    },
  }
}

/** What a person can do about it. */
const NEXT: Record<WireFault, readonly [code: string, next: string]> = {
  unreachable: [
    'mirror_unreachable',
    'Check the address, and that the database server runs and may be reached from here.',
  ],
  timeout: [
    'mirror_unreachable',
    'Try again in a while; if it stays, look whether the server is overloaded.',
  ],
  busy: ['mirror_unreachable', 'Try again in a while.'],
  credentials_refused: [
    'mirror_credentials_refused',
    'Check the name and password, and what that user may do with the tables.',
  ],
  not_found: ['mirror_not_there', 'Check the name of the database, of its schema and of the tables.'],
  unreadable: ['mirror_unfit', 'Correct the names of the tables and columns, and look again.'],
  host_refused: ['mirror_host_refused', 'Give the name by which it is reached over the internet.'],
}

/** What a person is told of what the other database cannot do. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RowUnfit)
      throw new Refusal(
        'mirror_unfit',
        `The tables there are not as the mapping says (${error.reason}).`,
        'Correct the names of the tables and columns, and look again.',
        { cause: error },
      )
    throw error instanceof WireError ? refusalOf(error) : error
  }
}

function refusalOf(error: WireError): Refusal {
  const [code, next] = NEXT[error.fault]
  return new Refusal(code, error.message, next, { status: 424, cause: error })
}

type Opening = MirrorsIo & { open: (mirror: Mirror) => Promise<Theirs> }

/** One customer and their tickets, in one mirror. */
async function syncOne(
  io: Opening,
  { row, customerId }: { row: MirrorRow; customerId: Id },
): Promise<UserSync['mirrors'][number]> {
  const { store, clock } = io
  const mirror = mirrorOf(row)
  const { tenantId, id: mirrorId, label } = mirror
  const links = await store.write(tenantId, async (tx) => {
    const tickets = await tx.selectFrom('ticket').select('id').where('customerId', '=', customerId).execute()
    const subjects = [
      ['customer', [customerId]],
      ['ticket', tickets.map(({ id }) => id)],
    ] as const
    const found: Id[] = []
    for (const [kind, ids] of subjects) {
      await dueByIds(tx, { kind, ids, except: null, now: clock.now() })
      for (const localId of ids) {
        const link = await linkOfLocal(tx, { mirrorId, kind, localId })
        if (link !== undefined) found.push(link.id)
      }
    }
    return found
  })
  const answer = { mirrorId, label, rows: links.length, conflicts: 0 }
  try {
    await using theirs = await io.open(mirror)
    let worst: UserSync['mirrors'][number] = { ...answer, result: 'in_step', reason: null }
    for (const linkId of links) {
      const { result, reason, conflicts } = await seeTo({ ...io, theirs }, mirror, linkId)
      worst = {
        ...worst,
        ...(result === 'in_step' ? {} : { result, reason }),
        conflicts: worst.conflicts + conflicts,
      }
    }
    return worst
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    return { ...answer, result: 'unreachable', reason: error.fault }
  }
}
