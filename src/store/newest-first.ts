import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { decodeCursor, encodeCursor, type Page } from '../base/page.ts'

/** In a list by `column`, a time, and id, newest first: what comes behind a cursor of `newestPage`; all without one. */
export function behind(cursor: string | undefined, column: string): RawBuilder<boolean> {
  if (cursor === undefined) return sql<boolean>`true`
  const [atMs, id] = decodeCursor(cursor, 2)
  return sql<boolean>`(${sql.ref(column)}, id) < (to_timestamp(${Number(atMs)}::float8 / 1000), ${String(id)}::uuid)`
}

/** A page of such a list, of rows of which one more was asked for than fits. */
export function newestPage<Row extends { id: Id }, Item>(
  rows: readonly Row[],
  { limit, at, show }: { limit: number; at: (row: Row) => Date; show: (row: Row) => Item },
): Page<Item> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const isMore = rows.length > limit && last !== undefined
  return { items: page.map(show), next: isMore ? encodeCursor([at(last).getTime(), last.id]) : null }
}
