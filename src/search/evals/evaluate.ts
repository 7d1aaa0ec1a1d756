import type { Id } from '../../base/ids.ts'
import { type Hit, hitKinds } from '../../contract/search.ts'
import type { Store } from '../../store/store.ts'
import { search } from '../find/search.ts'
import { type LabelledQuery, labelledQueries } from './queries.ts'

/** How a labelled query was answered: the share of what is right among the first ten, and 1 over the rank of the first right one. */
export type QueryScore = {
  query: LabelledQuery
  right: number
  recall: number
  reciprocalRank: number
  first: string[]
}

/** A thing that may be right: its kind, its own words, whom it is with. */
export type Thing = { kind: Hit['kind']; id: Id; says: string; who: string }

const TOP = 10

/** Asks every labelled query of a firm and holds the answers against all things there are. */
export async function evaluateSearch(
  store: Store,
  input: { tenantId: Id; now: Date; things: readonly Thing[] },
): Promise<QueryScore[]> {
  const scores: QueryScore[] = []
  for (const query of labelledQueries) {
    const kind = query.kind ?? 'message'
    const right = new Set(
      input.things
        .filter(
          (thing) =>
            thing.kind === kind &&
            (query.says?.test(thing.says) ?? true) &&
            (query.who?.test(thing.who) ?? true),
        )
        .map(({ id }) => id),
    )
    const { items } = await search(
      { store },
      {
        tenantId: input.tenantId,
        query: query.ask,
        by: 'words',
        kinds: new Set(hitKinds),
        limit: 50,
        now: input.now,
      },
    )
    const found = items.filter((hit) => hit.kind === kind).slice(0, TOP)
    const hits = found.filter(({ id }) => right.has(id)).length
    const rank = found.findIndex(({ id }) => right.has(id))
    scores.push({
      query,
      right: right.size,
      recall: hits / Math.max(1, Math.min(TOP, right.size)),
      reciprocalRank: rank === -1 ? 0 : 1 / (rank + 1),
      first: found.map((hit) => `${right.has(hit.id) ? '+' : '-'} ${hit.excerpt?.text ?? hit.title.text}`),
    })
  }
  return scores
}

/** The mean of a figure over queries. */
export function meanOf(scores: readonly QueryScore[], figure: 'recall' | 'reciprocalRank'): number {
  return scores.reduce((sum, score) => sum + score[figure], 0) / Math.max(1, scores.length)
}
