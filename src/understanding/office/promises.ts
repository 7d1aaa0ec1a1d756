import { languageOf } from '../recognise/language.ts'
import { nowIn } from '../recognise/time/calendar.ts'
import { sentenceAround } from '../recognise/time/sentence.ts'
import { prepare } from '../text/prepare.ts'
import { type Due, dueOf } from './due.ts'
import {
  ASKING_IF,
  ASKING_LEAVE,
  CONDITION,
  DENIED,
  ON_THEIR_WORD,
  type PromiseKind,
  promiseWords,
} from './promise-words.ts'

/** Something that the firm promised, on the words that say so. */
export type FoundPromise = {
  kind: PromiseKind
  /** Span in the message's words, UTF-16 units. */
  start: number
  end: number
  text: string
  due: Due
}

/** Nobody promises more in one message. */
const PROMISES_MAX = 4
/** Bills go out by other ways, and nobody is kept waiting by one. */
const BILL = /^\s*(?:\w+\s+)?(?:invoice|bill|receipt|statement|rachunek|fakture|paragon)/
const BILL_CHARACTERS = 30
/** "Let me check", and the answer right behind it, is no promise. */
const ANSWERED_CHARACTERS = 25

/**
 * What a message of the firm promises, English or Polish, in reading order; each deed once. Promises under a condition,
 * denied, or merely asked about are none. Pure, and never throws.
 */
export function promisesIn(input: { text: string; sentAt: string; timeZone: string }): FoundPromise[] {
  const prepared = prepare(input.text)
  const { folded } = prepared
  const { language } = languageOf(prepared, input.timeZone === 'Europe/Warsaw' ? 'pl' : 'en')
  const now = nowIn(input.sentAt, input.timeZone)
  const found: (FoundPromise & { from: number; to: number })[] = []
  for (const { kind, pattern } of promiseWords) {
    for (const match of folded.matchAll(pattern)) {
      const skipped = /^[\s,.!?]*/.exec(match[0])?.[0].length ?? 0
      const from = match.index + skipped
      const to = match.index + match[0].length
      if (found.length >= PROMISES_MAX || found.some((one) => from < one.to && to > one.from)) continue
      const sentence = sentenceAround(folded, from)
      const around = folded.slice(sentence.start, sentence.end)
      const before = folded.slice(sentence.start, from)
      if (
        isNone(around, before) ||
        (kind === 'send' && isBill(before, folded.slice(to, to + BILL_CHARACTERS)))
      )
        continue
      if (match[0].startsWith('let me') && isAnswered(folded.slice(sentence.end), around)) continue
      found.push({
        kind,
        from,
        to,
        start: prepared.toRaw(from),
        end: prepared.toRaw(to - 1) + 1,
        text: prepared.text.slice(from, to),
        due: dueOf(folded.slice(sentence.start, sentence.end), { kind, language, now }),
      })
    }
  }
  return found.sort((a, b) => a.from - b.from).map(({ from: _, to: __, ...promise }) => promise)
}

function isNone(sentence: string, before: string): boolean {
  return (
    CONDITION.test(sentence.replace(ASKING_IF, '')) ||
    ASKING_LEAVE.test(sentence) ||
    ON_THEIR_WORD.test(before) ||
    DENIED.test(before)
  )
}

function isBill(before: string, after: string): boolean {
  return BILL.test(after) || /[$]\s?\d|\d\s?zl\b/.test(before)
}

function isAnswered(after: string, sentence: string): boolean {
  return !/\band\b/.test(sentence) && after.trim().length > ANSWERED_CHARACTERS
}
