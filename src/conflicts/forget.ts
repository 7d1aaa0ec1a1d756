import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** Forgets what two had written of these: they are erased. */
export async function forgetConflicts(tx: Tx, entityIds: readonly Id[]): Promise<void> {
  if (entityIds.length === 0) return
  await tx.deleteFrom('conflict').where('entityId', 'in', entityIds).execute()
}
