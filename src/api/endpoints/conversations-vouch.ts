import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationShape } from '../../contract/conversations.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { vouchForSender } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsVouch = endpoint({
  name: 'conversations-vouch',
  method: 'POST',
  path: '/api/conversations/:id/vouch',
  who: 'conversations.write',
  changes: { action: 'conversation.vouched', subject: 'conversation' },
  tag: 'conversations',
  summary:
    'Takes mail for true though its sender’s domain does not stand behind it: it goes to its owner, as does what comes from that address.',
  params: z.object({ id: idShape }),
  answer: conversationShape,
  handle: ({ services: { clock, secrets, itemSeal, settings }, principal, params, write }) =>
    write(async (tx) => {
      const conversationId = await vouchForSender(tx, {
        ...{ clock, conversationId: params.id, by: principal.label },
        erasedKey: secrets.macKey('erased'),
        itemSeal,
        timeoutHours: settings.conversationTimeoutHours,
      })
      return getConversation(tx, conversationId)
    }),
})
