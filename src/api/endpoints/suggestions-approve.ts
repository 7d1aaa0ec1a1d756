import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { approveSuggestionBody, suggestionApproved } from '../../contract/suggestions.ts'
import { approveSuggestion } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'
import { mailIdsOf } from '../reply-mail-id.ts'

export const suggestionsApprove = endpoint({
  name: 'suggestions-approve',
  method: 'POST',
  path: '/api/suggestions/:id/approve',
  who: 'replies.send',
  changes: { action: 'suggestion.approved', subject: 'suggestion' },
  tag: 'suggestions',
  summary:
    'Has a suggested answer sent, once, as it is or edited; refused where the other side has written what the person has not seen.',
  params: z.object({ id: idShape }),
  body: approveSuggestionBody,
  answer: suggestionApproved,
  handle: async ({ services, principal, params, body, write }) => {
    const { clock, secrets, settings, sender } = services
    const { tenantId, label, personId } = principal
    const mailIdOf = mailIdsOf(secrets, { tenantId, replyId: body.replyId })
    const approved = await write(async (tx, tell) => {
      const done = await approveSuggestion(tx, {
        ...{ clock, id: params.id, decidedBy: label, deciderId: personId, delayMs: settings.replyDelayMs },
        ...body,
        mailIdOf,
      })
      const { state, editDistance, conversationId } = done.suggestion
      tell({ details: { state, editDistance, conversationId, way: done.reply.way, replyId: done.reply.id } })
      return done
    })
    sender?.wake(tenantId)
    return approved
  },
})
