import { beginningOf } from '../i18n/calendar.ts'

/** How far back the inbox looks: a span, or a calendar day. */
export type Since = '1d' | '7d' | '30d' | '365d' | (string & {})

const HOUR_MS = 3_600_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

export const sinceSpans = ['1d', '7d', '30d', '365d'] as const

/** Whether `text` is a span or a day that the inbox understands. */
export function isSince(text: string): boolean {
  return (
    (sinceSpans as readonly string[]).includes(text) || (DAY.test(text) && !Number.isNaN(Date.parse(text)))
  )
}

/** The instant that `since` means now, full hours so that asking twice asks the same; a day begins at midnight in `zone`. */
export function sinceInstant(since: Since, zone: string, nowMs = Date.now()): string {
  if (DAY.test(since)) return new Date(beginningOf(since, zone)).toISOString()
  const hours = Number.parseInt(since, 10) * 24
  return new Date((Math.floor(nowMs / HOUR_MS) - hours) * HOUR_MS).toISOString()
}
