import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'

/** Bytes of a chunk before it is sealed; only the last is shorter. */
export const CHUNK_BYTES = 256 * 1024
const TAG_BYTES = 16
/** Bytes that a whole chunk takes when sealed. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
export const NONCE_PREFIX_BYTES = 7

/** How many bytes were sealed to a stream of `sealed` bytes. */
export function unsealedBytes(sealed: number): number {
  return sealed - Math.ceil(sealed / SEALED_CHUNK_BYTES) * TAG_BYTES
}

/** What a stream is sealed with: a key that is used for nothing else, and what else the chunks vouch for. */
export type StreamKey = { key: Uint8Array; noncePrefix: Uint8Array; bound: Uint8Array }

export type Chunks = {
  seal(index: number, isLast: boolean, bytes: Uint8Array): Buffer
  /** Throws unless these are the bytes that were sealed for this place in this stream. */
  open(index: number, isLast: boolean, sealed: Uint8Array): Buffer
}

/**
 * AES-256-GCM in chunks, by the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and
 * its Nonce-Reuse Misuse-Resistance", 2015): each chunk's nonce tells its number and whether it is the last. So a stream that
 * was cut off, put into another order, or joined from two does not open, and each chunk opens without those before it.
 */
export function sealedChunks({ key, noncePrefix, bound }: StreamKey): Chunks {
  const secret: KeyObject = createSecretKey(key)
  const nonce = (index: number, isLast: boolean) => {
    const bytes = Buffer.alloc(NONCE_PREFIX_BYTES + 5)
    bytes.set(noncePrefix)
    bytes.writeUInt32BE(index, NONCE_PREFIX_BYTES)
    bytes[NONCE_PREFIX_BYTES + 4] = isLast ? 1 : 0
    return bytes
  }
  const options = { authTagLength: TAG_BYTES }
  return {
    seal: (index, isLast, bytes) => {
      const cipher = createCipheriv('aes-256-gcm', secret, nonce(index, isLast), options).setAAD(bound)
      return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
    open: (index, isLast, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce(index, isLast), options).setAAD(bound)
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
    },
  }
}
