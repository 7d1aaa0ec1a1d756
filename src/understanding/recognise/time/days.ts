import type { DayAtom, Placed, TimeGrammar } from './atoms.ts'
import type { Now } from './calendar.ts'
import { isJoined } from './pair.ts'
import { sentenceAround } from './sentence.ts'
import { weekdayAt } from './spans.ts'
import { isWished } from './wished.ts'

/** The days of a message that are wished for, each once, moved into the weeks named beside them, in reading order. */
export function wishedDays(
  days: Placed<DayAtom>[],
  text: string,
  grammar: TimeGrammar,
  now: Now,
  hurried: boolean,
): Placed<DayAtom>[] {
  const wished = withoutDoubles(days, text).filter((day, i, all) =>
    isWished(day, text, grammar, now, hurried, all[i - 1]),
  )
  return withoutRebooked(narrow(moveIntoWeeks(wished, text, grammar)), text, grammar)
}

/** "By Tuesday, June 3" is one day: the weekday gives way to the date beside it, and gives it its bound. */
function withoutDoubles(days: Placed<DayAtom>[], text: string): Placed<DayAtom>[] {
  return days.filter((day, i) => {
    if (day.weekday === undefined) return true
    const [next, before] = [days[i + 1], days[i - 1]]
    const isSame =
      next?.weekday === undefined && next?.week === undefined && next?.vague === undefined
        ? next && /^[\s,.(]{0,3}(?:the |dnia |tj\.? |czyli )?$/.test(text.slice(day.end, next.start))
        : false
    if (next && isSame && next.from !== null && next.from === next.to) {
      const step = weekdayAt(day.to ?? day.from ?? 0) === day.weekday ? 0 : 1
      if (day.from === null) Object.assign(next, { from: null, to: (next.to ?? 0) - step })
      if (day.to === null) Object.assign(next, { from: (next.from ?? 0) + step, to: null })
      next.start = day.start
    }
    const repeats =
      before?.weekday === undefined && before?.week === undefined && !before?.vague && !before?.today
        ? before && /^[\s,(]{1,3}$/.test(text.slice(before.end, day.start))
        : false
    return !isSame && !repeats
  })
}

/** "My visit is on Thursday at 9, can we make it Friday": the day before such words is given up for the one after. */
const withoutRebooked = (days: Placed<DayAtom>[], text: string, grammar: TimeGrammar) =>
  days.filter((day, i) => {
    const next = days[i + 1]
    return !next || next.start <= day.end || !grammar.rebook.test(text.slice(day.end, next.start))
  })

/** Of vague spans the one inside the other stays; "the week of the 14th before Good Friday" is cut short. */
function narrow(days: Placed<DayAtom>[]): Placed<DayAtom>[] {
  const out: Placed<DayAtom>[] = []
  for (const day of days) {
    const before = out.at(-1)
    if (
      before?.vague &&
      day.from === null &&
      day.to !== null &&
      day.start - before.end < 4 &&
      (before.from ?? 0) <= day.to &&
      day.to <= (before.to ?? 0)
    )
      before.to = day.to
    else out.push(day)
  }
  return out.filter((day) => !day.vague || !out.some((other) => other !== day && inside(other, day)))
}

const inside = (a: DayAtom, b: DayAtom) =>
  a.from !== null &&
  a.to !== null &&
  (b.from ?? 0) <= a.from &&
  a.to <= (b.to ?? 0) &&
  (a.from !== b.from || a.to !== b.to)

/** "Wednesday afternoon or Friday morning of next week": the week's name moves its weekdays and is then no day itself. */
function moveIntoWeeks(days: Placed<DayAtom>[], text: string, grammar: TimeGrammar): Placed<DayAtom>[] {
  const moved = new Set<Placed<DayAtom>>()
  const out: Placed<DayAtom>[] = []
  for (const [i, day] of days.entries()) {
    const before = days[i - 1]
    if (before && isSameWeek(before, day, text, grammar)) {
      const shift = (before.from ?? 0) + (day.weekday ?? 0) - (before.weekday ?? 0) - (day.from ?? 0)
      Object.assign(day, { from: (day.from ?? 0) + shift, to: (day.to ?? 0) + shift, fixed: true })
    }
    if (day.weekday === undefined || (day.fixed && day.from === day.to)) continue
    const sentence = sentenceAround(text, day.start)
    const week = days.find(
      (other) =>
        other.week !== undefined &&
        other.weekday === undefined &&
        other.start >= sentence.start - 40 &&
        other.end <= sentence.end,
    )
    if (!week || week.week === undefined) continue
    moved.add(week)
    const shift = week.week + day.weekday - 1 - (day.from ?? day.to ?? 0)
    day.from = day.from === null ? null : day.from + shift
    day.to = day.to === null ? null : day.to + shift
    day.fixed = true
  }
  for (const day of days) if (!moved.has(day)) out.push(day)
  return out
}

/** "Next Thursday or Friday": the second weekday is of the first one's week. */
const isSameWeek = (a: Placed<DayAtom>, b: Placed<DayAtom>, text: string, grammar: TimeGrammar) =>
  a.fixed === true &&
  !b.fixed &&
  a.from !== null &&
  a.from === a.to &&
  b.from !== null &&
  b.from === b.to &&
  (a.weekday ?? 7) < (b.weekday ?? 0) &&
  isJoined(a, b, text, grammar)
