import { useMemo } from 'react'
import { useSpeaking } from '../i18n/i18n.tsx'

/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** The days of the week in the spoken language, Monday first. */
export function useWeekdays(): string[] {
  const { language } = useSpeaking()
  return useMemo(() => {
    const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
    return [0, 1, 2, 3, 4, 5, 6].map((day) => name.format(MONDAY_MS + day * DAY_MS))
  }, [language])
}
