import { Refusal } from '../base/refusal.ts'
import { inTransaction } from '../store/store.ts'
import { signedIn } from './account.ts'
import { type Letters, mailOf, OPEN_LETTERS_MAX } from './letters.ts'
import { findPerson } from './person.ts'
import type { Principal } from './principal.ts'
import { hashToken, newToken } from './token.ts'
import { actorOf, inToldTransaction, type Trail, tellFirms } from './trail.ts'

const LASTS_MS = 24 * 60 * 60 * 1000

/**
 * Mails a person who is signed in a link, which proves within a day that the address is theirs. Refuses with
 * `mail_not_set_up`, `email_proved`, `too_many_letters`, `mail_failed`.
 */
export async function mailEmailProof(io: Trail & Letters, by: Principal): Promise<void> {
  const { pool, clock } = io
  const mail = mailOf(io)
  const person = await findPerson(pool, signedIn(by).personId)
  if (person === null || person.emailVerified) throw alreadyProved()
  const token = newToken()
  const now = clock.now()
  await pool.query('delete from auth.email_proof where expires_at <= $1', [now])
  const { rowCount } = await pool.query(
    `insert into auth.email_proof (token_hash, user_id, email, made_at, expires_at)
     select $1, $2, $3, $4, $5 where (select count(*) from auth.email_proof where user_id = $2) < $6`,
    [hashToken(token), person.id, person.email, now, new Date(now.getTime() + LASTS_MS), OPEN_LETTERS_MAX],
  )
  if (rowCount !== 1) throw tooMany()
  const isSent = await mail({
    kind: 'email_proof',
    to: person.email,
    region: await io.regionOf(by.tenantId),
    name: person.name,
    url: io.link('/email-proof#', token).url,
  })
  if (!isSent) {
    await pool.query('delete from auth.email_proof where token_hash = $1', [hashToken(token)])
    throw notMailed()
  }
  await inToldTransaction(io, by.tenantId, async () => ({
    result: undefined,
    entry: {
      actor: actorOf(by),
      action: 'email_proof.mailed',
      subject: { kind: 'person', id: person.id },
    },
  }))
}

/** Marks the address that `token` went to as proved, and uses it up. Refuses with `email_proof_invalid`. */
export async function proveEmail(io: Trail, token: string): Promise<void> {
  await inTransaction(io.pool, async (client) => {
    const { rows } = await client.query<{ personId: string }>(
      `with used as (delete from auth.email_proof where token_hash = $1 and expires_at > $2 returning user_id, email)
       update auth."user" u set email_verified = true, updated_at = $2 from used where u.id = used.user_id and u.email = used.email
       returning u.id as "personId"`,
      [hashToken(token), io.clock.now()],
    )
    if (rows[0] === undefined) throw invalidProof()
    const { personId } = rows[0]
    await client.query('delete from auth.email_proof where user_id = $1', [personId])
    await tellFirms(client, io, personId, (actor) => ({
      actor,
      action: 'email.proved',
      subject: { kind: 'person', id: personId },
    }))
  })
}

function alreadyProved(): Refusal {
  return new Refusal(
    'email_proved',
    'This address was proved to be yours already.',
    'Nothing is left to do.',
    {
      status: 409,
    },
  )
}

function tooMany(): Refusal {
  return new Refusal(
    'too_many_letters',
    `${OPEN_LETTERS_MAX} such letters went to your address within a day.`,
    'Look for them in your mailbox, among unwanted mail too; tomorrow another can be sent.',
    { status: 429 },
  )
}

function notMailed(): Refusal {
  return new Refusal(
    'mail_failed',
    'The mail server did not take the letter.',
    'Try again in some minutes; if it stays, ask whoever runs the server.',
    { status: 503 },
  )
}

function invalidProof(): Refusal {
  return new Refusal(
    'email_proof_invalid',
    'This link is not valid: it was used already, is older than a day, or is not whole.',
    'Sign in and have another sent.',
    { status: 403 },
  )
}
