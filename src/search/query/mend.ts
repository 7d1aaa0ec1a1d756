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
 * was (all of one half, or of a third), so words are looked for that begin or end so; slips in the first and the last third of
 * a long word at once are not found.
 */
export async function mend(
  db: Db,
  { segmentIds, clauses }: { segmentIds: readonly Id[]; clauses: readonly Clause[] },
): Promise<void> {
  const words = clauses.flatMap(({ mendable }) => (mendable === null ? [] : [mendable]))
  if (words.length === 0) return
  const terms = await termsFrom(db, { segmentIds, starts: words.flatMap(startsOf) })
  for (const { alternatives, mendable } of clauses) {
    if (mendable === null) continue
    const slips = slipsIn(mendable.length)
    const near = [...terms]
      .flatMap((term) => {
        const word = term.startsWith(sigil.backwards) ? backwards(term.slice(1)) : term
        if (!/^@?\p{L}+$/u.test(word)) return []
        const edits = editsBetween(mendable, word.replace('@', ''), slips)
        return edits > slips || edits === 0
          ? []
          : [{ word, edits: edits + (word[0] === mendable[0] ? 0 : 0.5) }]
      })
      .sort((a, b) => a.edits - b.edits)
    for (const { word, edits } of near
      .filter(({ word }, at) => near.findIndex((one) => one.word === word) === at)
      .slice(0, MENDED_MAX))
      alternatives.push({
        needs: [[{ term: word, isStart: false }]],
        quality: quality.typo / Math.max(1, edits),
        code: 'typo',
      })
  }
}

function startsOf(word: string): string[] {
  const length = Math.max(2, Math.floor(word.length / (slipsIn(word.length) + 1)))
  const start = word.slice(0, length)
  return [start, sigil.who + start, sigil.backwards + backwards(word).slice(0, length)]
}
