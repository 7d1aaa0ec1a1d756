import { HOOK_TRIES_MAX } from '../contract/hooks.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long after each failure the next try comes, milliseconds: soon at first, then over three days (71 h 51 min in all). */
export const WAITS_MS: readonly number[] = [
  ...[10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR],
  ...[3 * HOUR, 7 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR],
]
/** So that what failed together does not come back together. */
const JITTER = 0.1
/** Who asks to be left alone for longer is called after so long all the same. */
const RETRY_AFTER_MS_MAX = HOUR

/**
 * Milliseconds until the next try after `tries` that failed; null when that was the last. `chance` is from 0 to 1: a tenth less
 * or more. Retry-After makes it later, never sooner.
 */
export function waitAfter(
  tries: number,
  { chance, retryAfterMs }: { chance: number; retryAfterMs: number | undefined },
): number | null {
  const waitMs = WAITS_MS[tries - 1]
  if (waitMs === undefined || tries >= HOOK_TRIES_MAX) return null
  return Math.max(Math.round(waitMs * (1 + JITTER * (2 * chance - 1))), holdFor(retryAfterMs) ?? 0)
}

/** How long a system that asks to wait is left alone. */
export function holdFor(retryAfterMs: number | undefined): number | undefined {
  return retryAfterMs && Math.min(retryAfterMs, RETRY_AFTER_MS_MAX)
}

/** When in all this time nothing got through, it is called no more. */
export const FAILING_MS_MAX = 72 * HOUR
