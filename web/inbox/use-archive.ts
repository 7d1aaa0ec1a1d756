import { useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  Conversation,
  ConversationCounts,
  ConversationStatus,
} from '../../src/contract/conversations.ts'
import { archiveConversation, unarchiveConversation } from '../api/endpoints.ts'
import { moveBegins } from '../api/moves.ts'
import { conversationDetailQuery, countsQuery, type InboxFilter } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { dropFromLists, LISTS, patchInLists } from './list-cache.ts'
import { useTitleOf } from './title.ts'

/** `to` is where it will stand: archived, or what one expects it to be again. */
type Change = { conversation: Conversation; to: ConversationStatus; undoes?: () => void }

/** Archives a conversation, or brings it back; shown at once, taken back when refused, undone by u. */
export function useArchive(): (conversation: Conversation) => void {
  const client = useQueryClient()
  const say = useSay()
  const titleOf = useTitleOf()

  const shift = (from: ConversationStatus, to: ConversationStatus) =>
    client.setQueryData<ConversationCounts>(
      countsQuery.queryKey,
      (counts) => counts && { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 },
    )
  const { mutate } = useMutation({
    scope: { id: 'archive' }, // one after the other: an undo must not overtake what it undoes
    mutationFn: ({ conversation, to }: Change) =>
      to === 'archived' ? archiveConversation(conversation.id) : unarchiveConversation(conversation.id),
    onMutate: async ({ conversation, to, undoes }: Change) => {
      const answered = moveBegins()
      // Further pages on their way would come with the lists as they were; the lists ask for them again.
      await client.cancelQueries({ queryKey: LISTS, predicate: ({ state }) => state.data !== undefined })
      const changed = { ...conversation, status: to }
      const putBack = dropFromLists(client, conversation, ({ 2: filter }) => {
        if (to !== 'archived' && (filter as InboxFilter).spam && conversation.spam) return false // a person says that it is none
        return isIn(filter as InboxFilter, changed)
      })
      undoes?.()
      patchInLists(client, changed)
      shift(conversation.status, to)
      const name = titleOf(conversation.party)
      const unsay = undoes
        ? tell(say('common.undone'))
        : tell(say(to === 'archived' ? 'thread.archived' : 'thread.unarchived', { name }), () =>
            mutate({ conversation: changed, to: conversation.status, undoes: putBack }),
          )
      const takeBack = () => {
        unsay()
        if (undoes)
          dropFromLists(client, changed, ({ 2: filter }) => isIn(filter as InboxFilter, conversation))
        putBack()
        patchInLists(client, conversation)
        shift(to, conversation.status)
      }
      return { takeBack, answered }
    },
    onSuccess: (conversation) => {
      patchInLists(client, conversation)
      void client.invalidateQueries({ queryKey: conversationDetailQuery(conversation.id).queryKey })
    },
    onError: (error, _change, context) => {
      context?.takeBack()
      tellProblem(error)
    },
    onSettled: (_data, _error, _change, context) => {
      context?.answered()
      void client.invalidateQueries({ queryKey: countsQuery.queryKey })
      client.removeQueries({ queryKey: LISTS, type: 'inactive' })
    },
  })
  return (conversation) =>
    mutate({ conversation, to: conversation.status === 'archived' ? 'active' : 'archived' })
}

const isIn = ({ status }: InboxFilter, conversation: Conversation) =>
  status === undefined || status === conversation.status
