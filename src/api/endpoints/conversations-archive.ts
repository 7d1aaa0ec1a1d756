import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationShape } from '../../contract/conversations.ts'
import { currentRule, getConversation, setArchived } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsArchive = endpoint({
  name: 'conversations-archive',
  method: 'POST',
  path: '/api/conversations/:id/archive',
  who: 'conversations.write',
  changes: { action: 'conversation.archived', subject: 'conversation' },
  tag: 'conversations',
  summary: 'Lays a conversation away; a new message from the other side wakes it.',
  params: z.object({ id: idShape }),
  answer: conversationShape,
  handle: ({ services: { clock, settings }, principal, params, write }) =>
    write(async (tx) => {
      const rule = await currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours })
      const by = principal.label
      await setArchived(tx, { clock, rule, by, conversationId: params.id, archived: true })
      return getConversation(tx, params.id)
    }),
})
