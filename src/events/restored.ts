import { sql } from 'kysely'
import type { Db, Tx } from '../store/store.ts'

/**
 * Whether a firm's log is of another server: restored from a dump, it has numbers of transactions that are still to come here, and
 * what happens now would sort before what happened then.
 */
export async function isOfAnotherServer(db: Db): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from event where transaction >= ${TO_COME})
      or exists (select from event_cursor where transaction >= ${TO_COME}) as is`.execute(db)
  return rows[0]?.is ?? false
}

/**
 * Puts what such a log has before everything that happens here, in its order; subscribers go on where they stood. What happened here
 * already, such as by hand in psql, is told by its time: after the last that can only be of the other server.
 */
export async function putBeforeAll(tx: Tx): Promise<void> {
  await sql`
    with numbered as (
      select transaction, id, is_new, row_number() over (order by is_new, transaction, id) as place
      from (
        select transaction, id, at > coalesce((select max(at) from event where transaction >= ${TO_COME}), '-infinity') as is_new from event
      ) told
    ), cursors as (
      update event_cursor c set transaction = ${BEFORE_ALL}::xid8,
        id = (select count(*) from numbered n where not is_new and (n.transaction, n.id) <= (c.transaction, c.id))
    )
    update event e set transaction = ${BEFORE_ALL}::xid8, id = n.place from numbered n
    where e.transaction = n.transaction and e.id = n.id`.execute(tx)
}

const TO_COME = sql`pg_snapshot_xmax(pg_current_snapshot())`
/** The first number that a transaction can have (FirstNormalTransactionId); the making of the cluster had it. */
const BEFORE_ALL = '3'
