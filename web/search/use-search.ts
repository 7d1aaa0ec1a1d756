import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type SearchAnswer, searchAnswer } from '../../src/contract/search.ts'
import { ask } from '../api/client.ts'

const PAUSE_MS = 60
const PALETTE_LIMIT = 12
const STALE_MS = 10_000

const find = (
  q: string,
  more: {
    kinds?: string | undefined
    cursor?: string | undefined
    limit: number
    waitMs?: number | undefined
  },
  signal: AbortSignal,
) => ask(searchAnswer, 'GET', 'search', { query: { q, ...more }, signal })

/** Where meaning was late, words are shown, and it is asked again, with patience; so often, for a model may have to be loaded. */
const LATE_MS = 50
const LATE_MAX = 4
const PATIENCE_MS = 5_000
const patienceAfter = (answer: SearchAnswer | undefined) =>
  answer?.meaning === 'late' ? PATIENCE_MS : undefined
const askAgainAfter = (answer: SearchAnswer | undefined, answers: number) =>
  answer?.meaning === 'late' && answers < LATE_MAX ? LATE_MS : false

/**
 * What is found for what is typed, after a short pause. While the next answer is under way the last one stays; an answer is kept
 * under its own words, so that a late one never takes a newer one's place. `isCurrent` when it is the one for what is typed now.
 */
export function useQuickSearch(typed: string) {
  const wanted = typed.trimStart()
  const words = usePaused(wanted)
  const answer = useQuery({
    queryKey: ['search', 'quick', words],
    queryFn: ({ client, queryKey, signal }) => {
      const waitMs = patienceAfter(client.getQueryData<SearchAnswer>(queryKey))
      return find(words, { limit: PALETTE_LIMIT, waitMs }, signal)
    },
    enabled: words.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
    refetchInterval: ({ state }) => askAgainAfter(state.data, state.dataUpdateCount),
  })
  return { answer, isCurrent: words === wanted && answer.isSuccess && !answer.isPlaceholderData }
}

/**
 * All that is found, page by page, of one kind or of all. Changes do not have it asked for anew: they are indexed some moments
 * later, and a ranked list must not move under who reads it.
 */
export function useSearch(q: string, kinds: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['search', 'all', q, kinds],
    queryFn: ({ client, queryKey, pageParam, signal }) => {
      const waitMs = patienceAfter(client.getQueryData<InfiniteData<SearchAnswer>>(queryKey)?.pages[0])
      return find(q, { kinds, cursor: pageParam, limit: 30, waitMs }, signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data?.pages.length === 1 && askAgainAfter(data.pages[0], dataUpdateCount), // nobody reads on yet
  })
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
