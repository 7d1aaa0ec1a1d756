import { decrypt, encrypt } from '../base/cipher.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'

/** A key and the id by which what is sealed under it names it. */
export type SealingKey = { id: Id; bytes: Uint8Array }

const VERSION = 1
const HEADER_BYTES = 1 + 16

/**
 * Seals `value` so that it opens only under this key and for this place: version 1, the key's id, then as `encrypt`
 * has it. 45 bytes longer than the value.
 */
export function sealUnder(key: SealingKey, value: string | Uint8Array, place: string): Buffer {
  const header = Buffer.concat([Buffer.of(VERSION), Buffer.from(key.id.replaceAll('-', ''), 'hex')])
  return Buffer.concat([header, encrypt(key.bytes, value, Buffer.concat([header, Buffer.from(place)]))])
}

/** The id of the key that a value is sealed under; undefined for what is no sealed value. */
export function keyIdOf(sealed: Uint8Array): Id | undefined {
  if (sealed[0] !== VERSION || sealed.length < HEADER_BYTES) return undefined
  const hex = Buffer.from(sealed.subarray(1, HEADER_BYTES)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What was sealed. Refuses with `sealed_unreadable` unless every bit of it, the key and the place are as they were. */
export function unsealUnder(key: Uint8Array, sealed: Uint8Array, place: string): Buffer {
  const header = sealed.subarray(0, HEADER_BYTES)
  try {
    return decrypt(key, sealed.subarray(HEADER_BYTES), Buffer.concat([header, Buffer.from(place)]))
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** `sealed_unreadable`: the value is lost, unless it was only fetched before a rotation that has ended since. */
export function unreadable(cause?: unknown): Refusal {
  return new Refusal(
    'sealed_unreadable',
    'A stored secret cannot be opened: it was changed, or belongs elsewhere.',
    'Set it anew, or restore the database from a copy.',
    { status: 500, cause },
  )
}
