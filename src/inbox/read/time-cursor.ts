import { type Id, isId } from '../../base/ids.ts'
import { decodeCursor, encodeCursor } from '../../base/page.ts'
import { Refusal } from '../../base/refusal.ts'

/** The cursor after a row, in a list that is ordered by time and id. */
export function encodeTimeCursor(row: { at: Date; id: Id }): string {
  return encodeCursor([row.at.getTime(), row.id])
}

/** The time, in Unix seconds, and the id in a cursor; a Refusal `bad_cursor` when it is not one of ours. */
export function decodeTimeCursor(cursor: string): { atSeconds: number; id: Id } {
  const [atMs, id] = decodeCursor(cursor, 2)
  if (typeof atMs === 'number' && Math.abs(atMs) <= DATE_MS_MAX && typeof id === 'string' && isId(id))
    return { atSeconds: atMs / 1000, id }
  throw new Refusal(
    'bad_cursor',
    'The page cursor is not one this list gave out.',
    'Ask for the first page again, without a cursor.',
  )
}

/** The cursor after a row, in a list that has what presses at its top, and is ordered by time and id within. */
export function encodePressingCursor(row: { pressing: number; at: Date; id: Id }): string {
  return encodeCursor([row.pressing, encodeTimeCursor(row)])
}

/** What `encodePressingCursor` packed; a Refusal `bad_cursor` when it is not one of ours. */
export function decodePressingCursor(cursor: string): { pressing: number; atSeconds: number; id: Id } {
  const [pressing, time] = decodeCursor(cursor, 2)
  return { pressing: pressing === 2 ? 2 : pressing === 1 ? 1 : 0, ...decodeTimeCursor(String(time)) }
}

/** Within what both JavaScript and PostgreSQL call a date. */
const DATE_MS_MAX = 8e13
