import { WireError, type WireFault } from '../wire.ts'
import { backoffMs, retryAfterMs, type Waiting } from './backoff.ts'
import type { Pace } from './pace.ts'

export type Request = {
  url: URL
  method?: 'GET' | 'POST' | 'PUT'
  headers: () => Promise<Record<string, string>>
  /** Sent as JSON. */
  body?: unknown
  /** What it costs at the source's own count. */
  units: number
  /** The longest answer that is read. */
  answerBytesMax: number
  triesMax: number
  /** Asking twice may do a thing twice: only what the source says it has not done is asked again. */
  once?: boolean
}

/** `json` is undefined where the answer is none. `atMs`: when, by the source's own clock; null where it does not say. */
export type Answer = { status: number; json: unknown; atMs: number | null }

/** What an answer means, by the source's own rules. */
export type Verdict =
  | { kind: 'answer' }
  /** The same again later may do. `slower`: it was too much at once. `undone`: the source says that it has done nothing. */
  | { kind: 'again'; fault: WireFault; message: string; slower: boolean; undone: boolean; afterMs?: number }
  | { kind: 'error'; error: Error }

export type Caller = Waiting & {
  pace: Pace
  timeoutMs: number
  judge: (answer: Answer, now: Date) => Verdict
}

/** A source that asks to wait longer is left in peace; whoever asks comes back then. */
const WAIT_MS_MAX = 60_000

/** Thrown for an answer longer than is read. */
export class AnswerTooLong extends Error {}

/**
 * Asks an HTTP source, again and ever later where that may help. Throws `WireError`, the judge's error, `AnswerTooLong`,
 * or the reason of `signal`.
 */
export async function call(io: Caller, request: Request, signal: AbortSignal): Promise<Answer> {
  for (let failures = 0; ; ) {
    await io.pace.take(request.units, signal)
    const { verdict, answer, afterMs } = await tryOnce(io, request, signal)
    if (verdict.kind === 'error') throw verdict.error
    if (verdict.kind === 'answer') {
      io.pace.answered(request.units)
      return answer
    }
    failures++
    const { fault, message, slower, undone } = verdict
    const mayRepeat = undone || !request.once
    const isOver = failures >= request.triesMax || !mayRepeat || (afterMs ?? 0) > WAIT_MS_MAX
    const waitMs = Math.max(afterMs ?? 0, backoffMs(failures, io.chance))
    if (slower) io.pace.refused(isOver ? 0 : waitMs)
    if (isOver)
      throw new WireError(fault, message, {
        retryAfterMs: afterMs,
        cause: new Error(`HTTP ${answer.status}`),
      })
    await io.wait(waitMs, signal)
  }
}

type Tried = { verdict: Verdict; answer: Answer; afterMs: number | undefined }

async function tryOnce(io: Caller, request: Request, signal: AbortSignal): Promise<Tried> {
  const { url, method = 'GET', headers, body, answerBytesMax } = request
  const timeout = AbortSignal.timeout(io.timeoutMs)
  const sent = await headers()
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...sent, ...(body === undefined ? {} : JSON_TYPE) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.any([signal, timeout]),
    })
    const answer = {
      status: response.status,
      json: parse(await readBounded(response, answerBytesMax)),
      atMs: instantOf(response.headers.get('date')),
    }
    const now = io.clock.now()
    const verdict = io.judge(answer, now)
    const saidMs = verdict.kind === 'again' ? verdict.afterMs : undefined
    return { verdict, answer, afterMs: retryAfterMs(response.headers.get('retry-after'), now) ?? saidMs }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AnswerTooLong) throw error
    const verdict = timeout.aborted ? LATE : CUT
    return { verdict, answer: { status: 0, json: undefined, atMs: null }, afterMs: undefined }
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const LATE: Verdict = {
  kind: 'again',
  fault: 'timeout',
  message: 'The source did not answer in time.',
  slower: false,
  undone: false,
}
const CUT: Verdict = {
  kind: 'again',
  fault: 'unreachable',
  message: 'The source cannot be reached, or broke off.',
  slower: false,
  undone: false,
}

function instantOf(date: string | null): number | null {
  const atMs = Date.parse(date ?? '')
  return Number.isNaN(atMs) ? null : atMs
}

async function readBounded(response: Response, bytesMax: number): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > bytesMax) throw new AnswerTooLong('The answer is longer than is read.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
