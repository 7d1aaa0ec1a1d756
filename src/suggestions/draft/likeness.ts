import { wordsIn } from '../../search/search.ts'

/** Texts that others can be compared with. */
export type Likeness = {
  /** How alike a text is to each that has a word of it, 0 to 1: the cosine of their words, rare ones counting more; most alike first. */
  nearest(text: string, limit: number): { index: number; likeness: number }[]
}

/** Of so few texts every word would be rare; as if there were so many. */
const TEXTS_MIN = 40
/** Two short texts that share one word are not alike. */
const SHARED_MIN = 2

/** Makes texts of one language comparable, by their words as search knows them: folded, by their stems. */
export function openLikeness(texts: readonly string[], language: 'en' | 'pl'): Likeness {
  const counted = texts.map((text) => termsOf(text, language))
  const holding = new Map<string, number>()
  for (const terms of counted)
    for (const term of terms.keys()) holding.set(term, (holding.get(term) ?? 0) + 1)
  const count = Math.max(texts.length, TEXTS_MIN)
  const rarity = (term: string) => Math.log(1 + count / (1 + (holding.get(term) ?? 0)))
  const weigh = (terms: ReadonlyMap<string, number>) => {
    const weights = new Map<string, number>()
    for (const [term, times] of terms) weights.set(term, (1 + Math.log(times)) * rarity(term))
    return { weights, length: Math.hypot(...weights.values()) }
  }
  const weighed = counted.map(weigh)
  return {
    nearest: (text, limit) => {
      const asked = weigh(termsOf(text, language))
      const found = weighed.flatMap(({ weights, length }, index) => {
        let product = 0
        let shared = 0
        for (const [term, weight] of asked.weights) {
          const other = weights.get(term)
          if (other === undefined) continue
          product += weight * other
          shared += 1
        }
        return shared < SHARED_MIN ? [] : [{ index, likeness: product / (asked.length * length) }]
      })
      return found.sort((a, b) => b.likeness - a.likeness || a.index - b.index).slice(0, limit)
    },
  }
}

const TERM_LENGTH_MIN = 3

function termsOf(text: string, language: 'en' | 'pl'): Map<string, number> {
  const terms = new Map<string, number>()
  for (const { word, stems } of wordsIn(text, [language])) {
    const term = stems[0] ?? word
    if (term.length >= TERM_LENGTH_MIN && !/\p{N}/u.test(term)) terms.set(term, (terms.get(term) ?? 0) + 1)
  }
  return terms
}
