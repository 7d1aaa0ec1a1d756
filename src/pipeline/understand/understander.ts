import { setTimeout as pause } from 'node:timers/promises'
import type { Audit } from '../../audit/audit.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { errorCode } from '../../base/refusal.ts'
import { messagesOfToUnderstand } from '../../inbox/inbox.ts'
import type { Metrics } from '../../metrics/metrics.ts'
import type { Store } from '../../store/store.ts'
import type { Mind } from './mind.ts'
import { type Refining, refineOpen } from './refine.ts'
import { readPresent, type StageInput, understandAll, understandThese } from './understand-all.ts'

export type UnderstanderIo = {
  store: Store
  clock: Clock
  log: Log
  mind: Mind
  audit: Pick<Audit, 'record'>
  /** Hears what was done, and how long it took. */
  metrics?: Metrics | undefined
  /** A language model that looks again; undefined leaves it at the rules. */
  refining?: Refining | undefined
}

export type UnderstanderOptions = {
  timeoutHours: number
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
  /** Whether imports are at work, to which the stage gives way. */
  isBusy: () => boolean
  /** Hears that nothing of a firm lacks a result by now, and that a language model knew better. */
  onUnderstood?: ((tenantId: Id) => void) | undefined
}

/** Works on the stage in the background, one firm at a time. Disposing it ends it after the batch in hand; nothing is lost. */
export type Understander = AsyncDisposable & {
  /** Of the rules and weights by which it understands. */
  version: string
  /** There may be something to understand: of this firm, or of any. */
  wake(tenantId?: Id): void
  /**
   * Resolves when nothing is lacking a result, or when `messagesMax` messages, the newest, have got one: how many did,
   * and whether that was all. Throws when the stage fails.
   */
  catchUp(input: { tenantId: Id; messagesMax?: number | undefined }): Promise<CaughtUp>
  /** Understands what lacks a result in one conversation, its newest 200 messages at most, before it resolves. */
  understandConversation(input: { tenantId: Id; conversationId: Id }): Promise<void>
}

export type CaughtUp = { understood: number; complete: boolean }

/** While imports work, a batch each so often: under a tenth of the machine, and news of other firms still come through. */
const BUSY_PAUSE_MS = 2_000
const RETRY_AFTER_MS = 30_000
const CONVERSATION_MESSAGES_MAX = 200

type Waiter = {
  tenantId: Id
  understood: number
  messagesMax: number
  resolve(done: CaughtUp): void
  reject(error: unknown): void
}

export function openUnderstander(io: UnderstanderIo, options: UnderstanderOptions): Understander {
  const { timeoutHours } = options
  const closing = new AbortController()
  /** Firms that may lack something; a firm is taken out when work on it begins. */
  const due = new Set<Id>()
  const waiters = new Set<Waiter>()
  let everybody = false
  let working: Promise<void> | undefined
  /** Firms of which a message may be shown to the model. */
  const unsure = new Set<Id>()
  let refining: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined

  const settle = (tenantId: Id, end: (waiter: Waiter) => void) => {
    for (const waiter of waiters) {
      if (waiter.tenantId !== tenantId) continue
      waiters.delete(waiter)
      end(waiter)
    }
  }
  const stageOf = (tenantId: Id): StageInput => ({
    tenantId,
    timeoutHours,
    signal: closing.signal,
    onBatch: async (messages) => {
      for (const waiter of waiters) {
        if (waiter.tenantId !== tenantId) continue
        waiter.understood += messages
        if (waiter.understood < waiter.messagesMax) continue
        waiters.delete(waiter)
        waiter.resolve({ understood: waiter.understood, complete: false })
      }
      if (options.isBusy()) await pause(BUSY_PAUSE_MS, undefined, { signal: closing.signal })
      return due.delete(tenantId) // something new came: the newest first
    },
  })
  const workOn = async (tenantId: Id) => {
    try {
      await understandAll(io, stageOf(tenantId))
      options.onUnderstood?.(tenantId)
      if (!due.has(tenantId))
        settle(tenantId, ({ understood, resolve }) => resolve({ understood, complete: true }))
      unsure.add(tenantId)
      refine()
    } catch (error) {
      settle(tenantId, ({ reject }) => reject(error))
      if (closing.signal.aborted) return
      io.log.error({ code: errorCode(error), tenantId, kind: nameOf(error) }, 'understanding failed')
      due.add(tenantId)
      retry ??= setTimeout(() => {
        retry = undefined
        start()
      }, RETRY_AFTER_MS).unref()
      throw error
    }
  }
  /** Goes on beside the rest: a model takes seconds, and what is new does not wait for it. */
  const refine = () => {
    if (io.refining === undefined || closing.signal.aborted) return
    refining ??= refineAll(io.refining)
      .catch((error: unknown) => {
        if (!closing.signal.aborted)
          io.log.error({ code: errorCode(error), kind: nameOf(error) }, 'asking the model failed')
      })
      .finally(() => {
        refining = undefined
        if (unsure.size > 0) refine()
      })
  }
  const refineAll = async (asked: Refining) => {
    for (const tenantId of unsure) {
      unsure.delete(tenantId)
      await refineOpen({ ...io, ...asked }, { tenantId, timeoutHours, signal: closing.signal })
      options.onUnderstood?.(tenantId)
    }
  }
  const work = async () => {
    while (!closing.signal.aborted) {
      if (everybody) {
        everybody = false
        for (const { id } of await options.firms()) due.add(id)
      }
      const [tenantId] = due
      if (tenantId === undefined) return
      due.delete(tenantId)
      await workOn(tenantId)
    }
  }
  const start = () => {
    if (closing.signal.aborted || retry !== undefined) return
    working ??= work()
      .catch((error: unknown) => io.log.debug({ kind: nameOf(error) }, 'understanding pauses'))
      .finally(() => {
        working = undefined
        if (everybody || due.size > 0) start()
      })
  }
  const wake = (tenantId?: Id) => {
    if (tenantId === undefined) everybody = true
    else due.add(tenantId)
    start()
  }
  return {
    version: io.mind.version,
    wake,
    catchUp: ({ tenantId, messagesMax = Number.POSITIVE_INFINITY }) =>
      new Promise((resolve, reject) => {
        waiters.add({ tenantId, understood: 0, messagesMax, resolve, reject })
        if (closing.signal.aborted) settle(tenantId, (waiter) => waiter.reject(closing.signal.reason))
        else wake(tenantId)
      }),
    understandConversation: async ({ tenantId, conversationId }) => {
      const present = await readPresent(io, tenantId)
      const ids = await io.store.read(tenantId, (db) =>
        messagesOfToUnderstand(db, { ...present, conversationId, limit: CONVERSATION_MESSAGES_MAX }),
      )
      if (ids.length > 0)
        await understandThese(io, { tenantId, timeoutHours, signal: closing.signal, present, ids })
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      clearTimeout(retry)
      await Promise.all([working, refining])
      for (const { tenantId } of waiters) settle(tenantId, ({ reject }) => reject(closing.signal.reason))
    },
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
