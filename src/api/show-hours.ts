import { DateTime } from 'luxon'
import type { WorkingHoursAnswer } from '../contract/tickets.ts'
import { type HeldHours, nextHolidays } from '../tickets/tickets.ts'

const HOLIDAYS_SHOWN = 5

/** The firm's hours, with the public holidays that come next. */
export function showHours({ setAt, ...hours }: HeldHours, now: Date): WorkingHoursAnswer {
  const today = DateTime.fromJSDate(now, { zone: hours.timeZone }).toFormat('yyyy-MM-dd')
  return {
    ...hours,
    setAt: setAt?.toISOString() ?? null,
    nextHolidays: nextHolidays(hours.country, today, HOLIDAYS_SHOWN),
  }
}
