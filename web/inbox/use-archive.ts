import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Conversation, ConversationCounts } from '../../src/contract/conversations.ts'
import { archiveConversation, unarchiveConversation } from '../api/endpoints.ts'
import { conversationDetailQuery, countsQuery, type InboxFilter } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { dropFromLists, patchInLists } from './list-cache.ts'
import { useTitleOf } from './title.ts'

type Change = { conversation: Conversation; archive: boolean; silent?: boolean }

/** Archives a conversation, or brings it back; shown at once, taken back when refused, undone by u. */
export function useArchive() {
  const client = useQueryClient()
  const say = useSay()
  const titleOf = useTitleOf()
  const mutation = useMutation({
    mutationFn: ({ conversation, archive }: Change) =>
      archive ? archiveConversation(conversation.id) : unarchiveConversation(conversation.id),
    onMutate: ({ conversation, archive, silent }: Change) => {
      const status = archive ? 'archived' : 'active'
      const restore = dropFromLists(client, conversation, (key) => {
        const filter = key[2] as InboxFilter
        return filter.status === undefined || filter.status === status
      })
      patchInLists(client, { ...conversation, status })
      shift(conversation.status, status)
      const name = titleOf(conversation.party)
      const undo = () =>
        mutation.mutate({ conversation: { ...conversation, status }, archive: !archive, silent: true })
      tell(
        say(silent ? 'common.undone' : archive ? 'thread.archived' : 'thread.unarchived', { name }),
        silent
          ? undefined
          : () => {
              restore()
              undo()
            },
      )
      return { restore }
    },
    onSuccess: (conversation) => {
      patchInLists(client, conversation)
      void client.invalidateQueries({ queryKey: conversationDetailQuery(conversation.id).queryKey })
    },
    onError: (error, { conversation }, context) => {
      context?.restore()
      patchInLists(client, conversation)
      tellProblem(error)
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: countsQuery.queryKey })
      client.removeQueries({ queryKey: ['conversations', 'list'], type: 'inactive' })
    },
  })

  function shift(from: Conversation['status'], to: Conversation['status']) {
    client.setQueryData<ConversationCounts>(
      countsQuery.queryKey,
      (counts) => counts && { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 },
    )
  }
  return mutation.mutate
}
