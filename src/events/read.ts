import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import { BEGINNING, type Cursor } from './cursor.ts'

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
  input: { after: Cursor; upTo?: Cursor; limit: number; kinds?: readonly string[] | undefined },
): Promise<Event[]> {
  const { after, upTo } = input
  const end =
    upTo === undefined ? sql`` : sql`and (transaction, id) <= (${upTo.transaction}::xid8, ${upTo.id}::bigint)`
  const { rows } = await sql<Row>`
    select ${COLUMNS} from event
    where (transaction, id) > (${after.transaction}::xid8, ${after.id}::bigint) and transaction < ${HORIZON} ${end} ${ofKinds(input.kinds)}
    order by event.transaction, event.id limit ${input.limit}`.execute(db)
  return rows.map(toEvent)
}

/**
 * The same with events of which is not yet sure what comes before them, because an older transaction is at work; `settled` says of
 * which it is. For who wants to know at once, and can hear a thing again: a cursor moves over settled ones only. `from` instead of
 * `after` begins with the event of the cursor itself.
 */
export async function readAtOnce(
  db: Db,
  input: { limit: number } & ({ after: Cursor } | { from: Cursor }),
): Promise<(Event & { settled: boolean })[]> {
  const [{ transaction, id }, than] = 'from' in input ? [input.from, sql`>=`] : [input.after, sql`>`]
  const { rows } = await sql<Row & { settled: boolean }>`
    select ${COLUMNS}, transaction < ${HORIZON} as settled from event
    where (transaction, id) ${than} (${transaction}::xid8, ${id}::bigint) order by event.transaction, event.id limit ${input.limit}`.execute(
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
    order by event.transaction desc, event.id desc limit ${input.limit}`.execute(db)
  return rows.map(toEvent)
}

/** The newest place below which nothing more comes; the beginning where there is none. */
export async function lastSettled(db: Db): Promise<Cursor> {
  return (await readRecent(db, { limit: 1 }))[0]?.cursor ?? BEGINNING
}

/** The newest such place of at least so many seconds ago, by the database's clock; the beginning where there is none. */
export async function lastBefore(db: Db, seconds: number): Promise<Cursor> {
  const { rows } = await sql<Cursor>`
    select transaction::text as transaction, id::text as id from event
    where transaction < ${HORIZON} and at < clock_timestamp() - make_interval(secs => ${seconds})
    order by event.transaction desc, event.id desc limit 1`.execute(db)
  return rows[0] ?? BEGINNING
}

/** How many events a subscriber has yet to read, of all that are committed; it counts up to 10,000. */
export async function countUnread(
  db: Db,
  { name, kinds }: { name: string; kinds: readonly string[] },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from event e left join event_cursor c on c.subscriber = ${name}
      where e.kind = any(${[...kinds]}) and (c.id is null or (e.transaction, e.id) > (c.transaction, c.id)) limit 10000
    ) unread`.execute(db)
  return rows[0]?.count ?? 0
}

/** Whether something is committed that is not settled yet: it will be, and nobody tells. */
export async function hasUnsettled(db: Db): Promise<boolean> {
  const { rows } = await sql`select from event where transaction >= ${HORIZON} limit 1`.execute(db)
  return rows.length > 0
}

/** Up to which event a firm's log was let go; the beginning while it is whole. */
export async function lastLetGo(db: Db): Promise<Cursor> {
  const { rows } = await sql<Cursor>`
    select transaction::text as transaction, id::text as id from event_cursor where subscriber = ${LET_GO}`.execute(
    db,
  )
  return rows[0] ?? BEGINNING
}

/** The row of event_cursor that tells how far the log was let go; no subscriber has this name. */
export const LET_GO = ''

/** Whatever has a lower number has ended, and nothing more comes of it. */
const HORIZON = sql`pg_snapshot_xmin(pg_current_snapshot())`
// Named as the columns are, and text: an order says `event.transaction`, or it would put 1000 before 999.
const COLUMNS = sql`transaction::text as transaction, id::text as id, kind, ids, changes, actor, at`

const ofKinds = (kinds: readonly string[] | undefined) =>
  kinds === undefined ? sql`` : sql`and kind = any(${[...kinds]})`

type Row = Omit<Event, 'cursor'> & Cursor

function toEvent({ transaction, id, kind, ids, changes, actor, at }: Row): Event {
  return { cursor: { transaction, id }, kind, ids, changes, actor, at }
}
