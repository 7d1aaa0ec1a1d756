import { fixedClock } from '../../src/base/clock.ts'

/** Time that passes only by waiting, and chance that is always the same. */
export function virtualTime(start = '2026-03-02T15:00:00Z') {
  const clock = fixedClock(start)
  const waits: number[] = []
  let seed = 42
  return {
    clock,
    /** Each wait, milliseconds. */
    waits,
    wait: async (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted()
      waits.push(ms)
      clock.advance(ms)
    },
    /** A linear congruential generator (Numerical Recipes' constants). */
    chance: () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return seed / 2 ** 32
    },
  }
}
