import type { Principal } from '../access/access.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'

/** The person who asks, and by which session; refuses keys and the command line with `only_people`. */
export function personOf({ personId, sessionId }: Principal): { personId: Id; sessionId: Id } {
  if (personId !== null && sessionId !== null) return { personId, sessionId }
  throw new Refusal('only_people', 'Only a person who has signed in has this.', 'Sign in and do it there.', {
    status: 403,
  })
}
