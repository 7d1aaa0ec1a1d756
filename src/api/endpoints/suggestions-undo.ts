import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { suggestionShape } from '../../contract/suggestions.ts'
import { undoRejection } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

export const suggestionsUndo = endpoint({
  name: 'suggestions-undo',
  method: 'POST',
  path: '/api/suggestions/:id/undo',
  who: 'replies.send',
  changes: { action: 'suggestion.rejection_undone', subject: 'suggestion' },
  tag: 'suggestions',
  summary:
    'Takes the rejection of a suggested answer back: it waits for a person again, unless something was said since.',
  params: z.object({ id: idShape }),
  answer: suggestionShape,
  handle: ({ services: { clock }, params, write }) =>
    write(async (tx, tell) => {
      const suggestion = await undoRejection(tx, { clock, id: params.id })
      tell({ details: { rejection: suggestion.rejection, conversationId: suggestion.conversationId } })
      return suggestion
    }),
})
