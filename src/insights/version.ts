import { DateTime } from 'luxon'
import type { Clock } from '../base/clock.ts'
import type { Db } from '../store/store.ts'
import { readCalendar, readHours, workingBetween } from '../tickets/tickets.ts'
import type { WorkingMinutes } from './waits.ts'

/** Raised with every change of rules that can change a figure. */
const RULES = 1
const MINUTE_MS = 60_000

/** By what figures are made at present: by the rules, and by the firm's clock and hours. */
export type Present = { version: string; timeZone: string; workingMinutes: WorkingMinutes }

/** What makes figures now; those of another version are made anew. */
export async function readPresent(db: Db): Promise<Present> {
  const hours = await readHours(db)
  const calendar = await readCalendar(db)
  return {
    version: `${RULES} ${hours.timeZone} ${hours.country} ${hours.setAt?.toISOString() ?? 'usual'}`,
    timeZone: hours.timeZone,
    workingMinutes: (fromMs, toMs) => workingBetween(calendar, fromMs, toMs) / MINUTE_MS,
  }
}

/** The day that it is by the firm's clock, YYYY-MM-DD. */
export async function today(db: Db, clock: Clock): Promise<string> {
  const { timeZone } = await db.selectFrom('tenant').select('timeZone').executeTakeFirstOrThrow()
  return DateTime.fromJSDate(clock.now(), { zone: timeZone }).toFormat('yyyy-MM-dd')
}

/** When days of the firm's clock begin and, after the last, are over. */
export async function instantsOf(
  db: Db,
  { from, to }: { from: string; to: string },
): Promise<{ since: Date; until: Date }> {
  const { timeZone: zone } = await db.selectFrom('tenant').select('timeZone').executeTakeFirstOrThrow()
  const begins = (day: string) => DateTime.fromISO(day, { zone })
  return { since: begins(from).toJSDate(), until: begins(to).plus({ days: 1 }).toJSDate() }
}
