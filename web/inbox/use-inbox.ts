import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { listConversations } from '../api/endpoints.ts'
import { useLookEvery } from '../api/heard.ts'
import { conversationQuery, conversationsQuery, countsQuery, type InboxFilter } from '../api/queries.ts'
import { type Pages, withFreshHead } from './list-cache.ts'

const LOOK_EVERY_MS = 15_000

/** The conversations that fit a filter, newest first, as far as they are loaded; kept fresh at the top. */
export function useInbox(filter: InboxFilter) {
  const list = useInfiniteQuery(conversationsQuery(filter))
  useFreshHead(filter, list.isSuccess)
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  return { list, items }
}

/** Looks for news at the top of the list now and then, and when the window is looked at again, while nobody tells of them. */
function useFreshHead(filter: InboxFilter, ready: boolean) {
  const client = useQueryClient()
  const every = useLookEvery(LOOK_EVERY_MS)
  useQuery({ ...countsQuery, refetchInterval: every })
  useEffect(() => {
    if (!ready || every === false) return
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      const { queryKey } = conversationsQuery(filter)
      const signal = AbortSignal.timeout(LOOK_EVERY_MS)
      // What fails here is only a look; the next one comes by itself.
      const head = await listConversations(conversationQuery(filter), { signal }).catch(() => null)
      if (head) client.setQueryData<Pages>(queryKey, (pages) => pages && withFreshHead(pages, head, filter))
    }
    const timer = setInterval(look, every)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [client, filter, ready, every])
}

/** Fetches the top of every open list anew, after a change that moved conversations. */
export async function refreshLists(client: ReturnType<typeof useQueryClient>) {
  void client.invalidateQueries({ queryKey: countsQuery.queryKey })
  const lists = client.getQueryCache().findAll({ queryKey: ['conversations', 'list'] })
  await Promise.all(
    lists.map(async (query) => {
      if (!query.isActive()) return client.removeQueries({ queryKey: query.queryKey, exact: true })
      const filter = query.queryKey[2] as InboxFilter
      const head = await listConversations(conversationQuery(filter), {}).catch(() => null)
      if (head)
        client.setQueryData<Pages>(query.queryKey, (pages) => pages && withFreshHead(pages, head, filter))
    }),
  )
}
