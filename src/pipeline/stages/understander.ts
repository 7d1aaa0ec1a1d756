import type { Audit } from '../../audit/audit.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { errorCode } from '../../base/refusal.ts'
import { messagesOfToUnderstand } from '../../inbox/inbox.ts'
import type { Metrics } from '../../metrics/metrics.ts'
import type { Db, Store } from '../../store/store.ts'
import type { Mind } from '../understand/mind.ts'
import { type Refining, refineOpen } from '../understand/refine.ts'
import {
  type Present,
  readPresent,
  readPresentBy,
  understandAll,
  understandThese,
} from '../understand/understand-all.ts'
import { type Background, type BackgroundOptions, openBackground } from './background.ts'

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

export type UnderstanderOptions = BackgroundOptions & {
  timeoutHours: number
  /** Hears that nothing of a firm lacks a result by now, and that a language model knew better. */
  onUnderstood?: ((tenantId: Id) => void) | undefined
}

/** Works out what messages say. */
export type Understander = AsyncDisposable & {
  /** By what it understands now, in somebody's transaction. */
  presentBy(db: Db): Promise<Present>
  wake: Background<void>['wake']
  /**
   * Resolves when nothing is lacking a result, or when `messagesMax` messages, the newest, have got one: how many did,
   * and whether that was all. Throws when the stage fails.
   */
  catchUp(input: { tenantId: Id; messagesMax?: number | undefined }): Promise<CaughtUp>
  /** Understands what lacks a result in one conversation, its newest 200 messages at most, before it resolves. */
  understandConversation(input: { tenantId: Id; conversationId: Id }): Promise<void>
}

export type CaughtUp = { understood: number; complete: boolean }

const CONVERSATION_MESSAGES_MAX = 200

export function openUnderstander(io: UnderstanderIo, options: UnderstanderOptions): Understander {
  const { timeoutHours } = options
  const closing = new AbortController()
  const counting = new Set<{ tenantId: Id; count(messages: number): void }>()
  const refiner = openRefining(io, { ...options, signal: closing.signal })
  const background = openBackground<void>(io, {
    ...options,
    name: 'understanding',
    rest: { factor: 1, msMin: 100 },
    work: async ({ tenantId, madeSince, signal, giveWay }) => {
      const onBatch = (messages: number) => {
        for (const one of counting) if (one.tenantId === tenantId) one.count(messages)
        return giveWay()
      }
      await understandAll(io, { tenantId, timeoutHours, madeSince, signal, onBatch })
      options.onUnderstood?.(tenantId)
      refiner.wake(tenantId)
    },
  })
  return {
    presentBy: (db) => readPresentBy(db, io.mind),
    wake: background.wake,
    catchUp: async ({ tenantId, messagesMax = Number.POSITIVE_INFINITY }) => {
      const enough = new AbortController()
      let understood = 0
      const own = {
        tenantId,
        count: (messages: number) => {
          understood += messages
          if (understood >= messagesMax) enough.abort()
        },
      }
      counting.add(own)
      try {
        await background.catchUp(tenantId, enough.signal)
        return { understood, complete: true }
      } catch (error) {
        if (enough.signal.aborted) return { understood, complete: false }
        throw error
      } finally {
        counting.delete(own)
      }
    },
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
      await Promise.all([background[Symbol.asyncDispose](), refiner.ended()])
    },
  }
}

/** Has the model look again beside the rest: it takes seconds, and what is new does not wait for it. */
function openRefining(io: UnderstanderIo, options: UnderstanderOptions & { signal: AbortSignal }) {
  const { timeoutHours, signal } = options
  /** Firms of which a message may be shown to the model. */
  const unsure = new Set<Id>()
  let refining: Promise<void> | undefined
  const refineAll = async (asked: Refining) => {
    for (const tenantId of unsure) {
      unsure.delete(tenantId)
      await refineOpen({ ...io, ...asked }, { tenantId, timeoutHours, signal })
      options.onUnderstood?.(tenantId)
    }
  }
  const start = () => {
    if (io.refining === undefined || signal.aborted) return
    refining ??= refineAll(io.refining)
      .catch((error: unknown) => {
        const kind = error instanceof Error ? error.name : typeof error
        if (!signal.aborted) io.log.error({ code: errorCode(error), kind }, 'asking the model failed')
      })
      .finally(() => {
        refining = undefined
        if (unsure.size > 0) start()
      })
  }
  return {
    wake: (tenantId: Id) => {
      unsure.add(tenantId)
      start()
    },
    ended: async () => refining,
  }
}
