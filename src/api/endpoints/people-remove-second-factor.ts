import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

export const peopleRemoveSecondFactor = endpoint({
  name: 'people-remove-second-factor',
  method: 'DELETE',
  path: '/api/people/:id/second-factor',
  who: 'people.manage',
  tag: 'people',
  summary: 'Ends the second factor of somebody who lost it.',
  changes: { action: 'second_factor.removed' },
  params: z.object({ id: idShape }),
  handle: ({ services: { access }, principal, params }) =>
    access.people.removeSecondFactor(principal, params.id),
})
