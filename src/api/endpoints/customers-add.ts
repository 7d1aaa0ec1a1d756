import { addCustomerBody, customerDetailShape } from '../../contract/customers.ts'
import { addContactPoint, addCustomer, addProperty, givenName } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

export const customersAdd = endpoint({
  name: 'customers-add',
  method: 'POST',
  path: '/api/customers',
  who: 'customers.write',
  changes: { action: 'customer.added' },
  tag: 'customers',
  summary:
    'Adds somebody of whom nothing came in yet, with how they are reached and where they live: nobody is added where a number or address is another customer’s.',
  body: addCustomerBody,
  answer: customerDetailShape,
  status: 201,
  handle: ({ services: { clock }, body: { name, kind, contactPoints, property }, write }) =>
    write(async (tx, tell) => {
      const customerId = await addCustomer(tx, { clock, name: givenName(name), kind })
      for (const written of contactPoints) await addContactPoint(tx, { clock, customerId, written })
      if (property !== undefined) await addProperty(tx, { clock, customerId, ...property })
      tell({
        subject: { kind: 'customer', id: customerId },
        change: { after: { name, contactPoints, property } },
      })
      return shownCustomer(tx, customerId)
    }),
})
