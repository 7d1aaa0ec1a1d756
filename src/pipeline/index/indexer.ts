import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { errorCode } from '../../base/refusal.ts'
import { updateIndex } from '../../search/search.ts'
import type { Store } from '../../store/store.ts'

export type IndexerIo = {
  store: Store
  clock: Clock
  log: Log
}

export type IndexerOptions = {
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
  /** Whether imports are at work, to which the stage gives way. */
  isBusy: () => boolean
}

/** Keeps the index of words true in the background, one firm at a time. Disposing it ends it after the batch in hand. */
export type Indexer = AsyncDisposable & {
  /** Something may be new: of this firm, lately; or anything, of any firm. */
  wake(tenantId?: Id): void
  /** Whether the index has all but what came in the last moments, as far as this process knows. */
  isComplete(tenantId: Id): boolean
  /** Resolves when the index has all that this firm has at present. Throws when the stage fails. */
  catchUp(tenantId: Id): Promise<void>
}

/** While imports work, a batch each so often. */
const BUSY_PAUSE_MS = 2_000
const RETRY_AFTER_MS = 30_000
/** A look costs something even when nothing is new: after one, so many times its length nobody looks again. */
const REST_PER_LOOK = 4

type Waiter = { tenantId: Id; resolve(): void; reject(error: unknown): void }

export function openIndexer(io: IndexerIo, options: IndexerOptions): Indexer {
  const closing = new AbortController()
  /** Firms that may lack something, and whether it may be of any age. */
  const due = new Map<Id, { everything: boolean }>()
  /** Firms whose index had everything once since this process began. */
  const complete = new Set<Id>()
  let waiters: Waiter[] = []
  let everybody = false
  let working: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined

  const settle = (tenantId: Id, waited: readonly Waiter[], end: (waiter: Waiter) => void) => {
    waiters = waiters.filter((waiter) => !waited.includes(waiter))
    for (const waiter of waited) if (waiter.tenantId === tenantId) end(waiter)
  }
  const ask = (tenantId: Id, everything: boolean) =>
    due.set(tenantId, { everything: everything || (due.get(tenantId)?.everything ?? false) })
  const workOn = async (tenantId: Id, everything: boolean) => {
    const waited = waiters.filter((waiter) => waiter.tenantId === tenantId)
    try {
      await updateIndex(io, {
        tenantId,
        everything,
        signal: closing.signal,
        onBatch: async () => {
          if (options.isBusy()) await pause(BUSY_PAUSE_MS, undefined, { signal: closing.signal })
          return due.has(tenantId) // something new came: the newest first
        },
      })
      if (everything) complete.add(tenantId)
      settle(tenantId, waited, ({ resolve }) => resolve())
    } catch (error) {
      settle(tenantId, waited, ({ reject }) => reject(error))
      if (closing.signal.aborted) return
      io.log.error({ code: errorCode(error), tenantId, kind: nameOf(error) }, 'indexing words failed')
      ask(tenantId, true)
      retry ??= setTimeout(() => {
        retry = undefined
        start()
      }, RETRY_AFTER_MS).unref()
      throw error
    }
  }
  const work = async () => {
    while (!closing.signal.aborted) {
      if (everybody) {
        everybody = false
        for (const { id } of await options.firms()) ask(id, true)
      }
      const [next] = due
      if (next === undefined) return
      const [tenantId, { everything }] = next
      due.delete(tenantId)
      const beganMs = performance.now()
      await workOn(tenantId, everything)
      if (due.has(tenantId) && waiters.length === 0)
        await pause(REST_PER_LOOK * (performance.now() - beganMs), undefined, { signal: closing.signal })
    }
  }
  const start = () => {
    if (closing.signal.aborted || retry !== undefined) return
    working ??= work()
      .catch((error: unknown) => io.log.debug({ kind: nameOf(error) }, 'indexing words pauses'))
      .finally(() => {
        working = undefined
        if (everybody || due.size > 0) start()
      })
  }
  return {
    wake: (tenantId) => {
      if (tenantId === undefined) everybody = true
      else ask(tenantId, false)
      start()
    },
    isComplete: (tenantId) => complete.has(tenantId),
    catchUp: (tenantId) =>
      new Promise((resolve, reject) => {
        if (closing.signal.aborted) {
          reject(closing.signal.reason)
          return
        }
        waiters.push({ tenantId, resolve, reject })
        ask(tenantId, true)
        start()
      }),
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      clearTimeout(retry)
      await working
      for (const { reject } of waiters) reject(closing.signal.reason)
      waiters = []
    },
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
