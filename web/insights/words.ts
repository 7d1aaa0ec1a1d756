import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'

const MINUTES_A_DAY = 1_440
const DAY_MS = 86_400_000

/** How to say waits, days and kinds of work. */
export function useInsightWords() {
  const say = useSay()
  const { number } = useFormat()
  /** A wait: 12 min, 3 h, 2 days. */
  const wait = (minutes: number | null) => {
    if (minutes === null) return say('analytics.never')
    if (minutes < 90) return say('analytics.minutes', { n: Math.round(minutes) })
    if (minutes < 2 * MINUTES_A_DAY)
      return say('analytics.hoursLong', { n: number(Math.round(minutes / 6) / 10) })
    return say('analytics.days', { n: Math.round(minutes / MINUTES_A_DAY) })
  }
  /** A kind of work or a topic; a firm's own is called as it is. */
  const topic = (key: string) => {
    for (const known of [`service.${key}`, `topic.${key}`]) if (isKey(known)) return say(known)
    return key
  }
  return { wait, topic }
}

/** A day so many days later. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}
