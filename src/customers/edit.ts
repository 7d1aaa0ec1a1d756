import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { refreshCustomers } from './customer.ts'
import { cleanName } from './name.ts'
import type { CustomerKind } from './shown.ts'
import { refuseStale, standingCustomer } from './standing.ts'

/**
 * Calls a customer by a name that a person gave; no import overwrites it. null withdraws it, so that the contacts'
 * name shows again. `version`, if given, must be the one the person saw.
 */
export async function renameCustomer(
  tx: Tx,
  input: { clock: Clock; customerId: Id; name: string | null; version?: number | undefined },
): Promise<void> {
  const { clock, customerId } = input
  const name = input.name === null ? null : givenName(input.name)
  refuseStale(await standingCustomer(tx, customerId), input.version)
  await tx
    .updateTable('customer')
    .set({ givenName: name, givenBy: name === null ? null : 'person' })
    .where('id', '=', customerId)
    .execute()
  await refreshCustomers(tx, { clock, ids: [customerId] })
}

/** A name as it is kept. Refuses what is none, with `name_empty`. */
export function givenName(written: string): string {
  const name = cleanName(written)
  if (name !== null) return name
  throw new Refusal('name_empty', 'That is not a name.', 'Write a name with letters in it.')
}

/** Says whether a customer is a household or a business; `unknown` leaves it to the name again. */
export async function setKind(
  tx: Tx,
  input: { clock: Clock; customerId: Id; kind: CustomerKind; version?: number | undefined },
): Promise<void> {
  const { clock, customerId, kind } = input
  refuseStale(await standingCustomer(tx, customerId), input.version)
  await tx
    .updateTable('customer')
    .set({ givenKind: kind === 'unknown' ? null : kind })
    .where('id', '=', customerId)
    .execute()
  await refreshCustomers(tx, { clock, ids: [customerId] })
}
