import { sql } from 'kysely'
import type { SuggestionCounts } from '../contract/reply-figures.ts'
import { suggestionStates } from '../contract/suggestions.ts'
import type { Db } from '../store/store.ts'

/** What became of the suggestions that were made in a stretch, by state. */
export async function countSuggestions(
  db: Db,
  { since, until }: { since: Date; until: Date },
): Promise<SuggestionCounts> {
  const { rows } = await sql<{ state: string; count: number }>`
    select s.state, count(*)::int as count from unnest(${[...suggestionStates]}::text[]) as wanted(state)
    join suggestion s on s.state = wanted.state and s.made_at >= ${since} and s.made_at < ${until} group by 1`.execute(
    db,
  )
  const of = (state: (typeof suggestionStates)[number]) => rows.find((row) => row.state === state)?.count ?? 0
  return {
    ...{ pending: of('pending'), approved: of('approved'), edited: of('edited') },
    ...{ rejected: of('rejected'), expired: of('expired') },
  }
}
