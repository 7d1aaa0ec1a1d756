import { compareCustomers } from '../../customers/customers.ts'
import { type Check, type Found, within } from '../check.ts'

/** What a customer is shown as, and found by, is what follows from what is known of them. */
export const customersShown: Check = {
  name: 'customers-shown',
  summary: 'Customers are shown, sorted and found by what is known of them.',
  pace: 'compared',
  walk: { table: 'customer', key: 'id', type: 'uuid' },
  slice: 500,
  look: ({ read }, part) =>
    read(async (db) => {
      const found = (await compareCustomers(db, (key) => within(part, key))).map(
        ({ id, columns, tokensDiffer }): Found => ({
          kind: columns.length > 0 ? 'customer_shown_wrong' : 'name_tokens_differ',
          subject: { kind: 'customer', id },
          details: columns.length > 0 ? { columns: columns.join(' '), tokensDiffer } : {},
        }),
      )
      return { found, waiting: 0, looked: 0 }
    }),
}
