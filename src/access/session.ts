import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'

/** A device on which somebody is signed in. */
export type Session = {
  id: Id
  openedAt: Date
  /** To the day. */
  lastSeenAt: Date
  expiresAt: Date
  address: string | null
  userAgent: string | null
}

/** Where a person is signed in, last seen first. */
export async function listSessions(pool: pg.Pool, clock: Clock, personId: Id): Promise<Session[]> {
  const { rows } = await pool.query<Session>(
    `select id, created_at as "openedAt", updated_at as "lastSeenAt", expires_at as "expiresAt",
       nullif(ip_address, '') as address, nullif(user_agent, '') as "userAgent"
     from auth.session where user_id = $1 and expires_at > $2 order by updated_at desc, id desc`,
    [personId, clock.now()],
  )
  return rows
}

/** Ends one of a person's sessions at once; false when they have none such. */
export async function endSession(pool: pg.Pool, personId: Id, sessionId: Id): Promise<boolean> {
  const { rowCount } = await pool.query('delete from auth.session where user_id = $1 and id = $2', [
    personId,
    sessionId,
  ])
  return rowCount === 1
}

/** Ends all of a person's sessions but `keptId`; returns how many. */
export async function endOtherSessions(
  client: pg.ClientBase | pg.Pool,
  personId: Id,
  keptId: Id | null,
): Promise<number> {
  const { rowCount } = await client.query(
    'delete from auth.session where user_id = $1 and id is distinct from $2',
    [personId, keptId],
  )
  return rowCount ?? 0
}
