import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import { wakeHooks } from './wake.ts'

/** Longer than any lease, pause that a system asks for, or wait between two tries, with what chance adds to it. */
const HELD_MS_MAX = 2 * 60 * 60_000
const WAIT_MS_MAX = 48 * 60 * 60_000
const LATE_MS = 60 * 60_000

/** Hooks that are on and not called: held or put off for longer than ever happens, or with something due for an hour. */
export async function stalledHooks(db: Db, now: Date): Promise<{ id: Id; waiting: number }[]> {
  const at = (ms: number) => new Date(now.getTime() + ms)
  const { rows } = await sql<{ id: Id; waiting: number }>`
    select h.id, count(d.id)::int as waiting from hook h
    left join hook_delivery d on d.tenant_id = h.tenant_id and d.hook_id = h.id and d.state = 'waiting'
    where h.state = 'on' group by h.tenant_id, h.id
    having greatest(h.held_until, h.not_before) > ${at(HELD_MS_MAX)} or max(d.try_at) > ${at(WAIT_MS_MAX)}
      or (min(d.try_at) < ${at(-LATE_MS)} and coalesce(greatest(h.held_until, h.not_before), '-infinity') <= ${now}
        and coalesce((h.last_attempt ->> 'at')::timestamptz, '-infinity') < ${at(-LATE_MS)})
    order by h.id`.execute(db)
  return rows
}

/** Hooks without any secret to sign with. */
export async function unsealedHooks(db: Db): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select h.id from hook h
    where not exists (select from secret s where s.tenant_id = h.tenant_id and s.id = any(h.secret_places)) order by h.id`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Has hooks called now that are held or put off, by whatever has come about. */
export async function callNow(tx: Tx, { now, ids }: { now: Date; ids: readonly Id[] }): Promise<void> {
  const these = sql`any(${[...ids]}::uuid[])`
  await sql`update hook set holder = null, held_until = null, not_before = null where id = ${these}`.execute(
    tx,
  )
  await sql`
    update hook_delivery set try_at = ${now} where hook_id = ${these} and state = 'waiting' and (tries > 0 or try_at > ${now})`.execute(
    tx,
  )
  await wakeHooks(tx)
}
