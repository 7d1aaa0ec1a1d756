import type { Conversation } from '../../src/contract/conversations.ts'
import type { ConversationInsight } from '../../src/contract/insights.ts'
import type { Key } from '../i18n/en.ts'

/** How a conversation stands: the words for it, how sure they are, and whether signs speak for them. */
export type ShownStanding = { words: Key; sure: number | null; isBySigns: boolean }

const HALF = 0.5

/**
 * How the panel says that a conversation stands. What the inbox says goes first: who laid it away by hand holds it for done,
 * and who spoke last is not said to have been answered. `sure` is null where that is a fact, and where the signs together
 * speak rather against it.
 */
export function shownStanding(
  { status, statusReason }: Pick<Conversation, 'status' | 'statusReason'>,
  { resolution }: Pick<ConversationInsight, 'resolution'>,
): ShownStanding {
  const { status: found, probability, reasons } = resolution
  const isOpen = found === 'waiting_for_us' || found === 'waiting_for_customer'
  if (status === 'archived' && statusReason === 'by_hand' && isOpen)
    return { words: 'insight.status.laid_away', sure: null, isBySigns: false }
  if (status === 'needs_reply' && ANSWERED.has(found))
    return { words: 'insight.status.they_spoke_last', sure: null, isBySigns: true }
  const chance = isOpen ? 1 - probability : probability
  const promised = found === 'waiting_for_us' && !reasons.some(({ code }) => code === 'they_wait')
  return {
    words: promised ? 'insight.status.promised' : `insight.status.${found}`,
    sure: chance < HALF ? null : chance,
    isBySigns: true,
  }
}

const ANSWERED: ReadonlySet<string> = new Set(['resolved', 'nothing_asked', 'waiting_for_customer'])
