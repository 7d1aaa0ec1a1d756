import type { Atom, DayAtom, Placed, TimeAtom } from './atoms.ts'
import { type Day, dayOf, mondayOf, monthEnd, type Now } from './calendar.ts'

/** How a word before or after a day or a time bounds it: "by Friday", "before Friday", "from Friday", "after Friday". */
export type Side = 'by' | 'before' | 'from' | 'after'

/** A span of days; an open side is null. */
export const span = (from: Day | null, to: Day | null, more: Partial<DayAtom> = {}): DayAtom => ({
  kind: 'day',
  from,
  to,
  ...more,
})

/** One day, or nothing when the calendar has no such day. */
export const one = (day: Day | null, more: Partial<DayAtom> = {}): DayAtom | null =>
  day === null ? null : span(day, day, more)

/** A point of the day. */
export const pointOf = (minute: number | null): TimeAtom | null =>
  minute === null || minute > 1439 ? null : { kind: 'time', from: minute, to: minute }

/** Hours of the day; an open side is null. */
export const hours = (from: number | null, to: number | null): TimeAtom => ({
  kind: 'time',
  from: from === null ? null : from * 60,
  to: to === null ? null : to * 60,
})

/** The parts of a day as the corpus labels them. */
export const partsOfDay = {
  morning: { ...hours(8, 12), part: true },
  lunchtime: { ...hours(12, 14), part: true },
  afternoon: { ...hours(12, 17), part: true },
  evening: { ...hours(17, 21), part: true },
} satisfies Record<string, TimeAtom>

/** A day, a span of days or a time, cut or opened by what is said beside it. A bounded span is no longer vague. */
export function onSide<A extends DayAtom | TimeAtom>(side: Side | null, atom: A): A {
  const step = atom.kind === 'day' ? 1 : 0
  const { from, to } = atom
  if (side === null) return atom
  const cut =
    side === 'by'
      ? { from: null, to }
      : side === 'before'
        ? { from: null, to: from === null ? null : from - step }
        : side === 'from'
          ? { from, to: null }
          : { from: to === null ? null : to + step, to: null }
  if (atom.kind === 'time') return { ...atom, ...cut }
  const { vague: _, week: __, ...kept } = atom
  return { ...kept, ...cut } as A
}

/** The days of a month, the running one or the next of that name; null when there is no such month. */
export function monthSpan(now: Now, month: number): { first: Day; last: Day } | null {
  const year = month < now.month ? now.year + 1 : now.year
  const first = dayOf(year, month, 1)
  return first === null ? null : { first, last: monthEnd(year, month) }
}

/** The number of the month after the one `now` is in. */
export const nextMonthOf = (now: Now): number => (now.month % 12) + 1

export type MonthPart =
  | 'whole'
  | 'start'
  | 'two weeks'
  | 'middle'
  | 'end'
  | 'last two weeks'
  | 'half 1'
  | 'half 2'

/** A part of a month, not before today: its start and end are a week long, its middle the 10th to the 20th. */
export function partOfMonth(now: Now, month: number, part: MonthPart): DayAtom | null {
  const days = monthSpan(now, month)
  if (days === null) return null
  const { first, last } = days
  const [from, to] = {
    whole: [first, last],
    start: [first, first + 6],
    'two weeks': [first, first + 13],
    middle: [first + 9, first + 19],
    end: [last - 6, last],
    'last two weeks': [last - 13, last],
    'half 1': [first, first + 14],
    'half 2': [first + 15, last],
  }[part] as [Day, Day]
  return to < now.day ? null : span(Math.max(from, now.day), to, { vague: true, fixed: part !== 'whole' })
}

/** Monday to Friday of the week `weeks` after this one; weekdays beside it move into it. */
export function weekSpan(now: Now, weeks: number): DayAtom {
  const monday = mondayOf(now, weeks)
  return span(monday, monday + 4, { week: monday, vague: true, fixed: true })
}

/** Monday to Friday of the week a day is in. */
export function weekAround(day: Day): DayAtom {
  const monday = day - ((day + 3) % 7)
  return span(monday, monday + 4, { week: monday, fixed: true, vague: true })
}

/** Where a date without its month counts from: the first day of a month, or of an open span, said before it; else null. */
export function monthBase(earlier: Placed<Atom>[]): Day | null {
  const base = earlier.find(
    (atom) => atom.kind === 'day' && atom.from !== null && (atom.to === null || atom.to - atom.from > 20),
  )
  return base?.kind === 'day' ? base.from : null
}

/** The next day with this date, in the month `from` is in or the two after. */
export function nextDate(from: Day, date: number): Day | null {
  const base = new Date(from * 86_400_000)
  for (let ahead = 0; ahead < 3 && date >= 1 && date <= 31; ahead++) {
    const month = base.getUTCMonth() + ahead
    const day = dayOf(base.getUTCFullYear() + Math.floor(month / 12), (month % 12) + 1, date)
    if (day !== null && day >= from) return day
  }
  return null
}

/** The nth weekday (1 Monday to 7) of a month, or its last when `n` is -1. */
export function nthWeekday(days: { first: Day; last: Day }, weekday: number, n: number): Day {
  return n < 0
    ? days.last - ((weekdayAt(days.last) - weekday + 7) % 7)
    : days.first + ((weekday - weekdayAt(days.first) + 7) % 7) + 7 * (n - 1)
}

/** The first such weekday after a day. */
export const weekdayAfter = (day: Day, weekday: number): Day => day + ((weekday - weekdayAt(day) + 6) % 7) + 1

/** 1 Monday to 7 Sunday. */
export const weekdayAt = (day: Day): number => ((day + 3) % 7) + 1

/** A range of two days told apart, unless it runs backwards or over more than two months. */
export const daysBetween = (from: Day | null, to: Day | null): DayAtom | null =>
  from === null || to === null || to <= from || to - from > 62 ? null : span(from, to, { fixed: true })
