import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationPotentialShape } from '../../contract/tickets.ts'
import { understandAndAnalyse } from '../analyse-conversation.ts'
import { endpoint } from '../endpoint.ts'

const TIMEOUT_MS = 60_000

export const syncConversationsAnalyze = endpoint({
  name: 'sync-conversations-analyze',
  method: 'POST',
  path: '/api/sync/conversations/:id/analyze',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'understanding',
  summary:
    'What the other side says in a conversation as a whole, and whether it asks for a ticket that there is none of yet, with reasons on the words they come from; messages not yet understood are understood first.',
  timeoutMs: TIMEOUT_MS,
  params: z.object({ id: idShape }),
  answer: conversationPotentialShape,
  handle: ({ services, principal: { tenantId }, params }) =>
    understandAndAnalyse(services, { tenantId, conversationId: params.id }),
})
