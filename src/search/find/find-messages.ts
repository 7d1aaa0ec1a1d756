import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import type { Clauses, Fact } from '../query/clauses.ts'
import type { Filters } from '../query/parse.ts'
import { sigil } from '../words/analyse.ts'
import { readDocuments } from './documents.ts'
import { relevanceOf } from './match.ts'
import { type AskedFilters, type FoundMessage, loadMessages, showMessage } from './messages.ts'
import { aged, LOOSE_SHARE, type Ranked } from './rank.ts'

/** Hits, best first. `count`: how many there are, `atLeast` when not all were looked at. */
export type Found = { hits: Hit[]; count: number; atLeast: boolean; loose: boolean }

/** Messages looked at together: some more than a page, for those that filters bar. */
const LOADED_AT_ONCE = 30

/** Of what the index ranked best, the messages that are as was asked, until there are enough. */
export async function checkRanked(
  db: Db,
  input: {
    ranked: Ranked
    clauses: Clauses
    filters: AskedFilters
    isChecked: boolean
    now: Date
    enough: number
  },
): Promise<Found> {
  const { ranked, clauses, filters, isChecked, now, enough } = input
  const { candidates, loose, weights } = ranked
  const hits: Hit[] = []
  const seen = new Set<Id>()
  let loaded = 0
  for (; loaded < candidates.length && hits.length < enough; loaded += LOADED_AT_ONCE) {
    const docs = await readDocuments(db, candidates.slice(loaded, loaded + LOADED_AT_ONCE))
    const ids = docs.map(({ id }) => id).filter((id) => !seen.has(id))
    for (const id of ids) seen.add(id)
    const found = await loadMessages(db, {
      ids,
      filters,
      clauses,
      missingMax: loose ? clauses.wanted.length - 1 : 0,
    })
    // What was ranked behind stays behind, so that a page does not depend on how many are asked for.
    const most = hits.at(-1)?.score ?? Number.POSITIVE_INFINITY
    const shown = found.map((one) => showMessage(one, Math.min(most, scoreOf(one, weights, now))))
    hits.push(...shown.sort((a, b) => b.score - a.score))
  }
  const isAll = loaded >= candidates.length && candidates.length >= ranked.count
  return {
    hits,
    count: isChecked ? hits.length : Math.max(ranked.count, hits.length),
    atLeast: !isAll && (isChecked || ranked.count > hits.length),
    loose,
  }
}

/** What few messages say, one by one. */
export async function lookThrough(
  db: Db,
  input: { ids: readonly Id[]; clauses: Clauses; filters: AskedFilters; now: Date; hitsMax: number },
): Promise<Found> {
  const { ids, clauses, filters, now, hitsMax } = input
  const found = await loadMessages(db, { ids, filters, clauses, missingMax: 0 })
  const equal = clauses.wanted.map(() => 1)
  const scored = found
    .map((one) => ({ one, score: scoreOf(one, equal, now) }))
    .sort((a, b) => b.score - a.score)
  const hits = scored.slice(0, hitsMax).map(({ one, score }) => showMessage(one, score))
  return { hits, count: found.length, atLeast: false, loose: false }
}

/** How good a message is by what it says now: words that the index knows of it may stand far apart. */
function scoreOf({ match, row }: FoundMessage, weights: readonly number[], now: Date): number {
  const share = match.ways.includes(null) ? LOOSE_SHARE : 1
  return share * aged(relevanceOf(match, weights), (now.getTime() - row.at.getTime()) / 1000)
}

/** What a message's own terms tell of a filter. */
export function factsOf({ has, channel, direction }: Filters): Fact[] {
  const facts = [
    ...has.map((kind) => (kind === 'voicemail' ? 'kind.voicemail' : `has.${kind}`)),
    ...(channel === null ? [] : [`channel.${channel}`]),
    ...(direction === null ? [] : [direction]),
  ]
  return facts.map((fact) => [[[{ term: sigil.fact + fact, isStart: false }]]])
}
