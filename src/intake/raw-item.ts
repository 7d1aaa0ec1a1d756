import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'

/** Something that came in, as it came. */
export type RawItem = {
  /** The wire's own id of it; for a wire without ids the SHA-256 of its bytes. */
  externalId: string
  /** Name at the source. */
  path: string
  bytes: Buffer
  /** What the source told of it beside its bytes, when it came. */
  details?: Readonly<Record<string, string>>
}

/** Something to store; `packed` are its bytes as `pack` packs them, where that has been done already. */
export type ItemToStore = RawItem & { packed?: Buffer }

/** Packing the first tries hardest would cost more than the disk it saves. */
const DEFLATE_LEVEL = 3

/** Packs bytes as `storeRawItems` stores them; done before the transaction, it does not keep the database waiting. */
export function pack(bytes: Buffer): Buffer {
  return deflateRawSync(bytes, { level: DEFLATE_LEVEL })
}

/** Stores what is not here yet. Returns, by external id, where each is, and whether it is new. */
export async function storeRawItems(
  tx: Tx,
  input: { clock: Clock; sourceId: Id; runId: Id; items: readonly ItemToStore[] },
): Promise<Map<string, { id: Id; isNew: boolean }>> {
  const externalIds = [...new Set(input.items.map(({ externalId }) => externalId))]
  if (externalIds.length === 0) return new Map()
  const known = await tx
    .selectFrom('rawItem')
    .select(['id', 'externalId'])
    .where('sourceId', '=', input.sourceId)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute()
  const places = new Map(known.map(({ id, externalId }) => [externalId, { id, isNew: false }]))
  const records = []
  const bodies: Buffer[] = []
  let start = 1
  for (const item of input.items) {
    if (places.has(item.externalId)) continue
    const id = newId(input.clock)
    places.set(item.externalId, { id, isNew: true })
    const packed = item.packed ?? pack(item.bytes)
    records.push({
      id,
      external_id: item.externalId,
      path: item.path,
      start,
      size: packed.length,
      bytes: item.bytes.length,
      details: item.details ?? null,
    })
    bodies.push(packed)
    start += packed.length
  }
  const before = input.items.filter(({ externalId }) => places.get(externalId)?.isNew === false)
  await noteDetails(tx, before, places)
  if (records.length > 0) {
    // All bodies go as one parameter and are cut there: a row of parameters for each takes twice as long.
    await sql`
      with body (all_of_them) as materialized (select ${Buffer.concat(bodies)}::bytea)
      insert into raw_item (id, source_id, run_id, external_id, path, encoding, body, bytes, received_at, details)
      select id, ${input.sourceId}, ${input.runId}, external_id, path, 'deflate', substr(all_of_them, start, size), bytes,
        ${input.clock.now()}, details
      from body, json_to_recordset(${JSON.stringify(records)}::json)
        as r (id uuid, external_id text, path text, start int, size int, bytes bigint, details jsonb)`.execute(
      tx,
    )
  }
  return places
}

/** What a source tells of items that were kept before it did, such as mails sent from here. Of forgotten ones nothing comes back. */
async function noteDetails(
  tx: Tx,
  items: readonly ItemToStore[],
  places: ReadonlyMap<string, { id: Id }>,
): Promise<void> {
  const told = items.flatMap(({ externalId, details }) =>
    details === undefined ? [] : [{ id: places.get(externalId)?.id, details }],
  )
  if (told.length === 0) return
  await sql`
    update raw_item i set details = r.details
    from json_to_recordset(${JSON.stringify(told)}::json) as r (id uuid, details jsonb)
    where i.id = r.id and i.details is null and i.bytes > 0`.execute(tx)
}

/** Which of these items of a source are here, by their external ids. */
export async function itemsHere(
  db: Db,
  { sourceId, externalIds }: { sourceId: Id; externalIds: readonly string[] },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('rawItem')
    .select('externalId')
    .where('sourceId', '=', sourceId)
    .where(sql<boolean>`external_id = any(${[...externalIds]}::text[])`)
    .execute()
  return new Set(rows.map(({ externalId }) => externalId))
}

/** Bytes of stored items, unpacked, by id. */
export async function readRawItems(db: Db, ids: readonly Id[]): Promise<Map<Id, Buffer>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('rawItem')
    .select(['id', 'encoding', 'body'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, unpacked(row)]))
}

/** Stored items of a source that lie at these paths. Reads all of its items, so it is for what is seldom. */
export async function rawItemsAt(
  db: Db,
  { sourceId, paths }: { sourceId: Id; paths: readonly string[] },
): Promise<{ id: Id; path: string }[]> {
  return db
    .selectFrom('rawItem')
    .select(['id', 'path'])
    .where('sourceId', '=', sourceId)
    .where(sql<boolean>`path = any(${[...paths]}::text[])`)
    .execute()
}

/** A stored item's bytes, unpacked; undefined when there is none such. */
export async function readRawItem(db: Db, id: Id): Promise<RawItem | undefined> {
  const row = await db
    .selectFrom('rawItem')
    .select(['externalId', 'path', 'encoding', 'body'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    externalId: row.externalId,
    path: row.path,
    bytes: unpacked(row),
  }
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
export async function readItemOf(db: Db, which: RawBuilder<unknown>): Promise<ItemOfSource | undefined> {
  const { rows } = await sql<
    Omit<ItemOfSource, 'bytes' | 'details'> & {
      encoding: string
      body: Buffer
      details: Record<string, string> | null
    }
  >`
    select r.source_id, r.external_id, r.path, r.encoding, r.body, r.received_at, r.details, s.channel, s.addresses, s.settings
    from raw_item r join source s on s.tenant_id = r.tenant_id and s.id = r.source_id
    where r.id = (${which}) and r.bytes > 0`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const { encoding, body, details, ...item } = row
  return { ...item, bytes: unpacked({ encoding, body }), ...(details && { details }) }
}

function unpacked({ encoding, body }: { encoding: string; body: Buffer }): Buffer {
  return encoding === 'deflate' ? inflateRawSync(body) : body
}
