import type { MatchCode } from '../../contract/search.ts'
import { fold } from '../../understanding/understanding.ts'
import type { Alternative, Clause, Clauses, Lookup } from '../query/clauses.ts'
import { gramsOf, sigil, termsOf, type Word, wordsIn } from '../words/analyse.ts'

/** What a document says, to be held against a query. */
export type Said = {
  text: string
  /** Names of who takes part. */
  who?: readonly string[]
  /** Names of what came along. */
  files?: readonly string[]
  /** What fragments are looked for in: digits of a number, a mail address. */
  letters?: string
}

export type Match = {
  /** By which way each wanted clause is met; null where it is not. */
  ways: readonly (Way | null)[]
}

/** How a clause is met: where in the text, or by which name. */
export type Way = {
  clause: Clause
  code: MatchCode
  quality: number
  spans: readonly Span[]
  name: Named | null
}
/** The name that has a word, and where in it. */
export type Named = { whole: string; spans: readonly Span[] }
export type Span = { start: number; end: number }

/**
 * Holds a document against a query's clauses as the index does, but by what it says now: the index may know an older name, and
 * does not know in which order words stand. Null when it has an unwanted word, or a phrase's words in another order.
 */
export function matchDocument(said: Said, { wanted, unwanted }: Clauses): Match | null {
  const words = wordsIn(said.text)
  const terms = openTerms(said, words)
  if (unwanted.some((clause) => wayOf(clause, terms, words, WITHOUT) !== null)) return null
  const ways = wanted.map((clause) => wayOf(clause, terms, words))
  if (wanted.some((clause, at) => clause.phrase !== null && ways[at] === null)) return null
  return { ways }
}

/** Share of the clauses' weight that a match meets, each by the quality of its way: 0 to 1. */
export function relevanceOf({ ways }: Match, weights: readonly number[]): number {
  if (ways.length === 0) return 1
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return ways.reduce((sum, way, at) => sum + (way?.quality ?? 0) * (weights[at] ?? 0), 0) / total
}

/** Whether a document can meet every clause, told by the first letters of their words alone: a tenth of the work. */
export function mayMatch({ text, who = [], files = [] }: Said, { wanted }: Clauses): boolean {
  const letters = fold([text, ...who, ...files].join(' '))
  return wanted.every(({ alternatives }) =>
    alternatives.some(({ needs }) =>
      needs.every((need) => need.some(({ term }) => letters.includes(firstLetters(term.replace(SIGIL, ''))))),
    ),
  )
}

const SIGIL = /^[=~<@%:]/u

/** What all forms of a word begin with: endings change, and the consonant before them. */
function firstLetters(word: string): string {
  return word.slice(0, Math.max(2, word.length - 3))
}

/** An unwanted word bars by itself and its forms only, not by what is like it. */
const WITHOUT: readonly MatchCode[] = ['word', 'form', 'phrase']

type Terms = {
  /** Words of the text that a lookup meets, by their place among them; null when it is met elsewhere, undefined when it is not. */
  meets(lookup: Lookup): { at: readonly number[]; name: Named | null } | undefined
}

function openTerms(said: Said, words: readonly Word[]): Terms {
  const inText = new Map<string, number[]>()
  for (const [at, word] of words.entries())
    for (const term of termsOf(word)) {
      const places = inText.get(term)
      if (places === undefined) inText.set(term, [at])
      else places.push(at)
    }
  const named = new Map<string, Named>()
  for (const name of said.who ?? []) nameIn(named, name, sigil.who)
  for (const name of said.files ?? []) nameIn(named, name, sigil.file)
  for (const gram of gramsOf(said.letters ?? '')) named.set(gram, { whole: said.letters ?? '', spans: [] })
  return {
    meets: ({ term, isStart }) => {
      if (!isStart) {
        const at = inText.get(term)
        const name = named.get(term)
        return at === undefined && name === undefined ? undefined : { at: at ?? [], name: name ?? null }
      }
      const at = words.flatMap(({ word, parts }, index) =>
        word.startsWith(term) || parts.some((part) => part.startsWith(term)) ? [index] : [],
      )
      const name = [...named].find(([one]) => one.startsWith(term))?.[1]
      return at.length === 0 && name === undefined ? undefined : { at, name: name ?? null }
    },
  }
}

function nameIn(named: Map<string, Named>, whole: string, kind: string): void {
  for (const word of wordsIn(whole, []))
    for (const term of termsOf(word))
      named.set(kind + term, { whole, spans: [{ start: word.start, end: word.end }] })
}

function wayOf(
  clause: Clause,
  terms: Terms,
  words: readonly Word[],
  codes?: readonly MatchCode[],
): Way | null {
  if (clause.phrase !== null) {
    const spans = phraseSpans(clause.phrase, words)
    return spans.length === 0 ? null : { clause, code: 'phrase', quality: 1, spans, name: null }
  }
  let best = null as Way | null
  for (const alternative of clause.alternatives) {
    if (codes !== undefined && !codes.includes(alternative.code)) continue
    const met = meets(alternative, terms)
    if (met === null) continue
    const spans = [...new Set(met.at)].flatMap((at) => spanAt(words, at))
    const quality = alternative.quality * (isTogether(met.at, alternative) ? 1 : APART)
    const way = { clause, code: alternative.code, name: met.name, quality, spans }
    best =
      best !== null && best.quality >= quality
        ? { ...best, spans: [...best.spans, ...spans] }
        : { ...way, spans: [...spans, ...(best?.spans ?? [])] }
  }
  return best
}

/** "Hot water … in the tank" is hardly a hot water tank: words that are one thing together stand near each other. */
const APART = 0.6
const TOGETHER_WORDS = 2

function isTogether(at: readonly number[], { needs }: Alternative): boolean {
  if (needs.length < 2 || at.length < needs.length) return true
  const places = [...at].sort((a, b) => a - b)
  return places.some(
    (place, index) =>
      (places[index + needs.length - 1] ?? Number.POSITIVE_INFINITY) - place <
      needs.length + TOGETHER_WORDS - 1,
  )
}

function meets({ needs }: Alternative, terms: Terms): { at: number[]; name: Named | null } | null {
  const at: number[] = []
  let name: Named | null = null
  for (const need of needs) {
    let isMet = false
    for (const lookup of need) {
      const found = terms.meets(lookup)
      if (found === undefined) continue
      isMet = true
      at.push(...found.at)
      name = joinedNames(name, found.name)
    }
    if (!isMet) return null
  }
  return { at, name }
}

function joinedNames(one: Named | null, other: Named | null): Named | null {
  if (one === null || other === null || one.whole !== other.whole) return one ?? other
  return { whole: one.whole, spans: [...one.spans, ...other.spans] }
}

function spanAt(words: readonly Word[], at: number): Span[] {
  const word = words[at]
  return word === undefined ? [] : [{ start: word.start, end: word.end }]
}

/** Where words follow each other as in a phrase. */
function phraseSpans(phrase: readonly string[], words: readonly Word[]): Span[] {
  const spans: Span[] = []
  for (let at = 0; at + phrase.length <= words.length; at++) {
    if (!phrase.every((word, index) => isWritten(words[at + index], word))) continue
    const [first, last] = [words[at], words[at + phrase.length - 1]]
    if (first !== undefined && last !== undefined) spans.push({ start: first.start, end: last.end })
  }
  return spans
}

function isWritten(word: Word | undefined, wanted: string): boolean {
  return word !== undefined && (word.word === wanted || word.parts.includes(wanted))
}
