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
  tag: 'conversations',
  summary: 'Makes a message and what follows it a conversation of its own; it can be undone.',
  params: z.object({ id: idShape }),
  body: splitConversationBody,
  answer: threadChangeShape,
  handle: ({ services: { store, clock, settings }, principal, params, body }) =>
    store.write(principal.tenantId, async (tx) => {
      const rule = await currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours })
      return splitConversation(tx, { clock, rule, by: principal.label, conversationId: params.id, ...body })
    }),
})
