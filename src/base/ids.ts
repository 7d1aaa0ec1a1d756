import { randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

/** A UUID in its canonical lower-case text form. */
export type Id = string

const RANDOM_POOL_BYTES = 16 * 512
const pool = Buffer.alloc(RANDOM_POOL_BYTES)
let poolAt = RANDOM_POOL_BYTES

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits.
 * Sorts by the millisecond of its making; within one millisecond the order is by chance.
 */
export function newId(clock: Clock): Id {
  if (poolAt === RANDOM_POOL_BYTES) {
    randomFillSync(pool)
    poolAt = 0
  }
  const bytes = pool.subarray(poolAt, poolAt + 16)
  poolAt += 16
  bytes.writeUIntBE(clock.now().getTime(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether `text` is a UUID in canonical lower-case form; safe to place in SQL when true. */
export function isId(text: string): text is Id {
  return UUID.test(text)
}
