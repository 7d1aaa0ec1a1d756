import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationModelCostsShape } from '../../contract/models.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { costOfConversation } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsModelCosts = endpoint({
  name: 'conversations-model-costs',
  method: 'GET',
  path: '/api/conversations/:id/model-costs',
  who: 'monitoring.read',
  tag: 'models',
  summary:
    'What language models cost for a conversation: all requests about the messages that are in it now.',
  params: z.object({ id: idShape }),
  answer: conversationModelCostsShape,
  handle: ({ services: { store }, principal: { tenantId }, params: { id } }) =>
    store.read(tenantId, async (db) => {
      await getConversation(db, id)
      return costOfConversation(db, id)
    }),
})
