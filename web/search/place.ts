import type { Hit } from '../../src/contract/search.ts'
import { hashOf } from '../inbox/thread/use-jump.ts'

/** Where a hit leads, as the router takes it; null when it leads nowhere. */
export function placeOf({ kind, customerId, conversationId, messageId, ticketId }: Hit) {
  if (ticketId !== null) return { to: '/tickets/$ticketId' as const, params: { ticketId }, search: {} }
  if (conversationId !== null)
    return {
      to: '/inbox/$conversationId' as const,
      params: { conversationId },
      search: {},
      ...(messageId === null || kind === 'conversation' ? {} : { hash: hashOf(messageId) }),
    }
  if (customerId !== null)
    return { to: '/customers/$customerId' as const, params: { customerId }, search: {} }
  return null
}
