import type { z } from 'zod'
import type { Id } from '../base/ids.ts'
import type { conversationPotentialShape } from '../contract/tickets.ts'
import { analyseConversation, getConversation } from '../inbox/inbox.ts'
import { analysePotential } from '../tickets/tickets.ts'
import { notFound } from './not-found.ts'
import type { Services } from './services.ts'

/**
 * What the other side says in a conversation as a whole, and whether it asks for a ticket that there is none of yet; messages not yet
 * understood are understood first.
 */
export async function understandAndAnalyse(
  { store, stages: { understander }, clock }: Pick<Services, 'store' | 'stages' | 'clock'>,
  { tenantId, conversationId }: { tenantId: Id; conversationId: Id },
): Promise<z.input<typeof conversationPotentialShape>> {
  await store.read(tenantId, (db) => getConversation(db, conversationId))
  await understander.understandConversation({ tenantId, conversationId })
  return store.read(tenantId, async (db) => {
    const { version, ruleVersion } = await understander.presentBy(db)
    const analysis = await analyseConversation(db, { conversationId, version, ruleVersion })
    if (analysis === undefined) throw notFound('conversation')
    const potential = await analysePotential(db, { conversationId, now: clock.now() })
    return { ...analysis, ...potential }
  })
}
