import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { setRoleBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'

export const peopleSetRole = endpoint({
  name: 'people-set-role',
  method: 'PUT',
  path: '/api/people/:id/role',
  who: 'people.manage',
  changes: { action: 'person.role_set' },
  tag: 'people',
  summary:
    'Gives somebody of the firm another role, from their next request on. Who is an owner, only owners say.',
  params: z.object({ id: idShape }),
  body: setRoleBody,
  handle: ({ services: { access }, principal, params, body }) =>
    access.people.setRole(principal, { personId: params.id, role: body.role }),
})
