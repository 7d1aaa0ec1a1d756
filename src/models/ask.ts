import { setTimeout as pause } from 'node:timers/promises'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Store, Tx } from '../store/store.ts'
import { openBreaker } from './breaker.ts'
import { budgetsOf, limitsOf, noteStop, readSpending, type Span, spans } from './budget.ts'
import { costUsd, dearest, priceOf } from './price.ts'
import { leastThinking, loadModel, type ModelSettings } from './provider.ts'
import { openQueue } from './queue.ts'
import { recordCall } from './record.ts'
import { type Asked, answerTokensMax, type Question, request } from './request.ts'

export type ModelIo = {
  store: Store
  clock: Clock
  log: Log
  /** Hears of every request; nobody does where it is absent. */
  metrics?: Pick<Metrics, 'modelCall'> | undefined
}

/** A question of a firm; `purpose` and `messageId` are written beside its cost. */
export type Ask<T> = Question<T> & {
  tenantId: Id
  purpose: string
  messageId: Id | null
  /**
   * Makes of the answer, or of there being none, what is written in one transaction with what it cost: whoever waits for it waits for
   * one. Called outside the transaction, once, when the question was put; what it throws, and what its writing throws, `ask` throws.
   */
  keep?: (answer: T | null) => Promise<(tx: Tx) => Promise<void>>
}

/** The answer to a question; where there is none, whether it makes sense to put the same question later. */
export type Answer<T> = { answer: T } | { answer: undefined; later: boolean }

/** A language model that may be asked. Disposing it breaks off what is under way, and lets nothing more begin. */
export type Model = AsyncDisposable & {
  /** Provider and model: `anthropic/claude-haiku-5-5`. */
  name: string
  /** Questions under way at once; more wait for their turn. */
  concurrentMax: number
  /**
   * The answer, or none. `later` when the question was not even put: a budget is used up, the model is left
   * alone for a while, or the program ends. Not when it was put and came to nothing: too slow, another shape, a
   * refusal, an error. Throws nothing of its own. Waits for its turn first, so never call it inside a transaction.
   */
  ask<T>(question: Ask<T>): Promise<Answer<T>>
}

/** Tries of one question. */
const TRIES_MAX = 2
/** No text has more tokens than this share of its UTF-8 bytes. */
const TOKENS_PER_BYTE_MAX = 1
/** What providers add to a question by themselves: the schema, and how to answer by it. */
const ADDED_TOKENS_MAX = 2_000

/**
 * Opens a model; undefined, with a word in the log, when the provider needs a key and has none. Nothing is loaded, and
 * nobody is called, before the first question.
 */
export function openModel(io: ModelIo, settings: ModelSettings): Model | undefined {
  const { store, clock, log, metrics } = io
  const name = `${settings.provider}/${settings.model}`
  if (settings.apiKey === undefined && settings.provider !== 'openai-compatible') {
    log.warn({ model: name }, 'no MODEL_API_KEY is set; messages are understood without the language model')
    return undefined
  }
  const price = priceOf(settings)
  const breaker = openBreaker(clock)
  const inTurn = openQueue(settings.concurrentMax)
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const reservedUsd = new Map<Id, number>()
  /** Of which span and limit it was said that it is used up, by firm and span. */
  const stopped = new Map<string, string>()
  let loading: Promise<LanguageModelV4> | undefined

  const reserve = (tenantId: Id, usd: number) =>
    reservedUsd.set(tenantId, (reservedUsd.get(tenantId) ?? 0) + usd)

  /**
   * Whether the firm can pay for the most this question can cost, with all that is under way in this process. What
   * another process has under way it cannot know: together they may go beyond a budget by that, the most of
   * `concurrentMax` questions for each process but one.
   */
  const affords = async (tenantId: Id, mostUsd: number) => {
    const now = clock.now()
    const spending = await store.read(tenantId, (db) => readSpending(db, now))
    const budgets = budgetsOf(spending, limitsOf(settings))
    const hasRoom = (usd: number) => (span: Span) =>
      budgets[span].limitUsd === null || budgets[span].spentUsd + usd <= budgets[span].limitUsd
    if (spans.every(hasRoom(reservedUsd.get(tenantId) ?? 0))) return true
    for (const span of spans) {
      const { beganOn, limitUsd } = budgets[span]
      if (limitUsd === null || hasRoom(mostUsd)(span)) continue
      const stop = `${beganOn}/${limitUsd}`
      if (stopped.get(`${tenantId}/${span}`) === stop) continue
      await store.write(tenantId, (tx) => noteStop(tx, { span, beganOn, limitUsd, at: now }))
      stopped.set(`${tenantId}/${span}`, stop)
      log.warn({ tenantId, model: name, span }, 'the firm’s budget for the language model is used up')
    }
    return false
  }

  /** Notes what a request cost, and keeps what the last one brought; what cannot be kept was paid for all the same. */
  const record = async <T>(
    question: Ask<T>,
    { at, asked, mostUsd, isLast }: { at: Date; asked: Asked<T>; mostUsd: number; isLast: boolean },
  ) => {
    const { tenantId, purpose, messageId, keep } = question
    // A request turned away or never come through costs nothing; one given up may still have been worked on.
    const unbilled = asked.outcome === 'error' || asked.outcome === 'rate_limited'
    const known = unbilled ? { input: 0, output: 0 } : asked.tokens
    const cost = known === null ? null : unbilled ? 0 : price && costUsd(price, known)
    const note = (tx: Tx) =>
      recordCall(tx, {
        ...{ clock, purpose, messageId, at, asked },
        ...{ provider: settings.provider, model: settings.model },
        costUsd: cost,
        budgetedUsd: cost ?? (known === null ? mostUsd : costUsd(dearest, known)),
      })
    metrics?.modelCall({
      ...{ tenantId, purpose, model: name },
      ...{ outcome: asked.outcome, ms: asked.latencyMs, tokens: asked.tokens, costUsd: cost },
    })
    if (keep === undefined || !isLast || asked.outcome === 'stopped') return store.write(tenantId, note)
    try {
      const write = await keep(asked.answer)
      await store.write(tenantId, async (tx) => {
        await note(tx)
        await write(tx)
      })
    } catch (error) {
      await store.write(tenantId, note)
      throw new NotKept('not kept', { cause: error })
    }
  }

  const put = async <T>(question: Ask<T>): Promise<Answer<T>> => {
    const { tenantId } = question
    const bytes = Buffer.byteLength(question.system) + Buffer.byteLength(question.prompt)
    const mostUsd = costUsd(price ?? dearest, {
      input: bytes * TOKENS_PER_BYTE_MAX + ADDED_TOKENS_MAX,
      output: answerTokensMax,
    })
    if (stopping.signal.aborted || !breaker.allows()) return NOT_PUT
    let heard = false
    reserve(tenantId, mostUsd)
    try {
      if (!(await affords(tenantId, mostUsd))) return NOT_PUT
      loading ??= loadModel(settings)
      const model = await loading
      const untilMs = performance.now() + settings.timeoutMs
      for (let tries = 1; ; tries++) {
        const leftMs = Math.max(1, Math.round(untilMs - performance.now()))
        const at = clock.now()
        const asked = await request(model, question, {
          signal: AbortSignal.any([AbortSignal.timeout(leftMs), stopping.signal]),
          clock,
          reasoning: leastThinking(settings),
        })
        const waitMs = asked.retryAfterMs
        const again =
          tries < TRIES_MAX &&
          waitMs !== null &&
          performance.now() + waitMs < untilMs &&
          !stopping.signal.aborted
        if (!again) {
          heard = true
          const closed = asked.outcome !== 'stopped' && breaker.heard(WELL.has(asked.outcome))
          if (closed)
            log.warn(
              { model: name, outcome: asked.outcome, status: asked.httpStatus },
              'the language model keeps failing and is left alone for a while; messages are understood without it',
            )
        }
        await record(question, { at, asked, mostUsd, isLast: !again })
        if (!again) {
          if (asked.outcome === 'stopped') return NOT_PUT
          return asked.answer === null ? NO_ANSWER : { answer: asked.answer }
        }
        await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    } finally {
      reserve(tenantId, -mostUsd)
      if (!heard) breaker.notAsked()
    }
  }

  return {
    name,
    concurrentMax: settings.concurrentMax,
    ask: async (question) => {
      const work = inTurn(() => put(question)).catch((error: unknown) => {
        if (error instanceof NotKept) throw error.cause
        log.warn({ model: name, code: errorCode(error) }, 'the language model could not be asked')
        return NO_ANSWER
      })
      underWay.add(work)
      try {
        return await work
      } finally {
        underWay.delete(work)
      }
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await Promise.allSettled(underWay)
    },
  }
}

/** What an answer was made into could not be written. */
class NotKept extends Error {}

const NOT_PUT: Answer<never> = { answer: undefined, later: true }
const NO_ANSWER: Answer<never> = { answer: undefined, later: false }

/** A model that will not answer one question is well all the same. */
const WELL: ReadonlySet<Asked<unknown>['outcome']> = new Set(['ok', 'refused'])
