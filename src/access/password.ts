import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { inTransaction } from '../store/store.ts'
import { endOtherSessions } from './session.ts'
import { type Trail, tellFirmsOf } from './trail.ts'

/** So long after signing in by a link a password may be set without knowing the one before. */
const LINK_COUNTS_MS = 60 * 60 * 1000
/** Checked where there is no password, so that the time tells nothing: salt and scrypt hash of random bytes. */
const NOBODYS_HASH = `${'0'.repeat(32)}:${'0'.repeat(128)}`

/** scrypt, as better-auth checks it. */
export async function hashPassword(password: string): Promise<string> {
  const { hashPassword: hash } = await import('better-auth/crypto')
  return hash(password)
}

/** Whether this is the person's password, in the same time whether they have one or not. */
export async function isPasswordOf(pool: pg.Pool, personId: Id | null, password: string): Promise<boolean> {
  const { rows } = await pool.query<{ hash: string }>(
    `select password as hash from auth.account where user_id = $1 and provider_id = 'credential' and password is not null`,
    [personId],
  )
  const { verifyPassword } = await import('better-auth/crypto')
  const isRight = await verifyPassword({ hash: rows[0]?.hash ?? NOBODYS_HASH, password })
  return isRight && rows[0] !== undefined
}

/**
 * Passes who shows their password, and who gives none but has just signed in by a link: that a browser was left open is
 * not enough for what follows. Tells of a wrong one, and refuses with `wrong_password`.
 */
export async function proveOneself(
  io: Trail,
  input: { personId: Id; sessionId: Id; password: string | undefined },
): Promise<void> {
  const { personId, sessionId, password } = input
  const mayGoOn =
    password === undefined
      ? await cameByLink(io.pool, io.clock, sessionId)
      : await isPasswordOf(io.pool, personId, password)
  if (mayGoOn) return
  if (password !== undefined) await tellWrongPassword(io, personId)
  throw new Refusal(
    'wrong_password',
    'This is not the password there is.',
    'Give the present one, or have a sign-in link made and do it within an hour of signing in by that.',
    { status: 403 },
  )
}

/** Tells that somebody gave a wrong password for what is theirs. */
export async function tellWrongPassword(io: Trail, personId: Id): Promise<void> {
  await tellFirmsOf(io, personId, (actor) => ({ actor, action: 'password.refused' }))
}

/** Gives a person a new password, and ends their other sessions. */
export async function setPassword(
  pool: pg.Pool,
  clock: Clock,
  input: { personId: Id; sessionId: Id; password: string },
): Promise<void> {
  const { personId, sessionId } = input
  const hash = await hashPassword(input.password)
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update auth.account set password = $2, updated_at = $3 where user_id = $1 and provider_id = 'credential'`,
      [personId, hash, clock.now()],
    )
    if (rowCount === 0) {
      await client.query(
        `insert into auth.account (id, account_id, provider_id, user_id, password, created_at, updated_at)
         values ($1, $2, 'credential', $2, $3, $4, $4)`,
        [newId(clock), personId, hash, clock.now()],
      )
    }
    await client.query('delete from auth.sign_in_link where user_id = $1', [personId])
    await endOtherSessions(client, { personId, onlyFirmId: null }, sessionId)
  })
}

async function cameByLink(pool: pg.Pool, clock: Clock, sessionId: Id): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from auth.session where id = $1 and opened_by = 'link' and created_at > $2`,
    [sessionId, new Date(clock.now().getTime() - LINK_COUNTS_MS)],
  )
  return rowCount === 1
}
