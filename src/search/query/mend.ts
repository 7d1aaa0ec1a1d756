import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { termsFrom } from '../find/lookups.ts'
import { backwards, sigil } from '../words/analyse.ts'
import { editsBetween, slipsIn } from '../words/edits.ts'
import { type Clause, quality } from './clauses.ts'

/** Words that a mistyped one may have been. */
const MENDED_MAX = 6

/**
 * Adds to clauses whose word is in no document the words that it may be a slip of. A slip or two leave its beginning or its end as it
 * was (all of one half, or of a third), so words are looked for that begin or end so; two letters swapped in the middle leave neither, so that word is
 * looked for, too. Slips in the first and the last third of a long word at once are not found.
 */
export async function mend(
  db: Db,
  places: readonly { segmentIds: readonly Id[]; clauses: readonly Clause[] }[],
): Promise<void> {
  const searches = places.map(({ segmentIds, clauses }) => ({
    segmentIds,
    lookups: clauses
      .flatMap(({ mendable }) => (mendable === null ? [] : startsOf(mendable)))
      .map((term) => ({ term, isStart: true })),
  }))
  const found = await termsFrom(db, searches)
  for (const [at, { clauses }] of places.entries())
    for (const { alternatives, mendable } of clauses) {
      if (mendable === null) continue
      for (const { term, edits } of nearest(mendable, found[at] ?? new Set()))
        alternatives.push({
          needs: [[{ term, isStart: false }]],
          quality: quality.typo / Math.max(1, edits),
          code: 'typo',
        })
    }
}

function startsOf(word: string): string[] {
  const length = Math.max(2, Math.floor(word.length / (slipsIn(word.length) + 1)))
  const start = word.slice(0, length)
  const swapped = word.length === 2 * length ? swappedAt(word, length - 1) : word
  const starts = swapped === word ? [start] : [start, swapped]
  return [
    ...starts,
    ...starts.map((one) => sigil.who + one),
    sigil.backwards + backwards(word).slice(0, length),
  ]
}

function swappedAt(word: string, at: number): string {
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
}

/** Terms whose word is a slip or two away, nearest first; a slip in the first letter is rarer. */
function nearest(mendable: string, terms: ReadonlySet<string>): { term: string; edits: number }[] {
  const slips = slipsIn(mendable.length)
  const near = new Map<string, number>()
  for (const found of terms) {
    const term = found.startsWith(sigil.backwards) ? backwards(found.slice(1)) : found
    const word = term.startsWith(sigil.who) ? term.slice(1) : term
    if (!/^\p{L}+$/u.test(word)) continue
    const edits = editsBetween(mendable, word, slips)
    if (edits > 0 && edits <= slips) near.set(term, edits + (word[0] === mendable[0] ? 0 : 0.5))
  }
  return [...near]
    .map(([term, edits]) => ({ term, edits }))
    .sort((a, b) => a.edits - b.edits || (a.term < b.term ? -1 : 1))
    .slice(0, MENDED_MAX)
}
