import { type IncomingMessage, request as requestInTheClear } from 'node:http'
import { request as requestByTls } from 'node:https'
import { isIP } from 'node:net'
import { errorCode } from '../base/refusal.ts'
import { retryAfterMs, WireError } from '../channels/channels.ts'
import type { HookAttempt, HookTrouble } from '../contract/hooks.ts'
import { addressOfHook, type Reach } from './address.ts'

export type HookCall = { url: string; headers: Record<string, string>; body: string; at: Date }
export type HookAnswer = { attempt: HookAttempt; retryAfterMs: number | undefined }

/** So much of an answer is read, bytes, and so much of that kept, characters. */
const ANSWER_BYTES_MAX = 4_096
const ANSWER_KEPT = 500

/**
 * Calls another system once. What it answers is read up to some KB, a redirection is an answer and not followed, and whatever goes
 * wrong is a part of the result. Throws only the reason of `signal`.
 */
export async function callHook(
  reach: Reach,
  { url: text, headers, body, at }: HookCall,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<HookAnswer> {
  const began = performance.now()
  const late = AbortSignal.timeout(timeoutMs)
  const attempt = (more: Pick<HookAttempt, 'status' | 'trouble' | 'answer'>): HookAttempt => ({
    at: at.toISOString(),
    ms: Math.round(performance.now() - began),
    ...more,
  })
  try {
    const url = new URL(text)
    const stop = AbortSignal.any([signal, late])
    const address = await orStopped(addressOfHook(url, reach), stop)
    const response = await post({ url, address, headers, body, signal: stop })
    const answer = await beginningOf(response)
    const after = response.headers['retry-after']
    return {
      attempt: attempt({ status: response.statusCode ?? null, trouble: null, answer }),
      retryAfterMs: after === undefined ? undefined : retryAfterMs(after, at),
    }
  } catch (error) {
    signal.throwIfAborted()
    const trouble = late.aborted ? 'timeout' : troubleOf(error)
    return { attempt: attempt({ status: null, trouble, answer: null }), retryAfterMs: undefined }
  }
}

/** Whether an answer says that what was sent has arrived. */
export function gotThrough({ status }: Pick<HookAttempt, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300
}

type Post = { url: URL; address: string; headers: Record<string, string>; body: string; signal: AbortSignal }

/** On a connection of its own, to exactly that address; its certificate is judged by the name in the URL. */
function post({ url, address, headers, body, signal }: Post): Promise<IncomingMessage> {
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestByTls : requestInTheClear
    const sent = send(
      {
        host: address,
        ...(url.port === '' ? {} : { port: url.port }),
        ...(isIP(name) === 0 ? { servername: name } : {}),
        path: url.pathname + url.search,
        method: 'POST',
        agent: false,
        signal,
        headers: {
          ...headers,
          host: url.host,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Plumbline',
        },
      },
      resolve,
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The first part of an answer; what breaks off, or does not come in time, has none: its status is known already. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size >= ANSWER_BYTES_MAX) break
    }
  } catch {}
  response.destroy()
  return readable(Buffer.concat(parts).subarray(0, ANSWER_BYTES_MAX).toString())
}

/** As the database can keep it and a screen show it: well-formed, and without control characters but for line ends. */
function readable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what goes
  const shown = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trim()
  return shown.slice(0, ANSWER_KEPT).toWellFormed()
}

const TLS_CODES =
  /^(ERR_TLS_|CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/

function troubleOf(error: unknown): HookTrouble {
  if (error instanceof WireError) return error.fault === 'host_refused' ? 'host_refused' : 'unreachable'
  const code = errorCode(error) ?? ''
  if (TLS_CODES.test(code)) return 'certificate'
  return code.startsWith('HPE_') ? 'unreadable' : 'unreachable'
}

/** Looking a name up cannot be broken off; nobody waits for it any more. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const stopped = Promise.withResolvers<never>()
  const stop = () => stopped.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
