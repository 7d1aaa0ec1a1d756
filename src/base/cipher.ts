import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

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
