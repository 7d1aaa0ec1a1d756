import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import type { Store } from '../../store/store.ts'
import {
  addProperty,
  findOrCreateCustomer,
  type MatchQuery,
  matchCustomer,
  mergeCustomers,
  renameCustomer,
} from '../customers.ts'
import { one, openFirm } from '../firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** A firm that knows a few people, one of them in two flats of one house. */
async function openKnownFirm() {
  const firm = await openFirm(store)
  await firm.meet(
    one('+15125550101', 'Priya Raman'),
    one('+13125550105', 'Priya Raman'),
    one('+15125550102', 'John Smith'),
    one('+15125550103', 'Teresa Alvarez'),
    one('halina.nowak@example.pl', 'Halina Nowak'),
    one('+15125550104', 'Gus - Petrakis Grill'),
  )
  const alvarez = (await firm.customerOf('+15125550103')).id
  const smith = (await firm.customerOf('+15125550102')).id
  await store.write(firm.firm, async (tx) => {
    await addProperty(tx, { clock: firm.clock, customerId: alvarez, address: '412 Alder St, Apt 3' })
    await addProperty(tx, { clock: firm.clock, customerId: smith, address: '412 Alder St, Apt 4' })
  })
  const match = (query: Omit<MatchQuery, 'region'>) =>
    store.read(firm.firm, (db) => matchCustomer(db, { ...query, region: 'US' }))
  const findOrCreate = (query: Omit<MatchQuery, 'region'>) =>
    store.write(firm.firm, (tx) => findOrCreateCustomer(tx, { ...query, region: 'US', clock: firm.clock }))
  return { ...firm, match, findOrCreate }
}

describe('finding out who somebody is', () => {
  it('by phone, exactly', async () => {
    const { match } = await openKnownFirm()
    const [best, ...others] = await match({ phone: '(512) 555-0102' })
    assert.deepEqual(
      [best?.name, best?.matchType, best?.confidence, others.length],
      ['John Smith', 'exact', 1, 0],
    )
    assert.deepEqual(best?.evidence[0], {
      what: 'phone',
      detail: '+1 512 555 0102 is theirs',
      detailCode: 'number_theirs',
      detailParams: { address: '+1 512 555 0102' },
    })
  })

  it('by another number, with a little less certainty', async () => {
    const { match } = await openKnownFirm()
    const [byLinked] = await match({ phone: '+13125550105' })
    assert.equal(byLinked?.name, 'Priya Raman')
    const [byGiven] = await match({ phone: '+15125550199', alternatePhones: ['512 555 0102'] })
    assert.deepEqual(
      [byGiven?.name, byGiven?.matchType, byGiven?.confidence],
      ['John Smith', 'alternate_phone', 0.92],
    )
  })

  it('by e-mail in any case, and by what an e-mail reads like', async () => {
    const { match } = await openKnownFirm()
    const [exact] = await match({ email: 'Halina.Nowak@Example.PL' })
    assert.deepEqual([exact?.name, exact?.matchType], ['Halina Nowak', 'email'])
    const [alike] = await match({ email: 'halina.nowak@elsewhere.pl' })
    assert.equal(alike?.name, 'Halina Nowak')
    assert.ok(alike !== undefined && alike.confidence < 0.7)
  })

  it('by flat, and never by the flat next door', async () => {
    const { match } = await openKnownFirm()
    const matches = await match({ address: '412 Alder Street #3' })
    assert.deepEqual(
      matches.map(({ name, matchType, confidence }) => [name, matchType, confidence]),
      [['Teresa Alvarez', 'property', 0.85]],
    )
    const house = await match({ address: '412 Alder Street' })
    assert.equal(house.length, 2)
    assert.ok(house.every(({ confidence }) => confidence < 0.5))
  })

  it('by name, in any order and spelling, but doubtful when many are called so', async () => {
    const { match } = await openKnownFirm()
    const [raman] = await match({ name: 'RAMAN Priya' })
    assert.deepEqual([raman?.name, raman?.confidence], ['Priya Raman', 0.8])
    const [gus] = await match({ name: 'Petrakis Grill' })
    assert.equal(gus?.name, 'Gus - Petrakis Grill')
    for (const name of ['John Smith', 'Johnny', 'Mr Smith', 'Teresa', 'Priya Patel', 'Halina Kowalska'])
      assert.ok(
        (await match({ name })).every(({ confidence }) => confidence < 0.7),
        name,
      )
    assert.deepEqual(await match({ name: 'Walt Brandt' }), [])
  })

  it('a name and a place together are surer than either', async () => {
    const { match } = await openKnownFirm()
    const [both] = await match({ name: 'Teresa Alvarez', address: '412 Alder St Apt 3' })
    assert.ok(both !== undefined && both.confidence > 0.9)
    const [stranger] = await match({ name: 'Walt Brandt', address: '412 Alder St Apt 3' })
    assert.ok(stranger !== undefined && stranger.confidence < 0.5)
    assert.match(stranger.evidence.at(-1)?.detail ?? '', /^against it/)
  })

  it('a stranger’s name on a known number lowers certainty', async () => {
    const { match } = await openKnownFirm()
    const [best] = await match({ phone: '+15125550103', name: 'Walt Brandt' })
    assert.deepEqual([best?.name, best?.matchType, best?.confidence], ['Teresa Alvarez', 'exact', 0.8])
  })

  it('a customer merged away is found under the old name as who they are now', async () => {
    const { firm, clock, match, customerOf } = await openKnownFirm()
    const keptId = (await customerOf('+15125550104')).id
    const absorbedId = (await customerOf('+15125550101')).id
    await store.write(firm, async (tx) => {
      await renameCustomer(tx, { clock, customerId: absorbedId, name: 'Zuzanna Wilk' })
      await renameCustomer(tx, { clock, customerId: keptId, name: 'Petrakis Grill' })
      await mergeCustomers(tx, { clock, keptId, absorbedId, by: 'ken' })
    })
    const [best] = await match({ name: 'Zuzanna Wilk' })
    assert.deepEqual([best?.customerId, best?.name], [keptId, 'Petrakis Grill'])
  })

  it('nothing known finds nobody', async () => {
    const { match } = await openKnownFirm()
    assert.deepEqual(await match({}), [])
    assert.deepEqual(await match({ phone: 'no number', email: 'x', address: 'y', name: '  ' }), [])
  })
})

describe('finding a customer or making one', () => {
  it('a known number is found, whatever else is missing, and nothing is made', async () => {
    const { findOrCreate } = await openKnownFirm()
    const found = await findOrCreate({ phone: '512-555-0102' })
    assert.deepEqual([found.matchType, found.confidence, found.customer.name], ['exact', 1, 'John Smith'])
  })

  it('an unknown one is made with its name, once', async () => {
    const { findOrCreate } = await openKnownFirm()
    const made = await findOrCreate({
      phone: '+15125550150',
      email: 'walt@example.com',
      name: 'Walt Brandt',
      address: '19 Foundry St',
    })
    assert.deepEqual([made.matchType, made.customer.name], ['new', 'Walt Brandt'])
    assert.deepEqual(
      made.customer.contactPoints.map(({ value }) => value),
      ['walt@example.com', '+15125550150'],
    )
    const again = await findOrCreate({ email: 'WALT@example.com', name: 'Walt Brandt' })
    assert.deepEqual([again.matchType, again.customer.id], ['email', made.customer.id])
  })

  it('whatever is known of somebody, asking twice makes nobody twice', async () => {
    const queries: Omit<MatchQuery, 'region'>[] = [
      { phone: '+15125550151' },
      { phone: '+15125550101', name: 'Walt Brandt' },
      { name: 'Walt Brandt' },
      { name: 'Priya Raman' },
      { name: 'John Smith' },
      { address: '19 Foundry St' },
      { address: '412 Alder St Apt 3' },
      { name: 'Ann Zeller', address: '5 Depot St' },
      { email: 'halina.nowak@elsewhere.pl', name: 'Halina Nowak' },
      { phone: '54321', name: 'Bank' },
    ]
    for (const query of queries) {
      const { findOrCreate } = await openKnownFirm()
      const first = await findOrCreate(query)
      const second = await findOrCreate(query)
      assert.equal(second.customer.id, first.customer.id, JSON.stringify(query))
      assert.notEqual(second.matchType, 'new', JSON.stringify(query))
    }
  })

  it('hostile text does no harm', async () => {
    const { findOrCreate, match } = await openKnownFirm()
    for (const odd of [
      '\0',
      'Priya \ud83d Raman',
      `Priya Raman${'x'.repeat(5000)}`,
      "'; drop table customer; --",
      '🔧',
    ]) {
      await match({ phone: odd, email: odd, address: odd, name: odd, alternatePhones: [odd] })
      await findOrCreate({
        phone: `+1512555015${odd.length % 10}`,
        email: `a${odd}@b.com`,
        address: `12 Oak St ${odd}`,
        name: odd,
      })
    }
  })

  it('somebody who may be a known one is made anew, and a person asked', async () => {
    const { findOrCreate, questions } = await openKnownFirm()
    const made = await findOrCreate({ phone: '+15125550152', name: 'Priya Raman' })
    assert.equal(made.matchType, 'new')
    const [question] = await questions()
    assert.deepEqual(
      [question?.candidate.name, question?.method, question?.confidence.toFixed(1)],
      ['Priya Raman', 'fuzzy_name', '0.8'],
    )
  })

  it('a strange name on a known number is that number’s customer, and a person asked', async () => {
    const { findOrCreate, questions, customerOf } = await openKnownFirm()
    const found = await findOrCreate({ phone: '+15125550103', name: 'Walt Brandt' })
    assert.equal(found.customer.id, (await customerOf('+15125550103')).id)
    assert.equal((await questions())[0]?.method, 'renamed')
  })

  it('a nameless number gets the name a message gives, until the contacts say another', async () => {
    const { findOrCreate, meet } = await openKnownFirm()
    await meet(one('+15125550160'))
    assert.equal(
      (await findOrCreate({ phone: '+15125550160', name: 'Ola Wrona' })).customer.name,
      'Ola Wrona',
    )
    await meet(one('+15125550160', 'Aleksandra Wrona'))
    assert.equal((await findOrCreate({ phone: '+15125550160' })).customer.name, 'Aleksandra Wrona')
  })
})
