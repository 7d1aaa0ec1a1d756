import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** How long a process may be silent before another hears in its place what is new at a source. */
export const WATCH_LEASE_MS = 30_000
/** Clocks of two machines differ by less; a lease that ends later was given while a clock was ahead. */
const AHEAD_MS_MAX = 10 * 60_000

/** `until`: when to ask again, where another process has it; null where the source is not to be watched at all. */
export type WatchClaim = { mine: true } | { mine: false; until: Date | null }

/**
 * Has `holder` alone hear what is new at a source, or keeps it so: each process at one database would have a connection of
 * its own to each mailbox, of which hosts allow few.
 */
export async function claimWatch(
  tx: Tx,
  { clock, sourceId, holder }: { clock: Clock; sourceId: Id; holder: Id },
): Promise<WatchClaim> {
  const now = clock.now()
  const until = new Date(now.getTime() + WATCH_LEASE_MS)
  const never = new Date(now.getTime() + AHEAD_MS_MAX)
  const { rows } = await sql<{ mine: boolean }>`
    update source set watch_holder = ${holder}, watch_until = ${until}
    where id = ${sourceId} and state = 'active' and removed_at is null
      and (watch_holder is null or watch_holder = ${holder} or watch_until < ${now} or watch_until > ${never})
    returning true as mine`.execute(tx)
  if (rows.length > 0) return { mine: true }
  const held = await tx
    .selectFrom('source')
    .select('watchUntil')
    .where('id', '=', sourceId)
    .where('state', '=', 'active')
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return { mine: false, until: held?.watchUntil ?? null }
}

/** Lets another process hear it. */
export async function releaseWatch(
  tx: Tx,
  { sourceId, holder }: { sourceId: Id; holder: Id },
): Promise<void> {
  await tx
    .updateTable('source')
    .set({ watchHolder: null, watchUntil: null })
    .where('id', '=', sourceId)
    .where('watchHolder', '=', holder)
    .execute()
}
