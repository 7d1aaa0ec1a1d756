import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { addressLengthMax, placeKey, readPlace } from './match/place.ts'
import { tidyText } from './name.ts'
import { lockLinks } from './point.ts'
import { standingCustomer } from './standing.ts'

/** Notes a place where a customer wants work done; the same place again changes nothing. Refused without street and house number. */
export async function addProperty(
  tx: Tx,
  input: { clock: Clock; customerId: Id; address: string },
): Promise<{ propertyId: Id; isNew: boolean }> {
  const { clock, customerId } = input
  const address = tidyText(input.address, addressLengthMax)
  const place = readPlace(address)
  if (place === undefined)
    throw new Refusal(
      'address_unclear',
      'That is not a street address with a house number.',
      'Write it like "88 Tannery Ln, Apt 3, Austin" or "ul. Puławska 17 m. 4, Warszawa".',
    )
  await lockLinks(tx)
  await standingCustomer(tx, customerId)
  const key = placeKey(place)
  const known = await tx
    .selectFrom('property')
    .select('id')
    .where('customerId', '=', customerId)
    .where('addressKey', '=', key)
    .orderBy('id')
    .executeTakeFirst()
  if (known !== undefined) return { propertyId: known.id, isNew: false }
  const propertyId = newId(clock)
  await sql`
    insert into property (id, customer_id, address, address_key, building_key, made_at)
    values (${propertyId}, ${customerId}, ${address}, ${key}, ${place.building}, ${clock.now()})`.execute(tx)
  return { propertyId, isNew: true }
}
