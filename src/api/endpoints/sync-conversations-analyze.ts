import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketPotentialShape } from '../../contract/tickets.ts'
import { conversationAnalysisShape } from '../../contract/understanding.ts'
import { analysePotential } from '../../tickets/tickets.ts'
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
  answer: conversationAnalysisShape.extend(ticketPotentialShape.shape),
  handle: async ({ services, principal: { tenantId }, params }) => {
    const conversationId = params.id
    const analysis = await understandAndAnalyse(services, { tenantId, conversationId })
    const potential = await services.store.read(tenantId, (db) =>
      analysePotential(db, { conversationId, now: services.clock.now() }),
    )
    return { ...analysis, ...potential }
  },
})
