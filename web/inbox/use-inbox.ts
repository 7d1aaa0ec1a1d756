import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLookEvery } from '../api/heard.ts'
import { conversationsQuery, countsQuery, type InboxFilter } from '../api/queries.ts'
import { refreshHead } from './fresh-list.ts'

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
    const look = () => {
      if (document.visibilityState === 'visible') void refreshHead(client, filter)
    }
    const timer = setInterval(look, every)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [client, filter, ready, every])
}
