import pg from 'pg'
import type { Ask } from './connection.ts'
import { MESSAGE_BYTES_MAX, type Row } from './row-item.ts'
import type { ChatTable } from './table.ts'

/** Rows asked for in one statement, and about how much of them is taken. */
export const ROWS_MIN = 64
const ROWS_MAX = 4_000
const ROWS_GROWTH = 8
const READ_BYTES = 8 * 1024 ** 2

/** How many rows to ask for after these: more than last time, unless they were so large that most were left for later. */
export function nextLimit(found: number, before: number): number {
  return Math.max(ROWS_MIN, Math.min(ROWS_MAX, before * ROWS_GROWTH, found * ROWS_GROWTH))
}

/**
 * Reads the rows that `from` calls `t`, which ends in a limit of `limit`, in the order of their ids. `isAll` tells that it was
 * not the limit, nor their size, that ended them.
 */
export async function readRows(
  ask: Ask,
  table: ChatTable,
  { from, values, limit }: { from: string; values: readonly unknown[]; limit: number },
): Promise<{ rows: Row[]; isAll: boolean }> {
  const found = await ask(rowsStatement(table, from), values)
  const read = (found.at(-1)?.at(-1) as number | undefined) ?? 0
  return { rows: found.map(rowOf), isAll: found.length < limit && read < READ_BYTES }
}

/** What stands outside the limit is worked out once, for the rows that come out. */
function rowsStatement(table: ChatTable, from: string): string {
  const { id, session, message, createdAt, capture, ids } = table
  const noTime = 'null::timestamptz'
  const written = createdAt === null ? noTime : `t.${createdAt.sql}::timestamptz`
  const filledIn =
    createdAt?.filledIn == null
      ? noTime
      : `${pg.escapeLiteral(createdAt.filledIn)}::${createdAt.type}::timestamptz`
  const captured = capture === null ? noTime : `(select s.at from ${capture.sql} s where s.row_id = l.id)`
  const next = // drawn later, so whatever was noted of it was so after this row was written
    capture === null || ids.kind !== 'drawn'
      ? noTime
      : `(select s.at from ${capture.sql} s where s.row_id > l.id order by s.row_id limit 1)`
  const by = createdAt?.isAdding === true ? `case when ${written} = ${filledIn} then ${filledIn} end` : noTime
  return `
    select z.id::text, case when z.fits then z.session end, case when z.fits then z.message end, z.bytes,
      ${milliseconds('z.at')}, ${milliseconds('z.by')}, z.read
    from (
      select q.*, (sum(q.taken) over (order by q.id rows unbounded preceding))::float8 as read from (
        select m.*, m.bytes <= ${MESSAGE_BYTES_MAX} as fits,
          case when m.bytes <= ${MESSAGE_BYTES_MAX} then m.bytes else 0 end as taken
        from (
          select l.id, l.session, l.message, octet_length(l.message) + coalesce(octet_length(l.session), 0) as bytes,
            coalesce(l.at, ${captured}) as at, case when l.at is null then least(l.by, ${next}) end as by
          from (
            select t.${id.sql} as id, t.${session.sql}::text as session, t.${message.sql}::text as message,
              nullif(${written}, ${filledIn}) as at, ${by} as by
            ${from}
          ) l offset 0
        ) m
      ) q
    ) z where z.read - z.taken < ${READ_BYTES} order by z.id`
}

/** null where a time is `infinity`, or beyond what JavaScript knows. */
function milliseconds(time: string): string {
  const seconds = `extract(epoch from ${time})`
  return `case when isfinite(${time}) and abs(${seconds}) < 8.64e12 then floor(${seconds} * 1000)::float8 end`
}

function rowOf(values: readonly unknown[]): Row {
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
