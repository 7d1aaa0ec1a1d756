import type { Id } from '../base/ids.ts'
import { bucketOf, emptyBuckets } from './histogram.ts'

/** What a tally is of; its label tells apart those of one name, and is never a name of people. */
export type TallyName = 'stage' | 'stored' | 'look' | 'request' | 'timeout' | 'query' | 'suggestion'

/** What was done, as often as it was since it was last taken. */
export type Tally = {
  /** null: of the process itself, whichever firm it was for. */
  tenantId: Id | null
  name: TallyName
  label: string
  /** Beginning of the minute, Unix milliseconds. */
  atMs: number
  count: number
  failed: number
  sumMs: number
  maxMs: number
  /** See `BOUNDS_MS`. */
  buckets: number[]
}

/** `count` things that took `ms` each. */
export type Observation = Pick<Tally, 'tenantId' | 'name' | 'label'> & {
  ms: number
  count?: number
  failed?: number
}

export type Tallies = {
  add(observation: Observation): void
  /** Notes that something has taken so long and is not over. */
  lasts(observation: Pick<Observation, 'tenantId' | 'name' | 'label' | 'ms'>): void
  /** All there are, of which none stays. */
  take(): Tally[]
}

const MINUTE_MS = 60_000

/** Gathers what is done, by firm and minute, until somebody takes it. */
export function openTallies({ nowMs }: { nowMs: () => number }): Tallies {
  let tallies = new Map<string, Tally>()
  const of = ({ tenantId, name, label }: Pick<Tally, 'tenantId' | 'name' | 'label'>): Tally => {
    const atMs = Math.floor(nowMs() / MINUTE_MS) * MINUTE_MS
    const key = `${tenantId}/${name}/${label}/${atMs}`
    const held = tallies.get(key)
    if (held !== undefined) return held
    const made = {
      ...{ tenantId, name, label, atMs },
      ...{ count: 0, failed: 0, sumMs: 0, maxMs: 0, buckets: emptyBuckets() },
    }
    tallies.set(key, made)
    return made
  }
  return {
    add: (observation) => {
      const { ms, count = 1, failed = 0 } = observation
      const tally = of(observation)
      const bucket = bucketOf(ms)
      tally.count += count
      tally.failed += failed
      tally.sumMs += ms * count
      tally.maxMs = Math.max(tally.maxMs, ms)
      tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + count
    },
    lasts: (observation) => {
      const tally = of(observation)
      tally.maxMs = Math.max(tally.maxMs, observation.ms)
    },
    take: () => {
      const taken = [...tallies.values()]
      tallies = new Map()
      return taken
    },
  }
}

/** One for each minute, name and label of a firm: what could not be kept before is added to what came since. */
export function mergeTallies(tallies: readonly Tally[]): Tally[] {
  const merged = new Map<string, Tally>()
  for (const tally of tallies) {
    const key = `${tally.name}/${tally.label}/${tally.atMs}`
    const one = merged.get(key)
    if (one === undefined) {
      merged.set(key, { ...tally, buckets: [...tally.buckets] })
      continue
    }
    one.count += tally.count
    one.failed += tally.failed
    one.sumMs += tally.sumMs
    one.maxMs = Math.max(one.maxMs, tally.maxMs)
    for (const [index, n] of tally.buckets.entries()) one.buckets[index] = (one.buckets[index] ?? 0) + n
  }
  return [...merged.values()]
}
