import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { mergeConversationsBody, threadChangeShape } from '../../contract/conversations.ts'
import { currentRule, mergeConversations } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsMerge = endpoint({
  name: 'conversations-merge',
  method: 'POST',
  path: '/api/conversations/:id/merge',
  who: 'conversations.write',
  changes: { action: 'conversation.merged', subject: 'conversation' },
  tag: 'conversations',
  summary: 'Puts the messages of another conversation into this one; it can be undone.',
  params: z.object({ id: idShape }),
  body: mergeConversationsBody,
  answer: threadChangeShape,
  handle: ({ services: { clock, settings }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      const rule = await currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours })
      tell({ details: body })
      return mergeConversations(tx, { clock, rule, by: principal.label, conversationId: params.id, ...body })
    }),
})
