import type { Access } from '../../access/access.ts'
import type { Id } from '../../base/ids.ts'
import { meShape } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const me = endpoint({
  name: 'me',
  method: 'GET',
  path: '/api/me',
  who: 'member',
  tag: 'sign-in',
  summary: 'Who is asking, and for which firm.',
  answer: meShape,
  handle: async ({ services: { access, settings }, principal }) => {
    const firm = await access.firmDetails(principal.tenantId)
    if (firm === null) throw notFound('firm')
    return {
      role: principal.role,
      permissions: [...principal.permissions],
      person: await personShown(access, principal.personId),
      firm: { id: principal.tenantId, ...firm },
      version: settings.version,
    }
  },
})

async function personShown(access: Access, personId: Id | null) {
  const person = personId === null ? null : await access.person(personId)
  return person && { ...person, secondFactor: await access.account.hasSecondFactor(person.id) }
}
