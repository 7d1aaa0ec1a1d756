import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationAnalysisShape } from '../../contract/understanding.ts'
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
    'What the other side says in a conversation as a whole, with reasons on the words they come from; messages not yet understood are understood first.',
  timeoutMs: TIMEOUT_MS,
  params: z.object({ id: idShape }),
  answer: conversationAnalysisShape,
  handle: ({ services, principal: { tenantId }, params }) =>
    understandAndAnalyse(services, { tenantId, conversationId: params.id }),
})
