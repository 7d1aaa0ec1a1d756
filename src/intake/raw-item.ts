import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import { type ItemDetails, type ItemSeal, pack } from './item-seal.ts'

/** Something that came in, as it came. */
export type RawItem = {
  /** The wire's own id of it; for a wire without ids the SHA-256 of its bytes. */
  externalId: string
  /** Name at the source. */
  path: string
  bytes: Buffer
  /** What the source told of it beside its bytes, when it came. */
  details?: ItemDetails
}

/** Something to store; `packed` are its bytes as `pack` packs them, where that has been done already. */
export type ItemToStore = RawItem & { packed?: Buffer }

/** Stores what is not here yet, sealed where that is wanted. Returns, by external id, where each is, and whether it is new. */
export async function storeRawItems(
  tx: Tx,
  input: { clock: Clock; itemSeal: ItemSeal; sourceId: Id; runId: Id; items: readonly ItemToStore[] },
): Promise<Map<string, { id: Id; isNew: boolean }>> {
  const { itemSeal, sourceId } = input
  const externalIds = [...new Set(input.items.map(({ externalId }) => externalId))]
  if (externalIds.length === 0) return new Map()
  const known = await idsHere(tx, { itemSeal, sourceId, externalIds })
  const places = new Map([...known].map(([externalId, id]) => [externalId, { id, isNew: false }]))
  const before = input.items.filter(({ externalId }) => known.has(externalId))
  const tenantId = itemSeal.sealsNew ? await presentFirm(tx) : ''
  const records = []
  const bodies: Buffer[] = []
  let start = 1
  for (const item of input.items) {
    if (places.has(item.externalId)) continue
    const id = newId(input.clock)
    places.set(item.externalId, { id, isNew: true })
    const { externalId, path, details = null } = item
    const plain = { externalId, path, encoding: 'deflate', body: item.packed ?? pack(item.bytes), details }
    const kept = itemSeal.sealsNew ? itemSeal.seal({ tenantId, id, sourceId }, plain) : plain
    records.push({
      id,
      external_id: kept.externalId,
      path: kept.path,
      encoding: kept.encoding,
      start,
      size: kept.body.length,
      bytes: item.bytes.length,
      details: kept.details,
    })
    bodies.push(kept.body)
    start += kept.body.length
  }
  await noteDetails(tx, { itemSeal, items: before, places: known })
  if (records.length > 0) {
    // All bodies go as one parameter and are cut there: a row of parameters for each takes twice as long.
    await sql`
      with body (all_of_them) as materialized (select ${Buffer.concat(bodies)}::bytea)
      insert into raw_item (id, source_id, run_id, external_id, path, encoding, body, bytes, received_at, details)
      select id, ${sourceId}, ${input.runId}, external_id, path, encoding, substr(all_of_them, start, size), bytes,
        ${input.clock.now()}, details
      from body, json_to_recordset(${JSON.stringify(records)}::json)
        as r (id uuid, external_id text, path text, encoding text, start int, size int, bytes bigint, details jsonb)`.execute(
      tx,
    )
  }
  return places
}

/** Of the items of a source, by their external ids, those that are here. One that was kept before items were sealed has its id as it is. */
async function idsHere(
  db: Db,
  { itemSeal, sourceId, externalIds }: { itemSeal: ItemSeal; sourceId: Id; externalIds: readonly string[] },
): Promise<Map<string, Id>> {
  const named = new Map(externalIds.map((externalId) => [externalId, externalId]))
  if (itemSeal.sealsNew)
    for (const externalId of externalIds) named.set(itemSeal.nameOf(sourceId, externalId), externalId)
  const rows = await db
    .selectFrom('rawItem')
    .select(['id', 'externalId'])
    .where('sourceId', '=', sourceId)
    .where(sql<boolean>`external_id = any(${[...named.keys()]}::text[])`)
    .execute()
  return new Map(rows.map(({ id, externalId }) => [named.get(externalId) ?? externalId, id]))
}

/** The firm whose rows a transaction sees. */
async function presentFirm(db: Db): Promise<Id> {
  const { rows } = await sql<{ tenantId: Id }>`select app_tenant() as tenant_id`.execute(db)
  return rows[0]?.tenantId ?? ''
}

/** What a source tells of items that were kept before it did, such as mails sent from here. Of forgotten ones nothing comes back. */
async function noteDetails(
  tx: Tx,
  {
    itemSeal,
    items,
    places,
  }: { itemSeal: ItemSeal; items: readonly ItemToStore[]; places: ReadonlyMap<string, Id> },
): Promise<void> {
  const told = items.flatMap(({ externalId, details }) => {
    const id = places.get(externalId)
    return details === undefined || id === undefined ? [] : [{ id, details }]
  })
  if (told.length === 0) return
  const tenantId = await presentFirm(tx)
  const both = told.map(({ id, details }) => ({
    ...{ id, details },
    sealed: itemSeal.sealDetails({ tenantId, id }, details),
  }))
  await sql`
    update raw_item i set details = case i.encoding when 'sealed' then r.sealed else r.details end
    from json_to_recordset(${JSON.stringify(both)}::json) as r (id uuid, details jsonb, sealed jsonb)
    where i.id = r.id and i.details is null and i.bytes > 0`.execute(tx)
}

/** Which of these items of a source are here, by their external ids. */
export async function itemsHere(
  db: Db,
  input: { itemSeal: ItemSeal; sourceId: Id; externalIds: readonly string[] },
): Promise<Set<string>> {
  return new Set((await idsHere(db, input)).keys())
}
