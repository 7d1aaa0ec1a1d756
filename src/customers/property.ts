import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { addressLengthMax, placeKey, readPlace } from './match/place.ts'
import { tidyText } from './name.ts'
import { lockLinks } from './point.ts'
import { standingCustomer } from './standing.ts'

/** What a place says. */
export type PropertyWords = { address: string; accessNote: string | null }

/**
 * Notes a place where a customer wants work done; the same place again changes nothing, but for how one gets in where that is told.
 * Refuses with `address_unclear` what has no street and house number.
 */
export async function addProperty(
  tx: Tx,
  input: { clock: Clock; customerId: Id; address: string; accessNote?: string | null | undefined },
): Promise<{ propertyId: Id; isNew: boolean }> {
  const { clock, customerId, accessNote } = input
  const { address, key, building } = readAddress(input.address)
  await lockLinks(tx)
  await standingCustomer(tx, customerId)
  const known = await placeOf(tx, { customerId, key })
  if (known !== undefined) {
    if (accessNote !== undefined) await writeNote(tx, { customerId, key, accessNote })
    return { propertyId: known.id, isNew: false }
  }
  const propertyId = newId(clock)
  await sql`
    insert into property (id, customer_id, address, address_key, building_key, access_note, made_at)
    values (${propertyId}, ${customerId}, ${address}, ${key}, ${building}, ${orNone(accessNote)}, ${clock.now()})`.execute(
    tx,
  )
  return { propertyId, isNew: true }
}

/**
 * Corrects a place: tickets of it go on being of it. `accessNote` stays as it is where it is left out. Answers what it said
 * before. Refuses with `property_not_found` when it is not this customer's, with `property_known` when that place is another one
 * of theirs, and with `address_unclear`.
 */
export async function correctProperty(
  tx: Tx,
  input: { customerId: Id; propertyId: Id; address: string; accessNote?: string | null | undefined },
): Promise<PropertyWords> {
  const { customerId, propertyId, accessNote } = input
  const { address, key, building } = readAddress(input.address)
  await lockLinks(tx)
  await standingCustomer(tx, customerId)
  const before = await readProperty(tx, { customerId, propertyId })
  if (before === undefined)
    throw new Refusal('property_not_found', 'There is no such place.', 'Look at the customer again.', {
      status: 404,
    })
  if (key !== before.addressKey && (await placeOf(tx, { customerId, key })) !== undefined)
    throw new Refusal(
      'property_known',
      'This customer has that place already.',
      'Take away the one that is wrong instead.',
      { status: 409 },
    )
  // A merge may have brought the place twice: both are what is shown once.
  await sql`
    update property set address = ${address}, address_key = ${key}, building_key = ${building}
    where customer_id = ${customerId} and address_key = ${before.addressKey}`.execute(tx)
  if (accessNote !== undefined) await writeNote(tx, { customerId, key, accessNote })
  return { address: before.address, accessNote: before.accessNote }
}

/**
 * Takes away a place that no ticket is of; one that is not there, or not this customer's, changes nothing. Answers what it said.
 */
export async function removeProperty(
  tx: Tx,
  { customerId, propertyId }: { customerId: Id; propertyId: Id },
): Promise<PropertyWords | undefined> {
  await lockLinks(tx)
  const place = await readProperty(tx, { customerId, propertyId })
  if (place === undefined) return undefined
  await sql`delete from property where customer_id = ${customerId} and address_key = ${place.addressKey}`.execute(
    tx,
  )
  return { address: place.address, accessNote: place.accessNote }
}

/** A written address as it is kept. */
function readAddress(written: string): { address: string; key: string; building: string } {
  const address = tidyText(written, addressLengthMax)
  const place = readPlace(address)
  if (place === undefined)
    throw new Refusal(
      'address_unclear',
      'That is not a street address with a house number.',
      'Write it like "88 Tannery Ln, Apt 3, Austin" or "ul. Puławska 17 m. 4, Warszawa".',
    )
  return { address, key: placeKey(place), building: place.building }
}

function placeOf(tx: Tx, { customerId, key }: { customerId: Id; key: string }) {
  return tx
    .selectFrom('property')
    .select('id')
    .where('customerId', '=', customerId)
    .where('addressKey', '=', key)
    .orderBy('id')
    .executeTakeFirst()
}

function readProperty(tx: Tx, { customerId, propertyId }: { customerId: Id; propertyId: Id }) {
  return tx
    .selectFrom('property')
    .select(['address', 'accessNote', 'addressKey'])
    .where('id', '=', propertyId)
    .where('customerId', '=', customerId)
    .executeTakeFirst()
}

async function writeNote(
  tx: Tx,
  { customerId, key, accessNote }: { customerId: Id; key: string; accessNote: string | null },
): Promise<void> {
  await sql`
    update property set access_note = ${orNone(accessNote)}
    where customer_id = ${customerId} and address_key = ${key}`.execute(tx)
}

/** A note of which nothing is left is none. */
function orNone(note: string | null | undefined): string | null {
  const tidy = tidyText(note ?? '', ACCESS_NOTE_LENGTH_MAX)
  return tidy === '' ? null : tidy
}

const ACCESS_NOTE_LENGTH_MAX = 500
