import { customerListQuery, customerPage } from '../../contract/customers.ts'
import { listCustomers } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const customersList = endpoint({
  name: 'customers-list',
  method: 'GET',
  path: '/api/customers',
  who: 'customers.read',
  showsPeople: true,
  tag: 'customers',
  summary: 'Customers by name, the nameless last.',
  query: customerListQuery,
  answer: customerPage,
  handle: ({ services, principal, query }) =>
    services.store.read(principal.tenantId, (db) => listCustomers(db, query)),
})
