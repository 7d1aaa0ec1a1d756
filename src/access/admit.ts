import type pg from 'pg'
import type { Actor } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Role } from '../contract/permissions.ts'
import { roleIn } from './member.ts'
import { insertPerson } from './person.ts'
import { type KeptProvider, providerId } from './provider.ts'
import type { Vouched } from './provider-client.ts'
import type { Visitor } from './sign-in.ts'
import { type Trail, tell } from './trail.ts'

const NAME_LENGTH_MAX = 120

type Arrival = { provider: KeptProvider; vouched: Vouched; visitor: Visitor }

/**
 * The person for whom a firm's provider vouches, who works for the firm from now on if not before, and can be told again by
 * their subject; the trail is told. Inside somebody's transaction. Who is not known by subject is by address:
 *
 * - of a person whose address was proved, for whoever makes an account in somebody else's name has not proved it;
 * - else of somebody new.
 *
 * Who does not work for the firm needs an invitation; or to be new here, where newcomers are let in. Refuses with
 * `provider_address_unproved`, `provider_address_taken`, `provider_person_unknown`.
 */
export async function admit(client: pg.ClientBase, io: Trail, arrival: Arrival): Promise<Id> {
  const { provider, vouched, visitor } = arrival
  const { firmId } = provider
  await client.query('select 1 from auth.organization where id = $1 for no key update', [firmId])
  const known = await findKnown(client, arrival)
  const role = known === null ? null : await roleIn(client, firmId, known.personId)
  const joins = role === null ? await howToJoin(client, io.clock, arrival, known !== null) : null
  const personId = known?.personId ?? (await insertNewcomer(client, io.clock, vouched))
  const actor: Actor = { kind: 'person', id: personId, label: await nameOf(client, personId) }
  if (!known?.bySubject) await link(client, io.clock, personId, arrival)
  if (joins !== null) {
    await client.query(
      'insert into auth.member (id, organization_id, user_id, role, created_at) values ($1, $2, $3, $4, $5)',
      [newId(io.clock), firmId, personId, joins.role, io.clock.now()],
    )
    const details = { role: joins.role, by: 'provider' }
    await tell(client, io, firmId, {
      ...{ actor, details },
      ...(joins.invitationId === null
        ? { action: 'person.joined', subject: { kind: 'person', id: personId } }
        : { action: 'invitation.accepted', subject: { kind: 'invitation', id: joins.invitationId } }),
    })
  }
  await tell(client, io, firmId, {
    actor,
    action: 'session.opened',
    details: { by: 'provider', linked: !known?.bySubject },
    change: { after: { address: visitor.address, userAgent: visitor.userAgent } },
  })
  return personId
}

type Known = { personId: Id; bySubject: boolean }

async function findKnown(client: pg.ClientBase, { provider, vouched }: Arrival): Promise<Known | null> {
  const bySubject = await client.query<{ personId: Id }>(
    'select user_id as "personId" from auth.account where provider_id = $1 and account_id = $2',
    [providerId(provider), vouched.subject],
  )
  if (bySubject.rows[0] !== undefined) return { ...bySubject.rows[0], bySubject: true }
  const byEmail = await client.query<{ personId: Id; isProved: boolean; isTaken: boolean }>(
    `select u.id as "personId", u.email_verified as "isProved",
       exists (select from auth.account a where a.user_id = u.id and a.provider_id = $2) as "isTaken"
     from auth."user" u where u.email = $1`,
    [vouched.email, providerId(provider)],
  )
  const [found] = byEmail.rows
  if (found === undefined) return null
  if (!found.isProved) throw unproved()
  if (found.isTaken) throw taken()
  return { personId: found.personId, bySubject: false }
}

/** By an invitation, which is used up; or as a newcomer. Refuses with `provider_person_unknown`. */
async function howToJoin(
  client: pg.ClientBase,
  clock: Clock,
  { provider: { firmId, newcomerRole }, vouched: { email } }: Arrival,
  isKnown: boolean,
): Promise<{ role: Role; invitationId: Id | null }> {
  const { rows } = await client.query<{ invitationId: Id; role: Role }>(
    `delete from auth.invitation where organization_id = $1 and email = $2 and expires_at > $3
     returning id as "invitationId", role`,
    [firmId, email, clock.now()],
  )
  if (rows[0] !== undefined) return rows[0]
  if (newcomerRole !== null && !isKnown) return { role: newcomerRole, invitationId: null }
  throw new Refusal(
    'provider_person_unknown',
    'The firm’s sign-in provider knows you, but you do not work for the firm here.',
    'Ask an owner or a manager of the firm to invite your address.',
    { status: 403 },
  )
}

/** Somebody new has no password, and an address that was proved: the provider vouches for it. */
async function insertNewcomer(client: pg.ClientBase, clock: Clock, { email, name }: Vouched): Promise<Id> {
  const called = (name ?? '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .slice(0, NAME_LENGTH_MAX)
  const personId = await insertPerson(client, clock, { name: called || email, email, passwordHash: null })
  await client.query('update auth."user" set email_verified = true where id = $1', [personId])
  return personId
}

async function link(
  client: pg.ClientBase,
  clock: Clock,
  personId: Id,
  { provider, vouched }: Arrival,
): Promise<void> {
  await client.query(
    `insert into auth.account (id, account_id, provider_id, user_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
    [newId(clock), vouched.subject, providerId(provider), personId, clock.now()],
  )
}

async function nameOf(client: pg.ClientBase, personId: Id): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select name from auth."user" where id = $1', [
    personId,
  ])
  return rows[0]?.name ?? ''
}

/** Addresses are given to others when somebody leaves; subjects never are (OpenID Connect Core 1.0 §5.7). */
function taken(): Refusal {
  return new Refusal(
    'provider_address_taken',
    'The firm’s sign-in provider had somebody else by this e-mail address before.',
    'Ask an owner or a manager of the firm to remove that person here, and to invite your address.',
    { status: 403 },
  )
}

function unproved(): Refusal {
  return new Refusal(
    'provider_address_unproved',
    'Somebody has this e-mail address here already, and never proved that it is theirs.',
    'If it is you, sign in with your password and have the address proved; then this works.',
    { status: 403 },
  )
}
