import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** Lets go of what was told of things, whose ids alone stay: for what is erased. */
export async function forgetChanges(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update event set changes = changes - ${[...ids]}::text[] where changes is not null and ids && ${[...ids]}::uuid[]`.execute(
    tx,
  )
}
