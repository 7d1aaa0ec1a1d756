import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationInsightShape } from '../../contract/insights.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { analyseWhole } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

const TIMEOUT_MS = 60_000

export const conversationsAnalysis = endpoint({
  name: 'conversations-analysis',
  method: 'GET',
  path: '/api/conversations/:id/analysis',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'insights',
  summary:
    'What a conversation comes to: mood and urgency over time, how long was waited for answers, topics, promises and whether they were kept, and whether it is resolved, with reasons.',
  timeoutMs: TIMEOUT_MS,
  params: z.object({ id: idShape }),
  answer: conversationInsightShape,
  handle: async ({
    services: {
      store,
      clock,
      stages: { understander },
    },
    principal: { tenantId },
    params: { id: conversationId },
  }) => {
    await store.read(tenantId, (db) => getConversation(db, conversationId))
    await understander.understandConversation({ tenantId, conversationId })
    return store.read(tenantId, async (db) => {
      const { messageCount, urgency } = await getConversation(db, conversationId)
      const currentLevel = urgency ?? null
      const found = await analyseWhole(db, {
        ...{ conversationId, messageCount, now: clock.now() },
        urgency: currentLevel,
      })
      if (found === undefined) throw notFound('conversation')
      return found
    })
  },
})
