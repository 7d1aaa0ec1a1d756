import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { suggestionOfConversation } from '../../contract/suggestions.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { pendingSuggestion } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsSuggestion = endpoint({
  name: 'conversations-suggestion',
  method: 'GET',
  path: '/api/conversations/:id/suggestion',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'suggestions',
  summary: 'The answer that is suggested to a conversation and waits for a person; null when there is none.',
  params: z.object({ id: idShape }),
  answer: suggestionOfConversation,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, async (db) => {
      await getConversation(db, params.id)
      return { suggestion: await pendingSuggestion(db, params.id) }
    }),
})
