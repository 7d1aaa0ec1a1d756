import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { inTransaction } from '../store/store.ts'
import { type FirmDetails, insertFirm, insertOwner, updateFirm } from './firm.ts'
import { insertPerson } from './person.ts'
import { hashToken, isSameSecret, newToken } from './token.ts'
import { type Trail, tell } from './trail.ts'

/** Whether the installation has its first owner. */
export async function isClaimed(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query('select 1 from auth.setup where claimed_at is not null')
  return rows.length > 0
}

/** A fresh one-time token for the first owner, which voids the one before; null once the installation is claimed. */
export async function issueSetupToken(pool: pg.Pool, clock: Clock): Promise<string | null> {
  const token = newToken()
  const { rowCount } = await pool.query(
    `insert into auth.setup (token_hash, issued_at) values ($1, $2)
     on conflict (id) do update set token_hash = excluded.token_hash, issued_at = excluded.issued_at
     where setup.claimed_at is null`,
    [hashToken(token), clock.now()],
  )
  return rowCount === 1 ? token : null
}

/** Refuses with `setup_link_invalid` unless `token` is the one that was last issued. */
export async function refuseWrongSetupToken(pool: pg.Pool, token: string): Promise<void> {
  const { rows } = await pool.query<{ tokenHash: string }>(
    'select token_hash as "tokenHash" from auth.setup where claimed_at is null and token_hash is not null',
  )
  // Compared also when there is none, so that the time is the same.
  if (!isSameSecret(rows[0]?.tokenHash ?? '', hashToken(token))) throw invalidLink()
}

/**
 * Makes the first owner and their firm, or nothing. A firm that was set up without people, from the command
 * line, becomes theirs. Of two at once the later is refused with `setup_link_invalid`.
 */
export async function claim(
  io: Trail,
  input: { token: string; firm: FirmDetails; person: { name: string; email: string; passwordHash: string } },
): Promise<{ firmId: Id; personId: Id }> {
  const { clock } = io
  return inTransaction(io.pool, async (client) => {
    const taken = await client.query(
      'update auth.setup set claimed_at = $2, token_hash = null where token_hash = $1 and claimed_at is null',
      [hashToken(input.token), clock.now()],
    )
    if (taken.rowCount !== 1) throw invalidLink()
    const orphan = await findFirmWithoutPeople(client)
    if (orphan !== null) await updateFirm(client, orphan, input.firm)
    const firmId = orphan ?? (await insertFirm(client, clock, input.firm)).id
    const personId = await insertPerson(client, clock, input.person)
    await insertOwner(client, clock, firmId, personId)
    await tell(client, io, firmId, {
      actor: { kind: 'person', id: personId, label: input.person.name },
      action: 'firm.claimed',
    })
    return { firmId, personId }
  })
}

/** The one firm that nobody works for, when there is exactly one. */
async function findFirmWithoutPeople(client: pg.ClientBase): Promise<Id | null> {
  const { rows } = await client.query<{ id: Id }>(
    `select id from auth.organization o
     where not exists (select from auth.member m where m.organization_id = o.id) and metadata is null limit 2`,
  )
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

function invalidLink(): Refusal {
  return new Refusal(
    'setup_link_invalid',
    'This set-up link is not valid: it was used already, a newer start has printed another, or it is not whole.',
    'Use the newest link that the server printed when it started, or sign in.',
    { status: 403 },
  )
}
