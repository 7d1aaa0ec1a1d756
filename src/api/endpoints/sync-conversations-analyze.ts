import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationAnalysisShape } from '../../contract/understanding.ts'
import { readFirmRules } from '../../findings/findings.ts'
import { analyseConversation, getConversation } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

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
  handle: async ({ services: { store, understander }, principal: { tenantId }, params }) => {
    await store.read(tenantId, (db) => getConversation(db, params.id))
    await understander.understandConversation({ tenantId, conversationId: params.id })
    return store.read(tenantId, async (db) => {
      const { version: ruleVersion } = await readFirmRules(db)
      const analysis = await analyseConversation(db, {
        conversationId: params.id,
        version: understander.version,
        ruleVersion,
      })
      if (analysis === undefined) throw notFound('conversation')
      return analysis
    })
  },
})
