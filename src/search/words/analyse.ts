import { languageOf, prepare, tokensIn } from '../../understanding/understanding.ts'
import { type Language, stemsOf } from './stems.ts'

/** Raised with every change of rules that changes a text's terms: segments of an older version are made anew. */
export const wordsVersion = 1

/** A word of a text: as it is looked for, its parts, its stems, and where it stands in the text as it came (UTF-16 units). */
export type Word = {
  word: string
  parts: readonly string[]
  stems: readonly string[]
  start: number
  end: number
}

/** What a term in the index stands for, by its first letter; a term without one of these is a word as it was written, folded. */
export const sigil = {
  stem: '=',
  /** Something about a document that filters ask for: has a picture. */
  fact: '~',
  /** A word backwards, without documents: finds words by their end, when the beginning is mistyped. */
  backwards: '<',
  /** Three characters in a row of a number or mail address. */
  gram: '%',
  /** A word of the name of somebody who takes part. */
  who: '@',
  /** A word of an attachment's name. */
  file: ':',
} as const

const WORD_LENGTH_MAX = 40
/** A language is taken for certain from so much on; below, words have the stems of both. */
const SURE = 0.75

/** Words of a text with their places. `languages`: whose stems they have; told from the text itself unless given. */
export function wordsIn(text: string, languages?: readonly Language[]): Word[] {
  const prepared = prepare(text)
  const stemmed = languages ?? languagesOf(prepared)
  const found: Word[] = []
  for (const { word, start, end } of tokensIn(prepared.folded)) {
    const bare = word.replace(EDGES, '')
    if (bare === '' || bare.length > WORD_LENGTH_MAX || NOT_INDEXED.test(bare)) continue
    const written = prepared.text.slice(start, end).toLowerCase()
    const parts = bare.split(INSIDE).filter(Boolean)
    const stems = new Set<string>()
    if (LETTERS.test(bare))
      for (const language of stemmed) for (const stem of stemsOf(written, language)) stems.add(stem)
    if (parts.length > 1)
      for (const part of parts)
        if (LETTERS.test(part))
          for (const language of stemmed) for (const stem of stemsOf(part, language)) stems.add(stem)
    found.push({
      word: bare,
      parts: parts.length > 1 ? parts : [],
      stems: [...stems],
      start: prepared.toRaw(start),
      end: prepared.toRaw(end - 1) + 1,
    })
  }
  return found
}

function languagesOf(prepared: ReturnType<typeof prepare>): readonly Language[] {
  const { language, score } = languageOf(prepared)
  return score >= SURE ? [language] : BOTH
}

export const BOTH: readonly Language[] = ['en', 'pl']
const EDGES = /^[&#']+|[&#']+$/gu
const INSIDE = /['./&#-]+/u
const LETTERS = /^\p{L}[\p{L}'-]*$/u
/** Beyond these, JavaScript's order of strings is not that of their bytes, which is the database's. */
const NOT_INDEXED = /[\ud800-\uffff]/

/** The terms of a word in the index: itself, its parts, its stems. */
export function termsOf({ word, parts, stems }: Word): string[] {
  return [word, ...parts, ...stems.map((stem) => sigil.stem + stem)]
}

/** Terms of three characters in a row; none for less than three. */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= text.length; at++) grams.add(sigil.gram + text.slice(at, at + 3))
  return [...grams]
}

/** Its letters backwards; what ends alike begins alike. */
export function backwards(word: string): string {
  return [...word].reverse().join('')
}
