import { sql } from 'kysely'
import type { LookIo, Walk } from './check.ts'

/** A stretch of a table in order of its keys, with how many rows it has; `upTo` is null at the end, `last` the last key there is. */
export type Stretch = { after: string | null; upTo: string | null; last: string | null; rows: number }

/** A statement that holds the embedded database up for longer keeps everybody waiting. */
const SLICE_MS = 30
const ROWS_FIRST = 500
const ROWS_MIN = 10
const ROWS_MAX = 20_000

/**
 * Goes along a table from behind `after`, stretch by stretch, for `rowsMax` rows or to the end. How long whoever takes a
 * stretch takes for it tells how long the next one is.
 */
export async function* stretches(
  { read }: Pick<LookIo, 'read'>,
  walk: Walk,
  {
    after = null,
    rowsMax = Number.POSITIVE_INFINITY,
    slice = ROWS_FIRST,
  }: { after?: string | null; rowsMax?: number; slice?: number } = {},
): AsyncGenerator<Stretch> {
  let at = after
  let left = rowsMax
  let size = slice
  const key = sql.ref(walk.key)
  while (left > 0) {
    const limit = Math.min(size, left)
    const from = at === null ? sql`` : sql`where ${key} > ${at}::${sql.raw(walk.type)}`
    const { rows, last } = await read(async (db) => {
      const found = await sql<{ rows: number; last: string | null }>`
        select count(*)::int as rows, (array_agg(key order by key desc))[1]::text as last
        from (select ${key} as key from ${sql.table(walk.table)} ${from} order by ${key} limit ${limit}) s`.execute(
        db,
      )
      return found.rows[0] ?? { rows: 0, last: null }
    })
    const isEnd = rows < limit
    const beganMs = performance.now()
    yield { after: at, upTo: isEnd ? null : last, last, rows }
    if (isEnd) return
    const tookMs = performance.now() - beganMs
    if (tookMs < SLICE_MS / 2) size = Math.min(size * 2, ROWS_MAX)
    else if (tookMs > SLICE_MS) size = Math.max(Math.floor((size * SLICE_MS) / tookMs), ROWS_MIN)
    at = last
    left -= rows
  }
}

/** How many rows there are to go along. */
export function countRows({ read }: Pick<LookIo, 'read'>, { table }: Walk): Promise<number> {
  return read(async (db) => {
    const { rows } = await sql<{
      rows: number
    }>`select count(*)::int as rows from ${sql.table(table)}`.execute(db)
    return rows[0]?.rows ?? 0
  })
}

/** The last key that there is; null where there are no rows. */
export function lastKey({ read }: Pick<LookIo, 'read'>, { table, key }: Walk): Promise<string | null> {
  return read(async (db) => {
    const { rows } = await sql<{ key: string }>`
      select ${sql.ref(key)}::text as key from ${sql.table(table)} order by ${sql.ref(key)} desc limit 1`.execute(
      db,
    )
    return rows[0]?.key ?? null
  })
}
