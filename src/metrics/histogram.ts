/** Upper bounds of a histogram's buckets, milliseconds; what took longer than the last is counted behind it. */
export const BOUNDS_MS: readonly number[] = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000,
]

/** An empty histogram: one count for each bound, and one for what took longer. */
export function emptyBuckets(): number[] {
  return new Array<number>(BOUNDS_MS.length + 1).fill(0)
}

/** In which bucket a time belongs. */
export function bucketOf(ms: number): number {
  const at = BOUNDS_MS.findIndex((bound) => ms <= bound)
  return at < 0 ? BOUNDS_MS.length : at
}

/**
 * The time that a share `q` of what was counted did not exceed, milliseconds: straight between the bounds of its bucket,
 * as Prometheus' histogram_quantile has it, and at most `maxMs`. null when nothing was counted.
 */
export function quantile(buckets: readonly number[], q: number, maxMs: number): number | null {
  const all = buckets.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  let before = 0
  for (const [index, count] of buckets.entries()) {
    const rank = q * all - before
    if (count === 0 || rank > count) {
      before += count
      continue
    }
    const from = BOUNDS_MS[index - 1] ?? 0
    const to = Math.max(from, Math.min(BOUNDS_MS[index] ?? maxMs, maxMs))
    return Math.min(to, from + (to - from) * (rank / count))
  }
  return maxMs
}
