import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape } from '../../contract/customers.ts'
import { removeProperty } from '../../customers/customers.ts'
import { refuseTicketPlace } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const propertiesRemove = endpoint({
  name: 'properties-remove',
  method: 'DELETE',
  path: '/api/customers/:id/properties/:propertyId',
  who: 'customers.write',
  changes: { action: 'customer.property_removed', subject: 'customer' },
  tag: 'customers',
  summary: 'Takes away a place that no ticket is of; one that is not there changes nothing.',
  params: z.object({ id: idShape, propertyId: idShape }),
  answer: customerDetailShape,
  handle: ({ params: { id: customerId, propertyId }, write }) =>
    write(async (tx, tell) => {
      await refuseTicketPlace(tx, propertyId)
      const before = await removeProperty(tx, { customerId, propertyId })
      tell({ change: { before }, details: { propertyId } })
      return shownCustomer(tx, customerId)
    }),
})
