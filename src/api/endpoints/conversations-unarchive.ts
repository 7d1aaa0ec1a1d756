import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationShape } from '../../contract/conversations.ts'
import { currentRule, getConversation, setArchived } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsUnarchive = endpoint({
  name: 'conversations-unarchive',
  method: 'POST',
  path: '/api/conversations/:id/unarchive',
  who: 'conversations.write',
  changes: { action: 'conversation.unarchived', subject: 'conversation' },
  tag: 'conversations',
  summary:
    'Takes a conversation out again that was laid away; it stays out until it has been silent for long enough anew.',
  params: z.object({ id: idShape }),
  answer: conversationShape,
  handle: ({ services: { clock, settings }, principal, params, write }) =>
    write(async (tx) => {
      const rule = await currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours })
      const by = principal.label
      await setArchived(tx, { clock, rule, by, conversationId: params.id, archived: false })
      return getConversation(tx, params.id)
    }),
})
