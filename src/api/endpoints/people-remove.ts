import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

export const peopleRemove = endpoint({
  name: 'people-remove',
  method: 'DELETE',
  path: '/api/people/:id',
  who: 'people.manage',
  changes: { action: 'person.removed' },
  tag: 'people',
  summary: 'Ends somebody’s work for the firm, at once.',
  params: z.object({ id: idShape }),
  handle: ({ services: { access }, principal, params }) => access.people.remove(principal, params.id),
})
