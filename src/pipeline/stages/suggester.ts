import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { errorCode } from '../../base/refusal.ts'
import type { Metrics } from '../../metrics/metrics.ts'
import type { Model } from '../../models/models.ts'
import type { Store } from '../../store/store.ts'
import {
  conversationsToSuggest,
  draftAnswer,
  type Experience,
  expireOvertaken,
  improveSuggestion,
  keepSuggestion,
  loadExperience,
  suggestionsToImprove,
  type ToSuggest,
} from '../../suggestions/suggestions.ts'
import { type Background, type BackgroundOptions, openBackground, type Turn } from './background.ts'

export type SuggesterIo = {
  store: Store
  clock: Clock
  log: Log
  /** A language model that writes a better draft; undefined leaves it at past answers and templates. */
  model?: Model | undefined
  /** Hears of every draft; nobody does where it is absent. */
  metrics?: Pick<Metrics, 'suggestion'> | undefined
}

export type SuggesterOptions = BackgroundOptions & {
  /** So long a customer must have been quiet, so that a burst of messages gets one answer. */
  quietMs: number
}

/** Drafts answers for conversations that wait for one. */
export type Suggester = Background<void>

const LOOK_CONVERSATIONS = 500

/**
 * Ends what was overtaken and drafts what is lacking, a conversation at a time. Idempotent: a conversation lacks a suggestion until one
 * stands under its last word, and the database holds one pending for each. A language model writes beside it.
 */
export function openSuggester(io: SuggesterIo, options: SuggesterOptions): Suggester {
  const closing = new AbortController()
  const timers = new Map<Id, NodeJS.Timeout>()
  const passed = new Map<Id, Map<Id, Passed>>()
  const improving = openImproving(io, closing.signal)
  const background = openBackground<void>(io, {
    ...options,
    name: 'suggesting answers',
    rest: { factor: 4, msMin: 500 },
    work: async (turn) => {
      const { tenantId } = turn
      const known = (turn.madeSince !== undefined && passed.get(tenantId)) || new Map<Id, Passed>()
      passed.set(tenantId, known)
      const dueAt = await suggestAll(io, { ...turn, quietMs: options.quietMs, passed: known })
      clearTimeout(timers.get(tenantId))
      if (dueAt !== undefined && !closing.signal.aborted) {
        const inMs = Math.max(0, dueAt.getTime() - io.clock.now().getTime())
        timers.set(
          tenantId,
          setTimeout(() => background.wake(tenantId), inMs),
        )
      }
      improving.wake(tenantId)
    },
  })
  return {
    ...background,
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all([background[Symbol.asyncDispose](), improving.ended()])
    },
  }
}

/** A conversation that need not be looked at in every turn: nothing can be said to its last word, or drafting failed and has to wait. */
type Passed = { messageId: Id; failures: number; untilMs: number }

type Look = Pick<Turn, 'tenantId' | 'giveWay'> & { quietMs: number; passed: Map<Id, Passed> }

/** Drafts all that is due; when the next will be, whose sender may be writing still. */
async function suggestAll(io: SuggesterIo, look: Look): Promise<Date | undefined> {
  const { store, clock } = io
  const { tenantId, quietMs, passed } = look
  for (;;) {
    await store.write(tenantId, (tx) => expireOvertaken(tx, { clock }))
    const found = await store.read(tenantId, (db) =>
      conversationsToSuggest(db, { now: clock.now(), limit: LOOK_CONVERSATIONS }),
    )
    const lacking = found.map((one) => {
      const before = passed.get(one.conversationId)
      const fromMs = before?.messageId === one.messageId ? before.untilMs : 0
      return { ...one, dueMs: Math.max(fromMs, one.isPressing ? 0 : one.quietSince.getTime() + quietMs) }
    })
    const nowMs = clock.now().getTime()
    const due = lacking.filter(({ dueMs }) => dueMs <= nowMs)
    if (due.length > 0) await suggestThese(io, look, due)
    else {
      const nextMs = Math.min(...lacking.map(({ dueMs }) => dueMs))
      return nextMs === Number.POSITIVE_INFINITY ? undefined : new Date(nextMs)
    }
  }
}

const RETRY_MS_MIN = 30_000
/** Within what is judged at a time, so that an alert of it does not come and go. */
const RETRY_MS_MAX = 4 * 60_000

/** One whose answer cannot be drafted keeps no other waiting, and is tried again later and later. */
async function suggestThese(io: SuggesterIo, look: Look, due: readonly ToSuggest[]): Promise<void> {
  const { tenantId, passed } = look
  const experience = await loadExperience(io, tenantId)
  for (const one of due) {
    const { conversationId, messageId } = one
    const fromMs = performance.now()
    const told = (source: string) =>
      io.metrics?.suggestion({ tenantId, source, ms: performance.now() - fromMs })
    try {
      const source = await suggestFor(io, { tenantId, conversationId, experience })
      if (source !== undefined) told(source)
      else passed.set(conversationId, { messageId, failures: 0, untilMs: Number.POSITIVE_INFINITY })
    } catch (error) {
      told('failed')
      const kind = error instanceof Error ? error.name : typeof error
      io.log.error({ tenantId, code: errorCode(error), kind }, 'an answer could not be drafted')
      const failures = (passed.get(conversationId)?.failures ?? 0) + 1
      const waitMs = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(10, failures - 1))
      passed.set(conversationId, { messageId, failures, untilMs: io.clock.now().getTime() + waitMs })
    }
    if (await look.giveWay()) return
  }
}

/** Where the words of what is pending now are from; undefined where nothing can be said. */
async function suggestFor(
  { store, clock }: SuggesterIo,
  { tenantId, conversationId, experience }: { tenantId: Id; conversationId: Id; experience: Experience },
): Promise<string | undefined> {
  const drafted = await draftAnswer({ store }, { tenantId, conversationId, experience })
  if (drafted === undefined) return undefined
  const isKept = await store.write(tenantId, (tx) =>
    keepSuggestion(tx, { clock, conversationId, ...drafted }),
  )
  return isKept ? drafted.draft.source : undefined
}

/** Has the model write beside the rest: it takes seconds, and what stands meanwhile can be sent. */
function openImproving(io: SuggesterIo, signal: AbortSignal) {
  const lacking = new Set<Id>()
  let improving: Promise<void> | undefined
  const improveAll = async (model: Model) => {
    for (const tenantId of lacking) {
      lacking.delete(tenantId)
      await improveFirm({ ...io, model }, { tenantId, signal })
    }
  }
  const start = () => {
    const { model } = io
    if (model === undefined || signal.aborted) return
    improving ??= improveAll(model)
      .catch((error: unknown) => {
        const kind = error instanceof Error ? error.name : typeof error
        if (!signal.aborted)
          io.log.error({ code: errorCode(error), kind }, 'asking the model for answers failed')
      })
      .finally(() => {
        improving = undefined
        if (lacking.size > 0) start()
      })
  }
  return {
    wake: (tenantId: Id) => {
      lacking.add(tenantId)
      start()
    },
    ended: async () => improving,
  }
}

/** Ends when none lacks it, or the model may not be asked now; what is left waits for the next turn. */
async function improveFirm(
  io: SuggesterIo & { model: Model },
  { tenantId, signal }: { tenantId: Id; signal: AbortSignal },
): Promise<void> {
  for (;;) {
    const asked = await io.store.read(tenantId, (db) => suggestionsToImprove(db, io.model.concurrentMax))
    if (asked.length === 0) return
    signal.throwIfAborted()
    const ends = await Promise.all(asked.map((one) => improveSuggestion(io, { tenantId, asked: one })))
    if (ends.includes('later')) return
  }
}
