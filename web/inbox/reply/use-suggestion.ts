import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RejectionReason, Suggestion } from '../../../src/contract/suggestions.ts'
import { ApiError } from '../../api/client.ts'
import { useLookEvery } from '../../api/heard.ts'
import * as api from '../../api/suggestions.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { tell, tellProblem } from '../../parts/toasts.tsx'
import { dropSent, keepDraft, readDraft, useDraft, withBelow } from './draft.ts'
import { refreshReplies, repliesQuery } from './use-replies.ts'

const LOOK_EVERY_MS = 5_000
/** Refusals after which the words of an edited suggestion are words of one's own. */
const NO_LONGER_STANDS = new Set(['suggestion_gone', 'suggestion_not_found', 'reply_overtaken'])

export const suggestionQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['conversations', 'suggestion', conversationId],
    queryFn: ({ signal }) => api.getSuggestion(conversationId, signal),
    staleTime: 5_000,
  })

/** A suggestion that somebody edits: also once a better draft has taken its place, while both answer the same message. */
type Edited = Pick<Suggestion, 'id' | 'messageId'>
type Approval = { suggestion: Edited; replyId: string; text: string; asItIs: boolean }
type Rejection = { id: string; reason: RejectionReason; note: string; another: boolean }

/** What is suggested to a conversation, and everything one does with that. */
export function useSuggestion(conversationId: string) {
  const client = useQueryClient()
  const say = useSay()
  const every = useLookEvery(LOOK_EVERY_MS)
  const { data } = useQuery({ ...suggestionQuery(conversationId), refetchInterval: every })
  const pending = data?.suggestion ?? null
  // Kept beside the draft, so that after a reload it is still known as an edited suggestion.
  const [kept, keep] = useDraft(`${conversationId}.suggestion`)
  const [id = '', messageId = ''] = kept.split(' ')
  const edited = kept === '' ? undefined : { id, messageId }

  const show = async (suggestion: Suggestion | null) => {
    const { queryKey } = suggestionQuery(conversationId)
    await client.cancelQueries({ queryKey })
    client.setQueryData(queryKey, { suggestion })
  }
  const approve = useMutation({
    mutationFn: ({ suggestion, replyId, text }: Approval) =>
      api.approveSuggestion(suggestion.id, { replyId, text, seenMessageId: suggestion.messageId }),
    onSuccess: async ({ reply }, { text, asItIs }) => {
      if (!asItIs) {
        dropSent(conversationId, text)
        keep('')
      }
      const { queryKey } = repliesQuery(conversationId)
      await Promise.all([show(null), client.cancelQueries({ queryKey })])
      client.setQueryData(
        queryKey,
        (list) => list && { items: [...list.items.filter((other) => other.id !== reply.id), reply] },
      )
    },
    onError: (error, { text, asItIs }) => {
      if (!(error instanceof ApiError)) return
      if (NO_LONGER_STANDS.has(error.code)) keep('')
      // What a person wanted to say is theirs to change, now that the customer has written again.
      if (asItIs && error.code === 'reply_overtaken')
        keepDraft(conversationId, withBelow(readDraft(conversationId), text))
    },
    meta: { whenLeft: say('reply.notSent') },
    onSettled: () => void refreshReplies(client, conversationId),
  })
  const undo = useMutation({
    mutationFn: api.undoRejection,
    onSuccess: show,
    onError: tellProblem,
    onSettled: () => void refreshReplies(client, conversationId),
  })
  const reject = useMutation({
    mutationFn: async ({ id, reason, note, another }: Rejection) => {
      await api.rejectSuggestion(id, note === '' ? { reason } : { reason, note })
      await show(null)
      return another ? await api.suggestAnswer(conversationId) : null
    },
    onSuccess: async (next, { id }) => {
      await show(next)
      tell(say('suggestion.rejected'), () => undo.mutate(id))
    },
    onError: tellProblem,
    onSettled: () => void refreshReplies(client, conversationId),
  })
  const decided = approve.isPending || reject.isPending
  const standing = edited !== undefined && pending?.messageId === edited.messageId
  const shown = {
    /** What a person is to decide on; null where nothing is suggested, or it was just decided. */
    pending: decided ? null : pending,
    /** The one whose words are in the field; what is sent then is an edit of it. */
    edited: standing || (approve.isPending && !approve.variables.asItIs) ? edited : undefined,
    /** Whether words in the field are of a suggestion that no longer stands. */
    overtaken: edited !== undefined && data !== undefined && !standing && !decided,
    /** Whether another one is looked for. */
    seeking: reject.isPending && reject.variables.another,
  }
  return {
    ...shown,
    isShown: Object.values(shown).some(Boolean),
    ...{ approve, reject },
    edit: ({ id, messageId }: Edited) => keep(`${id} ${messageId}`),
    leave: () => keep(''),
  }
}

export type Suggested = ReturnType<typeof useSuggestion>
