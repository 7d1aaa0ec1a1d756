import type { DayAtom, Placed, TimeGrammar } from './atoms.ts'
import type { Now } from './calendar.ts'
import { sentenceAround } from './sentence.ts'

/** A sentence this short may be nothing but a date ("weekend", "first week of April"). */
const FRAGMENT_CHARS_MAX = 50

/**
 * Whether a day is asked for rather than told of: looks at its clause, and at the words right before and after it.
 * A day of something else (a wedding, opening hours, a price, a closing date for tenders) is told of. `earlier`: the day
 * named before it, past which a negation does not reach a whole week: "any day bar Wednesday next week".
 */
export function isWished(
  day: Placed<DayAtom>,
  text: string,
  grammar: TimeGrammar,
  now: Now,
  hurried: boolean,
  earlier?: Placed<DayAtom>,
): boolean {
  if (day.asked) return day.to === null || day.to >= now.day
  const sentence = sentenceAround(text, day.start)
  const before = text.slice(Math.max(sentence.start, day.start - 44), day.start)
  if (grammar.since.test(before) || isGivenUp(day, text, grammar, earlier)) return false
  if (text[day.start - 1] === '"' && text[day.end] === '"') return false
  if (day.to !== null && day.to < now.day) return false
  const clauseStart = sentence.start + lastClauseBreak(text.slice(sentence.start, day.start), grammar)
  const clauseEnd = Math.min(sentence.end, day.end + 40)
  const clause = text.slice(clauseStart, clauseEnd)
  const isAsked = text[sentence.end] === '?'
  const past = grammar.past.test(`${text.slice(clauseStart, day.start)} ${text.slice(day.end, clauseEnd)}`)
  const says = grammar.wish.test(clause)
  const wish = says || isAsked
  if (
    isOpenSince(day, text, now) &&
    (past || !isAsked) &&
    !/\b(?:moge|mozemy|bede|bedziemy|jestem|jestesmy|pasuje|woln\w+|dostepn\w+|mozna|termin\w*|najlepiej|zaczyna\w*|wejsc\w*|dostep|prosz\w*|prosimy|najwczesniej|dopiero)\b/.test(
      clause,
    )
  )
    return false
  if (past && !says && !(isAsked && text.slice(day.end, sentence.end).search(grammar.clauseEnd) < 0))
    return false
  if (!wish && day.from === day.to && grammar.statement.test(text.slice(clauseStart, day.start))) return false
  const firstBreak = nextClauseBreak(text.slice(day.end, clauseEnd), grammar)
  const told = `${text.slice(clauseStart, day.start)}@${text.slice(day.end, day.end + firstBreak)}`
  if (grammar.told.test(told)) return false
  if (grammar.event.test(told) && !grammar.request.test(told)) return false
  if (!wish && hurried) return false
  if (!wish && day.vague && day.week === undefined && sentence.end - sentence.start > FRAGMENT_CHARS_MAX)
    return false
  return !(
    past &&
    !isAsked &&
    !day.fixed &&
    /\b(?:was|were|came|fixed|installed|put in|paid|said|told|promised|supposed|obiec\w+|mial\w?|byl\w?|zakladal\w*|naprawial\w*|przyjechal\w*)\b/.test(
      text.slice(clauseStart, day.end),
    )
  )
}

/** Whether a day is ruled out, or given up for another: "not Friday", "Friday is out", "move my Friday appointment". */
export function isGivenUp(
  day: Placed<DayAtom>,
  text: string,
  grammar: TimeGrammar,
  earlier?: Placed<DayAtom>,
): boolean {
  const sentence = sentenceAround(text, day.start)
  const from = day.week === undefined ? sentence.start : Math.max(sentence.start, earlier?.end ?? 0)
  const before = text.slice(Math.max(from, day.start - 44), day.start)
  return (
    grammar.ruledOut.test(before) ||
    grammar.ruledAfter.test(text.slice(day.end, sentence.end)) ||
    (grammar.moved.test(before) && !/^(?:na|do) /.test(text.slice(day.start)))
  )
}

/** "Od piątku" opens a span as "since" does, and only words of leave make it a wish; a date to come is no "since". */
const isOpenSince = (day: Placed<DayAtom>, text: string, now: Now) =>
  day.from !== null &&
  day.to === null &&
  (day.weekday !== undefined || day.from <= now.day) &&
  /^od /.test(text.slice(day.start, day.start + 3))

function lastClauseBreak(text: string, grammar: TimeGrammar): number {
  let at = 0
  for (const match of text.matchAll(grammar.clause)) at = match.index + match[0].length
  return at
}

function nextClauseBreak(text: string, grammar: TimeGrammar): number {
  const at = text.search(grammar.clauseEnd)
  return at < 0 ? text.length : at
}
