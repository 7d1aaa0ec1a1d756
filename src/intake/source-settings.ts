import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../store/store.ts'
import type { ItemSeal } from './item-seal.ts'
import { readLiveSource } from './live-source.ts'
import { readRawItems } from './read-items.ts'

/**
 * Sets whose word on senders is believed in a source's mails. What came before stays as it was judged. Refuses with
 * `source_not_found`, and with `auth_servers_known` where it is not a person's to say.
 */
export async function setAuthServers(
  tx: Tx,
  { sourceId, authServers }: { sourceId: Id; authServers: readonly string[] },
): Promise<void> {
  const { channel } = await readLiveSource(tx, sourceId)
  if (channel !== 'imap' && channel !== 'postmark')
    throw new Refusal(
      'auth_servers_known',
      'Nobody needs to say whose word on senders is believed here: of Gmail it is known, and tables have none.',
      'Nothing.',
      { status: 409 },
    )
  const named = authServers.length === 0 ? {} : { authServers }
  await sql`
    update source set settings = (settings - 'authServers') || ${JSON.stringify(named)}::jsonb where id = ${sourceId}`.execute(
    tx,
  )
}

/** What came last from a source, as it came, newest first. */
export async function newestItems(
  db: Db,
  { itemSeal, sourceId, limit }: { itemSeal: ItemSeal; sourceId: Id; limit: number },
): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('rawItem')
    .select('id')
    .where('sourceId', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const ids = rows.map(({ id }) => id)
  return [...(await readRawItems(db, { itemSeal, ids })).values()]
}
