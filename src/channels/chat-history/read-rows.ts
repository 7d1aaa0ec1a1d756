import pg from 'pg'
import { MESSAGE_BYTES_MAX, type Row } from './row-item.ts'
import type { ChatTable } from './table.ts'

/** Rows asked for in one statement. */
export const ROWS_MIN = 64
const ROWS_MAX = 4_000
const ROWS_GROWTH = 8
const READ_BYTES = 8 * 1024 ** 2

/** How many rows to ask for after these: more than last time, as long as they are small. */
export function nextLimit(rows: readonly Row[], before: number): number {
  const largest = rows.reduce((most, { bytes }) => Math.max(most, bytes ?? 0), 1)
  return Math.max(ROWS_MIN, Math.min(ROWS_MAX, before * ROWS_GROWTH, Math.floor(READ_BYTES / largest)))
}

/**
 * A statement that gives what `rowOf` reads, in the order of their ids, of the rows that `from` names `t`. It ends in a limit, so
 * what stands outside is worked out once, for the rows that come out.
 */
export function rowsStatement(table: ChatTable, from: string): string {
  const { id, session, message, createdAt, capture, ids } = table
  const noTime = 'null::timestamptz'
  const written = createdAt === null ? noTime : `t.${createdAt.sql}::timestamptz`
  const filledIn =
    createdAt?.filledIn == null
      ? noTime
      : `${pg.escapeLiteral(createdAt.filledIn)}::${createdAt.type}::timestamptz`
  const captured = capture === null ? noTime : `(select s.at from ${capture.sql} s where s.row_id = m.id)`
  const next = // drawn later, so whatever was noted of it was so after this row was written
    capture === null || ids.kind !== 'drawn'
      ? noTime
      : `(select s.at from ${capture.sql} s where s.row_id > m.id order by s.row_id limit 1)`
  return `
    select q.id::text, q.session, case when q.bytes <= ${MESSAGE_BYTES_MAX} then q.message end, q.bytes,
      ${milliseconds('q.at')}, ${milliseconds('q.by')}
    from (
      select m.id, m.session, m.message, octet_length(m.message) as bytes, coalesce(m.at, ${captured}) as at,
        case when m.at is null then least(m.by, ${next}) end as by
      from (
        select t.${id.sql} as id, t.${session.sql}::text as session, t.${message.sql}::text as message,
          nullif(${written}, ${filledIn}) as at, ${createdAt?.isAdding === true ? `case when ${written} = ${filledIn} then ${filledIn} end` : noTime} as by
        ${from}
      ) m offset 0
    ) q order by q.id`
}

/** null where a time is `infinity`, or beyond what JavaScript knows. */
function milliseconds(time: string): string {
  const seconds = `extract(epoch from ${time})`
  return `case when isfinite(${time}) and abs(${seconds}) < 8.64e12 then floor(${seconds} * 1000)::float8 end`
}

export function rowOf(values: readonly unknown[]): Row {
  const [id, session, message, bytes, atMs, byMs] = values as [
    string,
    string | null,
    string | null,
    number | null,
    number | null,
    number | null,
  ]
  return { id, session, message, bytes, atMs, byMs }
}

/** The type that values of the id are given as in a statement. */
export function idType({ id }: ChatTable): string {
  if (/^int[248]$/.test(id.type)) return 'int8'
  return id.type === 'uuid' || id.type === 'numeric' ? id.type : 'text'
}
