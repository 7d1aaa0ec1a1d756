import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { errorCode } from '../../base/refusal.ts'

/** A stage that goes on in the background, one firm at a time. Disposing it ends it after the batch in hand; nothing is lost. */
export type Background<Done> = AsyncDisposable & {
  /** Something may be new: of this firm, or of any. `everything`: whatever its age. */
  wake(tenantId?: Id, how?: { everything?: boolean }): void
  /**
   * Resolves with what was done when nothing of the firm lacks the stage, giving way to nobody meanwhile; throws when the stage
   * fails, or with the reason of `signal` once nobody waits any more, though the stage goes on.
   */
  catchUp(tenantId: Id, signal?: AbortSignal): Promise<Done>
  /** Whether nothing of the firm lacks the stage but what came in the last moments, as far as this process knows. */
  isComplete(tenantId: Id): boolean
}

/** One firm's turn. */
export type Turn = {
  tenantId: Id
  /** What was made before need not be looked at; undefined looks through everything of the firm. */
  madeSince: Date | undefined
  /** Aborts when the program ends. */
  signal: AbortSignal
  /**
   * To be awaited between batches: gives way to imports, unless somebody waits. Whether there is news of the firm, so that the
   * stage must look again before its turn is over, and had best do so now, for the newest comes first.
   */
  giveWay(): Promise<boolean>
}

export type BackgroundOptions = {
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
  /** Whether imports or sources' runs are at work, to which the stage gives way. */
  isBusy: () => boolean
}

/** So many times as long as was worked, and so many milliseconds at least. */
export type Rest = { factor: number; msMin: number }

const NO_REST: Rest = { factor: 0, msMin: 0 }
/** While others are busy: so as to take a tenth of the machine. */
const BUSY_REST: Rest = { factor: 9, msMin: 2_000 }
const REST_MS_MAX = 10_000
const RETRY_AFTER_MS = 30_000
/** A row's id and times are made before its transaction ends: so long before a look may something be missing that it did not see. */
const LATE_MS = 15 * 60_000

type Waiter<Done> = PromiseWithResolvers<Done>
type Asked<Done> = { everything: boolean; waiters: Set<Waiter<Done>> }
type LastTurn = { endedMs: number; tookMs: number; failed: boolean }

/**
 * `rest`: between a firm's turns, for a look costs something even when nothing is new, and what comes close together is seen by one;
 * none unless told. News after a rest are looked at at once, and so are those that somebody waits for.
 */
export function openBackground<Done>(
  io: { clock: Clock; log: Log },
  options: BackgroundOptions & { name: string; rest?: Rest; work: (turn: Turn) => Promise<Done> },
): Background<Done> {
  const closing = new AbortController()
  const due = new Map<Id, Asked<Done>>()
  const lastTurns = new Map<Id, LastTurn>()
  /** When the last turn began that ended well: what was made since may lack the stage. */
  const seenUntil = new Map<Id, Date>()
  let everybody: { everything: boolean } | undefined
  let working: Promise<void> | undefined
  let inHand: Asked<Done> | undefined
  let resting: AbortController | undefined

  const isAwaited = () =>
    [inHand, ...due.values()].some((asked) => asked !== undefined && asked.waiters.size > 0)

  const ask = (tenantId: Id, everything: boolean, waiter?: Waiter<Done>) => {
    const asked = due.get(tenantId) ?? { everything, waiters: new Set() }
    asked.everything ||= everything
    if (waiter !== undefined) asked.waiters.add(waiter)
    due.set(tenantId, asked)
  }
  const start = () => {
    if (closing.signal.aborted) return
    if (inHand === undefined || isAwaited() || !options.isBusy()) resting?.abort()
    working ??= Promise.resolve()
      .then(goOn)
      .finally(() => {
        working = undefined
        if (everybody !== undefined || due.size > 0) start()
      })
  }
  const rest = async (ms: number) => {
    if (ms <= 0 || closing.signal.aborted) return
    resting = new AbortController()
    await pause(ms, undefined, { signal: AbortSignal.any([closing.signal, resting.signal]) }).catch(
      () => undefined,
    )
    resting = undefined
  }
  const goOn = async () => {
    while (!closing.signal.aborted) {
      if (everybody !== undefined) await askEverybody(everybody)
      const next = nextDue()
      if (next === undefined) return
      if (next.inMs > 0) await rest(next.inMs)
      else await workOn(next.tenantId, next.asked)
    }
  }
  const askEverybody = async (how: { everything: boolean }) => {
    everybody = undefined
    try {
      for (const { id } of await options.firms()) ask(id, how.everything)
    } catch (error) {
      noteFault(error)
      everybody = { everything: true }
      await rest(RETRY_AFTER_MS)
    }
  }
  /** Whose turn it is: of those for whom somebody waits the first, or else whose rest is over, or will be first. */
  const nextDue = () => {
    let next: { tenantId: Id; asked: Asked<Done>; inMs: number } | undefined
    for (const [tenantId, asked] of due) {
      if (asked.waiters.size > 0) return { tenantId, asked, inMs: 0 }
      const inMs = Math.max(0, restOf(lastTurns.get(tenantId)))
      if (next === undefined || inMs < next.inMs) next = { tenantId, asked, inMs }
    }
    return next
  }
  const restOf = (last: LastTurn | undefined): number => {
    if (last === undefined) return 0
    const goneMs = performance.now() - last.endedMs
    if (last.failed) return RETRY_AFTER_MS - goneMs
    return restAfter(last.tookMs, options.isBusy() ? BUSY_REST : (options.rest ?? NO_REST)) - goneMs
  }
  const workOn = async (tenantId: Id, asked: Asked<Done>) => {
    due.delete(tenantId)
    inHand = asked
    const began = io.clock.now()
    const beganMs = performance.now()
    let failed = false
    try {
      const done = await options.work(turnOf(tenantId, asked))
      seenUntil.set(tenantId, began)
      for (const { resolve } of asked.waiters) resolve(done)
    } catch (error) {
      for (const { reject } of asked.waiters) reject(error)
      failed = !closing.signal.aborted
      if (failed) noteFault(error, tenantId)
    }
    inHand = undefined
    const endedMs = performance.now()
    lastTurns.set(tenantId, { endedMs, tookMs: endedMs - beganMs, failed })
    if (failed) ask(tenantId, true)
  }
  const turnOf = (tenantId: Id, asked: Asked<Done>): Turn => {
    const seen = asked.everything ? undefined : seenUntil.get(tenantId)
    let workedFromMs = performance.now()
    return {
      tenantId,
      madeSince: seen && new Date(seen.getTime() - LATE_MS),
      signal: closing.signal,
      giveWay: async () => {
        if (options.isBusy() && !isAwaited())
          await rest(restAfter(performance.now() - workedFromMs, BUSY_REST))
        closing.signal.throwIfAborted()
        workedFromMs = performance.now()
        const more = due.get(tenantId)
        if (more === undefined || (more.everything && seen !== undefined)) return false
        due.delete(tenantId)
        for (const waiter of more.waiters) asked.waiters.add(waiter)
        return true
      },
    }
  }
  const noteFault = (error: unknown, tenantId?: Id) =>
    io.log.error(
      { code: errorCode(error), tenantId, kind: error instanceof Error ? error.name : typeof error },
      `${options.name} failed`,
    )

  return {
    wake: (tenantId, { everything = false } = {}) => {
      if (tenantId === undefined) everybody = { everything: everything || (everybody?.everything ?? false) }
      else ask(tenantId, everything)
      start()
    },
    catchUp: async (tenantId, signal) => {
      closing.signal.throwIfAborted()
      const waiter = Promise.withResolvers<Done>()
      const leave = () => {
        for (const asked of [inHand, due.get(tenantId)]) asked?.waiters.delete(waiter)
        waiter.reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      ask(tenantId, true, waiter)
      start()
      return waiter.promise.finally(() => signal?.removeEventListener('abort', leave))
    },
    isComplete: (tenantId) => seenUntil.has(tenantId), // the first turn of all looks through everything
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await working
      for (const { waiters } of due.values()) for (const { reject } of waiters) reject(closing.signal.reason)
    },
  }
}

function restAfter(workedMs: number, { factor, msMin }: Rest): number {
  return Math.min(REST_MS_MAX, Math.max(msMin, factor * workedMs))
}
