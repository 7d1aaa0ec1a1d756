import { hash } from 'node:crypto'
import type { SetAside } from '../set-aside.ts'
import type { WireItem } from '../wire.ts'
import type { Bounds } from './bounds.ts'
import { essenceOf } from './message-shape.ts'

/** A row as read from a table. */
export type Row = {
  id: string
  /** null where the column is null, or both are larger than `MESSAGE_BYTES_MAX`. */
  session: string | null
  /** JSON or not, as text; null likewise. */
  message: string | null
  /** Size of both in the table, UTF-8. */
  bytes: number | null
  atMs: number | null
  byMs: number | null
}

/** What the bytes of an item hold, as JSON: a row, and what the look that found it tells of its time. */
export type RowItem = {
  crew: string
  /** Of the row, as the item's `externalId`. */
  row: string
  session: string
  /** As it stands in the table; a string where the table holds no JSON. */
  message: unknown
  owner?: string
} & Bounds

/** Larger messages are set aside: words are some hundred bytes, and the rest is pictures. */
export const MESSAGE_BYTES_MAX = 4 * 1024 ** 2

const DIGEST_CHARS = 16
const MARK_CHARS = 6
const NUMBER_OR_UUID = /^-?\d{1,19}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Tells a row from another that was once given its id: of its session and what was said in it. The same in a table that was
 * restored, moved or laid out anew; other where a table was emptied and counts from the beginning again.
 */
export function rowDigest(session: string, message: string): string {
  return hash('sha256', `${session}\n${essenceOf(message)}`, 'hex').slice(0, DIGEST_CHARS)
}

/** Tells sessions of the same table from each other, mostly; nobody can tell from it who they were with. */
export function sessionMark(session: string): string {
  return hash('sha256', session, 'hex').slice(0, MARK_CHARS)
}

/** The item of a row, or why there is none. `table` and `crew` are names of the firm's, not of people. */
export function itemOf(
  row: Row & { digest: string | null },
  bounds: Bounds,
  { crew, table, owner }: { crew: string; table: string; owner: string | undefined },
): { item: WireItem } | { setAside: SetAside } {
  const { session, message, digest } = row
  const key = NUMBER_OR_UUID.test(row.id) ? row.id : hash('sha256', row.id, 'hex').slice(0, 2 * DIGEST_CHARS)
  const path = `${encodeURIComponent(crew)}/${encodeURIComponent(table)}/${key}`
  if (session === null || message === null || digest === null) {
    const isLarge = row.bytes !== null && row.bytes > MESSAGE_BYTES_MAX
    const reason = isLarge
      ? 'The message is larger than 4 MB.'
      : `The row has no ${session === null ? 'session' : 'message'}.`
    return { setAside: { path, code: 'unreadable_row', reason, records: 1 } }
  }
  const externalId = `${key}-${digest}`
  const head = JSON.stringify({
    crew,
    row: externalId,
    session,
    ...(owner === undefined ? {} : { owner }),
    ...bounds,
  })
  const bytes = Buffer.from(`${head.slice(0, -1)},"message":${asJson(message)}}`)
  return { item: { externalId, path, bytes } }
}

/** The table's own JSON is left as it is, to the byte. */
function asJson(message: string): string {
  try {
    JSON.parse(message)
    return message
  } catch {
    return JSON.stringify(message)
  }
}
