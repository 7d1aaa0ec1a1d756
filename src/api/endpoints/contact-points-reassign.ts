import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { reassignContactPointBody, reassignedShape } from '../../contract/customers.ts'
import { reassignContactPoint } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const contactPointsReassign = endpoint({
  name: 'contact-points-reassign',
  method: 'POST',
  path: '/api/contact-points/:id/reassign',
  who: 'customers.write',
  changes: { action: 'contact_point.moved', subject: 'contact_point' },
  tag: 'customers',
  summary:
    'Gives an address, with its messages, to another customer or to a new one; it can be undone exactly.',
  params: z.object({ id: idShape }),
  body: reassignContactPointBody,
  answer: reassignedShape,
  handle: ({ services: { clock }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      tell({ details: { customerId: body.customerId } })
      return reassignContactPoint(tx, { ...body, clock, contactPointId: params.id, by: principal.label })
    }),
})
