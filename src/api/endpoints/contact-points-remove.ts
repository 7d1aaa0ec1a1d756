import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape } from '../../contract/customers.ts'
import { removeContactPoint } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const contactPointsRemove = endpoint({
  name: 'contact-points-remove',
  method: 'DELETE',
  path: '/api/customers/:id/contact-points/:contactPointId',
  who: 'customers.write',
  changes: { action: 'customer.point_removed', subject: 'customer' },
  tag: 'customers',
  summary:
    'Takes away a telephone number or e-mail address by which nothing ever came; one that is not there changes nothing. One that messages came from can be given to somebody else.',
  params: z.object({ id: idShape, contactPointId: idShape }),
  answer: customerDetailShape,
  handle: ({ services: { clock }, params: { id: customerId, contactPointId }, write }) =>
    write(async (tx, tell) => {
      const gone = await removeContactPoint(tx, { clock, customerId, point: { id: contactPointId } })
      tell({ change: { before: gone?.value }, details: { contactPointId } })
      return shownCustomer(tx, customerId)
    }),
})
