import { type Day, dayOf, easter, monthEnd, type Now } from './calendar.ts'
import { nthWeekday } from './spans.ts'

/** First and last day of a holiday in a year. */
type Holiday = (year: number) => [Day, Day]

const on =
  (month: number, date: number, days = 1): Holiday =>
  (year) => {
    const first = dayOf(year, month, date) ?? 0
    return [first, first + days - 1]
  }
const nth =
  (month: number, weekday: number, n: number): Holiday =>
  (year) => {
    const first = dayOf(year, month, 1) ?? 0
    const day = nthWeekday({ first, last: monthEnd(year, month) }, weekday, n)
    return [day, day]
  }
const fromEaster =
  (shift: number, days = 1): Holiday =>
  (year) => [easter(year) + shift, easter(year) + shift + days - 1]

/** The days people count from, by plain names; each language has its own words for them. */
export const holidays = {
  'new year': on(1, 1),
  epiphany: on(1, 6),
  'martin luther king day': nth(1, 1, 3),
  "valentine's day": on(2, 14),
  "presidents' day": nth(2, 1, 3),
  'maundy thursday': fromEaster(-3),
  'good friday': fromEaster(-2),
  easter: fromEaster(0),
  'easter with monday': fromEaster(0, 2),
  'easter monday': fromEaster(1),
  'may days': on(5, 1, 3),
  "mother's day": nth(5, 7, 2),
  'memorial day': nth(5, 1, -1),
  'corpus christi': fromEaster(60),
  "father's day": nth(6, 7, 3),
  'independence day': on(7, 4),
  assumption: on(8, 15),
  'labor day': nth(9, 1, 1),
  'columbus day': nth(10, 1, 2),
  halloween: on(10, 31),
  "all saints' day": on(11, 1),
  'polish independence day': on(11, 11),
  'veterans day': on(11, 11),
  thanksgiving: nth(11, 4, 4),
  'christmas eve': on(12, 24),
  christmas: on(12, 25),
  'christmas with its second day': on(12, 25, 2),
  'boxing day': on(12, 26),
  "new year's eve": on(12, 31),
} satisfies Record<string, Holiday>

export type HolidayName = keyof typeof holidays

/** When a holiday is next, or was within the last week. */
export function nextHoliday(name: HolidayName, now: Now): [Day, Day] {
  const here = holidays[name](now.year)
  return here[1] >= now.day - 7 ? here : holidays[name](now.year + 1)
}
