import type { Tx } from '../store/store.ts'
import { HAZARD_MS } from './hazard.ts'

/**
 * Does what time alone does to conversations: archives those that have been silent long enough, and ends dangers
 * that nobody speaks of any more. Returns how many were archived. Doing it twice changes nothing.
 */
export async function restConversations(tx: Tx, input: { now: Date }): Promise<number> {
  const result = await tx
    .updateTable('conversation')
    .set((set) => ({
      status: 'archived',
      statusReason: 'silence',
      waitingSince: null,
      restsAt: null,
      hazard: null,
      version: set('version', '+', 1),
    }))
    .where('restsAt', '<=', input.now)
    .where('status', '!=', 'archived')
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
  await tx
    .updateTable('conversation')
    .set((set) => ({ hazard: null, version: set('version', '+', 1) }))
    .where('hazard', 'is not', null)
    .where('lastAt', '<=', new Date(input.now.getTime() - HAZARD_MS))
    .where('status', 'in', ['active', 'needs_reply', 'waiting'])
    .where('mergedInto', 'is', null)
    .execute()
  return Number(result.numUpdatedRows)
}
