import type { WireIncident } from '../wire.ts'
import type { Ask } from './connection.ts'
import { type Anchor, atTheBeginning, movedFrom, type Standing } from './cursor.ts'
import { highestId, lockHolders } from './read-ordered.ts'
import { idType, readRows } from './read-rows.ts'
import { rowDigest } from './row-item.ts'
import { type ChatTable, findTable } from './table.ts'

/** A table at the beginning of a `receive`, and where it goes on from. */
export type Opened = {
  table: ChatTable
  standing: Standing
  incidents: WireIncident[]
  /** The highest id in the snapshot of the opening; null in an empty table, and where ids are not drawn. */
  highest: bigint | null
  /** Who held the lock of who writes, after that snapshot; none where ids are not drawn. */
  holders: readonly string[]
}

/**
 * Finds the table, and out whether it still is the one that `since` was read from. `ask` must stand in a transaction with the
 * user's own names. Throws `WireError`.
 */
export async function openTable(
  ask: Ask,
  { name, since }: { name: string; since: Standing | 'unreadable' | null },
): Promise<Opened> {
  const table = await findTable(ask, name)
  const kind = table.ids.kind === 'drawn' || table.ids.kind === 'watched' ? 'ordered' : 'rounds'
  const isDrawn = table.ids.kind === 'drawn'
  const highest = isDrawn ? await highestId(ask, table) : null
  const { place, layout } = table
  const beginning = atTheBeginning({ place, layout, kind })
  const incidents: WireIncident[] = []
  let standing = beginning
  if (since === null) {
    if ('because' in table.ids && table.ids.because === 'no_index')
      incidents.push({ kind: 'layout_changed', details: { what: 'id_without_index' } })
  } else if (since === 'unreadable') {
    incidents.push({ kind: 'cursor_expired', details: { reason: 'cursor_unreadable' } })
  } else {
    const expired = await expiryOf(ask, table, { since, kind })
    if (expired === null) standing = { ...since, place, layout }
    else incidents.push({ kind: 'cursor_expired', details: { reason: expired } })
    if (since.layout !== layout)
      incidents.push({ kind: 'layout_changed', details: { before: since.layout, now: layout } })
  }
  const holders = isDrawn ? await lockHolders(ask, table) : []
  return { table, standing, incidents, highest, holders }
}

/** Why all has to be listed again; null when one can go on. */
async function expiryOf(
  ask: Ask,
  table: ChatTable,
  { since, kind }: { since: Standing; kind: Standing['way']['kind'] },
): Promise<string | null> {
  if (since.way.kind !== kind) return 'order_changed'
  return movedFrom(since.place, table.place) ?? (await replacedRows(ask, table, since.anchors))
}

/**
 * Whether none of the rows by which the table is known is there any more: somebody emptied it, and it may count from the
 * beginning again. One that is left tells that it is the same table still.
 */
async function replacedRows(
  ask: Ask,
  table: ChatTable,
  anchors: readonly Anchor[],
): Promise<'rows_replaced' | null> {
  if (anchors.length === 0) return null
  const from = `from ${table.sql} t where t.${table.id.sql} = any($1::${idType(table)}[])`
  const values = [anchors.map(({ id }) => id)]
  const { rows } = await readRows(ask, table, { from, values, limit: Number.POSITIVE_INFINITY })
  const digests = new Map(
    rows.map(({ id, session, message }) => [id, rowDigest(session ?? '', message ?? '')]),
  )
  return anchors.some(({ id, digest }) => digests.get(id) === digest) ? null : 'rows_replaced'
}
