import { setTimeout as pause } from 'node:timers/promises'
import { type Clock, systemClock } from '../../base/clock.ts'

/** Time and chance, as far as waiting goes; tests have their own. */
export type Waiting = {
  clock: Clock
  /** Ends after so long, or throws the reason of `signal`. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1. */
  chance: () => number
}

export const realWaiting: Waiting = {
  clock: systemClock,
  wait: async (ms, signal) => {
    await pause(ms, undefined, { signal }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error
    })
  },
  chance: Math.random,
}

const BASE_MS = 500
const MAX_MS = 32_000

/** How long to wait after the `failures`th failure in a row: a chance of all up to a bound that doubles ("full jitter"). */
export function backoffMs(failures: number, chance: () => number): number {
  return Math.round(chance() * Math.min(MAX_MS, BASE_MS * 2 ** failures))
}

/** Retry-After (RFC 9110 §10.2.3): seconds, or a date; undefined where there is none that can be read. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - now.getTime())
}
