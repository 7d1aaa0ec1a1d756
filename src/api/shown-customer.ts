import type { Id } from '../base/ids.ts'
import type { CustomerDetail } from '../contract/customers.ts'
import { getCustomer } from '../customers/customers.ts'
import type { Db } from '../store/store.ts'
import { notFound } from './not-found.ts'

/** A customer as they are now, to answer with; refused when there is none. */
export async function shownCustomer(db: Db, id: Id): Promise<CustomerDetail> {
  const customer = await getCustomer(db, id)
  if (customer === undefined) throw notFound('customer')
  return customer
}
