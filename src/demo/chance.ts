/** Repeatable chance: the same seed gives the same draws on every machine. */
export type Chance = {
  /** At least 0 and below 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** Whether something of this probability (0 to 1) happens. */
  odds(probability: number): boolean
  /** One of `list`, which must not be empty. */
  pick<T>(list: readonly T[]): T
  /** A chance of its own for one purpose, so that more draws for one person do not change the next one. */
  fork(purpose: number | string): Chance
}

/** Opens the chance of `seed`. The generator is mulberry32 (public domain, 32 bits of state). */
export function openChance(seed: number | string): Chance {
  const origin = typeof seed === 'number' ? seed >>> 0 : hash(seed)
  let state = origin
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    odds: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)]
      if (chosen === undefined) throw new Error('Nothing to choose from')
      return chosen
    },
    fork: (purpose) => openChance(`${origin}/${purpose}`),
  }
}

/** FNV-1a, 32 bits, over UTF-16 units, stirred at the end so that `a1` and `a2` lie far apart. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}
