import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { changedCustomerShape, renameCustomerBody } from '../../contract/customers.ts'
import { getCustomer, givenName, renameCustomer } from '../../customers/customers.ts'
import { changeCustomerFrom } from '../change-customer.ts'
import { endpoint } from '../endpoint.ts'

export const customersRename = endpoint({
  name: 'customers-rename',
  method: 'PATCH',
  path: '/api/customers/:id',
  who: 'customers.write',
  changes: { action: 'customer.renamed', subject: 'customer' },
  tag: 'customers',
  summary:
    'Calls a customer by a name that no import overwrites. Who was called otherwise since `seen` has a conflict, resolved by the field’s strategy.',
  params: z.object({ id: idShape }),
  body: renameCustomerBody,
  answer: changedCustomerShape,
  handle: ({ services: { clock }, principal, params: { id: customerId }, body: { name, seen }, write }) =>
    write(async (tx, tell) => {
      const before = await getCustomer(tx, customerId)
      const { customer, conflictIds } = await changeCustomerFrom(tx, {
        ...{ clock, principal, customerId, field: 'name', seen, value: givenName(name) },
        write: () => renameCustomer(tx, { clock, customerId, name }),
      })
      const details = { conflicts: conflictIds, waiting: customer.waiting }
      tell({ change: { before: before?.name, after: customer.name }, details })
      return customer
    }),
})
