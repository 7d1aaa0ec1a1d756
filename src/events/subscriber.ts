import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import { type Cursor, cursorText } from './cursor.ts'
import { type Event, lastSettled } from './read.ts'

/**
 * Somebody who has every event of some kinds, of every firm, in the order of commits, at least once: a kill in between has the
 * next process begin where the cursor stands.
 */
export type Subscriber = {
  /** Stays the same over versions: small letters and underscores. */
  name: string
  kinds: readonly string[]
  /** Where it begins in a firm whose events it has never read. */
  from: 'beginning' | 'now'
  /**
   * Whether anything follows from events at present; always, unless said otherwise. While it does not, nothing is read or written
   * for this subscriber, and what happened until it is needed may be passed over.
   */
  isNeeded?(db: Db): Promise<boolean>
} & (
  | {
      /** Writes what follows from an event, in the transaction that moves the cursor: exactly once. Await nothing else. */
      within(tx: Tx, event: Event): Promise<void>
    }
  | {
      /** Does something outside the database, which is harmless when done twice. */
      deliver(event: Event, tenantId: Id): Promise<void>
    }
)

/** How long one process reads for a subscriber before another may take over, unless it goes on. */
const LEASE_MS = 60_000
const TRIES_MAX = 6
const FIRST_WAIT_MS = 1_000

/** Where a subscriber stands, and from when on it may go on; null where it has not begun. */
export async function standing(
  db: Db,
  subscriber: string,
): Promise<{ cursor: Cursor; notBefore: Date | null } | null> {
  const { rows } = await sql<Cursor & { notBefore: Date | null }>`
    select transaction::text as transaction, id::text as id, greatest(try_at, lease_until) as "notBefore"
    from event_cursor where subscriber = ${subscriber}`.execute(db)
  const [row] = rows
  return row === undefined
    ? null
    : { cursor: { transaction: row.transaction, id: row.id }, notBefore: row.notBefore }
}

type Claim = { cursor: Cursor; tries: number }

/** Takes up a subscriber's reading of the firm; null where another process is at it, or it is not to be tried yet. */
export async function claimReading(
  tx: Tx,
  input: { clock: Clock; subscriber: Pick<Subscriber, 'name' | 'from'>; holder: Id },
): Promise<Claim | null> {
  const { clock, subscriber, holder } = input
  const now = clock.now()
  const begin = subscriber.from === 'now' ? await lastSettled(tx) : { transaction: '0', id: '0' }
  const { rows } = await sql<Cursor & { tries: number }>`
    insert into event_cursor as c (subscriber, transaction, id, read_at, lease_holder, lease_until)
    values (${subscriber.name}, ${begin.transaction}::xid8, ${begin.id}::bigint, ${now}, ${holder}, ${leaseEnd(now)})
    on conflict (tenant_id, subscriber) do update set lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
      where (c.lease_until is null or c.lease_until <= ${now} or c.lease_holder = ${holder}) and (c.try_at is null or c.try_at <= ${now})
    returning c.transaction::text as transaction, c.id::text as id, c.tries`.execute(tx)
  const [row] = rows
  return row === undefined ? null : { cursor: { transaction: row.transaction, id: row.id }, tries: row.tries }
}

/** The subscriber is another process's meanwhile. */
export class ReadingLost extends Error {
  override name = 'ReadingLost'
}

type Held = { clock: Clock; subscriber: string; holder: Id }

/** Moves the cursor over what is done with, and goes on holding the reading. Throws `ReadingLost`. */
export async function moveCursor(
  tx: Tx,
  { clock, subscriber, holder, to }: Held & { to: Cursor },
): Promise<void> {
  const now = clock.now()
  const { numAffectedRows } = await sql`
    update event_cursor set transaction = ${to.transaction}::xid8, id = ${to.id}::bigint, read_at = ${now}, lease_until = ${leaseEnd(now)},
      tries = 0, try_at = null, trouble_code = null
    where subscriber = ${subscriber} and lease_holder = ${holder}`.execute(tx)
  if (numAffectedRows === 0n) throw new ReadingLost()
}

/** Lets another process go on. */
export async function releaseReading(tx: Tx, { subscriber, holder }: Omit<Held, 'clock'>): Promise<void> {
  await sql`
    update event_cursor set lease_holder = null, lease_until = null where subscriber = ${subscriber} and lease_holder = ${holder}`.execute(
    tx,
  )
}

/**
 * Notes that an event failed: it is tried again later each time, and what comes after it waits; after some minutes it is passed
 * over, as a dead letter that a person can have tried again; `tryAt` is null then. Throws `ReadingLost`.
 */
export async function noteFailure(
  tx: Tx,
  input: Held & { event: Event; tries: number; code: string },
): Promise<{ tryAt: Date | null }> {
  const { clock, subscriber, holder, event, code } = input
  const tries = input.tries + 1
  const now = clock.now()
  if (tries >= TRIES_MAX) {
    await moveCursor(tx, { ...input, to: event.cursor })
    await sql`
      insert into dead_letter (id, subscriber, event, trouble_code, tries, failed_at)
      values (${newId(clock)}, ${subscriber}, ${JSON.stringify({ ...event, cursor: cursorText(event.cursor) })}::jsonb, ${code}, ${tries}, ${now})`.execute(
      tx,
    )
    return { tryAt: null }
  }
  const tryAt = new Date(now.getTime() + FIRST_WAIT_MS * 4 ** (tries - 1))
  const { numAffectedRows } = await sql`
    update event_cursor set tries = ${tries}, try_at = ${tryAt}, trouble_code = ${code}
    where subscriber = ${subscriber} and lease_holder = ${holder}`.execute(tx)
  if (numAffectedRows === 0n) throw new ReadingLost()
  return { tryAt }
}

/** Has a subscriber read again from a cursor on; what is not kept any more does not come again. */
export async function readAgainFrom(
  tx: Tx,
  { clock, subscriber, from }: { clock: Clock; subscriber: string; from: Cursor },
): Promise<void> {
  await sql`
    insert into event_cursor (subscriber, transaction, id, read_at)
    values (${subscriber}, ${from.transaction}::xid8, ${from.id}::bigint, ${clock.now()})
    on conflict (tenant_id, subscriber) do update set transaction = excluded.transaction, id = excluded.id, tries = 0, try_at = null,
      trouble_code = null, lease_holder = null, lease_until = null`.execute(tx)
}

const leaseEnd = (now: Date) => new Date(now.getTime() + LEASE_MS)
