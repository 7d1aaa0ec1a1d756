import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLookEvery } from '../../api/heard.ts'
import * as api from '../../api/replies.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { tellProblem } from '../../parts/toasts.tsx'
import { refreshLists } from '../fresh-list.ts'
import { dropSent } from './draft.ts'

const FOLLOW_EVERY_MS = 700
const MOVING = ['waiting', 'sending']

export const wayQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'reply-way', id],
    queryFn: ({ signal }) => api.getReplyWay(id, signal),
    staleTime: 15_000,
  })

export const repliesQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'replies', id],
    queryFn: ({ signal }) => api.listReplies(id, signal),
    staleTime: 5_000,
  })

/**
 * How the conversation can be answered, what is on its way, and everything one does with that. `seenMessageId`: what had come in last
 * of what is shown, which the writer has seen. `onWithdrawn` is told the words of a reply that is taken back.
 */
export function useReplies(
  conversationId: string,
  seenMessageId: string,
  onWithdrawn: (text: string) => void,
) {
  const client = useQueryClient()
  const say = useSay()
  const way = useQuery(wayQuery(conversationId))
  const every = useLookEvery(FOLLOW_EVERY_MS)
  const replies = useQuery({
    ...repliesQuery(conversationId),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => MOVING.includes(state)) ? every : false,
  })
  const items = replies.data?.items ?? []

  const refresh = () => refreshReplies(client, conversationId)
  // One that is gone was sent, and is a message now; one that failed may have been overtaken by another message.
  const standing = items.map(({ id, state }) => `${id} ${state}`).join()
  const before = useRef({ conversationId, standing })
  useEffect(() => {
    const was = before.current
    before.current = { conversationId, standing }
    if (was.conversationId === conversationId && was.standing !== standing) void refresh()
  })

  // Here, for what is said at the call goes unheard once the conversation is left.
  const write = useMutation({
    mutationFn: (input: { id: string; text: string }) =>
      api.writeReply(conversationId, { ...input, seenMessageId }),
    onSuccess: (_, { text }) => dropSent(conversationId, text),
    meta: { whenLeft: say('reply.notSent') },
    onSettled: () => void refresh(),
  })
  const withdraw = useMutation({
    mutationFn: ({ id }: { id: string; text: string }) => api.withdrawReply(id),
    // Said at the call it would go unheard once there is another call: of a double click, the words were lost.
    onSuccess: (_, { text }) => onWithdrawn(text),
    onError: tellProblem,
    onSettled: () => void refresh(),
  })
  const retry = useMutation({
    mutationFn: (id: string) => api.retryReply(id, seenMessageId),
    onError: tellProblem,
    onSettled: () => void refresh(),
  })
  const settle = useMutation({
    mutationFn: ({ id, sent }: { id: string; sent: boolean }) => api.settleReply(id, sent),
    onError: tellProblem,
    onSettled: () => void refresh(),
  })
  return { way, items, write, withdraw, retry, settle }
}

/** Shows a conversation as it is once something was done about its answer. */
export async function refreshReplies(client: QueryClient, conversationId: string): Promise<void> {
  await Promise.all([
    ...['replies', 'reply-way', 'suggestion', 'messages', 'one'].map((what) =>
      client.invalidateQueries({ queryKey: ['conversations', what, conversationId] }),
    ),
    refreshLists(client),
  ])
}
