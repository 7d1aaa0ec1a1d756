import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { suggestionShape } from '../../contract/suggestions.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { draftAnswer, loadExperience, suggestAsAsked } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsSuggest = endpoint({
  name: 'conversations-suggest',
  method: 'POST',
  path: '/api/conversations/:id/suggestion',
  who: 'replies.send',
  changes: { action: 'suggestion.made', subject: 'conversation' },
  tag: 'suggestions',
  summary:
    'Suggests an answer now: the one that waits already, or a new one, other than those that were rejected. A language model’s takes its place some seconds later, where one is set.',
  params: z.object({ id: idShape }),
  answer: suggestionShape,
  handle: async ({ services, principal, params, write }) => {
    const { store, clock, stages } = services
    const { tenantId } = principal
    const conversationId = params.id
    await store.read(tenantId, (db) => getConversation(db, conversationId))
    await stages.understander.understandConversation({ tenantId, conversationId })
    const experience = await loadExperience({ store }, tenantId)
    const drafted = await draftAnswer({ store }, { tenantId, conversationId, experience })
    return write(async (tx, tell) => {
      const suggestion = await suggestAsAsked(tx, { clock, conversationId, drafted })
      tell({ details: { suggestionId: suggestion.id, source: suggestion.source } })
      return suggestion
    })
  },
})
