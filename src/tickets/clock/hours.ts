import type { Clock } from '../../base/clock.ts'
import { Refusal } from '../../base/refusal.ts'
import { type WorkingHours, workingHoursShape } from '../../contract/tickets.ts'
import type { Db, Tx } from '../../store/store.ts'
import { isHoliday } from './holidays.ts'
import { addWorking, NeverOpen, type WorkCalendar } from './working-time.ts'

/** What a firm that chose nothing works: Monday to Friday, 8 to 17, closed on public holidays. */
const USUAL: WorkingHours = {
  week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: '08:00', to: '17:00' }] : [])),
  holidays: true,
  closedDays: [],
}

/** When the firm works, with who chose it. */
export type HeldHours = WorkingHours & {
  timeZone: string
  country: string
  setBy: string | null
  setAt: Date | null
}

export async function readHours(db: Db): Promise<HeldHours> {
  const firm = await db.selectFrom('tenant').select(['timeZone', 'region']).executeTakeFirstOrThrow()
  const row = await db.selectFrom('workingHours').selectAll().executeTakeFirst()
  const hours = row === undefined ? USUAL : workingHoursShape.parse(row)
  return {
    ...hours,
    timeZone: firm.timeZone,
    country: firm.region,
    setBy: row?.setBy ?? null,
    setAt: row?.setAt ?? null,
  }
}

/** The firm's calendar, for clocks to count in. */
export async function readCalendar(db: Db): Promise<WorkCalendar> {
  return calendarOf(await readHours(db))
}

export function calendarOf({ week, holidays, closedDays, timeZone: zone, country }: HeldHours): WorkCalendar {
  const closed = new Set(closedDays)
  return {
    zone,
    week: week.map((spans) => spans.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))),
    isClosed: (day) => closed.has(day) || (holidays && isHoliday(country, day)),
  }
}

/**
 * Chooses when the firm works; clocks that run already keep what they promised. Refuses with `hours_overlap`,
 * `never_open`.
 */
export async function writeHours(
  tx: Tx,
  { clock, by, hours }: { clock: Clock; by: string; hours: WorkingHours },
): Promise<void> {
  for (const spans of hours.week)
    spans.forEach(({ from, to }, at) => {
      if (minuteOf(from) < minuteOf(to) && minuteOf(from) >= minuteOf(spans[at - 1]?.to ?? '00:00')) return
      throw new Refusal(
        'hours_overlap',
        'A span of hours ends before it begins, or begins before the one above it has ended.',
        'Put the spans of each day in order, each ending later than it begins.',
      )
    })
  const held = await readHours(tx)
  try {
    addWorking(calendarOf({ ...held, ...hours }), clock.now().getTime(), 1)
  } catch (error) {
    if (!(error instanceof NeverOpen)) throw error
    throw new Refusal(
      'never_open',
      'With these hours the firm would never work, and no ticket would ever be due.',
      'Give hours for one day of the week at least.',
    )
  }
  const row = {
    week: JSON.stringify(hours.week),
    holidays: hours.holidays,
    closedDays: [...new Set(hours.closedDays)].sort(),
    setBy: by,
    setAt: clock.now(),
  }
  await tx
    .insertInto('workingHours')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenantId']).doUpdateSet(row))
    .execute()
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
