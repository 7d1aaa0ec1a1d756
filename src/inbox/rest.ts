import type { Tx } from '../store/store.ts'

/** Archives conversations that have been silent long enough; returns how many. Doing it twice changes nothing. */
export async function restConversations(tx: Tx, input: { now: Date }): Promise<number> {
  const result = await tx
    .updateTable('conversation')
    .set((set) => ({
      status: 'archived',
      statusReason: 'silence',
      waitingSince: null,
      restsAt: null,
      version: set('version', '+', 1),
    }))
    .where('restsAt', '<=', input.now)
    .where('status', '!=', 'archived')
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
