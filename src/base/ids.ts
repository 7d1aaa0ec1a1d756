import { randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

/** A UUID in its canonical lower-case text form. */
export type Id = string

const RANDOM_POOL_BYTES = 16 * 512
const pool = Buffer.alloc(RANDOM_POOL_BYTES)
let poolAt = RANDOM_POOL_BYTES

/** The last id that each clock gave its time to. */
const lastOf = new WeakMap<Clock, { ms: number; count: number }>()
const COUNT_MAX = 0xfff

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, 12 bits that count within the millisecond, 62 random bits.
 * Ids made by one process sort as they were made, whatever its clock does (§6.2, method 1): messages of one instant
 * stay in the order in which they came.
 */
export function newId(clock: Clock): Id {
  if (poolAt === RANDOM_POOL_BYTES) {
    randomFillSync(pool)
    poolAt = 0
  }
  const bytes = pool.subarray(poolAt, poolAt + 16)
  poolAt += 16
  const { ms, count } = nextPlace(clock, bytes.readUInt16BE(6))
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A full millisecond borrows of the next; a new one begins to count at chance, in the lower half. */
function nextPlace(clock: Clock, chance: number): { ms: number; count: number } {
  const now = clock.now().getTime()
  const last = lastOf.get(clock)
  let ms = now
  let count = chance & (COUNT_MAX >> 1)
  if (last !== undefined && now <= last.ms) {
    const isFull = last.count === COUNT_MAX
    ms = isFull ? last.ms + 1 : last.ms
    count = isFull ? 0 : last.count + 1
  }
  const place = { ms, count }
  lastOf.set(clock, place)
  return place
}

/** Sorts before every UUIDv7 that was made at this time or later. */
export function firstIdAt(time: Date): Id {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether `text` is a UUID in canonical lower-case form; safe to place in SQL when true. */
export function isId(text: string): text is Id {
  return UUID.test(text)
}
