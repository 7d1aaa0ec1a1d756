import type { WireIncident } from '../wire.ts'
import type { Ask } from './connection.ts'
import { type Anchor, atTheBeginning, movedFrom, type Standing } from './cursor.ts'
import { highestId, lockHolders } from './read-ordered.ts'
import { idType, readRows } from './read-rows.ts'
import { rowDigest } from './row-item.ts'
import { type ChatTable, findTable } from './table.ts'
import { ID_MIN, type Unseen, unseenAbove } from './unseen.ts'

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
    const { expired, goesOn } = await goingOn(ask, table, { since, kind })
    if (goesOn !== null) standing = { ...goesOn, place, layout }
    if (expired !== null) incidents.push({ kind: 'cursor_expired', details: { reason: expired } })
    if (since.layout !== layout)
      incidents.push({ kind: 'layout_changed', details: { before: since.layout, now: layout } })
  }
  const holders = isDrawn ? await lockHolders(ask, table) : []
  return { table, standing, incidents, highest, holders }
}

/** From where one goes on, null where all has to be listed again; and why it is not from where one stood. */
async function goingOn(
  ask: Ask,
  table: ChatTable,
  { since, kind }: { since: Standing; kind: Standing['way']['kind'] },
): Promise<{ expired: string | null; goesOn: Standing | null }> {
  if (since.way.kind !== kind) return { expired: 'order_changed', goesOn: null }
  const moved = movedFrom(since.place, table.place)
  if (moved !== null) return { expired: moved, goesOn: null }
  if (since.anchors.length === 0) return { expired: null, goesOn: since }
  const found = await findAnchors(ask, table, since.anchors)
  // Somebody emptied it, and it may count from the beginning again; one that is left tells that it is the same table still.
  if (!found.includes('there')) return { expired: 'rows_replaced', goesOn: null }
  return since.way.kind === 'ordered'
    ? fromLastThere(since, since.way.unseen, found)
    : { expired: null, goesOn: since }
}

/**
 * Where the newest of the rows by which the table is known are gone, it may have been set back to an earlier state, and give
 * their ids to others: all above the last one that is there is looked for again. What is the same adds nothing.
 */
function fromLastThere(
  since: Standing,
  unseen: Unseen,
  found: readonly AnchorState[],
): { expired: 'ids_given_twice' | null; goesOn: Standing } {
  const known = since.anchors.map((anchor, index) => ({
    anchor,
    id: BigInt(anchor.id),
    state: found[index] ?? 'gone',
  }))
  const last = known.reduce((max, { id, state }) => (state === 'there' && id > max ? id : max), ID_MIN)
  const above = known.filter(({ id }) => id > last)
  if (above.length === 0) return { expired: null, goesOn: since }
  return {
    expired: above.some(({ state }) => state === 'other') ? 'ids_given_twice' : null,
    goesOn: {
      ...since,
      anchors: known.filter(({ state }) => state === 'there').map(({ anchor }) => anchor),
      way: { kind: 'ordered', unseen: unseenAbove(unseen, last) },
    },
  }
}

/** `other`: another row has its id, or it says something else now. */
type AnchorState = 'there' | 'other' | 'gone'

async function findAnchors(ask: Ask, table: ChatTable, anchors: readonly Anchor[]): Promise<AnchorState[]> {
  const from = `from ${table.sql} t where t.${table.id.sql} = any($1::${idType(table)}[])`
  const values = [anchors.map(({ id }) => id)]
  const { rows } = await readRows(ask, table, { from, values, limit: Number.POSITIVE_INFINITY })
  const digests = new Map(
    rows.map(({ id, session, message }) => [id, rowDigest(session ?? '', message ?? '')]),
  )
  return anchors.map(({ id, digest }) =>
    digests.has(id) ? (digests.get(id) === digest ? 'there' : 'other') : 'gone',
  )
}
