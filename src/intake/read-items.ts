import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import type { ItemDetails, ItemKey, ItemSeal } from './item-seal.ts'
import type { RawItem } from './raw-item.ts'

/** Bytes of stored items, unpacked, by id. Refuses with `item_damaged`. */
export async function readRawItems(
  db: Db,
  { itemSeal, ids }: { itemSeal: ItemSeal; ids: readonly Id[] },
): Promise<Map<Id, Buffer>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('rawItem')
    .select(['tenantId', 'id', 'encoding', 'body'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, itemSeal.bytes(row)]))
}

/** Where stored items were at their sources, and their ids there, by id. Refuses with `item_damaged`. */
export async function readItemPlaces(
  db: Db,
  { itemSeal, ids }: { itemSeal: ItemSeal; ids: readonly Id[] },
): Promise<Map<Id, { path: string; externalId: string }>> {
  const rows = await selectPlaces(db)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, itemSeal.place(row)]))
}

/** Which of these paths no stored item lies at. Reads all of a firm's items, but for their bytes, so it is for what is seldom. */
export async function pathsWithoutItem(
  db: Db,
  { itemSeal, paths }: { itemSeal: ItemSeal; paths: readonly string[] },
): Promise<string[]> {
  if (paths.length === 0) return []
  const rows = await selectPlaces(db).where(mayLieAt(paths)).execute()
  const kept = new Set(rows.map((row) => itemSeal.place(row).path))
  return paths.filter((path) => !kept.has(path))
}

function selectPlaces(db: Db) {
  return db.selectFrom('rawItem').select(['tenantId', 'id', 'encoding', 'path', 'externalId'])
}

/** Where a sealed one lies, only opening it tells. */
function mayLieAt(paths: readonly string[]) {
  return sql<boolean>`(encoding = 'sealed' or path = any(${[...paths]}::text[]))`
}

/** Stored items of a source that lie at these paths. Reads all of its items, so it is for what is seldom. */
export async function rawItemsAt(
  db: Db,
  { itemSeal, sourceId, paths }: { itemSeal: ItemSeal; sourceId: Id; paths: readonly string[] },
): Promise<{ id: Id; path: string }[]> {
  const rows = await selectPlaces(db).where('sourceId', '=', sourceId).where(mayLieAt(paths)).execute()
  const wanted = new Set(paths)
  return rows
    .map((row) => ({ id: row.id, path: itemSeal.place(row).path }))
    .filter(({ path }) => wanted.has(path))
}

/** A stored item and the account it came from. */
export type ItemOfSource = RawItem & {
  sourceId: Id
  channel: string
  addresses: string[]
  settings: unknown
  receivedAt: Date
}

/** The stored item that `which` finds, a query for its id; undefined when there is none, or its bytes were forgotten. */
export async function readItemOf(
  db: Db,
  { itemSeal, which }: { itemSeal: ItemSeal; which: RawBuilder<unknown> },
): Promise<ItemOfSource | undefined> {
  type Row = Omit<ItemOfSource, 'bytes' | 'details'> & ItemKey & { body: Buffer; details: ItemDetails | null }
  const { rows } = await sql<Row>`
    select r.tenant_id, r.id, r.source_id, r.external_id, r.path, r.encoding, r.body, r.received_at, r.details,
      s.channel, s.addresses, s.settings
    from raw_item r join source s on s.tenant_id = r.tenant_id and s.id = r.source_id
    where r.id = (${which}) and r.bytes > 0`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const { sourceId, channel, addresses, settings, receivedAt } = row
  const details = itemSeal.details(row)
  return {
    ...{ sourceId, channel, addresses, settings, receivedAt },
    ...itemSeal.place(row),
    bytes: itemSeal.bytes(row),
    ...(details && { details }),
  }
}
