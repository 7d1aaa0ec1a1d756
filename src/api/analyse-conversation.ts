import type { z } from 'zod'
import type { Id } from '../base/ids.ts'
import type { conversationAnalysisShape } from '../contract/understanding.ts'
import { readFirmRules } from '../findings/findings.ts'
import { analyseConversation, getConversation } from '../inbox/inbox.ts'
import { notFound } from './not-found.ts'
import type { Services } from './services.ts'

/** What the other side says in a conversation as a whole; messages not yet understood are understood first. */
export async function understandAndAnalyse(
  { store, understander }: Pick<Services, 'store' | 'understander'>,
  { tenantId, conversationId }: { tenantId: Id; conversationId: Id },
): Promise<z.input<typeof conversationAnalysisShape>> {
  await store.read(tenantId, (db) => getConversation(db, conversationId))
  await understander.understandConversation({ tenantId, conversationId })
  return store.read(tenantId, async (db) => {
    const { version: ruleVersion } = await readFirmRules(db)
    const analysis = await analyseConversation(db, {
      conversationId,
      version: understander.version,
      ruleVersion,
    })
    if (analysis === undefined) throw notFound('conversation')
    return analysis
  })
}
