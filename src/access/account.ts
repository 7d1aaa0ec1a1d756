import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { proveOneself, setPassword } from './password.ts'
import { findPerson } from './person.ts'
import type { Principal } from './principal.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  hasSecondFactor,
  type SecondFactorIo,
} from './second-factor.ts'
import { endOtherSessions, endSession, listSessions, type Session } from './session.ts'
import { type Trail, tellFirmsOf } from './trail.ts'

/** A person who is signed in: to all of their firms, or to the one whose provider vouches for them. */
export type SignedIn = { personId: Id; sessionId: Id; onlyFirmId: Id | null }

/** What is a person's own: where they are signed in, and what they show at signing in. */
export type Account = {
  /** Where they are signed in, last seen first; who is signed in to one firm alone sees only where else that is so. */
  listSessions(who: SignedIn): Promise<Session[]>
  /** Ends one of these sessions at once; false when there is none such. */
  endSession(who: SignedIn, sessionId: Id): Promise<boolean>
  /** Ends all of these sessions but the one they ask by. */
  endOtherSessions(who: SignedIn): Promise<void>
  /** Gives them a new password, and ends their other sessions. Refuses with `wrong_password`. */
  setPassword(who: SignedIn, input: { current: string | undefined; password: string }): Promise<void>

  /** Whether they show a second factor at signing in. */
  hasSecondFactor(personId: Id): Promise<boolean>
  /**
   * Begins with an authenticator app: its secret, in base 32 and as a URI. Refuses with `second_factor_on`,
   * `only_own_sign_in`, `wrong_password`.
   */
  beginSecondFactor(who: SignedIn, password: string | undefined): Promise<{ secret: string; uri: string }>
  /**
   * Confirms the app by a first code; returns the recovery codes, shown this once. Refuses with `wrong_code`,
   * `only_own_sign_in`.
   */
  confirmSecondFactor(who: SignedIn, code: string): Promise<string[]>
  /** Ends the second factor. Refuses with `wrong_password`. */
  endSecondFactor(who: SignedIn, password: string): Promise<void>
}

export function openAccount(io: Trail & SecondFactorIo): Account {
  const { pool, clock } = io
  const tell = (personId: Id, action: `${string}.${string}`) =>
    tellFirmsOf(io, personId, (actor) => ({ actor, action, subject: { kind: 'person', id: personId } }))
  return {
    listSessions: (who) => listSessions(pool, clock, who),
    endSession: async (who, sessionId) => {
      const isEnded = await endSession(pool, who, sessionId)
      if (isEnded) await tell(who.personId, 'session.ended')
      return isEnded
    },
    endOtherSessions: async (who) => {
      await endOtherSessions(pool, who, who.sessionId)
      await tell(who.personId, 'session.others_ended')
    },
    setPassword: async (who, input) => {
      await proveOneself(io, { ...who, password: input.current })
      await setPassword(pool, clock, { ...who, password: input.password })
      await tell(who.personId, 'password.set')
    },

    hasSecondFactor: (personId) => hasSecondFactor(pool, personId),
    beginSecondFactor: async (who, password) => {
      refuseFirmOnly(who)
      await proveOneself(io, { ...who, password })
      const person = await findPerson(pool, who.personId)
      if (person === null) throw new Error(`No person ${who.personId}.`)
      return beginSecondFactor(io, person)
    },
    confirmSecondFactor: async (who, code) => {
      refuseFirmOnly(who)
      const codes = await confirmSecondFactor(io, who.personId, code)
      await tell(who.personId, 'second_factor.confirmed')
      return codes
    },
    endSecondFactor: async (who, password) => {
      await proveOneself(io, { ...who, password })
      if (await endSecondFactor(pool, who.personId)) await tell(who.personId, 'second_factor.ended')
    },
  }
}

/** The person who asks, and by which session; refuses keys and the command line with `only_people`. */
export function signedIn({ personId, sessionId, firmOnly, tenantId }: Principal): SignedIn {
  if (personId !== null && sessionId !== null)
    return { personId, sessionId, onlyFirmId: firmOnly ? tenantId : null }
  throw new Refusal('only_people', 'Only a person who has signed in has this.', 'Sign in and do it there.', {
    status: 403,
  })
}

/** Refuses with `only_own_sign_in` whom a firm's provider vouches for: what is meant is the person's in all of their firms. */
export function refuseFirmOnly({ onlyFirmId }: Pick<SignedIn, 'onlyFirmId'>): void {
  if (onlyFirmId === null) return
  throw new Refusal(
    'only_own_sign_in',
    'You are signed in by your firm’s provider, which lets you into this firm and no further.',
    'Sign in with a password of your own, or by a link, and do it there.',
    { status: 403 },
  )
}
