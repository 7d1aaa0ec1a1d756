import { deflateRawSync, inflateRawSync } from 'node:zlib'
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

/** Packing the first tries hardest would cost more than the disk it saves. */
const DEFLATE_LEVEL = 3

/** Stores what is not here yet. Returns, by external id, where each is, and whether it is new. */
export async function storeRawItems(
  tx: Tx,
  input: { clock: Clock; sourceId: Id; runId: Id; items: readonly RawItem[] },
): Promise<Map<string, { id: Id; isNew: boolean }>> {
  const externalIds = [...new Set(input.items.map(({ externalId }) => externalId))]
  if (externalIds.length === 0) return new Map()
  const known = await tx
    .selectFrom('rawItem')
    .select(['id', 'externalId'])
    .where('sourceId', '=', input.sourceId)
    .where('externalId', 'in', externalIds)
    .execute()
  const places = new Map(known.map(({ id, externalId }) => [externalId, { id, isNew: false }]))
  const rows = []
  for (const item of input.items) {
    if (places.has(item.externalId)) continue
    const id = newId(input.clock)
    places.set(item.externalId, { id, isNew: true })
    rows.push({
      id,
      sourceId: input.sourceId,
      runId: input.runId,
      externalId: item.externalId,
      path: item.path,
      encoding: 'deflate',
      body: deflateRawSync(item.bytes, { level: DEFLATE_LEVEL }),
      bytes: item.bytes.length,
      receivedAt: input.clock.now(),
    })
  }
  if (rows.length > 0) await tx.insertInto('rawItem').values(rows).execute()
  return places
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
