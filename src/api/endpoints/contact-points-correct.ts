import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { contactPointBody, customerDetailShape } from '../../contract/customers.ts'
import { correctContactPoint } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const contactPointsCorrect = endpoint({
  name: 'contact-points-correct',
  method: 'PUT',
  path: '/api/customers/:id/contact-points/:contactPointId',
  who: 'customers.write',
  changes: { action: 'customer.point_corrected', subject: 'customer' },
  tag: 'customers',
  summary:
    'Corrects a telephone number or e-mail address that was written wrongly. One that messages came from stays as it is.',
  params: z.object({ id: idShape, contactPointId: idShape }),
  body: contactPointBody,
  answer: customerDetailShape,
  handle: ({ services: { clock }, params: { id: customerId, contactPointId }, body, write }) =>
    write(async (tx, tell) => {
      const written = body.address
      const { before, after } = await correctContactPoint(tx, { clock, customerId, contactPointId, written })
      tell({ change: { before: before.value, after: after.value }, details: { contactPointId } })
      return shownCustomer(tx, customerId)
    }),
})
