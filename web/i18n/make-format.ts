import type { TimeWindow } from '../../src/contract/understanding.ts'
import { calendarDays, dayIn } from './calendar.ts'
import { dates } from './dates.ts'
import type { Key } from './en.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Nothing that is concluded is certain. */
const SURE_MAX = 0.99

/** Dates, times, spans, sizes and numbers in the spoken language and on the firm's clock. */
export type Format = ReturnType<typeof makeFormat>

type SayCount = (key: Key, values?: Record<string, string | number>) => string

/** Makes a Format. `zone` is an IANA name; `region` decides between 12 and 24 hours. */
export function makeFormat(language: string, zone: string, region: string, say: SayCount) {
  const locale = `${language}-${region}`
  const at = (options: Intl.DateTimeFormatOptions) => dates(locale, { timeZone: zone, ...options })
  const time = at({ hour: 'numeric', minute: '2-digit' })
  const wallTime = at({ timeZone: 'UTC', hour: 'numeric', minute: '2-digit' })
  const weekday = at({ weekday: 'short' })
  const dayMonth = at({ day: 'numeric', month: 'short' })
  const dayMonthYear = at({ day: 'numeric', month: 'short', year: 'numeric' })
  const wholeDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  const fullDay = at(wholeDay)
  const month = at({ month: 'long', year: 'numeric' })
  const dayOfMonth = at({ day: 'numeric' })
  const full = at({ dateStyle: 'medium', timeStyle: 'short' })
  const key = at({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const wallClock = (clock: boolean, year: boolean, width: 'long' | 'short') =>
    dates(locale, {
      timeZone: 'UTC', // a window is wall-clock time already
      weekday: width,
      day: 'numeric',
      month: width,
      ...(year ? { year: 'numeric' } : {}),
      ...(clock ? { hour: 'numeric', minute: '2-digit' } : {}),
    })
  const number = new Intl.NumberFormat(locale)
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const money = (currency: 'USD' | 'PLN', digits: number) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: digits })
  const [toCents, toCentsOfCents] = [money('USD', 2), money('USD', 4)]
  const yearAt = (ms: number) => at({ year: 'numeric' }).format(ms)
  const wallDate = (wall: string) => new Date(wall.includes('T') ? `${wall}Z` : `${wall}T00:00Z`)
  const sameDay = (a: Date, b: Date) => key.format(a) === key.format(b)
  const date = (instant: string) => new Date(instant)

  return {
    number: (n: number) => number.format(n),
    percent: (share: number) => percent.format(share),
    /** How sure a conclusion is, in percent: never quite. */
    sure: (confidence: number) => percent.format(Math.min(confidence, SURE_MAX)),
    /** US dollars, to the cent; less than one cent to a hundredth of it. */
    usd: (amount: number) => (Math.abs(amount) < 0.01 ? toCentsOfCents : toCents).format(amount),
    /** What somebody would pay, without its cents. */
    price: (amount: number, currency: 'USD' | 'PLN') => money(currency, 0).format(amount),
    time: (instant: string) => time.format(date(instant)),
    /** An hour of the day, 0 to 23: 1:00 PM or 13:00. */
    hour: (hour: number) => wallTime.format(hour * HOUR_MS),
    full: (instant: string) => full.format(date(instant)),
    day: (instant: string) => dayMonthYear.format(date(instant)),
    /** A month with its year. */
    month: (instant: string) => month.format(date(instant)),
    dayOfMonth: (instant: string) => dayOfMonth.format(date(instant)),
    weekday: (instant: string) => weekday.format(date(instant)),
    /** A day of the calendar, such as 2026-01-10. */
    calendarDay: calendarDays(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
    /** A day of the calendar with its weekday. */
    wholeDay: calendarDays(locale, wholeDay),
    /** The day that it is now, such as 2026-01-10. */
    today: (now = Date.now()) => dayIn(zone, now),
    /** Two instants fall on one day exactly if their keys are equal. */
    dayKey: (instant: string) => key.format(date(instant)),
    /** Heading of a day: Today, Yesterday, or the day in full. */
    dayHeading(instant: string, now = Date.now()) {
      const then = date(instant)
      if (sameDay(then, new Date(now))) return say('common.today')
      if (sameDay(then, new Date(now - DAY_MS))) return say('common.yesterday')
      return fullDay.format(then)
    },
    /** A day within a sentence: today, yesterday, or the date. */
    recentDay(instant: string, now = Date.now()) {
      const then = date(instant)
      if (sameDay(then, new Date(now))) return say('common.today').toLocaleLowerCase(locale)
      if (sameDay(then, new Date(now - DAY_MS))) return say('common.yesterday').toLocaleLowerCase(locale)
      return dayMonthYear.format(then)
    },
    /** As short as a list needs: a time today, a weekday this week, else a date. */
    brief(instant: string, now = Date.now()) {
      const then = date(instant)
      const agoMs = now - then.getTime()
      if (sameDay(then, new Date(now))) return time.format(then)
      if (agoMs >= 0 && agoMs < 6 * DAY_MS) return weekday.format(then)
      return agoMs < 300 * DAY_MS ? dayMonth.format(then) : dayMonthYear.format(then)
    },
    /** When somebody would like a visit: Thursday, March 12, 12:00 – 5:00 PM. The year only where it is not this one. */
    window({ type, start, end }: TimeWindow, width: 'long' | 'short' = 'long', now = Date.now()) {
      if (type === 'asap' || type === 'flexible') return say(`window.${type}`)
      const said = [start, end].filter((wall) => wall !== undefined)
      const clock = said.every((wall) => wall.includes('T'))
      const write = wallClock(clock, !said.every((wall) => wall.startsWith(`${yearAt(now)}-`)), width)
      if (start && end) return write.formatRange(wallDate(start), wallDate(end))
      const time = said.map((wall) => write.format(wallDate(wall))).join()
      if (type === 'specific' || said.length === 0) return time || say('window.flexible')
      return say(start ? 'window.after' : 'window.before', { time })
    },
    /** A rough span: 12 min, 3 h, 4 days, 6 weeks. */
    span(ms: number) {
      // Rounded before it is compared: what rounds up to an hour is one.
      const [minutes, hours, days] = [MINUTE_MS, HOUR_MS, DAY_MS].map((unit) => Math.round(ms / unit)) as [
        number,
        number,
        number,
      ]
      if (minutes < 60) return say('count.minutes', { n: Math.max(1, minutes) })
      if (hours < 48) return say('count.hours', { n: hours })
      if (days < 60) return say('count.days', { n: days })
      return say('count.weeks', { n: Math.round(days / 7) })
    },
    /** An exact length: 0:07, 4:12, 1:02:33. */
    length(seconds: number) {
      const whole = Math.round(seconds)
      const parts = [Math.floor(whole / 60) % 60, whole % 60]
      if (whole >= 3600) parts.unshift(Math.floor(whole / 3600))
      return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
    },
    bytes(bytes: number) {
      const units = ['B', 'KB', 'MB', 'GB', 'TB']
      const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
      return `${decimal.format(bytes / 1024 ** step)} ${units[step]}`
    },
    /** An address for people: a North American or Polish phone in groups, everything else as it is. */
    address: (value: string) => phoneForPeople(value),
  }
}

function phoneForPeople(value: string): string {
  const bare = value.replaceAll(' ', '')
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(bare)
  if (american) return `(${american[1]}) ${american[2]}-${american[3]}`
  const polish = /^\+48(\d{3})(\d{3})(\d{3})$/.exec(bare)
  return polish ? `+48 ${polish[1]} ${polish[2]} ${polish[3]}` : value
}
