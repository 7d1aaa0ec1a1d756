import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import type { Clauses, Fact } from '../query/clauses.ts'
import type { Filters } from '../query/parse.ts'
import { sigil } from '../words/analyse.ts'
import { readDocuments } from './documents.ts'
import { type Match, relevanceOf } from './match.ts'
import { type AskedFilters, type FoundMessage, loadMessages, matching, showMessage } from './messages.ts'
import { aged, LOOSE_SHARE, type Ranked, rankOf } from './rank.ts'

/** Hits, best first. `count`: how many there are, `atLeast` when not all were looked at. */
export type Found = { hits: Hit[]; count: number; atLeast: boolean } & Pick<Ranked, 'loose' | 'isMended'>

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
  const { candidates, loose, isMended, weights } = ranked
  const hits: Hit[] = []
  const seen = new Set<Id>()
  let loaded = 0
  for (; loaded < candidates.length && hits.length < enough; loaded += LOADED_AT_ONCE) {
    const docs = await readDocuments(db, candidates.slice(loaded, loaded + LOADED_AT_ONCE))
    const ids = docs.map(({ id }) => id).filter((id) => !seen.has(id))
    for (const id of ids) seen.add(id)
    const missingMax = loose ? clauses.wanted.length - 1 : 0
    const found = matching(await loadMessages(db, { ids, filters }), { clauses, missingMax })
    // What was ranked behind stays behind, so that a page does not depend on how many are asked for.
    let most = hits.at(-1)?.score ?? Number.POSITIVE_INFINITY
    for (const { one, score } of inOrder(found, weights, now)) {
      most = Math.min(most, score)
      hits.push(showMessage(one, most))
    }
  }
  const isAll = loaded >= candidates.length && candidates.length >= ranked.count
  return {
    hits,
    count: isChecked ? hits.length : Math.max(ranked.count, hits.length),
    atLeast: !isAll && (isChecked || ranked.count > hits.length),
    loose,
    isMended,
  }
}

/** What few messages say, one by one. */
export async function lookThrough(
  db: Db,
  input: {
    ids: readonly Id[]
    clauses: Clauses
    filters: AskedFilters
    isMended: boolean
    now: Date
    hitsMax: number
  },
): Promise<Found> {
  const { ids, clauses, filters, isMended, now, hitsMax } = input
  const found = matching(await loadMessages(db, { ids, filters }), { clauses, missingMax: 0 })
  const equal = clauses.wanted.map(() => 1)
  const ordered = inOrder(found, equal, now)
  const hits = ordered.slice(0, hitsMax).map(({ one, score }) => showMessage(one, score))
  return { hits, count: found.length, atLeast: false, loose: false, isMended }
}

type Scored = { one: FoundMessage; score: number }

/** Best first. */
function inOrder(found: readonly FoundMessage[], weights: readonly number[], now: Date): Scored[] {
  return found
    .map((one) => ({ one, rank: rankOfMatch(one.match), score: scoreOf(one, weights, now) }))
    .sort((a, b) => a.rank - b.rank || b.score - a.score)
}

function rankOfMatch({ ways }: Match): number {
  const left = ways.filter((way) => way === null).length
  return rankOf(
    left,
    ways.some((way) => way?.code === 'typo'),
  )
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
