import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerDetailShape } from '../../contract/customers.ts'
import { endpoint } from '../endpoint.ts'
import { shownCustomer } from '../shown-customer.ts'

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
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, (db) => shownCustomer(db, params.id)),
})
