import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape, propertyBody } from '../../contract/customers.ts'
import { correctProperty } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const propertiesCorrect = endpoint({
  name: 'properties-correct',
  method: 'PUT',
  path: '/api/customers/:id/properties/:propertyId',
  who: 'customers.write',
  changes: { action: 'customer.property_corrected', subject: 'customer' },
  tag: 'customers',
  summary: 'Corrects the address of a place, and how one gets in; its tickets go on being of it.',
  params: z.object({ id: idShape, propertyId: idShape }),
  body: propertyBody,
  answer: customerDetailShape,
  handle: ({ params: { id: customerId, propertyId }, body, write }) =>
    write(async (tx, tell) => {
      const before = await correctProperty(tx, { customerId, propertyId, ...body })
      tell({ change: { before, after: body }, details: { propertyId } })
      return shownCustomer(tx, customerId)
    }),
})
