const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** A local calendar day, counted from 1970-01-01, whatever the zone: tomorrow is always `day + 1`. */
export type Day = number

/** Local time in one zone, and the ways Takeout writes it. */
export type Calendar = {
  /** The local day that contains the instant. */
  dayOf(atMs: number): Day
  /** Minutes since local midnight, 0 to 1439. */
  minuteOf(atMs: number): number
  /** The instant of a wall time; one that the clock skips in spring comes out an hour off. */
  instantOf(day: Day, minute: number): number
  /** ISO 8601 with milliseconds and the zone's offset on that date: `2023-08-26T21:57:02.888-04:00`. */
  title(atMs: number): string
  /** What a reader sees in a page, escaped: `Aug 26, 2023, 9:57:02&#8239;PM`, line break, `Eastern Time`. */
  shown(atMs: number): string
}

/** The calendar of an IANA time zone; throws a RangeError when there is no such zone. */
export function openCalendar(timeZone: string): Calendar {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const zoneName = nameOfZone(timeZone)
  const offsetByHour = new Map<number, number>()

  // Zones change their offset on whole UTC hours, so one look-up an hour is enough; Intl costs some 5 µs a call.
  function offsetMs(atMs: number): number {
    const hour = Math.floor(atMs / HOUR_MS)
    let offset = offsetByHour.get(hour)
    if (offset === undefined) {
      const at = hour * HOUR_MS
      const read = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, Number(part.value)]))
      const { year = 0, month = 1, day = 1, hour: h = 0, minute = 0 } = read
      offset = Date.UTC(year, month - 1, day, h, minute) - at
      offsetByHour.set(hour, offset)
    }
    return offset
  }

  return {
    dayOf: (atMs) => Math.floor((atMs + offsetMs(atMs)) / DAY_MS),
    minuteOf: (atMs) => Math.floor(((atMs + offsetMs(atMs)) % DAY_MS) / 60_000),
    instantOf: (day, minute) => {
      const wall = day * DAY_MS + minute * 60_000
      return wall - offsetMs(wall - offsetMs(wall))
    },
    title: (atMs) => {
      const offset = offsetMs(atMs)
      const minutes = Math.abs(offset) / 60_000
      const sign = offset < 0 ? '-' : '+'
      const wall = new Date(atMs + offset).toISOString().slice(0, -1)
      return `${wall}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    },
    shown: (atMs) => {
      const wall = new Date(atMs + offsetMs(atMs))
      const hour = wall.getUTCHours()
      const clock = `${hour % 12 || 12}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`
      const date = `${MONTHS[wall.getUTCMonth()]?.slice(0, 3)} ${wall.getUTCDate()}, ${wall.getUTCFullYear()}`
      return `${date}, ${clock}&#8239;${hour < 12 ? 'AM' : 'PM'}\n${zoneName}`
    },
  }
}

/** The stamp in a Takeout file name: UTC, cut to the second, `2021-01-22T01_33_43Z`. */
export function stamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '_')}Z`
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

/** 1 is January. */
export function monthOf(day: Day): number {
  return new Date(day * DAY_MS).getUTCMonth() + 1
}

/** Whether the firm's office is open: Monday to Friday, but for the holidays that keep their date. */
export function isWorkingDay(day: Day): boolean {
  const date = new Date(day * DAY_MS).toISOString().slice(5, 10)
  return weekday(day) % 6 !== 0 && date !== '12-25' && date !== '01-01' && date !== '07-04'
}

/** The `count`-th working day after `day`; the day itself for 0. */
export function workingDayAfter(day: Day, count: number): Day {
  let at = day
  for (let left = count; left > 0; ) if (isWorkingDay(++at)) left--
  return at
}

/** How people write a day on the day `today`; the Polish forms are those that sentences need. */
export const dayForms = {
  /** Thursday; today; next Thursday, from a week on; Thursday the 19th, from two weeks on */
  name: (day: Day, today: Day) => {
    const name = DAYS[weekday(day)] ?? ''
    if (day === today) return 'today'
    if (day - today < 7) return name
    return day - today < 14 ? `next ${name}` : `${name} the ${ordinal(dayOfMonth(day))}`
  },
  /** Thu */
  short: (day: Day) => (DAYS[weekday(day)] ?? '').slice(0, 3),
  /** March 4 */
  date: (day: Day) => `${MONTHS[monthOf(day) - 1]} ${dayOfMonth(day)}`,
  /** 3/4 */
  num: (day: Day) => `${monthOf(day)}/${dayOfMonth(day)}`,
  /** czwartek */
  pl: (day: Day) => DNI[weekday(day)] ?? '',
  /** środę, as after "na" */
  na: (day: Day) => (DNI[weekday(day)] ?? '').replace(/a$/, 'ę'),
  /** we wtorek; dziś; w przyszłą środę, from a week on */
  w: (day: Day, today: Day) => {
    const name = (DNI[weekday(day)] ?? '').replace(/a$/, 'ę')
    if (day === today) return 'dziś'
    if (day - today >= 7) return `w ${name.endsWith('ę') ? 'przyszłą' : 'przyszły'} ${name}`
    return `${weekday(day) === 2 ? 'we' : 'w'} ${name}`
  },
  /** 4 marca */
  dnia: (day: Day) => `${dayOfMonth(day)} ${MIESIACA[monthOf(day) - 1]}`,
  /** March */
  month: (day: Day) => MONTHS[monthOf(day) - 1] ?? '',
} as const

function dayOfMonth(day: Day): number {
  return new Date(day * DAY_MS).getUTCDate()
}

function ordinal(n: number): string {
  const ending = n % 10 > 3 || (n > 10 && n < 14) ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

function nameOfZone(timeZone: string): string {
  const written = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return written.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const DNI = ['niedziela', 'poniedziałek', 'wtorek', 'środa', 'czwartek', 'piątek', 'sobota']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const MIESIACA = [
  'stycznia',
  'lutego',
  'marca',
  'kwietnia',
  'maja',
  'czerwca',
  'lipca',
  'sierpnia',
  'września',
  'października',
  'listopada',
  'grudnia',
]
