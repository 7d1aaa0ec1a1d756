import { conversationCountsShape } from '../../contract/conversations.ts'
import { countConversations } from '../../inbox/inbox.ts'
import { countSettled } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsCounts = endpoint({
  name: 'conversations-counts',
  method: 'GET',
  path: '/api/conversations/counts',
  who: 'conversations.read',
  tag: 'conversations',
  summary: 'How many conversations stand where.',
  answer: conversationCountsShape,
  handle: ({ services, principal }) =>
    services.store.read(principal.tenantId, async (db) => ({
      ...(await countConversations(db)),
      settled: await countSettled(db),
    })),
})
