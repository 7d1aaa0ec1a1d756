import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { isOwn } from '../contract/events.ts'
import type { Store } from '../store/store.ts'
import { type Cursor, compareCursors, cursorText, parseCursor } from './cursor.ts'
import { hearEvents } from './hear.ts'
import { type Event, lastBefore, lastLetGo, lastSettled, readAtOnce } from './read.ts'

/** What is told of changes as they happen: kinds and ids, never words. Null in place of very many ids: any of them. */
export type Told = { kind: string; ids: Id[] | null }

/**
 * `hello` begins; `reset`: too much happened meanwhile, or nobody knows any more, so look at everything anew. `at` is from where one
 * goes on hearing after the line was cut.
 */
export type Frame = { type: 'hello' | 'reset'; at: string } | { type: 'events'; at: string; events: Told[] }

/** Somebody who hears of one firm. */
export type Hearer = {
  tenantId: Id
  /** Id of the person or key. */
  who: string
  /** From where on: the last `at` they were told; or, when they are new, what changed just before. */
  after: string | undefined
  /** Asked for every event. */
  mayHear(kind: string): boolean
  send(frame: Frame): void
  /** They may have been signed out, or been given other rights. */
  rightsMayDiffer(): void
}

/** Tells whoever listens what changes in their firm, within moments of its commit. */
export type Live = Disposable & {
  /** Has somebody told from now on, until disposed of. */
  join(hearer: Hearer): Promise<Disposable>
  /** How many lines a person or key has open. */
  linesOf(who: string): number
}

/** Without `after`, one begins so far back: a screen asks for what it shows before its line is open. */
const BEFORE_SECONDS = 30
/** Beyond so many missed events one is told to look at everything anew. */
const CAUGHT_UP_MAX = 2_000
const PAGE = 500
const IDS_MAX = 100
/** How soon it is looked again for what stood behind a transaction that was still at work, and after a failure. */
const AGAIN_MS_MIN = 20
const AGAIN_MS_MAX = 1_000

/** `waiting`: what came while they are told what they missed; null afterwards. */
type Member = { hearer: Hearer; waiting: Page[] | null }

/** Events, and from where one goes on who was told of them. */
type Page = { events: Event[]; at: Cursor }

/** One firm's events, read once for all who hear of it. */
type Stream = {
  tenantId: Id
  hearers: Set<Member>
  /** Up to here all is settled, and was told. */
  cursor: Cursor
  /** Told beyond the cursor. */
  early: Set<string>
  state: 'resting' | 'looking' | 'looking again'
  timer: NodeJS.Timeout | undefined
  againMs: number
}

export function openLive({ store, log }: { store: Store; log: Log }): Live {
  const streams = new Map<Id, Promise<Stream>>()
  const hearers = new Set<Hearer>()
  let closed = false
  const ear = hearEvents(store, (firm) => {
    for (const [tenantId, stream] of streams)
      if (firm === undefined || firm === tenantId) void stream.then(look, () => undefined)
  })

  const accessEar = store.hear('plumbline_access', (who) => {
    for (const hearer of [...hearers]) if (who === undefined || who === hearer.who) hearer.rightsMayDiffer()
  })

  const open = async (tenantId: Id): Promise<Stream> => {
    const cursor = await store.read(tenantId, lastSettled)
    return {
      ...{ tenantId, cursor, hearers: new Set(), early: new Set() },
      ...{ state: 'resting', timer: undefined, againMs: AGAIN_MS_MIN },
    }
  }
  const look = async (stream: Stream): Promise<void> => {
    if (stream.state !== 'resting') {
      stream.state = 'looking again'
      return
    }
    clearTimeout(stream.timer)
    let isBehind = false
    do {
      stream.state = 'looking'
      try {
        isBehind = await step(stream)
        if (!isBehind) stream.againMs = AGAIN_MS_MIN
      } catch (error) {
        log.warn({ code: errorCode(error) }, 'reading what changed failed; it is tried again')
        isBehind = true
      }
    } while (isLookingAgain(stream) && !closed)
    stream.state = 'resting'
    if (!isBehind || closed || stream.hearers.size === 0) return
    stream.timer = setTimeout(() => void look(stream), stream.againMs).unref()
    stream.againMs = Math.min(AGAIN_MS_MAX, stream.againMs * 2)
  }
  /** Tells what is new. True where something is not settled yet. */
  const step = async (stream: Stream): Promise<boolean> => {
    const found = await store.read(stream.tenantId, (db) =>
      readAtOnce(db, { after: stream.cursor, limit: PAGE }),
    )
    const news = found.filter(({ cursor }) => !stream.early.has(cursorText(cursor)))
    const unsettled = found.filter(({ settled }) => !settled)
    stream.cursor = found.findLast(({ settled }) => settled)?.cursor ?? stream.cursor
    stream.early = new Set(unsettled.map(({ cursor }) => cursorText(cursor)))
    if (news.length > 0) {
      const page = { events: news, at: stream.cursor }
      for (const { hearer, waiting } of stream.hearers) {
        if (waiting === null) tellOf(hearer, page)
        else waiting.push(page)
      }
    }
    if (found.length === PAGE && unsettled.length === 0) stream.state = 'looking again'
    return unsettled.length > 0
  }

  /** Into the firm's stream; one that everybody has left meanwhile is not it. */
  const enter = async (tenantId: Id, member: Member): Promise<Stream> => {
    for (;;) {
      const opening = streams.get(tenantId) ?? open(tenantId)
      streams.set(tenantId, opening)
      const stream = await opening.catch((error: unknown) => {
        if (streams.get(tenantId) === opening) streams.delete(tenantId)
        throw error
      })
      if (streams.get(tenantId) !== opening) continue
      stream.hearers.add(member)
      return stream
    }
  }

  return {
    join: async (hearer) => {
      const member: Member = { hearer, waiting: [] }
      hearers.add(hearer) // counts at once, however many come together
      const stream = await enter(hearer.tenantId, member).catch((error: unknown) => {
        hearers.delete(hearer)
        throw error
      })
      const leave = () => {
        hearers.delete(hearer)
        if (!stream.hearers.delete(member)) return
        if (stream.hearers.size > 0) return
        clearTimeout(stream.timer)
        streams.delete(stream.tenantId)
      }
      try {
        const missed = await readMissed(store, hearer)
        hearer.send({
          type: missed === null ? 'reset' : 'hello',
          at: cursorText(missed?.from ?? stream.cursor),
        })
        for (const page of [...(missed?.pages ?? []), ...(member.waiting ?? [])]) tellOf(hearer, page)
        member.waiting = null
      } catch (error) {
        leave()
        throw error
      }
      return { [Symbol.dispose]: leave }
    },
    linesOf: (who) => [...hearers].filter((hearer) => hearer.who === who).length,
    [Symbol.dispose]: () => {
      closed = true
      ear[Symbol.dispose]()
      accessEar[Symbol.dispose]()
      for (const opening of streams.values())
        void opening.then(
          ({ timer }) => clearTimeout(timer),
          () => undefined,
        )
      streams.clear()
    },
  }
}

const isLookingAgain = ({ state }: Stream): boolean => state === 'looking again'

type Missed = { from: Cursor; pages: Page[] }

/** What changed since the hearer last heard; null when that cannot be told, or is too much. */
async function readMissed(store: Store, { tenantId, after }: Hearer): Promise<Missed | null> {
  return store.read(tenantId, async (db) => {
    const from = after === undefined ? await lastBefore(db, BEFORE_SECONDS) : parseCursor(after)
    if (from === undefined) return null
    const first = await readAtOnce(db, { from, limit: PAGE + 1 })
    const isThere = first[0] !== undefined && compareCursors(first[0].cursor, from) === 0
    // Of a log that is another one, or has let go of what came after, nobody knows what is missing.
    const isKnown = isThere || compareCursors(from, await lastLetGo(db)) === 0
    if (!isKnown && after !== undefined) return null
    const pages: Missed['pages'] = []
    let found = isThere ? first.slice(1) : first.slice(0, PAGE)
    for (let at = from; ; found = await readAtOnce(db, { after: at, limit: PAGE })) {
      const end = found.findLast(({ settled }) => settled)?.cursor ?? at
      if (found.length > 0) pages.push({ events: found, at: end })
      if (found.length < PAGE) return { from, pages }
      if (compareCursors(end, at) === 0 || pages.length * PAGE >= CAUGHT_UP_MAX) return null
      at = end
    }
  })
}

function tellOf(hearer: Hearer, { events, at }: Page): void {
  const idsOf = new Map<string, Set<Id>>()
  for (const { kind, ids } of events) {
    const heard = isOwn(kind) ? ids.filter((id) => id === hearer.who) : hearer.mayHear(kind) ? ids : []
    if (heard.length === 0) continue
    const all = idsOf.get(kind) ?? new Set()
    idsOf.set(kind, all)
    for (const id of heard) all.add(id)
  }
  if (idsOf.size === 0) return
  const told = [...idsOf].map(([kind, ids]) => ({ kind, ids: ids.size > IDS_MAX ? null : [...ids] }))
  hearer.send({ type: 'events', at: cursorText(at), events: told })
}
