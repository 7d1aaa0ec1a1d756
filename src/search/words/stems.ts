import { english, polish } from 'multilingual-stemmer'
import { fold } from '../../understanding/understanding.ts'

export type Language = 'en' | 'pl'

const KNOWN_MAX = 50_000
const known: Record<Language, Map<string, readonly string[]>> = { en: new Map(), pl: new Map() }

/**
 * Stems of a lower-case word, folded; without the word itself. English by Snowball's Porter 2. Polish by Snowball, and then
 * what Polish does to a stem's last consonant is undone, so that "w łazience" and "łazienka" meet; where it may have been either of
 * two, both are answered (podłodze → podlod, podlog). A word written without its marks has the stems of the letters that it has.
 */
export function stemsOf(word: string, language: Language): readonly string[] {
  const stems = known[language].get(word)
  if (stems !== undefined) return stems
  const made = language === 'en' ? englishStems(word) : polishStems(word)
  if (known[language].size > KNOWN_MAX) known[language].clear()
  known[language].set(word, made)
  return made
}

function englishStems(word: string): string[] {
  const folded = fold(word).replace(/'s?$/u, '')
  const stem = english(folded)
  return stem === fold(word) || stem.length < STEM_MIN ? [] : [stem]
}

const STEM_MIN = 3

function polishStems(word: string): string[] {
  const folded = fold(word)
  if (folded.length < 4) return []
  const stems = new Set<string>()
  for (const form of new Set([word, folded])) for (const stem of hardened(fold(polish(form)))) stems.add(stem)
  if ([...stems].every((stem) => stem === folded || stem.length < STEM_MIN))
    for (const stem of hardened(folded.replace(LAST_VOWEL, ''))) stems.add(stem)
  for (const [ending, hard] of SOFT_CASES)
    if (folded.length > ending.length + 2 && folded.endsWith(ending))
      for (const stem of hardened(folded.slice(0, -ending.length) + hard)) stems.add(stem)
  stems.delete(folded)
  return [...stems].filter(({ length }) => length >= STEM_MIN)
}

/** What Snowball leaves on some nouns, or cuts with half of the word: klimy. */
const LAST_VOWEL = /[aeiouy]$/u

/** Locatives and datives in which the stem's last consonant is softened: toalecie, wodzie, rurze, łazience, podłodze. */
const SOFT_CASES = [
  ['cie', 't'],
  ['dzie', 'd'],
  ['rze', 'r'],
  ['ce', 'k'],
  ['dze', 'g'],
  ['sze', 'ch'],
] as const

/** Softened consonants at the end of a stem, and what they were. */
const SOFT_ENDS: readonly (readonly [string, readonly string[]])[] = [
  ['rz', ['r']],
  ['dz', ['d', 'g']],
  ['cz', ['k']],
  ['c', ['k']],
]

/** Nouns that lose a vowel within: kocioł, kotła. */
const IRREGULAR: Record<string, string> = { kociol: 'kotl', kociolk: 'kotl' }

function hardened(stem: string): readonly string[] {
  const irregular = IRREGULAR[stem]
  if (irregular !== undefined) return [irregular]
  for (const [soft, hard] of SOFT_ENDS)
    if (stem.endsWith(soft)) return hard.map((end) => stem.slice(0, -soft.length) + end)
  return [stem]
}
