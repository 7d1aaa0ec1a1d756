import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape } from '../../contract/customers.ts'
import { getCustomer } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const customersGet = endpoint({
  name: 'customers-get',
  method: 'GET',
  path: '/api/customers/:id',
  who: 'customers.read',
  showsPeople: true,
  tag: 'customers',
  summary: 'Everything known of one customer, also of one merged away.',
  params: z.object({ id: idShape }),
  answer: customerDetailShape,
  handle: async ({ services, principal, params }) => {
    const customer = await services.store.read(principal.tenantId, (db) => getCustomer(db, params.id))
    if (customer === undefined) throw notFound('customer')
    return customer
  },
})
