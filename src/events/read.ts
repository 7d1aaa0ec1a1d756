import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import type { Cursor } from './cursor.ts'

/** What one statement changed of a firm. */
export type Event = {
  cursor: Cursor
  /** Subject and what was done: `conversation.changed`. */
  kind: string
  ids: Id[]
  /** By id, the columns that changed, before and after; [] where what is in them is not told. Null where none are told. */
  changes: Record<Id, Record<string, unknown[]>> | null
  /** `person:ID`, `key:ID`, `operator`, `system`, `database:USER`, … */
  actor: string
  at: Date
}

/**
 * A firm's events after a cursor, in the order of (transaction, id): none is missed, and none comes later before those that were
 * read, because transactions that might still be at work end it (`pg_snapshot_xmin`). One that stays at work for long, in
 * whichever database of the server, holds all that came after it back until it ends; only transactions that write count.
 */
export async function readEvents(
  db: Db,
  input: { after: Cursor; limit: number; kinds?: readonly string[] | undefined },
): Promise<Event[]> {
  const { transaction, id } = input.after
  const { rows } = await sql<Row>`
    select ${COLUMNS} from event
    where (transaction, id) > (${transaction}::xid8, ${id}::bigint) and transaction < ${HORIZON} ${ofKinds(input.kinds)}
    order by transaction, id limit ${input.limit}`.execute(db)
  return rows.map(toEvent)
}

/**
 * The same with events of which is not yet sure what comes before them, because an older transaction is at work; `settled` says of
 * which it is. For who wants to know at once, and can hear a thing again: a cursor moves over settled ones only.
 */
export async function readAtOnce(
  db: Db,
  input: { after: Cursor; limit: number },
): Promise<(Event & { settled: boolean })[]> {
  const { transaction, id } = input.after
  const { rows } = await sql<Row & { settled: boolean }>`
    select ${COLUMNS}, transaction < ${HORIZON} as settled from event
    where (transaction, id) > (${transaction}::xid8, ${id}::bigint) order by transaction, id limit ${input.limit}`.execute(
    db,
  )
  return rows.map((row) => ({ ...toEvent(row), settled: row.settled }))
}

/** Newest first, before a cursor or from the end: for people. */
export async function readRecent(
  db: Db,
  input: { before?: Cursor | undefined; limit: number; kinds?: readonly string[] | undefined },
): Promise<Event[]> {
  const { before } = input
  const end =
    before === undefined
      ? sql``
      : sql`and (transaction, id) < (${before.transaction}::xid8, ${before.id}::bigint)`
  const { rows } = await sql<Row>`
    select ${COLUMNS} from event where transaction < ${HORIZON} ${end} ${ofKinds(input.kinds)}
    order by transaction desc, id desc limit ${input.limit}`.execute(db)
  return rows.map(toEvent)
}

/** Whatever has a lower number has ended, and nothing more comes of it. */
const HORIZON = sql`pg_snapshot_xmin(pg_current_snapshot())`
const COLUMNS = sql`transaction::text as transaction, id::text as id, kind, ids, changes, actor, at`

const ofKinds = (kinds: readonly string[] | undefined) =>
  kinds === undefined ? sql`` : sql`and kind = any(${[...kinds]})`

type Row = Omit<Event, 'cursor'> & Cursor

function toEvent({ transaction, id, kind, ids, changes, actor, at }: Row): Event {
  return { cursor: { transaction, id }, kind, ids, changes, actor, at }
}
