import type {
  APICallError,
  JSONSchema7,
  LanguageModelV4,
  LanguageModelV4GenerateResult,
} from '@ai-sdk/provider'
import type { Clock } from '../base/clock.ts'

export type Outcome = 'ok' | 'bad_shape' | 'refused' | 'timeout' | 'rate_limited' | 'error' | 'stopped'

/** What is asked: standing instructions, the matter, and the shape of the answer. */
export type Question<T> = {
  system: string
  prompt: string
  schema: JSONSchema7
  /** The answer, or null when it has another shape. */
  read: (answer: unknown) => T | null
}

/** How one request went. `tokens` null: not told. */
export type Asked<T> = {
  outcome: Outcome
  answer: T | null
  httpStatus: number | null
  tokens: { input: number; output: number } | null
  latencyMs: number
  /** How long the provider asked us to wait before another try; null when another try makes no sense. */
  retryAfterMs: number | null
}

/** Most tokens an answer may have: ours have about 300, models that cannot help thinking first take some more. */
export const answerTokensMax = 2_000
const RETRY_AFTER_MS = 500

/** Puts a question to a model once. Never throws. */
export async function request<T>(
  model: LanguageModelV4,
  question: Question<T>,
  input: { signal: AbortSignal; clock: Clock; reasoning: 'none' | 'minimal' | undefined },
): Promise<Asked<T>> {
  const { signal } = input
  const fromMs = performance.now()
  const asked: Asked<T> = {
    outcome: 'error',
    answer: null,
    httpStatus: null,
    tokens: null,
    latencyMs: 0,
    retryAfterMs: null,
  }
  const ended = (more: Partial<Asked<T>>) => ({
    ...asked,
    ...more,
    latencyMs: Math.round(performance.now() - fromMs),
  })
  try {
    signal.throwIfAborted()
    const work = model.doGenerate({
      prompt: [
        { role: 'system', content: question.system },
        { role: 'user', content: [{ type: 'text', text: question.prompt }] },
      ],
      responseFormat: { type: 'json', schema: question.schema, name: 'judgement' },
      maxOutputTokens: answerTokensMax,
      abortSignal: signal,
      ...(input.reasoning === undefined ? {} : { reasoning: input.reasoning }),
    })
    const result = await orAborted(work, signal)
    return ended({ ...readResult(result, question), tokens: tokensOf(result) })
  } catch (error) {
    if (signal.aborted) return ended({ outcome: isTimeout(signal.reason) ? 'timeout' : 'stopped' })
    return ended(failureOf(error, input.clock))
  }
}

/** Settles when the signal does, even if the work pays no heed to it. */
function orAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work, aborted])
}

function readResult<T>(
  result: LanguageModelV4GenerateResult,
  { read }: Question<T>,
): Pick<Asked<T>, 'outcome' | 'answer'> {
  if (result.finishReason.unified === 'content-filter') return { outcome: 'refused', answer: null }
  const text =
    result.structuredOutputText ??
    result.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  try {
    // Small models like to wrap JSON as in a chat.
    const bare = /^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$/s.exec(text)?.[1] ?? text
    const answer = read(JSON.parse(bare))
    return answer === null ? { outcome: 'bad_shape', answer } : { outcome: 'ok', answer }
  } catch {
    return { outcome: 'bad_shape', answer: null }
  }
}

function tokensOf({ usage }: LanguageModelV4GenerateResult): Asked<unknown>['tokens'] {
  const { inputTokens, outputTokens } = usage
  if (inputTokens.total === undefined || outputTokens.total === undefined) return null
  return { input: inputTokens.total, output: outputTokens.total }
}

/** What an error says. The error itself holds the message that was sent, and goes no further. */
function failureOf(
  error: unknown,
  clock: Clock,
): Pick<Asked<never>, 'outcome' | 'httpStatus' | 'retryAfterMs'> {
  // The SDK's APICallError, known by its shape: to know it by its class would be to load the SDK at the start.
  const { statusCode: httpStatus, responseHeaders } = error as Partial<APICallError>
  if (typeof httpStatus !== 'number') return { outcome: 'error', httpStatus: null, retryAfterMs: null }
  if (httpStatus < 300) return { outcome: 'bad_shape', httpStatus, retryAfterMs: null }
  return {
    outcome: httpStatus === 429 ? 'rate_limited' : 'error',
    httpStatus,
    retryAfterMs:
      httpStatus === 429 || httpStatus >= 500 ? waitOf(responseHeaders?.['retry-after'], clock) : null,
  }
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function waitOf(header: string | undefined, clock: Clock): number {
  if (header === undefined || header.trim() === '') return RETRY_AFTER_MS
  const seconds = Number(header)
  const ms = Number.isNaN(seconds) ? Date.parse(header) - clock.now().getTime() : seconds * 1000
  return Number.isNaN(ms) ? RETRY_AFTER_MS : Math.max(0, ms)
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}
