import type { z } from 'zod'
import { refusalShape } from '../../src/contract/common.ts'
import { noteAnswer } from './kept.ts'

const READ_TIMEOUT_MS = 30_000

/** What went wrong with a request, always with a sentence for people and what to do. */
export class ApiError extends Error {
  readonly code: string
  readonly next: string
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number
  /** Ids of what stands in the way, where the server tells: `customerId`. */
  readonly about: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    next: string,
    about: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.next = next
    this.about = about
  }
}

/** Whether what was shown before may go on being shown: the server was not reached, or has trouble of its own. */
export const isPassing = (error: unknown) =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500)

/** Query parameters; what is undefined is left out. */
export type Query = Record<string, string | number | undefined>

type Options = { query?: Query; body?: unknown; signal?: AbortSignal | undefined; timeoutMs?: number }

/** Asks the server and reads its answer by `shape`; an ApiError when it refuses, is not reached, or answers otherwise. */
export async function ask<T extends z.ZodType>(
  shape: T,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: Options = {},
): Promise<z.output<T>> {
  const { status, ok, text } = await reach(method, path, options)
  const json = parseJson(text)
  if (!ok) throw refusalOf(status, json)
  const parsed = shape.safeParse(json)
  if (!parsed.success) {
    console.error(`${method} ${path} answered in an unknown shape`, parsed.error.issues)
    throw new ApiError(status, 'unexpected_answer', '', '')
  }
  return parsed.data
}

/** Reads an answer that is text and not JSON. */
export async function readText(path: string, signal: AbortSignal): Promise<string> {
  const { status, ok, text } = await reach('GET', path, { signal })
  if (!ok) throw refusalOf(status, parseJson(text))
  return text
}

/** Has the browser save what the server answers, under `name`. Takes as long as it takes. */
export async function save(method: 'POST', path: string, name: string): Promise<void> {
  const response = await fetch(`/api/${path}`, { method }).catch(() => {
    throw new ApiError(0, 'not_reached', '', '')
  })
  if (!response.ok) throw refusalOf(response.status, parseJson(await response.text()))
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** The error a refusing answer carries; one made from the HTTP status when it carries none. */
export function refusalOf(status: number, json: unknown): ApiError {
  const refusal = refusalShape.safeParse(json)
  if (refusal.success) {
    const { code, message, next, about } = refusal.data.error
    return new ApiError(status, code, message, next, about)
  }
  return new ApiError(status, status >= 500 ? 'server_failed' : 'unexpected_answer', '', '')
}

/** Parses JSON; null when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type Reached = { status: number; ok: boolean; text: string }

async function reach(method: string, path: string, options: Options): Promise<Reached> {
  const { query, body, signal, timeoutMs = READ_TIMEOUT_MS } = options
  const timeout = AbortSignal.timeout(timeoutMs)
  const init: RequestInit = {
    method,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    headers: {
      accept: 'application/json',
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  }
  if (body !== undefined) init.body = JSON.stringify(body)
  try {
    const response = await fetch(`/api/${path}${queryString(query)}`, init)
    // The body can break off as well as the call.
    const text = await response.text()
    noteAnswer(response.headers)
    return { status: response.status, ok: response.ok, text }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError(0, timeout.aborted ? 'too_slow' : 'not_reached', '', '')
  }
}

function queryString(query: Query | undefined): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
