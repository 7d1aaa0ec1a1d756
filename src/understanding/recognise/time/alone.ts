import type { DayAtom, Placed, TimeAtom, TimeGrammar } from './atoms.ts'
import type { Now } from './calendar.ts'
import type { Slot } from './pair.ts'
import { sentenceAround } from './sentence.ts'
import { span } from './spans.ts'
import { isGivenUp } from './wished.ts'

/**
 * "I can't do Friday at 10, could it be 1?": the day given up with its hour is wished for at the other hour. "My daughter
 * is home on Thursday, so any time from 3:30": the day told of is wished for at the hour concluded.
 */
export function sameDayAnotherHour(
  days: Placed<DayAtom>[],
  clocks: Placed<TimeAtom>[],
  text: string,
  grammar: TimeGrammar,
): Slot[] {
  const clock = clocks.at(-1)
  const day =
    days.find((one) => isGivenUp(one, text, grammar)) ??
    days.find((one) => clock && grammar.conclusion.test(text.slice(one.end, clock.start)))
  return day &&
    clock &&
    (clocks.length > 1 || clock.asked) &&
    clock.start > day.end &&
    !grammar.past.test(text)
    ? [{ day, clock, start: day.start, end: clock.end }]
    : []
}

/** What follows a part of the day that is wished for though nothing is asked: "mornings would be best". */
const PART_WISHED =
  /^ (?:would|wd|will|is|works|suits)\b.{0,6}\b(?:be |work|great|good|fine|best|grand|lovely|perfect|ideal|suit)|^ (?:by|byloby|bylby|pasuje|najlepiej)\b/

/** A time with no day ("can someone come at 5?"): today while that is still to come, else tomorrow. */
export function clockAlone(
  days: Placed<DayAtom>[],
  clocks: Placed<TimeAtom>[],
  flexible: boolean,
  text: string,
  grammar: TimeGrammar,
  now: Now,
): Slot | null {
  const clock = freeClocks(clocks, days, flexible, text).find((one) => isAskedFor(one, text, grammar))
  if (!clock) return null
  const ahead = (clock.from ?? clock.to ?? 0) > now.minute ? 0 : 1
  const day: Placed<DayAtom> = {
    ...span(now.day + ahead, now.day + ahead),
    start: clock.start,
    end: clock.end,
  }
  return { day, clock, start: clock.start, end: clock.end }
}

function isAskedFor(clock: Placed<TimeAtom>, text: string, grammar: TimeGrammar): boolean {
  const sentence = sentenceAround(text, clock.start)
  const words = text.slice(sentence.start, sentence.end + 1)
  if (grammar.past.test(words)) return false
  if (clock.part === true && PART_WISHED.test(text.slice(clock.end, clock.end + 30))) return true
  const isPartOfToday = /\b(?:dzis|this)\s$/.test(text.slice(0, clock.start))
  return (!clock.part || (text[clock.end] === '?' && !isPartOfToday)) && CLOCK_WISHED.test(words)
}

/** Words of a sentence that make a time in it a wish. */
const CLOCK_WISHED =
  /\?|\b(?:come|home|available|free|off at|works|can you|could you|przyj\w+|bede|jestem|moze|mozna|pasuje)\b/

/**
 * Times that may stand alone: not those of a day that is told of ("I'm not home Friday at 3"), nor hours beside "any
 * weekday", which ask for no day; "whenever suits, say at 4" does.
 */
const freeClocks = (
  clocks: Placed<TimeAtom>[],
  days: Placed<DayAtom>[],
  flexible: boolean,
  text: string,
): Placed<TimeAtom>[] =>
  clocks.filter(
    (clock) =>
      (!flexible || (clock.from !== null && clock.from === clock.to)) &&
      !days.some((day) => !day.today && (isBeside(day, clock, text) || isBeside(clock, day, text))),
  )

const isBeside = (a: Placed<object>, b: Placed<object>, text: string) =>
  a.end <= b.start && b.start - a.end < 12 && /^,? ?(?:[a-z]+ ){0,2}$/.test(text.slice(a.end, b.start))
