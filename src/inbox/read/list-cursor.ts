import type { Id } from '../../base/ids.ts'
import { decodeCursor, encodeCursor } from '../../base/page.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

/** The cursor after a row of the inbox: whether it is among the dangers at its top, then its time and id. */
export function encodeListCursor(row: { danger: boolean; at: Date; id: Id }): string {
  return encodeCursor([row.danger ? 1 : 0, encodeTimeCursor(row)])
}

/** What `encodeListCursor` packed; a Refusal `bad_cursor` when it is not one of ours. */
export function decodeListCursor(cursor: string): { danger: boolean; atSeconds: number; id: Id } {
  const [danger, time] = decodeCursor(cursor, 2)
  return { danger: danger === 1, ...decodeTimeCursor(String(time)) }
}
