import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Standard Webhooks 1.0.0: what the caller's headers say of a call. */
export type Signature = {
  /** The caller's id of the call; the same when it calls again. */
  id: string
  /** When it was signed, seconds since 1970, as written. */
  timestamp: string
  /** `v1,<base64>`, or several of them, parted by spaces. */
  signatures: string
}

const SECRET_BYTES = 32
const SECRET_PREFIX = 'whsec_'
const VERSION = 'v1,'
/** A caller whose secret is being replaced signs with both. */
const SIGNATURES_MAX = 5

/** A new secret of 256 random bits, and how it is written. */
export function newWebhookSecret(): { bytes: Buffer; text: string } {
  const bytes = randomBytes(SECRET_BYTES)
  return { bytes, text: SECRET_PREFIX + bytes.toString('base64') }
}

/** The signature that the headers carry; undefined when they carry none of a form that could be right. */
export function signatureIn(headers: IncomingHttpHeaders): Signature | undefined {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name] ?? ''),
  )
  if (id === undefined || timestamp === undefined || signatures === undefined) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return undefined
  return { id, timestamp, signatures }
}

/** Whether one of the signatures is HMAC-SHA256 (RFC 2104) of `<id>.<timestamp>.<body>`; in a time that tells nothing of where they differ. */
export function isSigned(
  secret: Buffer,
  { id, timestamp, signatures }: Signature,
  body: Uint8Array,
): boolean {
  const expected = hmacOf(secret, { id, timestamp }, body)
  return signatures
    .split(' ')
    .slice(0, SIGNATURES_MAX)
    .filter((one) => one.startsWith(VERSION))
    .map((one) => Buffer.from(one.slice(VERSION.length), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}

/** The headers of a call that is signed with each of the secrets, the present one first; timestamp in whole seconds. */
export function signedHeaders(
  secrets: readonly Buffer[],
  { id, at }: { id: string; at: Date },
  body: Uint8Array,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map(
    (secret) => VERSION + hmacOf(secret, { id, timestamp }, body).toString('base64'),
  )
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

function hmacOf(
  secret: Buffer,
  { id, timestamp }: Pick<Signature, 'id' | 'timestamp'>,
  body: Uint8Array,
): Buffer {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest()
}
