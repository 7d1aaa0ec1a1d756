import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'

const KEY_BYTES = 32

/** A key and the id by which what is sealed under it names it. */
export type SealingKey = { id: Id; bytes: Uint8Array }

const IV_BYTES = 12
const TAG_BYTES = 16
const VERSION = 1
const HEADER_BYTES = 1 + 16

/** Keys as OpenSSL has them: making one of its bytes costs several times what it then does to a short value. */
const objects = new WeakMap<Uint8Array, KeyObject>()

function objectOf(key: Uint8Array): KeyObject {
  const object = objects.get(key) ?? createSecretKey(key)
  objects.set(key, object)
  return object
}

/** A new key of 256 random bits. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES)
}

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

/**
 * AES-256-GCM (NIST SP 800-38D) with `bound` as associated data: IV, tag, ciphertext. The IV is 96 random bits, which
 * is good for 2^32 values under one key (§8.3).
 */
export function encrypt(key: Uint8Array, value: string | Uint8Array, bound: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', objectOf(key), iv, { authTagLength: TAG_BYTES }).setAAD(bound)
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  const text = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

/** Throws unless `box` is what `encrypt` made of the same key and associated data. */
export function decrypt(key: Uint8Array, box: Uint8Array, bound: Uint8Array): Buffer {
  const [iv, tag, text] = [
    box.subarray(0, IV_BYTES),
    box.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    box.subarray(IV_BYTES + TAG_BYTES),
  ]
  const decipher = createDecipheriv('aes-256-gcm', objectOf(key), iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(bound).setAuthTag(tag)
  return Buffer.concat([decipher.update(text), decipher.final()])
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
