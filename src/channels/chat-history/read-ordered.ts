import type { Ask } from './connection.ts'
import { readRows } from './read-rows.ts'
import type { Row } from './row-item.ts'
import type { ChatTable } from './table.ts'
import { gapsOf, ID_MAX, ID_MIN, type Range, type Unseen } from './unseen.ts'

/** Rows of one snapshot whose ids were not seen, ascending. */
export type Found = {
  rows: Row[]
  /** The last id when there may be more; null when that is all there is. */
  upTo: bigint | null
}

/**
 * Finds at most `limit` rows that were not seen: in the gaps first, then beyond. Every range costs one step down the index of
 * the ids, and rows that were seen cost nothing. `ask` must stand in a transaction that reads by index.
 */
export async function findUnseen(
  ask: Ask,
  table: ChatTable,
  { unseen, limit }: { unseen: Unseen; limit: number },
): Promise<Found> {
  const { sql, id } = table
  const gaps = gapsOf(unseen)
  const inGaps = `from unnest($1::int8[], $2::int8[]) r (lo, hi) cross join lateral (
    select t.* from ${sql} t where t.${id.sql} >= r.lo and t.${id.sql} <= r.hi order by t.${id.sql} limit $3) t
    order by t.${id.sql} limit $3`
  const beyond = `from ${sql} t where t.${id.sql} >= $1::int8 order by t.${id.sql} limit $2`
  const gapValues = [...bounds(gaps), limit]
  const old =
    gaps.length === 0
      ? { rows: [], isAll: true }
      : await readRows(ask, table, { from: inGaps, values: gapValues, limit })
  const left = limit - old.rows.length
  if (!old.isAll || left === 0) return { rows: old.rows, upTo: lastId(old.rows) }
  const values = [`${unseen.tail}`, left]
  const fresh =
    unseen.tail > ID_MAX
      ? { rows: [], isAll: true }
      : await readRows(ask, table, { from: beyond, values, limit: left })
  const rows = [...old.rows, ...fresh.rows]
  return { rows, upTo: fresh.isAll ? null : lastId(rows) }
}

function lastId(rows: readonly Row[]): bigint {
  return BigInt(rows.at(-1)?.id ?? ID_MIN)
}

/**
 * How many rows the table itself counts among those not seen, up to `upTo`, in stretches that begin at `starts`: the second
 * opinion on what `findUnseen` found in the same snapshot.
 */
export async function countUnseen(
  ask: Ask,
  { sql, id }: ChatTable,
  { unseen, upTo, starts }: { unseen: Unseen; upTo: bigint | null; starts: readonly bigint[] },
): Promise<number[]> {
  const end = upTo ?? ID_MAX
  const ranges = [...gapsOf(unseen), { lo: unseen.tail, hi: ID_MAX }]
    .filter(({ lo }) => lo <= end)
    .map((range) => (range.hi > end ? { ...range, hi: end } : range))
  const rows = await ask(
    `select greatest(width_bucket(t.id, $3::int8[]) - 1, 0), count(*)::int
     from unnest($1::int8[], $2::int8[]) r (lo, hi) cross join lateral (
       select t.${id.sql}::int8 as id from ${sql} t where t.${id.sql} >= r.lo and t.${id.sql} <= r.hi offset 0) t
     group by 1`,
    [...bounds(ranges), starts.length === 0 ? ['0'] : starts.map(String)],
  )
  const counts: number[] = new Array(Math.max(1, starts.length)).fill(0)
  for (const [stretch, count] of rows as [number, number][]) counts[stretch] = (counts[stretch] ?? 0) + count
  return counts
}

/** Below this id, every id had been drawn when the snapshot of `ask` was taken. */
export async function highestId(ask: Ask, { sql, id }: ChatTable): Promise<bigint | null> {
  const [row] = await ask(`select max(${id.sql})::text from ${sql}`)
  return typeof row?.[0] === 'string' ? BigInt(row[0]) : null
}

/** Transactions that hold the lock of who writes into the table, now: this is not as of the snapshot of `ask`. */
export async function lockHolders(ask: Ask, { oids }: ChatTable): Promise<string[]> {
  const rows = await ask(
    `select distinct l.virtualtransaction from pg_catalog.pg_locks l
     where l.locktype = 'relation' and l.granted and l.relation = any($1::oid[])
       and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
       and l.mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')`,
    [oids],
  )
  return rows.map(([holder]) => holder as string)
}

function bounds(ranges: readonly Range[]): [string[], string[]] {
  return [ranges.map(({ lo }) => `${lo}`), ranges.map(({ hi }) => `${hi}`)]
}
