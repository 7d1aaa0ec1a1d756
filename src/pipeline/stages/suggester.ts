import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { errorCode } from '../../base/refusal.ts'
import type { Model } from '../../models/models.ts'
import type { Store } from '../../store/store.ts'
import {
  conversationsToSuggest,
  draftAnswer,
  expireOvertaken,
  improveSuggestion,
  keepSuggestion,
  loadPastReplies,
  type PastReplies,
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
  /** By firm and conversation, the last word to which nothing can be said: it need not be looked at in every turn. */
  const unanswerable = new Map<Id, Map<Id, Id>>()
  const improving = openImproving(io, closing.signal)
  const background = openBackground<void>(io, {
    ...options,
    name: 'suggesting answers',
    rest: { factor: 4, msMin: 500 },
    work: async (turn) => {
      const { tenantId } = turn
      const known = (turn.madeSince !== undefined && unanswerable.get(tenantId)) || new Map<Id, Id>()
      unanswerable.set(tenantId, known)
      const dueAt = await suggestAll(io, { ...turn, quietMs: options.quietMs, unanswerable: known })
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

type Look = Pick<Turn, 'tenantId' | 'giveWay'> & { quietMs: number; unanswerable: Map<Id, Id> }

/**
 * Drafts all that is due; when the next will be, whose sender may be writing still. One whose answer cannot be drafted keeps no other
 * waiting: the turn fails with it at its end, which is told, and is tried again.
 */
async function suggestAll(io: SuggesterIo, look: Look): Promise<Date | undefined> {
  const { store, clock } = io
  const { tenantId, quietMs, unanswerable } = look
  const failed = new Map<Id, unknown>()
  for (;;) {
    await store.write(tenantId, (tx) => expireOvertaken(tx, { clock }))
    const found = await store.read(tenantId, (db) =>
      conversationsToSuggest(db, { now: clock.now(), limit: LOOK_CONVERSATIONS }),
    )
    const lacking = found
      .filter(({ conversationId, messageId }) => unanswerable.get(conversationId) !== messageId)
      .filter(({ conversationId }) => !failed.has(conversationId))
      .map((one) => ({ ...one, dueMs: one.isPressing ? 0 : one.cameAt.getTime() + quietMs }))
    const nowMs = clock.now().getTime()
    const due = lacking.filter(({ dueMs }) => dueMs <= nowMs)
    if (due.length > 0) await suggestThese(io, look, { due, failed })
    else if (failed.size > 0) throw failed.values().next().value
    else return lacking[0] && new Date(Math.min(...lacking.map(({ dueMs }) => dueMs)))
  }
}

async function suggestThese(
  io: SuggesterIo,
  look: Look,
  { due, failed }: { due: readonly ToSuggest[]; failed: Map<Id, unknown> },
): Promise<void> {
  const past = await loadPastReplies(io, look.tenantId)
  for (const one of due) {
    await suggestFor(io, look, { ...one, past }).catch((error: unknown) =>
      failed.set(one.conversationId, error),
    )
    if (await look.giveWay()) return
  }
}

async function suggestFor(
  { store, clock }: SuggesterIo,
  { tenantId, unanswerable }: Look,
  { conversationId, messageId, past }: ToSuggest & { past: PastReplies },
): Promise<void> {
  const drafted = await draftAnswer({ store }, { tenantId, conversationId, past })
  const isKept =
    drafted !== undefined &&
    (await store.write(tenantId, (tx) => keepSuggestion(tx, { clock, conversationId, ...drafted })))
  if (!isKept) unanswerable.set(conversationId, messageId)
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
