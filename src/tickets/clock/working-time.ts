import { DateTime } from 'luxon'

/** When somebody works: their own wall clock's week but for closed days, or always. */
export type WorkCalendar =
  | 'always'
  | {
      /** IANA zone of the wall clock. */
      zone: string
      /** Monday first; minutes of the day from 0 to 1440, in order, not overlapping. */
      week: readonly (readonly { from: number; to: number }[])[]
      /** Whether nobody works on a day, YYYY-MM-DD. */
      isClosed: (day: string) => boolean
    }

/** So many days in a row without work are a calendar in which nobody ever works. */
const IDLE_DAYS_MAX = 400

/** Nobody works within a year of an instant, so that no clock can run. */
export class NeverOpen extends Error {}

/** The instant, Unix milliseconds, at which `amountMs` of working time have passed since `fromMs`. Throws `NeverOpen`. */
export function addWorking(calendar: WorkCalendar, fromMs: number, amountMs: number): number {
  if (calendar === 'always') return fromMs + amountMs
  let left = amountMs
  let idleDays = 0
  for (let day = dayOf(calendar.zone, fromMs); idleDays < IDLE_DAYS_MAX; day = day.plus({ days: 1 })) {
    idleDays++
    for (const { startMs, endMs } of spansOf(calendar, day)) {
      const beginMs = Math.max(startMs, fromMs)
      if (endMs <= beginMs) continue
      idleDays = 0
      if (left <= endMs - beginMs) return beginMs + left
      left -= endMs - beginMs
    }
  }
  throw new NeverOpen('Nobody works within a year.')
}

/** Working time between two instants, milliseconds; 0 when the later one is first. */
export function workingBetween(calendar: WorkCalendar, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0
  if (calendar === 'always') return toMs - fromMs
  let sum = 0
  for (let day = dayOf(calendar.zone, fromMs); day.toMillis() < toMs; day = day.plus({ days: 1 }))
    for (const { startMs, endMs } of spansOf(calendar, day))
      sum += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs))
  return sum
}

function dayOf(zone: string, ms: number): DateTime {
  return DateTime.fromMillis(ms, { zone }).startOf('day')
}

/** When work goes on during a day; a wall time that a change of the clocks leaves out is the instant of the change. */
function spansOf(
  { zone, week, isClosed }: Exclude<WorkCalendar, 'always'>,
  day: DateTime,
): { startMs: number; endMs: number }[] {
  const spans = week[day.weekday - 1] ?? []
  if (spans.length === 0 || isClosed(day.toFormat('yyyy-MM-dd'))) return []
  const at = (minute: number) =>
    minute === 24 * 60
      ? day.plus({ days: 1 }).startOf('day').toMillis()
      : DateTime.fromObject(
          {
            ...{ year: day.year, month: day.month, day: day.day },
            ...{ hour: Math.floor(minute / 60), minute: minute % 60 },
          },
          { zone },
        ).toMillis()
  return spans.map(({ from, to }) => ({ startMs: at(from), endMs: at(to) }))
}
