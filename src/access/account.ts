import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { isPasswordOf, setPassword } from './password.ts'
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

/** A person who is signed in. */
export type SignedIn = { personId: Id; sessionId: Id }

/** What is a person's own: where they are signed in, and what they show at signing in. */
export type Account = {
  /** Where they are signed in, last seen first. */
  listSessions(personId: Id): Promise<Session[]>
  /** Ends one of their sessions at once; false when they have none such. */
  endSession(personId: Id, sessionId: Id): Promise<boolean>
  /** Ends all of their sessions but the one they ask by. */
  endOtherSessions(who: SignedIn): Promise<void>
  /** Gives them a new password, and ends their other sessions. Refuses with `wrong_password`. */
  setPassword(who: SignedIn, input: { current: string | undefined; password: string }): Promise<void>

  /** Whether they show a second factor at signing in. */
  hasSecondFactor(personId: Id): Promise<boolean>
  /** Begins with an authenticator app: its secret, in base 32 and as a URI. Refuses with `second_factor_on`. */
  beginSecondFactor(personId: Id): Promise<{ secret: string; uri: string }>
  /** Confirms the app by a first code; returns the recovery codes, shown this once. Refuses with `wrong_code`. */
  confirmSecondFactor(personId: Id, code: string): Promise<string[]>
  /** Ends the second factor. Refuses with `wrong_password`. */
  endSecondFactor(personId: Id, password: string): Promise<void>
}

export function openAccount(io: Trail & SecondFactorIo): Account {
  const { pool, clock } = io
  const tell = (personId: Id, action: `${string}.${string}`) =>
    tellFirmsOf(io, personId, (actor) => ({ actor, action, subject: { kind: 'person', id: personId } }))
  return {
    listSessions: (personId) => listSessions(pool, clock, personId),
    endSession: async (personId, sessionId) => {
      const isEnded = await endSession(pool, personId, sessionId)
      if (isEnded) await tell(personId, 'session.ended')
      return isEnded
    },
    endOtherSessions: async ({ personId, sessionId }) => {
      await endOtherSessions(pool, personId, sessionId)
      await tell(personId, 'session.others_ended')
    },
    setPassword: async (who, input) => {
      await setPassword(pool, clock, { ...who, ...input })
      await tell(who.personId, 'password.set')
    },

    hasSecondFactor: (personId) => hasSecondFactor(pool, personId),
    beginSecondFactor: async (personId) => {
      const person = await findPerson(pool, personId)
      if (person === null) throw new Error(`No person ${personId}.`)
      return beginSecondFactor(io, person)
    },
    confirmSecondFactor: async (personId, code) => {
      const codes = await confirmSecondFactor(io, personId, code)
      await tell(personId, 'second_factor.confirmed')
      return codes
    },
    endSecondFactor: async (personId, password) => {
      if (!(await isPasswordOf(pool, personId, password))) {
        throw new Refusal('wrong_password', 'This is not the password there is.', 'Give the present one.', {
          status: 403,
        })
      }
      if (await endSecondFactor(pool, personId)) await tell(personId, 'second_factor.ended')
    },
  }
}

/** The person who asks, and by which session; refuses keys and the command line with `only_people`. */
export function signedIn({ personId, sessionId }: Principal): SignedIn {
  if (personId !== null && sessionId !== null) return { personId, sessionId }
  throw new Refusal('only_people', 'Only a person who has signed in has this.', 'Sign in and do it there.', {
    status: 403,
  })
}
