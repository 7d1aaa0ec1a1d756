import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape, renameCustomerBody } from '../../contract/customers.ts'
import { getCustomer, renameCustomer } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const customersRename = endpoint({
  name: 'customers-rename',
  method: 'PATCH',
  path: '/api/customers/:id',
  who: 'customers.write',
  changes: { action: 'customer.renamed', subject: 'customer' },
  tag: 'customers',
  summary: 'Calls a customer by a name that no import overwrites.',
  params: z.object({ id: idShape }),
  body: renameCustomerBody,
  answer: customerDetailShape,
  handle: ({ services: { clock }, params, body, write }) =>
    write(async (tx, tell) => {
      const before = await getCustomer(tx, params.id)
      await renameCustomer(tx, { clock, customerId: params.id, name: body.name })
      const customer = await getCustomer(tx, params.id)
      if (customer === undefined) throw notFound('customer')
      tell({ change: { before: before?.name, after: customer.name } })
      return customer
    }),
})
