import { DateTime } from 'luxon'

/** A calendar day as days since 1970-01-01; weeks begin on Monday. */
export type Day = number

/** The wall clock in the firm's zone when a message was sent. `weekday`: 1 Monday to 7 Sunday; `minute`: of the day. */
export type Now = {
  day: Day
  weekday: number
  minute: number
  year: number
  month: number
  monthFirst: boolean
}

/** The wall clock at an ISO instant in an IANA zone; a zone that is not one falls back to the instant's own offset. */
export function nowIn(sentAt: string, zone: string): Now {
  let at = DateTime.fromISO(sentAt, { setZone: true })
  if (zone !== '') {
    const there = at.setZone(zone)
    if (there.isValid) at = there
  }
  if (!at.isValid) at = DateTime.fromMillis(0, { zone: 'utc' })
  return {
    day: dayOf(at.year, at.month, at.day) ?? 0,
    weekday: at.weekday,
    minute: at.hour * 60 + at.minute,
    year: at.year,
    month: at.month,
    monthFirst: /^(?:America|US)\//.test(zone),
  }
}

/** The day of a date, or null when the calendar has no such date. */
export function dayOf(year: number, month: number, date: number): Day | null {
  const ms = Date.UTC(year, month - 1, date)
  const back = new Date(ms)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === date ? ms / DAY_MS : null
}

/** `YYYY-MM-DD`. */
export function dayText(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** `YYYY-MM-DDTHH:MM`; minute 1440 is the next day's midnight. */
export function timeText(day: Day, minute: number): string {
  return new Date(day * DAY_MS + minute * 60_000).toISOString().slice(0, 16)
}

/** Monday of the week `weeks` after the one `now` is in. */
export function mondayOf(now: Now, weeks: number): Day {
  return now.day - (now.weekday - 1) + 7 * weeks
}

/** The last day of a month. */
export function monthEnd(year: number, month: number): Day {
  return Date.UTC(year, month, 0) / DAY_MS
}

/**
 * The day a date without a year means: this year's, or next year's when this year's is long past (over 150 days).
 * A date just past stays past, so that "your visit of 12 March" is not booked for next year.
 */
export function nearestDate(now: Now, month: number, date: number): Day | null {
  const thisYear = dayOf(now.year, month, date)
  if (thisYear !== null && thisYear >= now.day - 150) return thisYear
  return dayOf(now.year + 1, month, date)
}

/** Easter Sunday (Gauss's rule in Butcher's form, Gregorian years). */
export function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / DAY_MS
}

const DAY_MS = 86_400_000
