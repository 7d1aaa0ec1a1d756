import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { LET_GO } from './read.ts'

/** Lets go of what was told of things, whose ids alone stay: for what is erased. */
export async function forgetChanges(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update event set changes = changes - ${[...ids]}::text[] where changes is not null and ids && ${[...ids]}::uuid[]`.execute(
    tx,
  )
  await sql`
    update dead_letter set event = event || '{"changes": null}' where event -> 'ids' ?| ${[...ids]}::text[]`.execute(
    tx,
  )
}

const BATCH = 10_000

/**
 * Lets the beginning of a firm's log go, some thousand events at most: what is from before an instant and was read by all `subscribers`,
 * and whatever is from before `unreadBefore`. Cursors of other names are of subscribers that are no more. Returns how many
 * events went, and how many of them some subscriber had not read; call it again while it is not done.
 */
export async function letGoEvents(
  tx: Tx,
  input: { before: Date; unreadBefore: Date; subscribers: readonly string[] },
): Promise<{ gone: number; unread: number; done: boolean }> {
  const names = [...input.subscribers]
  await sql`delete from event_cursor where subscriber <> ${LET_GO} and subscriber <> all(${names})`.execute(
    tx,
  )
  const { rows } = await sql<{ gone: number; unread: number }>`
    with kept as (
      select transaction, id from event where at >= ${input.before} order by event.transaction, event.id limit 1
    ), owed as (
      select transaction, id from event where at >= ${input.unreadBefore} order by event.transaction, event.id limit 1
    ), read as (
      select transaction, id from event_cursor where subscriber = any(${names}) order by event_cursor.transaction, event_cursor.id limit 1
    ), old as (
      select e.transaction, e.id, (e.transaction, e.id) > (r.transaction, r.id) as unread from event e left join read r on true
      where not exists (select from kept k where (e.transaction, e.id) >= (k.transaction, k.id))
        and ((e.transaction, e.id) <= (r.transaction, r.id) or r.id is null
          or not exists (select from owed o where (e.transaction, e.id) >= (o.transaction, o.id)))
        and e.transaction < pg_snapshot_xmin(pg_current_snapshot())
      order by e.transaction, e.id limit ${BATCH}
    ), gone as (
      delete from event e using old o where e.transaction = o.transaction and e.id = o.id returning e.transaction, e.id
    ), told as (
      insert into event_cursor (subscriber, transaction, id, read_at)
      select ${LET_GO}, transaction, id, now() from gone order by gone.transaction desc, gone.id desc limit 1
      on conflict (tenant_id, subscriber) do update set transaction = excluded.transaction, id = excluded.id, read_at = excluded.read_at
    )
    select (select count(*) from gone)::int as gone, (select count(*) from old where unread)::int as unread`.execute(
    tx,
  )
  const { gone, unread } = rows[0] ?? { gone: 0, unread: 0 }
  return { gone, unread, done: gone < BATCH }
}
