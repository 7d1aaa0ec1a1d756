import type { Principal } from '../access/access.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { changeFrom } from '../conflicts/conflicts.ts'
import type { FieldValue } from '../contract/conflicts.ts'
import { standingCustomer } from '../customers/customers.ts'
import type { Tx } from '../store/store.ts'
import { shownCustomer } from './shown-customer.ts'

/**
 * Changes a field of a customer from the value that somebody saw; what others have written since is a conflict. Where nobody
 * says what they saw, `write` does it, whatever was there. Answers the contradictions' ids beside the customer.
 */
export async function changeCustomerFrom(
  tx: Tx,
  input: {
    clock: Clock
    principal: Principal
    customerId: Id
    field: 'name' | 'kind'
    seen: FieldValue | undefined
    value: FieldValue
    write: () => Promise<void>
  },
) {
  const { clock, principal, customerId: id, field, seen, value } = input
  await standingCustomer(tx, id)
  let waiting = 0
  let conflictIds: Id[] = []
  if (seen === undefined) await input.write()
  else {
    const actor = { kind: principal.kind, label: principal.label }
    const done = {
      clock,
      actor,
      kind: 'customer',
      id,
      seen: { [field]: seen },
      change: { [field]: value },
    } as const
    ;({ waiting, conflictIds } = await changeFrom(tx, done))
  }
  return { customer: { ...(await shownCustomer(tx, id)), waiting }, conflictIds }
}
