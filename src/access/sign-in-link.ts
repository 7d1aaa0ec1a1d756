import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { OPEN_LETTERS_MAX } from './letters.ts'
import { passSecondFactor, type SecondFactorIo } from './second-factor.ts'
import { hashToken, newToken } from './token.ts'
import { type Trail, tellFirmsOf } from './trail.ts'

const LINK_LASTS_MS = 24 * 60 * 60 * 1000
const MAILED_LASTS_MS = 60 * 60 * 1000

/** A token that signs `personId` in once, within a day; for the command line on the server itself. */
export async function issueSignInToken(
  pool: pg.Pool,
  clock: Clock,
  personId: Id,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + LINK_LASTS_MS)
  await pool.query('delete from auth.sign_in_link where expires_at <= $1', [now])
  await pool.query(
    'insert into auth.sign_in_link (token_hash, user_id, made_at, expires_at) values ($1, $2, $3, $4)',
    [hashToken(token), personId, now, expiresAt],
  )
  return { token, expiresAt }
}

/** A token to be mailed, which signs `personId` in once, within an hour; null while as many as may be are open. */
export async function issueMailedToken(pool: pg.Pool, clock: Clock, personId: Id): Promise<string | null> {
  const token = newToken()
  const now = clock.now()
  await pool.query('delete from auth.sign_in_link where expires_at <= $1', [now])
  const { rowCount } = await pool.query(
    `insert into auth.sign_in_link (token_hash, user_id, made_at, expires_at, mailed)
     select $1, $2, $3, $4, true where (select count(*) from auth.sign_in_link where user_id = $2 and mailed) < $5`,
    [hashToken(token), personId, now, new Date(now.getTime() + MAILED_LASTS_MS), OPEN_LETTERS_MAX],
  )
  return rowCount === 1 ? token : null
}

/** Takes back a token that could not be mailed. */
export async function dropSignInToken(pool: pg.Pool, token: string): Promise<void> {
  await pool.query('delete from auth.sign_in_link where token_hash = $1', [hashToken(token)])
}

/** The address that a link was mailed to; null for a link of the command line, and for none. */
export async function mailedTo(pool: pg.Pool, token: string): Promise<string | null> {
  const { rows } = await pool.query<{ email: string }>(
    `select u.email from auth.sign_in_link l join auth."user" u on u.id = l.user_id where l.token_hash = $1 and l.mailed`,
    [hashToken(token)],
  )
  return rows[0]?.email ?? null
}

/**
 * Whom `token` signs in; it is used up by this. Who has a second factor shows it where the link was mailed, because a
 * mailbox is less than the server itself. Refuses with `sign_in_link_invalid`; and with `second_factor_needed`,
 * `wrong_code`, after which the link still works.
 */
export async function useSignInToken(
  io: Trail & SecondFactorIo,
  { token, code }: { token: string; code?: string | undefined },
): Promise<Id> {
  const { pool, clock } = io
  const valid = [hashToken(token), clock.now()]
  const { rows } = await pool.query<{ personId: Id; mailed: boolean }>(
    'select user_id as "personId", mailed from auth.sign_in_link where token_hash = $1 and expires_at > $2',
    valid,
  )
  if (rows[0] === undefined) throw invalidLink()
  const { personId, mailed } = rows[0]
  const secondFactor = mailed
    ? await passSecondFactor(io, personId, code).catch(async (error: unknown) => {
        if (code !== undefined)
          await tellFirmsOf(io, personId, (actor) => ({
            actor,
            action: 'session.refused',
            details: { by: 'code' },
          }))
        throw error
      })
    : undefined
  const { rowCount } = await pool.query(
    'delete from auth.sign_in_link where token_hash = $1 and expires_at > $2',
    valid,
  )
  if (rowCount !== 1) throw invalidLink()
  const details = { by: 'link', ...(mailed ? { mailed, secondFactor } : {}) }
  await tellFirmsOf(io, personId, (actor) => ({ actor, action: 'session.opened', details }))
  return personId
}

function invalidLink(): Refusal {
  return new Refusal(
    'sign_in_link_invalid',
    'This sign-in link is not valid: it was used already, is too old, or is not whole.',
    'Ask for a new link, or sign in with your password.',
    { status: 403 },
  )
}
