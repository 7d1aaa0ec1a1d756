import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Role } from '../contract/permissions.ts'
import { inTransaction } from '../store/store.ts'
import type { Letters } from './letters.ts'
import { actsAsOwner, onlyOwners } from './member.ts'
import { findPersonByEmail, insertPerson } from './person.ts'
import type { Principal } from './principal.ts'
import { hashToken, newToken } from './token.ts'
import { actorOf, inToldTransaction, type Trail, tell } from './trail.ts'

const LASTS_MS = 7 * 24 * 60 * 60 * 1000
/** A bound on what one firm can pile up. */
const OPEN_MAX = 200

/** Somebody who was asked to join a firm, and has not yet. */
export type Invitation = {
  id: Id
  email: string
  role: Role
  /** Name of who asked. */
  madeBy: string
  madeAt: Date
  expiresAt: Date
}

/** An invitation as the invited see it. */
export type OpenInvitation = Invitation & { firmId: Id; firmName: string; mailed: boolean }

/**
 * Asks somebody to join a firm within a week; asking the same address again voids what it was asked before. Refuses
 * with `works_here`, `only_owners`, `too_many_invitations`.
 */
export async function invite(
  io: Trail,
  by: Principal,
  input: { email: string; role: Role },
): Promise<{ id: Id; token: string; expiresAt: Date }> {
  const { clock } = io
  const { tenantId: firmId, personId } = by
  const { role } = input
  if (role === 'owner' && !actsAsOwner(by)) throw onlyOwners()
  const email = input.email.toLowerCase()
  const now = clock.now()
  const made = { id: newId(clock), token: newToken(), expiresAt: new Date(now.getTime() + LASTS_MS) }
  return inToldTransaction(io, firmId, async (client) => {
    await client.query('select 1 from auth.organization where id = $1 for no key update', [firmId])
    const { rowCount: worksHere } = await client.query(
      `select 1 from auth.member m join auth."user" u on u.id = m.user_id where m.organization_id = $1 and u.email = $2`,
      [firmId, email],
    )
    if (worksHere !== 0) throw alreadyHere()
    await client.query(
      'delete from auth.invitation where organization_id = $1 and (email = $2 or expires_at <= $3)',
      [firmId, email, now],
    )
    const { rowCount } = await client.query(
      `insert into auth.invitation (id, organization_id, email, role, status, expires_at, created_at, inviter_id, token_hash)
       select $1, $2, $3, $4, 'pending', $5, $6, $7, $8
       where (select count(*) from auth.invitation where organization_id = $2) < $9`,
      [made.id, firmId, email, role, made.expiresAt, now, personId, hashToken(made.token), OPEN_MAX],
    )
    if (rowCount !== 1) throw tooMany()
    return {
      result: made,
      entry: {
        actor: actorOf(by),
        action: 'invitation.made',
        subject: { kind: 'invitation', id: made.id },
        details: { role },
        change: { after: { email } },
      },
    }
  })
}

/** Mails the link of an invitation that was just made; whether it went out. Where no mail is set up, nothing does. */
export async function mailInvitation(
  io: Trail & Letters,
  by: Principal,
  input: { id: Id; email: string; url: string },
): Promise<boolean> {
  const { rows } = await io.pool.query<{ firmName: string }>(
    'select name as "firmName" from auth.organization where id = $1',
    [by.tenantId],
  )
  const isSent = await io.mail?.({
    kind: 'invitation',
    to: input.email,
    region: await io.regionOf(by.tenantId),
    firmName: rows[0]?.firmName ?? '',
    madeBy: by.label,
    url: input.url,
  })
  if (!isSent) return false
  await inToldTransaction(io, by.tenantId, async (client) => {
    const { rowCount } = await client.query('update auth.invitation set mailed = true where id = $1', [
      input.id,
    ])
    const subject = { kind: 'invitation', id: input.id }
    return {
      result: undefined,
      entry: rowCount === 1 ? { actor: actorOf(by), action: 'invitation.mailed', subject } : null,
    }
  })
  return true
}

/** Invitations of a firm that still can be accepted, newest first. */
export async function listInvitations(pool: pg.Pool, clock: Clock, firmId: Id): Promise<Invitation[]> {
  const { rows } = await pool.query<Invitation>(
    `${INVITATIONS} where i.organization_id = $1 and i.expires_at > $2 order by i.created_at desc, i.id desc`,
    [firmId, clock.now()],
  )
  return rows
}

/** Takes an invitation back; false when the firm has none such. */
export async function withdrawInvitation(io: Trail, by: Principal, invitationId: Id): Promise<boolean> {
  return inToldTransaction(io, by.tenantId, async (client) => {
    const { rowCount } = await client.query(
      'delete from auth.invitation where organization_id = $1 and id = $2',
      [by.tenantId, invitationId],
    )
    const subject = { kind: 'invitation', id: invitationId }
    return rowCount === 1
      ? { result: true, entry: { actor: actorOf(by), action: 'invitation.withdrawn', subject } }
      : { result: false, entry: null }
  })
}

/** What `token` invites to, and whether its address can sign in here already. Refuses with `invitation_invalid`. */
export async function openInvitation(
  client: pg.ClientBase | pg.Pool,
  clock: Clock,
  token: string,
): Promise<OpenInvitation & { personId: Id | null }> {
  const { rows } = await client.query<OpenInvitation>(
    `${INVITATIONS} where i.token_hash = $1 and i.expires_at > $2`,
    [hashToken(token), clock.now()],
  )
  if (rows[0] === undefined) throw invalidInvitation()
  return { ...rows[0], personId: await findPersonByEmail(client, rows[0].email) }
}

/**
 * Makes who holds `token` one of the firm, and uses it up. Who is new here gets the name and password given; the caller
 * has checked the password of who is not. Refuses with `invitation_invalid`.
 */
export async function acceptInvitation(
  io: Trail,
  input: { token: string; person: { name: string; passwordHash: string } | { personId: Id } },
): Promise<{ personId: Id; firmId: Id }> {
  const { clock } = io
  return inTransaction(io.pool, async (client) => {
    const { rows } = await client.query<{ id: Id; firmId: Id; email: string; role: Role; mailed: boolean }>(
      `delete from auth.invitation where token_hash = $1 and expires_at > $2
       returning id, organization_id as "firmId", email, role, mailed`,
      [hashToken(input.token), clock.now()],
    )
    if (rows[0] === undefined) throw invalidInvitation()
    const { id, firmId, email, role, mailed } = rows[0]
    const personId =
      'personId' in input.person
        ? input.person.personId
        : await insertPerson(client, clock, { ...input.person, email })
    if (mailed) await client.query('update auth."user" set email_verified = true where id = $1', [personId])
    await client.query(
      `insert into auth.member (id, organization_id, user_id, role, created_at) values ($1, $2, $3, $4, $5)
       on conflict (organization_id, user_id) do nothing`,
      [newId(clock), firmId, personId, role, clock.now()],
    )
    const person = await client.query<{ name: string }>('select name from auth."user" where id = $1', [
      personId,
    ])
    await tell(client, io, firmId, {
      actor: { kind: 'person', id: personId, label: person.rows[0]?.name ?? '' },
      action: 'invitation.accepted',
      subject: { kind: 'invitation', id },
      details: { role, emailProved: mailed },
    })
    return { personId, firmId }
  })
}

function alreadyHere(): Refusal {
  return new Refusal('works_here', 'This person works for the firm already.', 'Change their role instead.', {
    status: 409,
  })
}

function tooMany(): Refusal {
  return new Refusal(
    'too_many_invitations',
    `The firm has asked ${OPEN_MAX} people who have not answered.`,
    'Take back some of these invitations.',
    { status: 409 },
  )
}

function invalidInvitation(): Refusal {
  return new Refusal(
    'invitation_invalid',
    'This invitation is not valid: it was used or taken back, is older than a week, or its link is not whole.',
    'Ask for a new one, or sign in.',
    { status: 403 },
  )
}

const INVITATIONS = `select i.id, i.email, i.role, coalesce(u.name, 'command line') as "madeBy", i.created_at as "madeAt", i.expires_at as "expiresAt",
    i.mailed, o.id as "firmId", o.name as "firmName"
  from auth.invitation i join auth.organization o on o.id = i.organization_id
    left join auth."user" u on u.id = i.inviter_id`
