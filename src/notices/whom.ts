import type { Id } from '../base/ids.ts'
import { type NoticeKind, notices } from '../contract/notices.ts'
import { permissionsOf, type Role } from '../contract/permissions.ts'
import type { Cause } from './cause.ts'

/** Somebody who works for the firm, and the kinds of which they want to hear nothing. */
export type Hearer = { personId: Id; role: Role; unwanted: ReadonlySet<NoticeKind> }

/** Who is told of a cause: those it concerns, who may see it, want to be told, and did not do it themselves. */
export function whomToTell(
  people: readonly Hearer[],
  { kind, personId, actor }: Pick<Cause, 'kind' | 'personId' | 'actor'>,
): Id[] {
  const { needs, tells } = notices[kind]
  // A ticket of somebody who has left is nobody's.
  const owner = people.find((person) => person.personId === personId)
  const concerns = (person: Hearer) =>
    owner !== undefined ? person === owner : tells !== 'one' && tells.includes(person.role)
  return people
    .filter(
      (person) =>
        concerns(person) &&
        permissionsOf(person.role).has(needs) &&
        !person.unwanted.has(kind) &&
        actor !== `person:${person.personId}`,
    )
    .map((person) => person.personId)
}
