import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { splitConversationBody, threadChangeShape } from '../../contract/conversations.ts'
import { currentRule, splitConversation } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsSplit = endpoint({
  name: 'conversations-split',
  method: 'POST',
  path: '/api/conversations/:id/split',
  who: 'conversations.write',
  changes: { action: 'conversation.split', subject: 'conversation' },
  tag: 'conversations',
  summary: 'Makes a message and what follows it a conversation of its own; it can be undone.',
  params: z.object({ id: idShape }),
  body: splitConversationBody,
  answer: threadChangeShape,
  handle: ({ services: { clock, settings }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      const rule = await currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours })
      tell({ details: body })
      return splitConversation(tx, { clock, rule, by: principal.label, conversationId: params.id, ...body })
    }),
})
