import { dayText, type Now, timeText } from '../recognise/time/calendar.ts'
import { windowsIn } from '../recognise/time/windows.ts'
import type { PromiseKind } from './promise-words.ts'

/** By when: `YYYY-MM-DDTHH:MM` of the firm's wall clock; assumed where nothing was said of it. */
export type Due = { wall: string; basis: 'stated' | 'assumed' }

const HOUR = 60
const DAY = 24 * HOUR
/** When an office day ends, and a day's evening, minutes of the day. */
const END_OF_DAY = 18 * HOUR
const END_OF_EVENING = 21 * HOUR
const NOON = 12 * HOUR
const DAWN = 6 * HOUR
/** A promise without a time is one for the next working days. */
const WORKING_DAYS_ASSUMED: Record<PromiseKind, number> = { call: 1, tell: 1, quote: 2, send: 2, refund: 5 }

type Said = { pattern: RegExp; due: (now: Now, match: RegExpExecArray) => { days: number; minute: number } }

const at = (days: number, minute: number) => () => ({ days, minute })
const inMinutes = (minutes: number) => (now: Now) => ({ days: 0, minute: now.minute + minutes })
/** Friday of this week; of the next one once it has begun to be over. */
const friday =
  (weeks: number) =>
  ({ weekday }: Now) => ({ days: 7 * weeks + Math.max(0, 5 - weekday), minute: END_OF_DAY })

const UNITS: Record<string, number> = { m: 1, h: HOUR, g: HOUR, d: DAY, w: 7 * DAY, t: 7 * DAY }
const COUNTS: Record<string, number> = {
  a: 1,
  an: 1,
  'a few': 3,
  'a couple of': 2,
  'a couple': 2,
  pare: 3,
  kilka: 3,
}

/** In order: the first that is said counts. */
const SAID: readonly Said[] = [
  {
    pattern:
      /\b(?:in|within|za|w ciagu)\s+(\d{1,2}|a few|a couple of|a couple|an?|pare|kilka)\s*-?\s*(m(?:in(?:ute)?s?)|minut\w*|h(?:ou)?rs?|godzin\w*|days?|dni|weeks?|tygodni\w*)\b/,
    due: (now, [, count = '1', unit = 'h']) => {
      const minutes = (COUNTS[count] ?? (Number(count) || 1)) * (UNITS[unit[0] ?? 'h'] ?? HOUR)
      return minutes < DAY
        ? { days: 0, minute: now.minute + minutes }
        : { days: minutes / DAY, minute: END_OF_DAY }
    },
  },
  { pattern: /\bza (?:godzine|chwile|moment|minute)\b|\bzaraz\b|\bniebawem\b/, due: inMinutes(2 * HOUR) },
  {
    pattern:
      /\b(?:right (?:back|away|now)|in a (?:minute|moment|sec|second|bit|while)|shortly|momentarily|straight away)\b/,
    due: inMinutes(2 * HOUR),
  },
  { pattern: /\bza tydzien\b/, due: at(7, END_OF_DAY) },
  {
    pattern: /\b(?:tomorrow|jutro)\b[^.!?]{0,20}\b(?:morning|am|rano|przed poludniem|do poludnia|noon)\b/,
    due: at(1, NOON),
  },
  {
    pattern: /\b(?:tomorrow|jutro)\b[^.!?]{0,20}\b(?:evening|night|wieczorem)\b/,
    due: at(1, END_OF_EVENING),
  },
  {
    pattern: /\b(?:tonight|this evening|dzis wieczorem|dzisiaj wieczorem|wieczorem)\b/,
    due: at(0, END_OF_EVENING),
  },
  {
    pattern: /\b(?:in the morning|z rana|first thing)\b/,
    due: (now) => ({ days: now.minute < DAWN ? 0 : 1, minute: NOON }),
  },
  {
    pattern: /\b(?:this morning|by noon|before noon|before lunch|do poludnia)\b/,
    due: (now) => ({ days: now.minute < NOON ? 0 : 1, minute: NOON }),
  },
  {
    pattern:
      /\b(?:today|this afternoon|end of (?:the )?day|by close|eod|later on|dzis|dzisiaj|po poludniu|do konca dnia)\b/,
    due: (now) => ({ days: 0, minute: Math.max(END_OF_DAY, now.minute + HOUR) }),
  },
  { pattern: /\b(?:tomorrow|jutro)\b/, due: at(1, END_OF_DAY) },
  { pattern: /\b(?:pojutrze|day after tomorrow)\b/, due: at(2, END_OF_DAY) },
  {
    pattern:
      /\b(?:this week|end of (?:the |this )?week|later this week|eow|w tym tygodniu|do konca tygodnia)\b/,
    due: friday(0),
  },
  { pattern: /\b(?:next week|w przyszlym tygodniu|w nastepnym tygodniu)\b/, due: friday(1) },
  { pattern: /\b(?:end of (?:the |this )?month|do konca miesiaca)\b/, due: at(30, END_OF_DAY) },
]

/** By when something promised in this sentence (folded) is due: as it says, else as is usual for such a promise. */
export function dueOf(sentence: string, input: { kind: PromiseKind; language: 'en' | 'pl'; now: Now }): Due {
  const { now } = input
  const window = windowsIn(sentence, input.language, now).find(
    ({ window: { start, end } }) => start ?? end,
  )?.window
  const clock = [window?.end, window?.start].find((wall) => wall?.includes('T'))
  if (clock !== undefined)
    return { wall: window?.end === undefined && isFrom(sentence) ? lateOn(clock) : clock, basis: 'stated' }
  for (const { pattern, due } of SAID) {
    const match = pattern.exec(sentence)
    if (match === null) continue
    const { days, minute } = due(now, match)
    const hour = minute < DAY ? clockIn(sentence) : null
    return { wall: wallOf(now.day + days, hour ?? minute), basis: 'stated' }
  }
  const day = window?.end ?? window?.start
  if (day !== undefined) return { wall: `${day.slice(0, 10)}T18:00`, basis: 'stated' }
  const minute = clockIn(sentence)
  if (minute !== null)
    return { wall: wallOf(now.day + (minute > now.minute ? 0 : 1), minute), basis: 'stated' }
  return {
    wall: wallOf(workingDayAfter(now, WORKING_DAYS_ASSUMED[input.kind]), END_OF_DAY),
    basis: 'assumed',
  }
}

const CLOCK =
  /\b(?:by|before|at|until|till|around|o|do|przed|okolo)\s+(\d{1,2})(?::(\d\d))?\s*(am|pm)?\b(?!\s*(?:%|zl|minut|min|days?|dni))/

/** A time of day that is said alone, minutes; before seven it is an afternoon's. */
function clockIn(sentence: string): number | null {
  const [, hours, minutes = '0', half] = CLOCK.exec(sentence) ?? []
  if (hours === undefined || Number(hours) > 23) return null
  const hour = Number(hours)
  const later = (half === 'pm' && hour < 12) || (half === undefined && hour < 7) ? 12 : 0
  return (hour + later) * HOUR + Number(minutes)
}

/** "after 6", "po 18": from then on, so until the evening is over. */
function isFrom(sentence: string): boolean {
  return /\b(?:after|from|po|od)\s+\d/.test(sentence)
}

function lateOn(wall: string): string {
  const day = wall.slice(0, 10)
  return wall.slice(11) < '21:00' ? `${day}T21:00` : `${day}T23:59`
}

function wallOf(day: number, minute: number): string {
  const whole = day + Math.floor(minute / DAY)
  return minute % DAY === 0 ? `${dayText(whole)}T00:00` : timeText(whole, minute % DAY)
}

function workingDayAfter({ day, weekday }: Now, count: number): number {
  let at = day
  for (let left = count; left > 0; ) {
    at++
    if ((weekday - 1 + at - day) % 7 < 5) left--
  }
  return at
}
