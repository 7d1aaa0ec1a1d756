import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MessagePage } from '../../../src/contract/conversations.ts'
import { mergeConversations, splitConversation, undoThreadChange } from '../../api/endpoints.ts'
import { useLookEvery } from '../../api/heard.ts'
import { conversationDetailQuery, messagesQuery } from '../../api/queries.ts'
import type { Key } from '../../i18n/en.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { tell, tellProblem } from '../../parts/toasts.tsx'
import { refreshLists } from '../fresh-list.ts'
import { awaitsReading } from './reading.tsx'

const LOOK_EVERY_MS = 4_000
const LOOK_PAGES_MAX = 3

/** A conversation and its messages, oldest first, from the newest as far back as they are loaded. */
export function useThread(id: string) {
  const detail = useQuery(conversationDetailQuery(id))
  const every = useLookEvery(LOOK_EVERY_MS)
  const pages = useInfiniteQuery({
    ...messagesQuery(id),
    refetchInterval: ({ state: { data } }) => (looksAgain(data?.pages) ? every : false),
  })
  const messages = useMemo(
    () => pages.data?.pages.flatMap((page) => page.items).reverse() ?? [],
    [pages.data],
  )
  // Not what is known elsewhere of the conversation: that may be of a message which is not shown yet.
  const seenMessageId = pages.data?.pages[0]?.newestMessageId ?? null
  return { detail, pages, messages, seenMessageId }
}

/** Whether a message is not yet understood, and few enough pages are shown to ask for all of them again. */
function looksAgain(pages: readonly MessagePage[] | undefined): boolean {
  if (pages === undefined || pages.length > LOOK_PAGES_MAX) return false
  return pages.some(({ items }) => items.some(awaitsReading))
}

/** Merging and splitting the conversation `id`, and taking either back. */
export function useThreadChanges(id: string) {
  const client = useQueryClient()
  const say = useSay()

  const refresh = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['conversations', 'one'] }),
      client.invalidateQueries({ queryKey: ['conversations', 'messages'] }),
      refreshLists(client),
    ])
  }
  const undo = useMutation({
    mutationFn: ({ changeId }: { changeId: string; done: Key }) => undoThreadChange(changeId),
    onSuccess: (_, { done }) => tell(say(done)),
    onError: tellProblem,
    onSettled: refresh,
  })
  const merge = useMutation({
    mutationFn: (otherId: string) => mergeConversations(id, otherId),
    onSuccess: ({ changeId }) =>
      tell(say('merge.done'), () => undo.mutate({ changeId, done: 'merge.undone' })),
    onError: tellProblem,
    onSettled: refresh,
  })
  const split = useMutation({
    mutationFn: (messageId: string) => splitConversation(id, messageId),
    onSuccess: ({ changeId }) =>
      tell(say('split.done'), () => undo.mutate({ changeId, done: 'split.undone' })),
    onError: tellProblem,
    onSettled: refresh,
  })
  return { merge, split, undo }
}
