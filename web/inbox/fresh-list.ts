import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { listConversations } from '../api/endpoints.ts'
import { askBetweenMoves } from '../api/moves.ts'
import {
  conversationQuery,
  conversationsQuery,
  countsQuery,
  type InboxFilter,
  zoneOf,
} from '../api/queries.ts'
import { LISTS } from './list-cache.ts'
import { type Pages, withFreshHead } from './pages.ts'

const LOOK_MS_MAX = 15_000

let asked = 0
/** The newest asking whose answer each list shows, by the list's key. */
const shown = new Map<string, number>()

/** Fetches the top of a list anew. What fails here is only a look; the next change, or the next look, brings it. */
export async function refreshHead(client: QueryClient, filter: InboxFilter): Promise<void> {
  const { queryKey } = conversationsQuery(filter)
  const list = JSON.stringify(queryKey)
  const { head, asking } = await askBetweenMoves(async () => {
    const asking = ++asked
    const signal = AbortSignal.timeout(LOOK_MS_MAX)
    const query = conversationQuery(filter, zoneOf(client))
    return { asking, head: await listConversations(query, { signal }).catch(() => null) }
  })
  // Two looks may be answered in the other order than they were asked.
  if (head === null || asking < (shown.get(list) ?? 0)) return
  shown.set(list, asking)
  const show = () =>
    client.setQueryData<Pages>(queryKey, (pages) => pages && withFreshHead(pages, head, filter))
  show()
  // A page that is on its way comes with the others as they were when it was asked for. One that is given up brings nothing.
  const query = client.getQueryCache().find({ queryKey, exact: true })
  if (query?.state.fetchStatus !== 'fetching') return
  void query.promise?.then(
    () => asking === shown.get(list) && show(),
    () => {},
  )
}

/** Fetches the top of every open list anew, after a change that moved conversations; and then how many there are, which nobody waits for. */
export async function refreshLists(client: QueryClient): Promise<void> {
  const lists = client.getQueryCache().findAll({ queryKey: LISTS })
  await Promise.all(
    lists.map((query) =>
      query.isActive()
        ? refreshHead(client, query.queryKey[2] as InboxFilter)
        : client.removeQueries({ queryKey: query.queryKey, exact: true }),
    ),
  )
  void client.invalidateQueries({ queryKey: countsQuery.queryKey })
}

/** Asks anew for all that is shown of conversations. Lists keep what is loaded of them: their heads are looked at instead. */
export async function refreshConversations(client: QueryClient): Promise<void> {
  const isShown = ({ queryKey: [of, what] }: { queryKey: QueryKey }) =>
    of === 'conversations' && what !== 'list'
  await Promise.all([client.invalidateQueries({ predicate: isShown }), refreshLists(client)])
}
