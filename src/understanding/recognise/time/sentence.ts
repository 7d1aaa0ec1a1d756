import { sentenceAt } from '../../text/negation.ts'

/** Short words whose full stop ends no sentence when a number follows: "Mar. 24", "godz. 15", "ok. 8". */
const ABBREVIATION =
  /\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|thur|fri|sat|sun|approx|abt|godz|ok|g|pon|pn|wt|sr|czw|pt|sob|niedz|nd|dn)\.$/
/** Halves of the day, whose full stop ends a sentence only before a capital or the end; folded text has no capitals. */
const HALF_OF_DAY = /\b[ap]\.m\.$/

/** The sentence around `at`, past the full stops of abbreviations in dates and times. */
export function sentenceAround(text: string, at: number): { start: number; end: number } {
  const sentence = sentenceAt(text, at)
  for (let n = 0; n < STOPS_MAX && isAbbreviated(text, sentence.start - 1); n++)
    sentence.start = sentenceAt(text, sentence.start - 2).start
  for (let n = 0; n < STOPS_MAX && isAbbreviated(text, sentence.end); n++)
    sentence.end = sentenceAt(text, sentence.end + 1).end
  return sentence
}

const STOPS_MAX = 4

function isAbbreviated(text: string, stop: number): boolean {
  if (stop < 1 || text[stop] !== '.') return false
  const before = text.slice(Math.max(0, stop - 7), stop + 1)
  const after = text.slice(stop + 1, stop + 3)
  return (
    (ABBREVIATION.test(before) && /^ \d/.test(after)) || (HALF_OF_DAY.test(before) && /^ [a-z\d]/.test(after))
  )
}
