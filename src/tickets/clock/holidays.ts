import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'

/** A public holiday: YYYY-MM-DD, and what the country calls it. */
export type Holiday = { day: string; name: string }

/** Loaded when the first clock needs it: it takes 140 ms, which commands that know no clock need not wait for. */
let calendar: typeof Holidays | undefined

const known = new Map<string, readonly Holiday[]>()
const KNOWN_MAX = 200

/** The public holidays of a country (ISO 3166, two letters) in a year; none where the country is not known. */
export function holidaysOf(country: string, year: number): readonly Holiday[] {
  const key = `${country} ${year}`
  const remembered = known.get(key)
  if (remembered !== undefined) return remembered
  calendar ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays
  const days = (new calendar(country).getHolidays(year) || [])
    .filter(({ type }) => type === 'public')
    .map(({ date, name }) => ({ day: date.slice(0, 10), name }))
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(key, days)
  return days
}

/** Whether a day, YYYY-MM-DD, is a public holiday there. */
export function isHoliday(country: string, day: string): boolean {
  return holidaysOf(country, Number(day.slice(0, 4))).some((holiday) => holiday.day === day)
}

/** The next public holidays from a day on, that day included. */
export function nextHolidays(country: string, day: string, count: number): Holiday[] {
  const year = Number(day.slice(0, 4))
  return [...holidaysOf(country, year), ...holidaysOf(country, year + 1)]
    .filter((holiday) => holiday.day >= day)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(0, count)
}
