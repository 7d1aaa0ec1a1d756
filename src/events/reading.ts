import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import type { Store } from '../store/store.ts'
import { BEGINNING, type Cursor, compareCursors } from './cursor.ts'
import { type Event, hasUnsettled, lastSettled, readEvents } from './read.ts'
import {
  claimReading,
  moveCursor,
  noteFailure,
  ReadingLost,
  releaseReading,
  type Subscriber,
  standing,
} from './subscriber.ts'

export type ReadingIo = { store: Store; clock: Clock; log: Log }
type Task = { tenantId: Id; subscriber: Subscriber; holder: Id }

const BATCH = 100
const UNSETTLED_AGAIN_MS = 100

/**
 * Has a subscriber read what is new in a firm, to the end. Returns in how many milliseconds it is worth to look again, null when
 * only news make it so. `settle` moves the cursor to the end also where nothing there is of its kinds, so that the log can go.
 */
export async function readOn(
  io: ReadingIo,
  task: Omit<Task, 'holder'> & { settle?: boolean },
): Promise<number | null> {
  const { store, clock } = io
  const { tenantId, subscriber } = task
  const found = await store.read(tenantId, async (db) => {
    const stands = await standing(db, subscriber.name)
    const after = stands?.cursor ?? BEGINNING
    const end = await lastSettled(db)
    // Looked at after the end was: whatever makes it needed later comes after that.
    const isNeeded = (await subscriber.isNeeded?.(db)) ?? true
    if (!isNeeded && !task.settle) return null
    const [first] = await readEvents(db, { after, upTo: end, kinds: subscriber.kinds, limit: 1 })
    const isBehind = compareCursors(after, end) < 0
    return {
      ...{ stands, end, isNeeded },
      isDue: first !== undefined || (isBehind && task.settle),
      more: await hasUnsettled(db),
    }
  })
  if (found === null) return null
  const again = found.more ? UNSETTLED_AGAIN_MS : null
  // One that begins now must stand somewhere before anything happens.
  if (!found.isDue && (found.stands !== null || subscriber.from === 'beginning')) return again
  const holder = newId(clock)
  const claim = await store.write(tenantId, (tx) => claimReading(tx, { clock, subscriber, holder }))
  if (claim === null) {
    const stands = await store.read(tenantId, (db) => standing(db, subscriber.name))
    return waitOf(stands?.notBefore, clock)
  }
  try {
    const wait = await readTo(io, { ...task, holder, ...claim, end: found.end, passesOver: !found.isNeeded })
    return wait ?? again
  } catch (error) {
    if (error instanceof ReadingLost) return again
    throw error
  } finally {
    await store.write(tenantId, (tx) => releaseReading(tx, { subscriber: subscriber.name, holder }))
  }
}

/** Null when it got to the end; else how long to wait after a failure. */
async function readTo(
  io: ReadingIo,
  task: Task & { cursor: Cursor; tries: number; end: Cursor; passesOver: boolean },
): Promise<number | null> {
  const { store, clock, log } = io
  const { tenantId, subscriber, holder, end } = task
  const held = { clock, subscriber: subscriber.name, holder }
  let { cursor, tries } = task
  for (let size = tries > 0 ? 1 : BATCH; compareCursors(cursor, end) < 0; ) {
    const events = task.passesOver
      ? []
      : await store.read(tenantId, (db) =>
          readEvents(db, { after: cursor, upTo: end, kinds: subscriber.kinds, limit: size }),
        )
    const to = events.length < size ? end : (events.at(-1)?.cursor ?? end)
    const failed = await handle(io, task, { events, to })
    if (failed === null) {
      cursor = to
      tries = 0
      size = BATCH
    } else if (events.length > 1) {
      size = 1 // the one that fails is found by itself, after those before it
      cursor = failed.done ?? cursor
    } else {
      const [event] = events
      if (event === undefined) throw failed.error
      const code = codeOf(failed.error)
      const { tryAt } = await store.write(tenantId, (tx) => noteFailure(tx, { ...held, event, tries, code }))
      log.warn(
        { code, subscriber: subscriber.name },
        tryAt === null ? 'an event was given up' : 'an event failed',
      )
      if (tryAt !== null) return waitOf(tryAt, clock)
      cursor = event.cursor
      tries = 0
      size = BATCH
    }
  }
  return null
}

/** Does what follows from events and moves the cursor; or tells what failed, and up to where all is done. */
async function handle(
  { store, clock }: ReadingIo,
  { tenantId, subscriber, holder }: Task,
  { events, to }: { events: Event[]; to: Cursor },
): Promise<{ error: unknown; done?: Cursor } | null> {
  const held = { clock, subscriber: subscriber.name, holder }
  let done: Cursor | undefined
  try {
    if ('within' in subscriber) {
      await store.write(tenantId, async (tx) => {
        await moveCursor(tx, { ...held, to }) // first: it locks the row, and nobody else is at it from here on
        for (const event of events) await subscriber.within(tx, event)
      })
      return null
    }
    for (const event of events) {
      await subscriber.deliver(event, tenantId)
      await store.write(tenantId, (tx) => moveCursor(tx, { ...held, to: event.cursor }))
      done = event.cursor
    }
    await store.write(tenantId, (tx) => moveCursor(tx, { ...held, to }))
    return null
  } catch (error) {
    if (error instanceof ReadingLost) throw error
    return done === undefined ? { error } : { error, done }
  }
}

const waitOf = (until: Date | null | undefined, clock: Clock): number =>
  Math.max(UNSETTLED_AGAIN_MS, (until?.getTime() ?? 0) - clock.now().getTime())

/** A stable code, or the kind of error: its words may hold anything. */
const codeOf = (error: unknown): string =>
  errorCode(error) ?? (error instanceof Error ? error.name : 'unknown')
