const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** Unix milliseconds of an ISO 8601 time that carries its offset; null for anything else. */
export function parseInstant(time: string): number | null {
  if (!INSTANT.test(time)) return null
  const atMs = Date.parse(time)
  return Number.isNaN(atMs) ? null : atMs
}

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/

/** Whole seconds of an ISO 8601 duration of days and less, `PT1H51M35S`; null for anything else. */
export function parseDuration(duration: string): number | null {
  const match = DURATION.exec(duration)
  if (!match) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
}

/**
 * A person's name as written, or null when the wire repeats the address there, or nothing: `fn` of an unsaved
 * person is empty in recent exports and the number in older ones and in groups.
 */
export function personName(name: string, address: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed === address || looksLikeNumber(trimmed) || trimmed.includes('\ufffd'))
    return null
  return trimmed
}

/** Whether `text` is a phone number or short code and nothing else. Letters never make one. */
export function looksLikeNumber(text: string): boolean {
  return /^\+*\d[\d\s().-]{1,20}\d$/.test(text)
}

/** Two ways of writing one number are equal in this form: `++16175550151`, `+16175550151`. E-mail addresses stay. */
export function addressKey(address: string): string {
  return address.replace(/^\++/, '').toLowerCase()
}

/**
 * A copy of `text` that stands alone. What is cut out of a page, or made from such a piece, keeps all of the
 * page in memory: 6 KB instead of 60 bytes for each name that is to be remembered (Node 24).
 */
export function detached(text: string): string {
  return Buffer.from(text).toString()
}
