import { type RawBuilder, sql } from 'kysely'
import { sha256 } from '../base/bytes.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { errorCode } from '../base/refusal.ts'
import type { Db, Tx } from '../store/store.ts'
import type { ItemKey, ItemSeal } from './item-seal.ts'

/** A raw item, with the account it came from; `bytes` is null where what is kept does not open, cannot be unpacked, or is not as it came. */
export type KeptItem = {
  id: Id
  runId: Id
  sourceId: Id
  externalId: string
  path: string
  channel: string
  addresses: string[]
  settings: unknown
  bytes: Buffer | null
  /** Why there are no bytes. */
  fault: 'not_opened' | 'not_packed' | 'other_length' | 'other_hash' | null
  /** Messages that the ledger says came of it, in the run that brought it; null where it says nothing. */
  stored: number | null
  /** Messages of it that are here. */
  messages: number
}

/** Raw items whose bytes are kept, with what the ledger tells of them; `where` is a condition on `raw_item r`. */
export async function readKeptItems(
  db: Db,
  { itemSeal, where, limit }: { itemSeal: ItemSeal; where: RawBuilder<unknown>; limit?: number },
): Promise<KeptItem[]> {
  type Row = Omit<KeptItem, 'bytes' | 'fault' | 'stored'> &
    Sized & { storedAt: Record<string, number> | null }
  const { rows } = await sql<Row>`
    select r.tenant_id, r.id, r.run_id, r.source_id, r.external_id, r.path, r.encoding, r.body, r.bytes as size,
      s.channel, s.addresses, s.settings,
      (select jsonb_object_agg(i.path, i.stored) from run_item i where i.tenant_id = r.tenant_id and i.run_id = r.run_id
        and i.raw_item_id = r.id) as stored_at,
      (select count(*)::int from message m where m.tenant_id = r.tenant_id and m.raw_item_id = r.id) as messages
    from raw_item r join source s on s.tenant_id = r.tenant_id and s.id = r.source_id
    where ${where} and r.bytes > 0 order by r.id ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(
    db,
  )
  return rows.map(({ tenantId, encoding, body, size, storedAt, ...row }) => {
    const item = opened(itemSeal, { ...row, tenantId, encoding, body, size })
    return { ...row, ...item, stored: storedAt?.[item.path] ?? null }
  })
}

type Sized = ItemKey & { body: Buffer; size: number }

/** Archives' items are named by their SHA-256, so their bytes can be proved. */
function opened(
  itemSeal: ItemSeal,
  row: Sized & { channel: string; path: string; externalId: string },
): Pick<KeptItem, 'path' | 'externalId' | 'bytes' | 'fault'> {
  const { path, externalId } = row
  try {
    const place = itemSeal.place(row)
    return { ...place, ...unpacked(itemSeal, { ...row, ...place }) }
  } catch {
    return { path, externalId, bytes: null, fault: 'not_opened' }
  }
}

function unpacked(
  itemSeal: ItemSeal,
  { channel, externalId, size, ...row }: Sized & { channel: string; externalId: string },
): Pick<KeptItem, 'bytes' | 'fault'> {
  let bytes: Buffer
  try {
    bytes = itemSeal.bytes(row)
  } catch (error) {
    return { bytes: null, fault: errorCode(error) === 'item_damaged' ? 'not_opened' : 'not_packed' }
  }
  if (bytes.length !== size) return { bytes: null, fault: 'other_length' }
  if (channel === 'google-voice' && /^[0-9a-f]{64}$/.test(externalId) && sha256(bytes) !== externalId)
    return { bytes: null, fault: 'other_hash' }
  return { bytes, fault: null }
}

/** Whether anything of the firm's messages was ever let go or erased, so that a ledger may count what is not here. */
export async function mayLackMessages(db: Db): Promise<boolean> {
  const { rows } = await sql<{ lacks: boolean }>`
    select exists (select from erasure_mark) or exists (select from run_item where path like 'erased/%')
      or exists (select from retention_rule where kind = 'messages') as lacks`.execute(db)
  return rows[0]?.lacks ?? false
}

/** Adds up what runs have counted from their ledgers' lines again. */
export async function recountRuns(tx: Tx, runIds: readonly Id[]): Promise<void> {
  await sql`
    update run r set seen = l.seen, stored = l.stored, duplicates = l.duplicates, rejected = l.rejected, pages_without_peer = l.without_peer
    from (select r.id, coalesce(sum(i.seen), 0)::int as seen, coalesce(sum(i.stored), 0)::int as stored,
            coalesce(sum(i.duplicates), 0)::int as duplicates, coalesce(sum(i.rejected), 0)::int as rejected,
            (count(*) filter (where i.without_peer))::int as without_peer
          from run r left join run_item i on i.tenant_id = r.tenant_id and i.run_id = r.id
          where r.id = any(${[...runIds]}::uuid[]) and not r.dry_run group by r.id) l
    where r.id = l.id`.execute(tx)
}

/** Lets runs that nobody works on any more be taken up: what they brought in is here, and they go on behind it. */
export async function queueAbandoned(
  tx: Tx,
  { clock, runIds }: { clock: Clock; runIds: readonly Id[] },
): Promise<void> {
  await tx
    .updateTable('run')
    .set({ status: 'queued', leaseHolder: null, leaseUntil: null })
    .where('id', 'in', [...runIds, ''].filter(Boolean))
    .where('status', '=', 'running')
    .where('leaseUntil', '<', clock.now())
    .execute()
}

/** Of several open runs of one input all but the newest end: what they were asked for, that one does. */
export async function endDoubled(
  tx: Tx,
  { clock, runIds }: { clock: Clock; runIds: readonly Id[] },
): Promise<void> {
  await sql`
    update run r set status = 'cancelled', finished_at = ${clock.now()}, lease_holder = null, lease_until = null
    where r.id = any(${[...runIds]}::uuid[]) and r.status in ('queued', 'running')
      and exists (select from run o where o.tenant_id = r.tenant_id and o.input_key = r.input_key and o.dry_run = r.dry_run
        and o.status in ('queued', 'running') and (o.made_at, o.id) > (r.made_at, r.id))`.execute(tx)
}

/** Forgets when sources were asked where that lies in the future: they are asked again at once. */
export async function forgetFutureLooks(
  tx: Tx,
  { clock, sourceIds }: { clock: Clock; sourceIds: readonly Id[] },
): Promise<void> {
  const now = clock.now()
  await sql`
    update source set
      looked_at = case when looked_at > ${now} then null else looked_at end,
      news_at = case when news_at > ${now} then null else news_at end,
      try_at = case when try_at > ${now}::timestamptz + interval '1 day' then null else try_at end,
      watch_holder = case when watch_until > ${now}::timestamptz + interval '1 day' then null else watch_holder end,
      watch_until = case when watch_until > ${now}::timestamptz + interval '1 day' then null else watch_until end
    where id = any(${[...sourceIds]}::uuid[])`.execute(tx)
}
