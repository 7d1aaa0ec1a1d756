import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { rejectSuggestionBody, suggestionShape } from '../../contract/suggestions.ts'
import { rejectSuggestion } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

export const suggestionsReject = endpoint({
  name: 'suggestions-reject',
  method: 'POST',
  path: '/api/suggestions/:id/reject',
  who: 'replies.send',
  changes: { action: 'suggestion.rejected', subject: 'suggestion' },
  tag: 'suggestions',
  summary:
    'Notes that a suggested answer is not wanted, and why; another one is made when somebody asks for it.',
  params: z.object({ id: idShape }),
  body: rejectSuggestionBody,
  answer: suggestionShape,
  handle: ({ services: { clock }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      const rejected = await rejectSuggestion(tx, {
        ...{ clock, id: params.id, decidedBy: principal.label, deciderId: principal.personId },
        ...{ reason: body.reason, note: body.note ?? null },
      })
      tell({ details: { rejection: body.reason, conversationId: rejected.conversationId } })
      return rejected
    }),
})
