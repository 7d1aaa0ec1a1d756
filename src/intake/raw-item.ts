import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
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
    })
    bodies.push(packed)
    start += packed.length
  }
  if (records.length > 0) {
    // All bodies go as one parameter and are cut there: a row of parameters for each takes twice as long.
    await sql`
      with body (all_of_them) as materialized (select ${Buffer.concat(bodies)}::bytea)
      insert into raw_item (id, source_id, run_id, external_id, path, encoding, body, bytes, received_at)
      select id, ${input.sourceId}, ${input.runId}, external_id, path, 'deflate', substr(all_of_them, start, size), bytes, ${input.clock.now()}
      from body, json_to_recordset(${JSON.stringify(records)}::json)
        as r (id uuid, external_id text, path text, start int, size int, bytes bigint)`.execute(tx)
  }
  return places
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

function unpacked({ encoding, body }: { encoding: string; body: Buffer }): Buffer {
  return encoding === 'deflate' ? inflateRawSync(body) : body
}
