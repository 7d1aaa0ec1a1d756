/** How many backups are kept: the newest of each of so many hours, days and weeks that have one. */
export type Keep = { hourly: number; daily: number; weekly: number }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Weeks begin on Monday; 1 January 1970 was a Thursday. */
const MONDAY_MS = 4 * DAY_MS

/** Which of some backups' times (ms since 1970, UTC) are kept; the newest always is. */
export function timesToKeep(times: readonly number[], keep: Keep): Set<number> {
  const newestFirst = times.toSorted((a, b) => b - a)
  const kept = new Set(newestFirst.slice(0, 1))
  for (const [count, spanMs, offsetMs] of [
    [keep.hourly, HOUR_MS, 0],
    [keep.daily, DAY_MS, 0],
    [keep.weekly, 7 * DAY_MS, MONDAY_MS],
  ] as const) {
    const spans = new Set<number>()
    for (const time of newestFirst) {
      const span = Math.floor((time - offsetMs) / spanMs)
      if (spans.has(span) || spans.size >= count) continue
      spans.add(span)
      kept.add(time)
    }
  }
  return kept
}
