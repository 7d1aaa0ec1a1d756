import type { Clock } from '../base/clock.ts'

/** Stops asking a model that keeps failing. */
export type Breaker = {
  /** Whether a question may be put now. After a pause one is let through, to see whether the model is well again. */
  allows(): boolean
  /** Says how a question that was let through went. Returns true when this closed the road. */
  heard(well: boolean): boolean
  /** A question that was let through was never put. */
  notAsked(): void
}

/** Failures one after the other that close the road. */
const FAILURES_MAX = 5
const PAUSE_MS = 30_000
const PAUSE_MS_MAX = 15 * 60_000

/** Closed by five failures in a row: for 30 seconds, then twice as long after each trial that fails, up to 15 minutes. */
export function openBreaker(clock: Clock): Breaker {
  let failures = 0
  let pauseMs = PAUSE_MS
  let closedUntilMs = 0
  let trying = false
  return {
    allows: () => {
      if (failures < FAILURES_MAX) return true
      if (trying || clock.now().getTime() < closedUntilMs) return false
      trying = true
      return true
    },
    heard: (well) => {
      const tried = trying
      trying = false
      if (well) {
        failures = 0
        pauseMs = PAUSE_MS
        return false
      }
      failures++
      if (failures < FAILURES_MAX || (failures > FAILURES_MAX && !tried)) return false
      closedUntilMs = clock.now().getTime() + pauseMs
      pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2)
      return true
    },
    notAsked: () => {
      trying = false
    },
  }
}
