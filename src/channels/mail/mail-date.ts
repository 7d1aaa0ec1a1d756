/** Mails are not older; an earlier date is that of a clock that was never set. */
const EARLIEST_MS = Date.UTC(1990, 0, 1)
const LATEST_MS = Date.UTC(2100, 0, 1)
/** A sender's clock, or the night train of a relay, may be ahead of the server's by this much. */
const AHEAD_MS_MAX = 24 * 3600 * 1000

/**
 * When a mail was sent, Unix milliseconds: its `Date`, unless that is missing, cannot be, or lies more than a day
 * after the server took it in; then the time in the topmost `Received`. null when neither tells.
 */
export function sentAt(date: string | null, received: readonly string[]): number | null {
  const written = usable(date)
  const arrived = receivedAt(received)
  if (written !== null && (arrived === null || written <= arrived + AHEAD_MS_MAX)) return written
  return arrived ?? written
}

function receivedAt(received: readonly string[]): number | null {
  for (const field of received) {
    const atMs = usable(field.slice(field.lastIndexOf(';') + 1))
    if (atMs !== null) return atMs
  }
  return null
}

function usable(text: string | null): number | null {
  const atMs = text === null ? null : parseMailDate(text)
  return atMs !== null && atMs >= EARLIEST_MS && atMs < LATEST_MS ? atMs : null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Zones by name, hours (RFC 5322, 4.3), and those that European mailers write though no standard lists them. */
const ZONE_HOURS: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
}

const TIME = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?`
const ZONE = String.raw`\s*((?:gmt|utc)?[+-]\d{1,2}:?\d{2}|[a-z]{1,5})?`
/** `Mon, 4 Nov 2024 10:00:00 -0600`, the day of the week and the seconds optional. */
const RFC_5322 = new RegExp(
  String.raw`^(?:[a-z]+\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{2,4}),?\s+${TIME}${ZONE}`,
  'i',
)
/** `Mon Nov  4 10:00:00 2024`, as C's asctime writes it, with a zone before or after the year. */
const ASCTIME = new RegExp(
  String.raw`^[a-z]{3},?\s+([a-z]{3})\s+(\d{1,2}),?\s+${TIME}\s*([a-z]{1,5}|[+-]\d{4})?\s+(\d{4})${ZONE}`,
  'i',
)
const ISO_8601 = /^(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(z|[+-]\d\d:?\d\d)?/i

/**
 * Unix milliseconds of a date as mails write it (RFC 5322, 3.3 and 4.3), or in one of the ways that old mailers had;
 * null for anything else, and for days that are not in the calendar. A zone that nobody knows counts as UTC.
 */
export function parseMailDate(text: string): number | null {
  const date = text
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .trim()
  const rfc = RFC_5322.exec(date)
  if (rfc) {
    const [, day, month, year, hour, minute, second, half, zone] = rfc
    return instant({ year: fullYear(year), month: monthOf(month), day, hour, minute, second, half, zone })
  }
  const asctime = ASCTIME.exec(date)
  if (asctime) {
    const [, month, day, hour, minute, second, half, before, year, after] = asctime
    const zone = before ?? after
    return instant({ year: Number(year), month: monthOf(month), day, hour, minute, second, half, zone })
  }
  const iso = ISO_8601.exec(date)
  if (!iso) return null
  const [, year, month, day, hour, minute, second, zone] = iso
  return instant({
    year: Number(year),
    month: Number(month),
    day,
    hour,
    minute,
    second,
    half: undefined,
    zone,
  })
}

type Parts = { year: number; month: number } & Record<
  'day' | 'hour' | 'minute' | 'second' | 'half' | 'zone',
  string | undefined
>

function instant({ year, month, day, hour, minute, second, half, zone }: Parts): number | null {
  const d = Number(day)
  const h = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const m = Number(minute)
  const s = Number(second ?? 0)
  if (month < 1 || month > 12 || d < 1 || h > 23 || m > 59 || s > 60) return null
  const atMs = Date.UTC(year, month - 1, d, h, m, s)
  const isInCalendar = new Date(Date.UTC(year, month - 1, d)).getUTCDate() === d
  return isInCalendar ? atMs - offsetMinutes(zone) * 60_000 : null
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').toLowerCase()) + 1
}

/** RFC 5322, 4.3: two digits below 50 are of this century, all other short years count from 1900. */
function fullYear(text: string | undefined): number {
  const year = Number(text)
  if (text === undefined || text.length > 3) return year
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0
  const numeric = /([+-])(\d{1,2}):?(\d{2})$/.exec(zone)
  if (!numeric) return (ZONE_HOURS[zone.toLowerCase()] ?? 0) * 60
  const [, sign, hours, minutes] = numeric
  const total = Number(hours) * 60 + Number(minutes)
  return total > 24 * 60 ? 0 : sign === '-' ? -total : total
}
