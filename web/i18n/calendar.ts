import { dates } from './dates.ts'

const DAY_MS = 86_400_000

/** Writes days of the calendar, such as 2026-01-10; such a day is the same in every zone. */
export function calendarDays(locale: string, options: Intl.DateTimeFormatOptions): (day: string) => string {
  const written = dates(locale, { ...options, timeZone: 'UTC' })
  return (day) => written.format(Date.parse(day))
}

/** The day that an instant falls on by the clocks of `zone`, such as 2026-01-10. */
export function dayIn(zone: string, ms: number): string {
  return new Date(wallMs(zone, ms)).toISOString().slice(0, 10)
}

/** When a day begins by the clocks of `zone`: where they go forward at midnight, an hour later by them. */
export function beginningOf(day: string, zone: string): number {
  const midnight = Date.parse(day)
  // No zone is as far as a day from UTC, and none changes its clocks twice in two days.
  const [before, after] = [-DAY_MS, DAY_MS].map((ms) => midnight - offsetMs(zone, midnight + ms))
  const found = [before, after].find((ms) => ms !== undefined && wallMs(zone, ms) === midnight)
  return found ?? before ?? midnight
}

const offsetMs = (zone: string, ms: number) => wallMs(zone, ms) - ms

/** What the clocks of `zone` show at an instant, read as if they were UTC's. */
function wallMs(zone: string, ms: number): number {
  const parts = clockOf(zone).formatToParts(ms)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value)
  const minute = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return minute + part('second') * 1_000
}

const clockOf = (zone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
