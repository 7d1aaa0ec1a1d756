/** The only source of "now"; tests pass one that stands still or jumps. */
export type Clock = {
  /** The present instant. */
  now(): Date
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands at `start` and moves only when told to. */
export function fixedClock(start: string | Date): Clock & { advance(ms: number): void } {
  let atMs = new Date(start).getTime()
  return {
    now: () => new Date(atMs),
    advance: (ms) => {
      atMs += ms
    },
  }
}
