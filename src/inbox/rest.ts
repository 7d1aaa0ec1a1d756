import type { Clock } from '../base/clock.ts'
import type { Tx } from '../store/store.ts'
import { notHeld } from './held.ts'
import type { ThreadRule } from './thread/rule.ts'
import { endSilentDangers } from './thread/settle.ts'

/**
 * Does what time alone does to conversations: archives those that have been silent long enough and that nothing holds,
 * and ends dangers that nobody speaks of any more. Returns how many were archived. Doing it twice changes nothing.
 */
export async function restConversations(tx: Tx, input: { clock: Clock; rule: ThreadRule }): Promise<number> {
  const result = await tx
    .updateTable('conversation')
    .set((set) => ({
      status: 'archived',
      statusReason: 'silence',
      waitingSince: null,
      restsAt: null,
      hazard: null,
      urgency: null,
      urgentMessageId: null,
      version: set('version', '+', 1),
    }))
    .where('restsAt', '<=', input.clock.now())
    .where('status', '!=', 'archived')
    .where('mergedInto', 'is', null)
    .where(notHeld)
    .executeTakeFirst()
  await endSilentDangers(tx, input)
  return Number(result.numUpdatedRows)
}
