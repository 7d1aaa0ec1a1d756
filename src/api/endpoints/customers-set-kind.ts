import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { changedCustomerShape, setCustomerKindBody } from '../../contract/customers.ts'
import { setKind } from '../../customers/customers.ts'
import { changeCustomerFrom } from '../change-customer.ts'
import { endpoint } from '../endpoint.ts'

export const customersSetKind = endpoint({
  name: 'customers-set-kind',
  method: 'PUT',
  path: '/api/customers/:id/kind',
  who: 'customers.write',
  changes: { action: 'customer.kind_set', subject: 'customer' },
  tag: 'customers',
  summary:
    'Says whether a customer is a household or a business; unknown leaves it to the name again. What others have said since `seen` is a conflict, resolved by the field’s strategy.',
  params: z.object({ id: idShape }),
  body: setCustomerKindBody,
  answer: changedCustomerShape,
  handle: ({ services: { clock }, principal, params: { id: customerId }, body: { kind, seen }, write }) =>
    write(async (tx, tell) => {
      const { customer, conflictIds } = await changeCustomerFrom(tx, {
        ...{ clock, principal, customerId, field: 'kind', seen, value: kind },
        write: () => setKind(tx, { clock, customerId, kind }),
      })
      tell({ details: { kind, conflicts: conflictIds, waiting: customer.waiting } })
      return customer
    }),
})
