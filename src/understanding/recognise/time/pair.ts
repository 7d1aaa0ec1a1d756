import type { DayAtom, Placed, TimeAtom, TimeGrammar } from './atoms.ts'
import { sentenceAround } from './sentence.ts'

/** A day with the time said for it, and the words both came from. */
export type Slot = {
  day: Placed<DayAtom>
  clock: TimeAtom | null
  start: number
  end: number
  /** How far apart the two were said; see `gapOf`. */
  gap?: number
}

/** Gives each clock time to the nearest day of its sentence, and lets days joined by "or" share one. */
export function pair(
  days: Placed<DayAtom>[],
  clocks: Placed<TimeAtom>[],
  text: string,
  grammar: TimeGrammar,
): Slot[] {
  const slots: Slot[] = days.map((day) => ({ day, clock: null, start: day.start, end: day.end }))
  for (const [i, clock] of clocks.entries()) {
    const sentence = sentenceAround(text, clock.start)
    let best: Slot | null = null
    let bestGap = Number.POSITIVE_INFINITY
    for (const slot of slots) {
      const gap = gapOf(slot.day, clock, text, grammar)
      const sameSentence = slot.day.start >= sentence.start && slot.day.end <= sentence.end
      const justBefore =
        slot.day.end <= sentence.start &&
        (sentence.start - slot.day.end < 12 || isAfterthought(clock, sentence, slot.day, text))
      if ((!sameSentence && !justBefore) || gap > GAP_MAX || gap < -4) continue
      const isTaken = slot.clock !== null && gap >= 0 && slot.day.end <= clock.start
      if (
        isTaken &&
        slot.clock &&
        gap + NEARER_BY > (slot.gap ?? 0) &&
        !mergeable(slot.clock, clock) &&
        !replaces(clock, slot, text, grammar)
      )
        continue
      if (gap < bestGap) {
        best = slot
        bestGap = gap
      }
    }
    if (!best) continue
    const before = clocks[i - 1]
    if (best.clock && before && isEither(before, clock, text, grammar)) {
      slots.splice(slots.indexOf(best) + 1, 0, { ...best, clock, end: Math.max(best.end, clock.end) })
      continue
    }
    const isNearer = bestGap + NEARER_BY <= (best.gap ?? 0)
    best.clock =
      best.clock && !isNearer && !replaces(clock, best, text, grammar)
        ? merge(best.clock, clock)
        : { ...clock }
    best.gap = bestGap
    best.start = Math.min(best.start, clock.start)
    best.end = Math.max(best.end, clock.end)
  }
  for (let i = slots.length - 2; i >= 0; i--) {
    const [here, next] = [slots[i], slots[i + 1]]
    if (here && next && !here.clock && next.clock && isJoined(here.day, next.day, text, grammar))
      here.clock = next.clock
  }
  for (let i = 1; i < slots.length; i++) {
    const [here, before] = [slots[i], slots[i - 1]]
    if (
      here &&
      before &&
      !here.clock &&
      before.clock &&
      (before.end <= before.day.end || before.day.start === here.day.start) &&
      isJoined(before.day, here.day, text, grammar)
    )
      here.clock = before.clock
  }
  return slots
}

const GAP_MAX = 70
/** A time this much nearer to a day takes the place of one said in another clause: "I start at 2, so Friday before 1". */
const NEARER_BY = 8
const CLAUSE_APART = 12

/** How far apart a day and a time are said, in characters; another clause between them counts more. */
function gapOf(day: Placed<DayAtom>, clock: Placed<TimeAtom>, text: string, grammar: TimeGrammar): number {
  if (day.start === clock.start) return 0
  const isAfter = day.end <= clock.start
  const between = isAfter ? text.slice(day.end, clock.start) : text.slice(clock.end, day.start)
  const apart = between.length < GAP_MAX && between.search(grammar.clause) >= 0 ? CLAUSE_APART : 0
  return (isAfter ? clock.start - day.end : day.start - clock.end + 4) + apart
}

/** "Monday or Tuesday"; both may be read from one phrase. */
export const isJoined = (a: Placed<DayAtom>, b: Placed<DayAtom>, text: string, grammar: TimeGrammar) =>
  a.start === b.start || grammar.or.test(text.slice(a.end, b.start))

/** "Could we do Friday instead of Monday? Around 4": a short sentence that is only a time belongs to the one before. */
const isAfterthought = (
  clock: Placed<TimeAtom>,
  sentence: { start: number; end: number },
  day: Placed<DayAtom>,
  text: string,
) =>
  sentence.end - sentence.start < 26 &&
  clock.start - sentence.start < 12 &&
  sentenceAround(text, day.start).end >= sentence.start - 2

/** "Before 10 or after 3 on Tuesday": two times of one day. */
const isEither = (a: Placed<TimeAtom>, b: Placed<TimeAtom>, text: string, grammar: TimeGrammar) =>
  !a.part && !b.part && a.end <= b.start && grammar.either.test(text.slice(a.end, b.start))

/** A time pointed back at, concluded ("I finish at 3, so after 3:30") or changed to ("the 22nd at nine, make it three"). */
const replaces = (clock: Placed<TimeAtom>, slot: Slot, text: string, grammar: TimeGrammar) =>
  clock.asked === true ||
  (slot.end <= clock.start &&
    (grammar.change.test(text.slice(slot.end, clock.end)) ||
      grammar.conclusion.test(text.slice(slot.end, clock.start))))

const mergeable = (a: TimeAtom, b: TimeAtom) =>
  Boolean(a.part) !== Boolean(b.part) || (a.to === null && b.from === null)

/** "Afternoon, after 3": the clock is nearer than the part of the day. "After 3, before 5": both ends. */
function merge(a: TimeAtom, b: TimeAtom): TimeAtom {
  if (a.part && !b.part) return b
  if (b.part && !a.part) return a
  return { kind: 'time', from: a.from ?? b.from, to: a.to ?? b.to }
}
