import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type AnalyticsDimension,
  analyticsConversationsShape,
  analyticsShape,
  conversationInsightShape,
  type DismissReason,
  dismissedShape,
  type LostKind,
  lostWorkPage,
} from '../../src/contract/insights.ts'
import { replyFiguresShape } from '../../src/contract/reply-figures.ts'
import { calibrationShape } from '../../src/contract/suggestions.ts'
import { ask } from './client.ts'
import { useLookEvery } from './heard.ts'

/** The addresses of the API about figures and lost work, and how what they answer is kept. */

const PAGE_SIZE = 30
const LOOK_EVERY_MS = 60_000
/** Who hears of changes looks for what time alone does: another day, a wait that has become long. */
const LOOK_SELDOM_MS = 10 * 60_000
/** While figures are still added up, of whose end nothing tells. */
const LOOK_SOON_MS = 3_000

type Pending = { pending: { conversations: number; days: number } }
/** When figures are asked for again by the clock. For `refetchInterval`. */
export function useLookAgain() {
  const every = useLookEvery(LOOK_EVERY_MS) || LOOK_SELDOM_MS
  return (found: Pending | undefined) =>
    found !== undefined && found.pending.conversations + found.pending.days > 0 ? LOOK_SOON_MS : every
}

export type AnalyticsAsked = {
  from: string
  to: string
  step: 'day' | 'week' | 'month'
  by?: AnalyticsDimension
}

export const analyticsQuery = (asked: AnalyticsAsked) =>
  queryOptions({
    queryKey: ['insights', 'analytics', asked],
    queryFn: ({ signal }) => ask(analyticsShape, 'GET', 'analytics', { query: asked, signal }),
    placeholderData: keepPreviousData,
  })

export const replyFiguresQuery = (asked: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['insights', 'replies', asked],
    queryFn: ({ signal }) => ask(replyFiguresShape, 'GET', 'replies/figures', { query: asked, signal }),
    placeholderData: keepPreviousData,
  })

export const calibrationQuery = queryOptions({
  queryKey: ['insights', 'calibration'],
  queryFn: ({ signal }) => ask(calibrationShape, 'GET', 'suggestions/calibration', { signal }),
})

export const dayQuery = (day: string) =>
  queryOptions({
    queryKey: ['insights', 'day', day],
    queryFn: ({ signal }) =>
      ask(analyticsConversationsShape, 'GET', 'analytics/conversations', {
        query: { day, limit: 100 },
        signal,
      }),
  })

export const lostWorkQuery = (filter: { kind?: LostKind | undefined; dismissed: boolean }) =>
  infiniteQueryOptions({
    queryKey: ['insights', 'lost', filter],
    queryFn: ({ pageParam, signal }) =>
      ask(lostWorkPage, 'GET', 'lost-work', {
        query: {
          kind: filter.kind,
          dismissed: String(filter.dismissed),
          limit: PAGE_SIZE,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const insightQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['insights', 'conversation', conversationId],
    queryFn: ({ signal }) =>
      ask(conversationInsightShape, 'GET', `conversations/${conversationId}/analysis`, { signal }),
  })

export const dismissLostWork = (
  messageId: string,
  body: { kind: LostKind; reason: DismissReason; note?: string },
) => ask(dismissedShape, 'POST', `lost-work/${messageId}/dismiss`, { body })
export const undoDismissal = (id: string) => ask(z.unknown(), 'POST', `lost-work/dismissals/${id}/undo`)
