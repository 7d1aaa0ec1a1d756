import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'

/** A customer's row, locked; a Refusal when there is none, or it was merged into another. */
export async function standingCustomer(tx: Tx, customerId: Id) {
  const customer = await tx
    .selectFrom('customer')
    .select(['id', 'name', 'version', 'mergedInto', 'givenName', 'givenKind'])
    .where('id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (customer === undefined)
    throw new Refusal('customer_not_found', 'There is no such customer.', 'Look at the list of customers.', {
      status: 404,
    })
  if (customer.mergedInto !== null)
    throw new Refusal(
      'customer_merged',
      'This customer was merged into another.',
      `Use customer ${customer.mergedInto}, or undo that merge first.`,
      { status: 409 },
    )
  return customer
}

/** Refuses a change made to an older state than the present one; without a version nothing is checked. */
export function refuseStale(customer: { version: number }, version: number | undefined): void {
  if (version === undefined || version === customer.version) return
  throw new Refusal(
    'customer_changed',
    'Somebody else changed this customer meanwhile.',
    'Look at it again, then repeat your change.',
    { status: 409 },
  )
}
