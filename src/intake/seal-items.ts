import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import type { ItemColumns, ItemKey, ItemSeal } from './item-seal.ts'

const ITEMS_PER_TRANSACTION = 100

/**
 * Seals what was kept in the clear of a firm's raw items; answers how many. Killed at any point, each is as it was or sealed; the next
 * call goes on, and changes nothing where all is sealed. Imports may go on meanwhile.
 */
export async function sealRawItems(
  io: { store: Pick<Store, 'write'>; itemSeal: ItemSeal },
  { tenantId }: { tenantId: Id },
): Promise<number> {
  let sealed = 0
  for (let after: Id | null = null; ; ) {
    const from: Id | null = after
    const ids: Id[] = await io.store.write(tenantId, (tx) => sealBatch(tx, { ...io, after: from }))
    sealed += ids.length
    after = ids.at(-1) ?? null
    if (ids.length < ITEMS_PER_TRANSACTION) return sealed
  }
}

async function sealBatch(
  tx: Tx,
  { itemSeal, after }: { itemSeal: ItemSeal; after: Id | null },
): Promise<Id[]> {
  const { rows } = await sql<ItemKey & ItemColumns & { sourceId: Id }>`
    select tenant_id, id, source_id, external_id, path, encoding, body, details from raw_item
    where encoding <> 'sealed' and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${ITEMS_PER_TRANSACTION} for update`.execute(
    tx,
  )
  for (const { tenantId, id, sourceId, ...columns } of rows)
    await tx
      .updateTable('rawItem')
      .set(forUpdate(itemSeal.seal({ tenantId, id, sourceId }, columns)))
      .where('id', '=', id)
      .execute()
  return rows.map(({ id }) => id)
}

function forUpdate({ details, ...columns }: ItemColumns) {
  return { ...columns, details: details && JSON.stringify(details) }
}

/** How many raw items of a firm there are, and how many of these are in the clear. */
export async function countRawItems(db: Db): Promise<{ items: number; plain: number }> {
  const { rows } = await sql<{ items: number; plain: number }>`
    select count(*)::int as items, (count(*) filter (where encoding <> 'sealed'))::int as plain from raw_item`.execute(
    db,
  )
  return rows[0] ?? { items: 0, plain: 0 }
}
