import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape, setCustomerKindBody } from '../../contract/customers.ts'
import { getCustomer, setKind } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const customersSetKind = endpoint({
  name: 'customers-set-kind',
  method: 'PUT',
  path: '/api/customers/:id/kind',
  who: 'customers.write',
  changes: { action: 'customer.kind_set', subject: 'customer' },
  tag: 'customers',
  summary: 'Says whether a customer is a household or a business; unknown leaves it to the name again.',
  params: z.object({ id: idShape }),
  body: setCustomerKindBody,
  answer: customerDetailShape,
  handle: ({ services: { clock }, params, body, write }) =>
    write(async (tx, tell) => {
      tell({ details: { kind: body.kind } })
      await setKind(tx, { clock, customerId: params.id, ...body })
      const customer = await getCustomer(tx, params.id)
      if (customer === undefined) throw notFound('customer')
      return customer
    }),
})
