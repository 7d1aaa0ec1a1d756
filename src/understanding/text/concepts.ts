import { generalWords } from '../languages/concepts.ts'
import { hvacWords } from '../trades/hvac.ts'
import { plumbingWords } from '../trades/plumbing.ts'
import { isDenied } from './negation.ts'
import { fold } from './prepare.ts'
import type { Token } from './tokens.ts'

/** A concept both languages share, and the words that said it; `denied` when the words before take it back. */
export type Concept = { name: string; start: number; end: number; denied: boolean }

/** Every concept in a tokenised text by the words of its language, in reading order; one stretch may say several. */
export function conceptsIn(tokens: Token[], folded: string, language: 'en' | 'pl'): Concept[] {
  const found: Concept[] = []
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i]
    if (!first) continue
    for (const phrase of candidates(first.word, language)) {
      let last = first
      let fits = true
      for (let k = 1; k < phrase.rest.length + 1 && fits; k++) {
        const token = tokens[i + k]
        const part = phrase.rest[k - 1]
        fits =
          token !== undefined &&
          part !== undefined &&
          (part.open ? token.word.startsWith(part.text) : token.word === part.text)
        if (fits && token) last = token
      }
      if (fits && !found.some((c) => c.name === phrase.concept && c.start === first.start))
        found.push({
          name: phrase.concept,
          start: first.start,
          end: last.end,
          denied: isDenied(folded, first.start),
        })
    }
    if (found.length > CONCEPTS_MAX) break
  }
  return found
}

const CONCEPTS_MAX = 1500
type Part = { text: string; open: boolean }
type Phrase = { concept: string; rest: Part[] }
type Table = Map<string, Phrase[]>
const exact: Record<'en' | 'pl', Table> = { en: new Map(), pl: new Map() }
const prefixes: Record<'en' | 'pl', Table> = { en: new Map(), pl: new Map() }
let shortest = 99
let longest = 0

for (const line of `${plumbingWords}\n${hvacWords}\n${generalWords}`.split('\n')) {
  const colon = line.indexOf(':')
  if (colon < 0) continue
  const concept = line.slice(0, colon)
  const [english = '', polish = ''] = line.slice(colon + 1).split('|')
  addEntries(concept, english, 'en')
  addEntries(concept, polish, 'pl')
}

function addEntries(concept: string, entries: string, language: 'en' | 'pl'): void {
  for (const entry of entries.split(/\s+/)) {
    const parts = fold(entry)
      .split('_')
      .filter(Boolean)
      .map((text) => ({ text: text.replace(/\*$/, ''), open: text.endsWith('*') }))
    const [first, ...rest] = parts
    if (!first || first.text.length < 1) continue
    const table = (first.open ? prefixes : exact)[language]
    if (first.open) {
      shortest = Math.min(shortest, first.text.length)
      longest = Math.max(longest, first.text.length)
    }
    const phrases = table.get(first.text) ?? []
    phrases.push({ concept, rest })
    table.set(first.text, phrases)
  }
}

function* candidates(word: string, language: 'en' | 'pl'): Generator<Phrase> {
  yield* exact[language].get(word) ?? []
  for (let length = shortest; length <= Math.min(longest, word.length); length++)
    yield* prefixes[language].get(word.slice(0, length)) ?? []
}
