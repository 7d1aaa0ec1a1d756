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

/** Whose sessions are meant: all of a person's, or those that are for one firm alone. */
export type SessionsOf = { personId: Id; onlyFirmId: Id | null }

const THEIRS = 'user_id = $1 and ($2::text is null or only_organization_id = $2)'

/** Where a person is signed in, last seen first. */
export async function listSessions(
  pool: pg.Pool,
  clock: Clock,
  { personId, onlyFirmId }: SessionsOf,
): Promise<Session[]> {
  const { rows } = await pool.query<Session>(
    `select id, created_at as "openedAt", updated_at as "lastSeenAt", expires_at as "expiresAt",
       nullif(ip_address, '') as address, nullif(user_agent, '') as "userAgent"
     from auth.session where ${THEIRS} and expires_at > $3 order by updated_at desc, id desc`,
    [personId, onlyFirmId, clock.now()],
  )
  return rows
}

/** Ends one of a person's sessions at once; false when they have none such. */
export async function endSession(
  pool: pg.Pool,
  { personId, onlyFirmId }: SessionsOf,
  sessionId: Id,
): Promise<boolean> {
  const { rowCount } = await pool.query(`delete from auth.session where ${THEIRS} and id = $3`, [
    personId,
    onlyFirmId,
    sessionId,
  ])
  return rowCount === 1
}

/** Ends all of a person's sessions but `keptId`; returns how many. */
export async function endOtherSessions(
  client: pg.ClientBase | pg.Pool,
  { personId, onlyFirmId }: SessionsOf,
  keptId: Id | null,
): Promise<number> {
  const { rowCount } = await client.query(
    `delete from auth.session where ${THEIRS} and id is distinct from $3`,
    [personId, onlyFirmId, keptId],
  )
  return rowCount ?? 0
}
