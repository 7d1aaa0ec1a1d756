import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestStore } from '../../test/kit/store.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Store, Tx } from '../store/store.ts'
import {
  addContactPoint,
  addCustomer,
  addProperty,
  compareCustomers,
  compareMerges,
  comparePoints,
  correctContactPoint,
  correctProperty,
  getCustomer,
  mergeCustomers,
  reassignContactPoint,
  removeContactPoint,
  removeProperty,
  undoMerge,
} from './customers.ts'
import { group, one, openFirm } from './firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** A Polish firm that knows pani Kowalska by one number, and what it writes of her by hand. */
async function firmOfKowalska() {
  const firm = await openFirm(store, 'PL')
  const { clock } = firm
  await store.write(firm.firm, (tx) => tx.updateTable('tenant').set({ region: 'PL' }).execute())
  await firm.meet(one('+48512000101', 'Anna Kowalska'))
  const { id: customerId } = await firm.customerOf('+48512000101')
  const write = <T>(work: (tx: Tx) => Promise<T>) => store.write(firm.firm, work)
  return {
    ...firm,
    customerId,
    add: (written: string, of: Id = customerId) =>
      write((tx) => addContactPoint(tx, { clock, customerId: of, written })),
    correct: (contactPointId: Id, written: string) =>
      write((tx) => correctContactPoint(tx, { clock, customerId, contactPointId, written })),
    remove: (id: Id) => write((tx) => removeContactPoint(tx, { clock, customerId, point: { id } })),
    place: (address: string, accessNote?: string, of: Id = customerId) =>
      write((tx) => addProperty(tx, { clock, customerId: of, address, accessNote })),
    correctPlace: (propertyId: Id, address: string, accessNote?: string | null) =>
      write((tx) => correctProperty(tx, { customerId, propertyId, address, accessNote })),
    removePlace: (propertyId: Id) => write((tx) => removeProperty(tx, { customerId, propertyId })),
    merge: (keptId: Id, absorbedId: Id) =>
      write((tx) => mergeCustomers(tx, { clock, keptId, absorbedId, by: 'Ola' })),
    give: (contactPointId: Id, to: Id) =>
      write((tx) => reassignContactPoint(tx, { clock, contactPointId, customerId: to, by: 'Ola' })),
    part: (mergeId: Id) => write((tx) => undoMerge(tx, { clock, mergeId, by: 'Ola' })),
    make: (name: string) => write((tx) => addCustomer(tx, { clock, name, kind: 'business' })),
    her: async () => {
      const customer = await store.read(firm.firm, (db) => getCustomer(db, customerId))
      assert.ok(customer)
      return customer
    },
  }
}

describe('a number or address that somebody writes down,', () => {
  it('is read as the country writes it, is the customer’s once, and has what comes by it later', async () => {
    const { add, her, meet, customerOf, customerId } = await firmOfKowalska()
    const added = await add('512 000 202')
    assert.deepEqual([added.value, added.isNew], ['+48512000202', true])
    assert.deepEqual(await add('+48 512-000-202'), { ...added, isNew: false })
    assert.equal((await add('Anna@Kowalska.PL')).value, 'anna@kowalska.pl')
    assert.equal(await meet(one('512000202', 'Mąż pani Kowalskiej')), 0)
    assert.equal(await meet(one('512000202', 'Mąż pani Kowalskiej')), 0)
    assert.equal((await customerOf('+48512000202')).id, customerId)
    const point = (await her()).contactPoints.find(({ value }) => value === '+48512000202')
    assert.deepEqual([point?.method, point?.isUsed], ['person', true])
  })

  it('stays with them where the two numbers turn up in one group', async () => {
    const { add, meet, customerOf, customerId } = await firmOfKowalska()
    await add('512 000 202')
    await meet(group(['+48512000101', ['+48512000202', 'Anna Kowalska']]))
    assert.equal((await customerOf('+48512000202')).id, customerId)
  })

  it('is refused where it is none, and where it is somebody else’s, whom the refusal names', async () => {
    const { add, meet, customerOf, her } = await firmOfKowalska()
    await meet(one('+48512000303', 'Jan Nowak'))
    const nowak = await customerOf('+48512000303')
    await assert.rejects(add('kowalska'), refused('address_unreadable'))
    await assert.rejects(add('512 000 303'), (error: Refusal) => {
      assert.equal(error.code, 'address_taken')
      assert.deepEqual(error.about, { customerId: nowak.id, contactPointId: nowak.contactPoints[0]?.id })
      return true
    })
    assert.equal((await her()).contactPoints.length, 1)
  })

  it('is corrected or taken away until something came by it, and then stays as it is', async () => {
    const { firm, add, correct, remove, meet, her } = await firmOfKowalska()
    const { contactPointId: id } = await add('512 000 220')
    const typed = () =>
      store.read(firm, (db) => db.selectFrom('phoneNormalization').select('written').execute())
    assert.deepEqual(await correct(id, '512 000 202'), {
      before: { kind: 'phone', value: '+48512000220' },
      after: { kind: 'phone', value: '+48512000202' },
    })
    assert.ok(!(await typed()).some(({ written }) => written === '512 000 220'), 'the slip is forgotten')
    await assert.rejects(correct(id, '512 000 101'), refused('address_known'))
    await meet(one('+48512000202'))
    await assert.rejects(correct(id, '512 000 203'), refused('address_in_use'))
    await assert.rejects(remove(id), refused('address_in_use'))
    const { contactPointId: mail } = await add('anna@kowalska.pl')
    assert.equal((await remove(mail))?.value, 'anna@kowalska.pl')
    assert.equal(await remove(mail), undefined)
    await assert.rejects(correct(mail, 'a@b.pl'), refused('contact_point_not_found'))
    assert.deepEqual(
      (await her()).contactPoints.map(({ value }) => value),
      ['+48512000101', '+48512000202'],
    )
  })

  it('is corrected and taken away as well after it was given to somebody, while nothing came by it', async () => {
    const { add, correct, remove, give, make, customerId, her } = await firmOfKowalska()
    const shop = await make('Zakład Kowalska')
    const { contactPointId } = await add('512 000 202', shop)
    await give(contactPointId, customerId)
    assert.equal((await her()).contactPoints.find(({ id }) => id === contactPointId)?.isUsed, false)
    assert.equal((await correct(contactPointId, '512 000 203')).after.value, '+48512000203')
    assert.equal((await remove(contactPointId))?.value, '+48512000203')
    assert.deepEqual([(await her()).contactPoints.length, (await her()).moves], [1, []])
  })

  it('goes with a merge and comes back when it is undone, corrected as it was meanwhile', async () => {
    const { firm, add, place, correct, correctPlace, merge, part, make, customerId, her, customerOf } =
      await firmOfKowalska()
    const shop = await make('Zakład Kowalska')
    const { contactPointId } = await add('zaklad@kowalska.pl', shop)
    const { propertyId } = await place('ul. Puławska 17 m. 4, Warszawa', undefined, shop)
    const { mergeId } = await merge(customerId, shop)
    assert.equal((await her()).contactPoints.length, 2)
    await correct(contactPointId, 'biuro@kowalska.pl')
    await correctPlace(propertyId, 'ul. Puławska 71 m. 4, Warszawa')
    await part(mergeId)
    const parted = await customerOf('biuro@kowalska.pl')
    assert.deepEqual(
      [parted.id, parted.kind, parted.contactPoints[0]?.method, parted.properties[0]?.address],
      [shop, 'business', 'person', 'ul. Puławska 71 m. 4, Warszawa'],
    )
    assert.deepEqual([(await her()).contactPoints.length, (await her()).properties], [1, []])
    const all = () => sql<boolean>`true`
    const differing = await store.read(firm, (db) =>
      Promise.all([comparePoints(db, all), compareCustomers(db, all), compareMerges(db, all)]),
    )
    assert.deepEqual(differing, [[], [], []])
  })
})

describe('a place that somebody writes down,', () => {
  it('is theirs once, says how one gets in, and can be corrected and taken away', async () => {
    const { place, correctPlace, removePlace, her } = await firmOfKowalska()
    const { propertyId } = await place('ul. Puławska 17 m. 4, Warszawa', '  domofon 4471#  ')
    assert.deepEqual(await place('Puławska 17/4, Warszawa'), { propertyId, isNew: false })
    const other = await place('Kwiatowa 3, Warszawa')
    const before = { address: 'ul. Puławska 17 m. 4, Warszawa', accessNote: 'domofon 4471#' }
    assert.deepEqual(
      (await her()).properties.find(({ id }) => id === propertyId),
      { id: propertyId, ...before },
    )
    assert.deepEqual(await correctPlace(propertyId, 'ul. Puławska 17 m. 5, Warszawa'), before)
    await assert.rejects(correctPlace(propertyId, 'Kwiatowa 3, Warszawa'), refused('property_known'))
    await assert.rejects(correctPlace(propertyId, 'niebieski dom'), refused('address_unclear'))
    await correctPlace(propertyId, 'ul. Puławska 17 m. 5, Warszawa', '')
    assert.equal((await her()).properties.find(({ id }) => id === propertyId)?.accessNote, null)
    assert.equal((await removePlace(propertyId))?.address, 'ul. Puławska 17 m. 5, Warszawa')
    assert.equal(await removePlace(propertyId), undefined)
    assert.deepEqual(
      (await her()).properties.map(({ id }) => id),
      [other.propertyId],
    )
  })

  it('that a merge brought twice is one: corrected and taken away as one', async () => {
    const { place, correctPlace, removePlace, merge, make, customerId, her } = await firmOfKowalska()
    const shop = await make('Zakład Kowalska')
    await place('Kwiatowa 3, Warszawa')
    await place('ul. Kwiatowa 3, Warszawa', 'klucz u dozorcy', shop)
    await merge(customerId, shop)
    const [shown, ...more] = (await her()).properties
    assert.deepEqual([shown?.accessNote, more], ['klucz u dozorcy', []])
    assert.ok(shown)
    await correctPlace(shown.id, 'Kwiatowa 5, Warszawa')
    assert.deepEqual(
      (await her()).properties.map(({ address }) => address),
      ['Kwiatowa 5, Warszawa'],
    )
    await removePlace(shown.id)
    assert.deepEqual((await her()).properties, [])
  })
})
