import type pg from 'pg'
import type { NewEntry } from '../audit/audit.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { permissionsOf, type Role } from '../contract/permissions.ts'
import type { Principal } from './principal.ts'
import { forgetVouched } from './provider.ts'
import { endSecondFactor } from './second-factor.ts'
import { actorOf, inToldTransaction, type Trail, tell } from './trail.ts'

/** Somebody who works for a firm. */
export type Member = {
  personId: Id
  name: string
  email: string
  /** Whether the address was proved to be theirs. */
  emailVerified: boolean
  role: Role
  since: Date
  /** To the day; null when they are signed in nowhere. */
  lastSeenAt: Date | null
  /** Whether they show a second factor at signing in. */
  secondFactor: boolean
}

/** Who works for a firm, who came first at the top. */
export async function listMembers(pool: pg.Pool, firmId: Id): Promise<Member[]> {
  const { rows } = await pool.query<Member>(
    `select u.id as "personId", u.name, u.email, u.email_verified as "emailVerified", m.role, m.created_at as since,
       (select max(s.updated_at) from auth.session s where s.user_id = u.id) as "lastSeenAt",
       exists (select from auth.second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "secondFactor"
     from auth.member m join auth."user" u on u.id = m.user_id
     where m.organization_id = $1 order by m.created_at, m.id`,
    [firmId],
  )
  return rows
}

/** What somebody is in a firm; null when they do not work there. */
export async function roleIn(
  client: pg.ClientBase | pg.Pool,
  firmId: Id,
  personId: Id,
): Promise<Role | null> {
  const { rows } = await client.query<{ role: Role }>(
    'select role from auth.member where organization_id = $1 and user_id = $2',
    [firmId, personId],
  )
  return rows[0]?.role ?? null
}

/** Takes back what somebody asked others to who could not ask them any longer. */
async function withdrawInvitationsOf(
  client: pg.ClientBase,
  { firmId, personId, role }: { firmId: Id; personId: Id; role: Role | null },
): Promise<void> {
  const mayInvite = role !== null && permissionsOf(role).has('people.manage')
  await client.query(
    `delete from auth.invitation where organization_id = $1 and inviter_id = $2 and (not $3 or (role = 'owner' and not $4))`,
    [firmId, personId, mayInvite, role === 'owner'],
  )
}

/** Gives somebody of the firm another role. Refuses with `person_not_found`, `only_owners`, `last_owner`. */
export async function setRole(
  io: Trail,
  by: Principal,
  { personId, role }: { personId: Id; role: Role },
): Promise<void> {
  await changeMember(io, by, personId, async (client, before) => {
    if (role === 'owner' && !actsAsOwner(by)) throw onlyOwners()
    await client.query('update auth.member set role = $3 where organization_id = $1 and user_id = $2', [
      by.tenantId,
      personId,
      role,
    ])
    await withdrawInvitationsOf(client, { firmId: by.tenantId, personId, role })
    return { action: 'person.role_set', details: { before, after: role } }
  })
}

/** Ends somebody's work for the firm, at once. Refuses with `person_not_found`, `only_owners`, `last_owner`. */
export async function removeMember(io: Trail, by: Principal, personId: Id): Promise<void> {
  await changeMember(io, by, personId, async (client, before) => {
    await client.query('delete from auth.member where organization_id = $1 and user_id = $2', [
      by.tenantId,
      personId,
    ])
    await forgetVouched(client, { firmId: by.tenantId, personId, keptSessionId: null })
    await withdrawInvitationsOf(client, { firmId: by.tenantId, personId, role: null })
    return { action: 'person.removed', details: { before } }
  })
}

/**
 * Ends the second factor of somebody of the firm, who lost it. One's own ends by one's password; and that of who works for
 * other firms too, which it protects as well, by the command line alone. Refuses with `person_not_found`, `only_owners`,
 * `own_second_factor`, `second_factor_elsewhere`.
 */
export async function removeSecondFactor(io: Trail, by: Principal, personId: Id): Promise<void> {
  await changeMember(io, by, personId, async (client) => {
    if (personId === by.personId) throw ownSecondFactor()
    const { rows: others } = await client.query<{ firmId: Id }>(
      `select organization_id as "firmId" from auth.member where user_id = $1 and organization_id <> $2 order by organization_id`,
      [personId, by.tenantId],
    )
    if (others.length > 0 && by.kind !== 'operator') throw secondFactorElsewhere()
    await endSecondFactor(client, personId)
    const subject = { kind: 'person', id: personId }
    for (const { firmId } of others)
      await tell(client, io, firmId, { actor: actorOf(by), action: 'second_factor.removed', subject })
    return { action: 'second_factor.removed' }
  })
}

/** A change after which the firm still has an owner. Changes of one firm's people wait for one another. */
async function changeMember(
  io: Trail,
  by: Principal,
  personId: Id,
  change: (client: pg.ClientBase, role: Role) => Promise<Pick<NewEntry, 'action' | 'details'>>,
): Promise<void> {
  const firmId = by.tenantId
  await inToldTransaction(io, firmId, async (client) => {
    await client.query('select 1 from auth.organization where id = $1 for no key update', [firmId])
    const role = await roleIn(client, firmId, personId)
    if (role === null) throw nobodyHere()
    if (role === 'owner' && !actsAsOwner(by)) throw onlyOwners()
    const told = await change(client, role)
    const { rowCount } = await client.query(
      `select 1 from auth.member where organization_id = $1 and role = 'owner' limit 1`,
      [firmId],
    )
    if (rowCount === 0) throw lastOwner()
    const subject = { kind: 'person', id: personId }
    return { result: undefined, entry: { actor: actorOf(by), subject, ...told } }
  })
}

/** Whether somebody may say who is an owner. */
export function actsAsOwner({ kind, role }: Principal): boolean {
  return kind === 'operator' || role === 'owner'
}

function nobodyHere(): Refusal {
  return new Refusal(
    'person_not_found',
    'Nobody of this firm is meant by that.',
    'Look at the list of people.',
    { status: 404 },
  )
}

function ownSecondFactor(): Refusal {
  return new Refusal(
    'own_second_factor',
    'Your own authenticator app is turned off by your password.',
    'Turn it off under your own sign-in, or ask another owner or the server’s command line.',
    { status: 403 },
  )
}

function secondFactorElsewhere(): Refusal {
  return new Refusal(
    'second_factor_elsewhere',
    'This person’s authenticator app protects more than this firm.',
    'Have it turned off by the person, or by the command line on the server.',
    { status: 403 },
  )
}

function lastOwner(): Refusal {
  return new Refusal(
    'last_owner',
    'A firm cannot be without an owner.',
    'Make somebody else an owner first.',
    { status: 409 },
  )
}

export function onlyOwners(): Refusal {
  return new Refusal('only_owners', 'Only an owner may say who is an owner.', 'Ask an owner of the firm.', {
    status: 403,
  })
}
