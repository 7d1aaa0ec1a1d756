import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'

/** An account on a channel, from which messages come. */
export type Source = { id: Id; channel: string; label: string; addresses: string[] }

/**
 * The source an archive belongs to: the one that shares an address with it; or, when the archive does not tell
 * its own addresses, the channel's only one; else a new one. Addresses met for the first time are kept with it.
 */
export async function sourceFor(
  tx: Tx,
  input: { clock: Clock; channel: string; addresses: readonly string[]; label: string },
): Promise<Source> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant_id') || ${input.channel}, 0))`.execute(
    tx,
  )
  const sources = await listSources(tx, input.channel)
  const shared = sources.find((source) =>
    source.addresses.some((address) => input.addresses.includes(address)),
  )
  const found =
    shared ??
    (input.addresses.length === 0 || sources[0]?.addresses.length === 0 ? onlyOf(sources) : undefined)
  if (found === undefined) {
    const source = {
      id: newId(input.clock),
      channel: input.channel,
      label: input.label,
      addresses: [...input.addresses],
    }
    await tx
      .insertInto('source')
      .values({ ...source, madeAt: input.clock.now() })
      .execute()
    return source
  }
  const addresses = [...new Set([...found.addresses, ...input.addresses])]
  if (addresses.length > found.addresses.length) {
    await tx.updateTable('source').set({ addresses }).where('id', '=', found.id).execute()
  }
  return { ...found, addresses }
}

/** Sources of a channel, oldest first. */
export function listSources(db: Db, channel: string): Promise<Source[]> {
  return db
    .selectFrom('source')
    .select(['id', 'channel', 'label', 'addresses'])
    .where('channel', '=', channel)
    .orderBy('id')
    .execute()
}

function onlyOf(sources: readonly Source[]): Source | undefined {
  return sources.length === 1 ? sources[0] : undefined
}
