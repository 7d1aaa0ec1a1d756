import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { addedContactPointShape, contactPointBody } from '../../contract/customers.ts'
import { addContactPoint } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const contactPointsAdd = endpoint({
  name: 'contact-points-add',
  method: 'POST',
  path: '/api/customers/:id/contact-points',
  who: 'customers.write',
  changes: { action: 'customer.point_added', subject: 'customer' },
  tag: 'customers',
  summary:
    'Notes a telephone number or e-mail address of a customer: what comes by it from now on is theirs. One that is theirs already changes nothing.',
  params: z.object({ id: idShape }),
  body: contactPointBody,
  answer: addedContactPointShape,
  handle: ({ services: { clock }, params: { id: customerId }, body, write }) =>
    write(async (tx, tell) => {
      const point = await addContactPoint(tx, { clock, customerId, written: body.address })
      const { contactPointId, isNew } = point
      tell({ change: { after: point.value }, details: { contactPointId, isNew } })
      return { contactPointId, isNew, customer: await shownCustomer(tx, customerId) }
    }),
})
