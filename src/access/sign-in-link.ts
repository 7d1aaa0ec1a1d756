import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { hashToken, newToken } from './token.ts'
import { type Trail, tellFirmsOf } from './trail.ts'

const LINK_LASTS_MS = 24 * 60 * 60 * 1000

/** A token that signs `personId` in once, within a day. */
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

/** Whom `token` signs in; it is used up by this. Refuses with `sign_in_link_invalid`. */
export async function useSignInToken(io: Trail, token: string): Promise<Id> {
  const { rows } = await io.pool.query<{ personId: Id }>(
    'delete from auth.sign_in_link where token_hash = $1 and expires_at > $2 returning user_id as "personId"',
    [hashToken(token), io.clock.now()],
  )
  if (rows[0] !== undefined) {
    const { personId } = rows[0]
    await tellFirmsOf(io, personId, (actor) => ({ actor, action: 'session.opened', details: { by: 'link' } }))
    return personId
  }
  throw new Refusal(
    'sign_in_link_invalid',
    'This sign-in link is not valid: it was used already or is older than a day.',
    'Ask for a new link, or sign in with your password.',
    { status: 403 },
  )
}
