import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Role } from '../contract/permissions.ts'
import type { Auth } from './auth.ts'
import {
  acceptInvitation,
  type Invitation,
  invite,
  listInvitations,
  type OpenInvitation,
  openInvitation,
  withdrawInvitation,
} from './invitation.ts'
import type { OneTimeLink } from './link.ts'
import { listMembers, type Member, removeMember, setRole } from './member.ts'
import { hashPassword, isPasswordOf, setPassword } from './password.ts'
import type { Principal } from './principal.ts'
import { endOtherSessions, endSession, listSessions, type Session } from './session.ts'
import { openSession, type SessionCookie, type Visitor } from './sign-in.ts'

const PASSWORD_LENGTH_MIN = 10

/** Who works for a firm, who is asked to, and where they are signed in. */
export type People = {
  /** Who works for a firm, who came first at the top. */
  list(firmId: Id): Promise<Member[]>
  /** Gives somebody of the asker's firm another role. Refuses with `person_not_found`, `only_owners`, `last_owner`. */
  setRole(by: Principal, input: { personId: Id; role: Role }): Promise<void>
  /** Ends somebody's work for the asker's firm, at once. Refuses as `setRole` does. */
  remove(by: Principal, personId: Id): Promise<void>

  /** Asks somebody to join within a week. Refuses with `works_here`, `only_owners`, `too_many_invitations`. */
  invite(
    by: Principal,
    input: { email: string; role: Role },
  ): Promise<Invitation & OneTimeLink & { mailed: boolean }>
  /** Invitations that still can be accepted, newest first. */
  listInvitations(firmId: Id): Promise<Invitation[]>
  /** Takes an invitation back; false when the firm has none such. */
  withdrawInvitation(by: Principal, invitationId: Id): Promise<boolean>
  /** What a token invites to. Refuses with `invitation_invalid`. */
  openInvitation(token: string): Promise<OpenInvitation & { known: boolean }>
  /**
   * Makes who holds the token one of the firm, and signs them in. Refuses with `invitation_invalid`,
   * `wrong_credentials` (the address is known here, by another password), `name_needed`, `password_short`.
   */
  accept(
    input: { token: string; name: string | undefined; password: string },
    visitor: Visitor,
  ): Promise<SessionCookie>

  /** Where a person is signed in, last seen first. */
  listSessions(personId: Id): Promise<Session[]>
  /** Ends one of a person's sessions at once; false when they have none such. */
  endSession(personId: Id, sessionId: Id): Promise<boolean>
  /** Ends all of a person's sessions but one; returns how many. */
  endOtherSessions(personId: Id, keptId: Id | null): Promise<number>
  /** Gives a person a new password, and ends their other sessions. Refuses with `wrong_password`. */
  setPassword(input: {
    personId: Id
    sessionId: Id
    current: string | undefined
    password: string
  }): Promise<void>
}

export function openPeople(io: {
  pool: pg.Pool
  clock: Clock
  auth: () => Promise<Auth>
  link: (place: string, token: string) => OneTimeLink
}): People {
  const { pool, clock, auth, link } = io
  return {
    list: (firmId) => listMembers(pool, firmId),
    setRole: (by, input) => setRole(pool, { ...input, firmId: by.tenantId, byOwner: actsAsOwner(by) }),
    remove: (by, personId) => removeMember(pool, { personId, firmId: by.tenantId, byOwner: actsAsOwner(by) }),

    invite: async (by, input) => {
      const { personId } = by
      const { id, token, expiresAt } = await invite(pool, clock, {
        ...input,
        firmId: by.tenantId,
        by: { personId, isOwner: actsAsOwner(by) },
      })
      return {
        ...{ id, expiresAt, email: input.email.toLowerCase(), role: input.role },
        ...{ madeBy: by.label, madeAt: clock.now() },
        ...link('/join#', token),
        mailed: false,
      }
    },
    listInvitations: (firmId) => listInvitations(pool, clock, firmId),
    withdrawInvitation: (by, invitationId) => withdrawInvitation(pool, by.tenantId, invitationId),
    openInvitation: async (token) => {
      const { personId, ...invitation } = await openInvitation(pool, clock, token)
      return { ...invitation, known: personId !== null }
    },
    accept: async ({ token, name, password }, visitor) => {
      const { personId } = await openInvitation(pool, clock, token)
      const person =
        personId === null ? await newcomer(name, password) : await knownPerson(pool, personId, password)
      const joined = await acceptInvitation(pool, clock, { token, person })
      return openSession(await auth(), joined.personId, visitor)
    },

    listSessions: (personId) => listSessions(pool, clock, personId),
    endSession: (personId, sessionId) => endSession(pool, personId, sessionId),
    endOtherSessions: (personId, keptId) => endOtherSessions(pool, personId, keptId),
    setPassword: (input) => setPassword(pool, clock, input),
  }
}

function actsAsOwner({ kind, role }: Principal): boolean {
  return kind === 'operator' || role === 'owner'
}

async function newcomer(name: string | undefined, password: string) {
  if (name === undefined)
    throw new Refusal('name_needed', 'Who is new here has to say their name.', 'Give your name.')
  if (password.length < PASSWORD_LENGTH_MIN) {
    throw new Refusal(
      'password_short',
      'The password is too short.',
      `Take one of ${PASSWORD_LENGTH_MIN} characters or more.`,
    )
  }
  return { name, passwordHash: await hashPassword(password) }
}

async function knownPerson(pool: pg.Pool, personId: Id, password: string) {
  if (await isPasswordOf(pool, personId, password)) return { personId }
  throw new Refusal(
    'wrong_credentials',
    'The e-mail address or the password is wrong.',
    'This address can sign in here already: give its password, or have a sign-in link made.',
    { status: 401 },
  )
}
