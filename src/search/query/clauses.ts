import type { MatchCode } from '../../contract/search.ts'
import { BOTH, gramsOf, sigil, type Word, wordsIn } from '../words/analyse.ts'
import { SYNONYM_WORDS_MAX, type Synonym, synonymsOf } from '../words/synonyms.ts'
import type { Asked } from './parse.ts'

/** A term of the index, or all that begin so. */
export type Lookup = { term: string; isStart: boolean }

/** One way to meet a clause: for each of its lists, one of the terms. `quality`: 1 for the very word, less the farther from it. */
export type Alternative = { needs: readonly (readonly Lookup[])[]; quality: number; code: MatchCode }

/** What a document must have, however it is worded: one of these sets of lists, each met as an alternative's `needs` are. */
export type Fact = readonly Alternative['needs'][]

/** What a document must have, best way first. */
export type Clause = {
  /** As it was asked. */
  asked: string
  alternatives: Alternative[]
  /** Words that must follow each other, folded; null where they need not. */
  phrase: readonly string[] | null
  /** The one word that a slip may be in; null where none is looked for. */
  mendable: string | null
}

/** What a query asks of messages, and of records. */
export type Clauses = { wanted: Clause[]; unwanted: Clause[] }

const STOP_WORDS = new Set(
  `a an the and or of to in on at is it its i my me we our you your he she they this that for with was were be been are am do does did
  have has had not no so if but as by from up out i'm it's w z na do to sie nie jest ze i a o u za od po dla przy ale czy jak co ten ta te mi
  mnie ma mam pan pani panie tu tam juz`
    .split(/\s+/u)
    .filter(Boolean),
)
/** A beginning of fewer letters means everything; beside other words it may be shorter. */
const START_MIN = 3
const START_BESIDE_MIN = 2
const WORDS_MAX = 12

/** Quality of each way to meet a word. */
export const quality: Record<MatchCode, number> = {
  word: 1,
  phrase: 1,
  fragment: 0.9,
  form: 0.92,
  who: 0.85,
  start: 0.75,
  synonym: 0.5,
  typo: 0.45,
  file: 0.4,
}

/** A word that is still being typed has not its last form yet: what begins so is likelier. */
const UNSURE_FORM = 0.7

/** What is asked of messages. Little words count only where there is nothing else. */
export function messageClauses(asked: readonly Asked[], isOpen: boolean): Clauses {
  const wanted: Clause[] = []
  const unwanted: Clause[] = []
  const free: Word[] = []
  for (const { words, exact, without } of asked) {
    const found = wordsIn(words, BOTH)
    if (exact) {
      if (found.length > 0) (without ? unwanted : wanted).push(phraseOf(words, found))
    } else if (without) unwanted.push(...found.map((word) => wordClause(word)))
    else free.push(...found)
  }
  const open = isOpen ? free.at(-1) : undefined
  const says = (word: Word) => !STOP_WORDS.has(word.word) && (word !== open || word.word.length > 1)
  const saying = free.filter(says)
  const telling = saying.length > 0 || wanted.length > 0 ? saying : free
  const startMin = telling.length + wanted.length > 1 ? START_BESIDE_MIN : START_MIN
  for (let at = 0; at < telling.length && wanted.length < WORDS_MAX; ) {
    const { clause, words } = longest(telling.slice(at, at + SYNONYM_WORDS_MAX), { open, startMin })
    wanted.push(clause)
    at += words
  }
  return { wanted, unwanted }
}

/** What is asked of records: names, numbers, addresses, places. A number's fragment is one clause, however it is spaced. */
export function recordClauses(asked: readonly Asked[], isOpen: boolean): Clauses {
  const wanted: Clause[] = []
  const unwanted: Clause[] = []
  const whole = asked.map(({ words }) => words).join(' ')
  const digits = whole.replace(/\D/gu, '')
  if (digits.length >= 3 && /^[+\d\s()./-]+$/u.test(whole)) {
    wanted.push(fragmentClause(whole, digits))
    return { wanted, unwanted }
  }
  const words = asked.flatMap((part) => wordsIn(part.words, BOTH).map((word) => ({ word, part })))
  for (const { word, part } of words.slice(0, WORDS_MAX)) {
    const isLast = isOpen && !part.exact && word === words.at(-1)?.word
    ;(part.without ? unwanted : wanted).push(nameClause(word, isLast))
  }
  return { wanted, unwanted }
}

/** The digits of a fragment, if that is all that a clause asks for. */
export function fragmentOf({ alternatives, asked }: Clause): string | null {
  return alternatives[0]?.code === 'fragment' ? asked.replace(/\D/gu, '') : null
}

function phraseOf(asked: string, found: readonly Word[]): Clause {
  const needs = found.map(({ word }) => [exactly(word)])
  return {
    asked,
    alternatives: [{ needs, quality: quality.phrase, code: 'phrase' }],
    phrase: found.map(({ word }) => word),
    mendable: null,
  }
}

/** The word that may be a beginning only, and how long a beginning must be. */
type Typing = { open: Word | undefined; startMin: number }

/** The clause of as many words as people say another word for, else of the first. */
function longest(words: readonly Word[], typing: Typing): { clause: Clause; words: number } {
  for (let count = words.length; count > 1; count--) {
    const together = words.slice(0, count)
    const others = synonymsOf(together.map(({ word }) => word))
    if (others.length === 0) continue
    const parts = together.map((word) => wordClause(word, typing))
    const alternatives: Alternative[] = [
      { needs: together.map(({ word }) => [exactly(word)]), quality: quality.word, code: 'word' },
      { needs: together.map(formsOf), quality: quality.form, code: 'form' },
      ...others.map(synonym),
    ]
    return {
      clause: {
        asked: parts.map(({ asked }) => asked).join(' '),
        alternatives,
        phrase: null,
        mendable: null,
      },
      words: count,
    }
  }
  const [word] = words
  if (word === undefined) throw new Error('A clause has words.')
  return { clause: wordClause(word, typing), words: 1 }
}

function wordClause(
  word: Word,
  { open, startMin }: Typing = { open: undefined, startMin: START_MIN },
): Clause {
  const isOpen = word === open && word.word.length >= startMin
  const alternatives: Alternative[] = [{ needs: [[exactly(word.word)]], quality: quality.word, code: 'word' }]
  if (word.parts.length > 0)
    alternatives.push({
      needs: word.parts.map((part) => [exactly(part)]),
      quality: quality.form,
      code: 'form',
    })
  if (word.stems.length > 0 || /^\p{L}+$/u.test(word.word))
    alternatives.push({ needs: [formsOf(word)], quality: isOpen ? UNSURE_FORM : quality.form, code: 'form' })
  alternatives.push({ needs: [[exactly(sigil.who + word.word)]], quality: quality.who, code: 'who' })
  if (isOpen)
    alternatives.push({
      needs: [[startsWith(word.word), startsWith(sigil.who + word.word)]],
      quality: quality.start,
      code: 'start',
    })
  for (const other of synonymsOf([word.word])) alternatives.push(synonym(other))
  alternatives.push({ needs: [[exactly(sigil.file + word.word)]], quality: quality.file, code: 'file' })
  alternatives.sort((a, b) => b.quality - a.quality)
  return { asked: word.word, alternatives, phrase: null, mendable: mendableOf(word) }
}

function nameClause(word: Word, isOpen: boolean): Clause {
  const alternatives: Alternative[] = [{ needs: [[exactly(word.word)]], quality: quality.word, code: 'word' }]
  alternatives.push({ needs: [formsOf(word)], quality: quality.form, code: 'form' })
  if (isOpen) alternatives.push({ needs: [[startsWith(word.word)]], quality: quality.start, code: 'start' })
  if (word.word.length >= FRAGMENT_MIN)
    alternatives.push({
      needs: gramsOf(word.word).map((gram) => [exactly(gram)]),
      quality: 0.55,
      code: 'fragment',
    })
  return { asked: word.word, alternatives, phrase: null, mendable: mendableOf(word) }
}

const FRAGMENT_MIN = 4

function fragmentClause(asked: string, letters: string): Clause {
  const needs = gramsOf(letters).map((gram) => [exactly(gram)])
  return {
    asked,
    alternatives: [{ needs, quality: quality.fragment, code: 'fragment' }],
    phrase: null,
    mendable: null,
  }
}

/** A word in any form: a document has a stem as such only where it differs from the word. */
function formsOf({ word, stems }: Pick<Word, 'word' | 'stems'>): Lookup[] {
  return [word, ...stems].flatMap((stem) => [exactly(stem), exactly(sigil.stem + stem)])
}

function synonym({ words, language }: Synonym): Alternative {
  return {
    needs: words.flatMap((word) => wordsIn(word, [language]).map(formsOf)),
    quality: quality.synonym,
    code: 'synonym',
  }
}

function mendableOf({ word, parts }: Word): string | null {
  return parts.length === 0 && /^\p{L}{4,}$/u.test(word) ? word : null
}

function exactly(term: string): Lookup {
  return { term, isStart: false }
}

function startsWith(term: string): Lookup {
  return { term, isStart: true }
}
