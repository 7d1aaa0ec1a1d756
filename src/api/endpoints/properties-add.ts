import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { addedPropertyShape, propertyBody } from '../../contract/customers.ts'
import { addProperty } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const propertiesAdd = endpoint({
  name: 'properties-add',
  method: 'POST',
  path: '/api/customers/:id/properties',
  who: 'customers.write',
  changes: { action: 'customer.property_added', subject: 'customer' },
  tag: 'customers',
  summary:
    'Notes a place where a customer wants work done, and how one gets in. One that is theirs already changes nothing, but for how one gets in.',
  params: z.object({ id: idShape }),
  body: propertyBody,
  answer: addedPropertyShape,
  handle: ({ services: { clock }, params: { id: customerId }, body, write }) =>
    write(async (tx, tell) => {
      const added = await addProperty(tx, { clock, customerId, ...body })
      tell({ change: { after: body }, details: added })
      return { ...added, customer: await shownCustomer(tx, customerId) }
    }),
})
