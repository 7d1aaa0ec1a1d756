import type { Day, Now } from './calendar.ts'
import type { Side } from './spans.ts'

/** A day, or an unbroken span of days; an open side has null. */
export type DayAtom = {
  kind: 'day'
  from: Day | null
  to: Day | null
  /** 1 Monday to 7 when said as a weekday, so that "of next week" can move it. */
  weekday?: number
  /** The words say which week: "next", "this", a date. */
  fixed?: boolean
  /** A whole week, weekend or month: gives way to a nearer day in the same message. */
  vague?: boolean
  /** "next week" and the like: a Monday that weekdays beside it move into. */
  week?: Day
  /** The word is "today" in any form. */
  today?: boolean
  /** Something said later points back at it, so it is wished for, whatever else is said of it. */
  asked?: boolean
}

/** Minutes of the day; a point has `from === to`; an open side is null. `part`: said as a part of the day. */
export type TimeAtom = {
  kind: 'time'
  from: number | null
  to: number | null
  part?: boolean
  asked?: boolean
}

/** A word that points back at a day or a time ("before that", "wtedy"), and bounds it. */
export type ThenAtom = { kind: 'then'; side: Side | null }

/** `asap` and `flexible` need no calendar. */
export type WishAtom = { kind: 'asap' | 'flexible' }

export type Placed<T> = T & { start: number; end: number }
export type Atom = DayAtom | TimeAtom | ThenAtom | WishAtom

/** One phrase of a language's time grammar: what it looks like in folded text, and what it means; null when it is not one. */
export type Phrase = {
  pattern: RegExp
  read(match: RegExpExecArray, now: Now, text: string, earlier: Placed<Atom>[]): Atom | Atom[] | null
}

/** Words of a sentence that tell whether a day in it is wished for. In `event` and `told` the day itself stands as `@`. */
export type SentenceWords = {
  /** Words of a clause that speak of what was. */
  past: RegExp
  /** Words of a clause that ask, offer or plan. */
  wish: RegExp
  /** A clause that begins by telling of someone or something; with no word of a wish its day is told of. */
  statement: RegExp
  /** Words right before a day that make it a moment things began or a day of something else. */
  since: RegExp
  /** Words right before a day, or around it, that rule it out. */
  ruledOut: RegExp
  /** Words right after a day that rule it out. */
  ruledAfter: RegExp
  /** Words right before a day that is given up for another. */
  moved: RegExp
  /** Words of a sentence that make "today" a request for today. */
  ask: RegExp
  /** A clause that tells when something else is: a feast, a journey, what was said to come. */
  event: RegExp
  /** A clause that asks for something, so that even a feast's day is a wish in it. */
  request: RegExp
  /** A clause of opening hours, prices, closing dates and what was done: no wish, whatever it asks. */
  told: RegExp
}

/** A language's time grammar: phrases in order of preference, and the words that tell past from wished. */
export type TimeGrammar = SentenceWords & {
  phrases: Phrase[]
  /** Words right before a day that bound it, where its own phrase did not. */
  sidesBefore: [Side, RegExp][]
  /** Words right after a day or a time that bound it. */
  sidesAfter: [Side, RegExp][]
  /** Where one clause ends and the next begins, before a day; global. */
  clause: RegExp
  /** The same after a day. */
  clauseEnd: RegExp
  /** Joins two times of the day of which either will do. */
  either: RegExp
  /** Words right before a time that put another in its place. */
  insteadOf: RegExp
  /** Words that conclude a time from a day told of: "my daughter is home Thursday, so any time from 3:30". */
  conclusion: RegExp
  /** Words between two days that give up the first for the second. */
  rebook: RegExp
  /** Words between two times of a day that put the second in the place of the first. */
  change: RegExp
  /** Joins two days that share one time. */
  or: RegExp
}

/** One pattern of several. */
export const anyOf = (...patterns: RegExp[]): RegExp =>
  new RegExp(patterns.map((pattern) => pattern.source).join('|'))

/** Reads every phrase, the first pattern that claims a stretch of text keeping it; in reading order. */
export function atomsIn(text: string, grammar: TimeGrammar, now: Now): Placed<Atom>[] {
  const found: Placed<Atom>[] = []
  for (const { pattern, read } of grammar.phrases) {
    pattern.lastIndex = 0
    let match = pattern.exec(text)
    for (let n = 0; match !== null && n < MATCHES_MAX; n++, match = pattern.exec(text)) {
      if (match[0] === '') {
        pattern.lastIndex++
        continue
      }
      const start = match.index
      const end = start + match[0].length
      const overlaps = found.some((atom) => atom.start < end && start < atom.end)
      const atoms = read(match, now, text, found)
      for (const atom of Array.isArray(atoms) ? atoms : atoms ? [atoms] : [])
        if (!overlaps || atom.kind === 'asap') found.push({ ...atom, start, end })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const MATCHES_MAX = 30
