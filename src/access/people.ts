import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Role } from '../contract/permissions.ts'
import type { AuthSource } from './auth.ts'
import {
  acceptInvitation,
  type Invitation,
  invite,
  listInvitations,
  mailInvitation,
  type OpenInvitation,
  openInvitation,
  withdrawInvitation,
} from './invitation.ts'
import type { Letters } from './letters.ts'
import { listMembers, type Member, removeMember, removeSecondFactor, setRole } from './member.ts'
import { hashPassword, isPasswordOf, tellWrongPassword } from './password.ts'
import type { Principal } from './principal.ts'
import { passSecondFactor, type SecondFactorIo } from './second-factor.ts'
import { openSession, type SessionCookie, type Visitor } from './sign-in.ts'
import type { Trail } from './trail.ts'

const PASSWORD_LENGTH_MIN = 10

/** Who works for a firm, and who is asked to. */
export type People = {
  /** Who works for a firm, who came first at the top. */
  list(firmId: Id): Promise<Member[]>
  /** Gives somebody of the asker's firm another role. Refuses with `person_not_found`, `only_owners`, `last_owner`. */
  setRole(by: Principal, input: { personId: Id; role: Role }): Promise<void>
  /** Ends somebody's work for the asker's firm, at once. Refuses as `setRole` does. */
  remove(by: Principal, personId: Id): Promise<void>
  /** Ends the second factor of somebody who lost it. Refuses with `person_not_found`, `only_owners`, `own_second_factor`, `second_factor_elsewhere`. */
  removeSecondFactor(by: Principal, personId: Id): Promise<void>

  /**
   * Asks somebody to join within a week. The link is mailed, or else shown to be handed over; never both, because who
   * opens a mailed one proves the address by it. Refuses with `works_here`, `only_owners`, `too_many_invitations`.
   */
  invite(
    by: Principal,
    input: { email: string; role: Role },
  ): Promise<Invitation & { url: string | null; mailed: boolean }>
  /** Invitations that still can be accepted, newest first. */
  listInvitations(firmId: Id): Promise<Invitation[]>
  /** Takes an invitation back; false when the firm has none such. */
  withdrawInvitation(by: Principal, invitationId: Id): Promise<boolean>
  /** What a token invites to. Refuses with `invitation_invalid`. */
  openInvitation(token: string): Promise<OpenInvitation & { known: boolean }>
  /**
   * Makes who holds the token one of the firm, and signs them in. Who is known here shows what they show at signing in.
   * Refuses with `invitation_invalid`, `wrong_credentials`, `second_factor_needed`, `wrong_code`, `name_needed`,
   * `password_short`.
   */
  accept(
    input: {
      token: string
      name?: string | undefined
      password: string
      code?: string | undefined
    },
    visitor: Visitor,
  ): Promise<SessionCookie>
}

export function openPeople(io: Trail & SecondFactorIo & Letters & { auth: AuthSource }): People {
  const { pool, clock, auth, link } = io
  return {
    list: (firmId) => listMembers(pool, firmId),
    setRole: (by, input) => setRole(io, by, input),
    remove: (by, personId) => removeMember(io, by, personId),
    removeSecondFactor: (by, personId) => removeSecondFactor(io, by, personId),

    invite: async (by, input) => {
      const { id, token, expiresAt } = await invite(io, by, input)
      const email = input.email.toLowerCase()
      const { url } = link('/join#', token)
      const mailed = await mailInvitation(io, by, { id, email, url })
      return {
        ...{ id, expiresAt, email, role: input.role, madeBy: by.label, madeAt: clock.now() },
        ...{ url: mailed ? null : url, mailed },
      }
    },
    listInvitations: (firmId) => listInvitations(pool, clock, firmId),
    withdrawInvitation: (by, invitationId) => withdrawInvitation(io, by, invitationId),
    openInvitation: async (token) => {
      const { personId, ...invitation } = await openInvitation(pool, clock, token)
      return { ...invitation, known: personId !== null }
    },
    accept: async ({ token, name, password, code }, visitor) => {
      const { personId } = await openInvitation(pool, clock, token)
      const person = personId === null ? await newcomer(name, password) : { personId }
      if ('personId' in person) {
        await refuseWrongPassword(io, person.personId, password)
        await passSecondFactor(io, person.personId, code)
      }
      const joined = await acceptInvitation(io, { token, person })
      return openSession(await auth(), { personId: joined.personId, openedBy: 'password' }, visitor)
    },
  }
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

async function refuseWrongPassword(io: Trail, personId: Id, password: string): Promise<void> {
  if (await isPasswordOf(io.pool, personId, password)) return
  await tellWrongPassword(io, personId)
  throw new Refusal(
    'wrong_credentials',
    'The e-mail address or the password is wrong.',
    'This address can sign in here already: give its password, or have a sign-in link made.',
    { status: 401 },
  )
}
