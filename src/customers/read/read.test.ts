import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import type { Id } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Db, Store, Tx } from '../../store/store.ts'
import {
  addProperty,
  customersOfParticipants,
  getCustomer,
  listCustomers,
  listQuestions,
  renameCustomer,
  setKind,
} from '../customers.ts'
import { group, one, openFirm } from '../firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** How many statements `work` sends. */
async function statementsOf(firm: Id, work: (db: Db) => Promise<unknown>): Promise<number> {
  let count = 0
  await store.write(firm, (tx) =>
    work(
      tx.withPlugin({
        transformQuery: ({ node }) => {
          count++
          return node
        },
        transformResult: async ({ result }) => result,
      }) as Tx,
    ),
  )
  return count
}

describe('the list of customers', () => {
  it('goes by name, Ł among the L, the nameless last, page by page without gaps', async () => {
    const { firm, meet } = await openFirm(store)
    const names = ['Żaneta Wilk', 'adam Brzoza', 'Łucja Kos', 'Lena Kos', 'Ludwik Kos', 'Bo Ek', null, null]
    await meet(...names.map((name, i) => one(`+1512555010${i}`, name)))
    const seen: (string | null)[] = []
    let cursor: string | undefined
    do {
      const page = await store.read(firm, (db) => listCustomers(db, { cursor, limit: 3 }))
      seen.push(...page.items.map(({ name }) => name))
      assert.ok(page.items.every(({ contactPoints }) => contactPoints.length === 1))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(seen, [
      'adam Brzoza',
      'Bo Ek',
      'Lena Kos',
      'Łucja Kos',
      'Ludwik Kos',
      'Żaneta Wilk',
      null,
      null,
    ])
  })

  it('finds by part of a name, an older name, a number however typed, an e-mail and an address', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(
      one('+15125550142', 'Łucja Żak', '2022-01-01'),
      one('+15125550143', 'Walt Brandt'),
      one('walt@example.com', 'W. B.'),
    )
    await meet(one('+15125550142', 'Lucy Brooks', '2024-01-01'))
    const { id } = await customerOf('+15125550143')
    await store.write(firm, (tx) =>
      addProperty(tx, { clock, customerId: id, address: 'ul. Puławska 17/4, Warszawa' }),
    )
    const find = async (text: string) =>
      (await store.read(firm, (db) => listCustomers(db, { text, limit: 9 }))).items.map(({ name }) => name)
    assert.deepEqual(await find('brook LUC'), ['Lucy Brooks'])
    assert.deepEqual(await find('łucja ż'), ['Lucy Brooks'])
    assert.deepEqual(await find('(512) 555-0143'), ['Walt Brandt'])
    assert.deepEqual(await find('0142'), ['Lucy Brooks'])
    assert.deepEqual(await find('WALT@'), ['W. B.'])
    assert.deepEqual(await find('pulawska 17'), ['Walt Brandt'])
    for (const odd of ['%', '_', "'", '\\', '100%', 'nobody']) assert.deepEqual(await find(odd), [], odd)
  })

  it('costs the same few statements however many there are, and a strange cursor is refused', async () => {
    const { firm, meet, participants } = await openFirm(store)
    await meet(
      ...Array.from({ length: 60 }, (_, i) =>
        one(`+1512555${String(100 + i).padStart(4, '0')}`, `Pat ${i} Kessler`),
      ),
    )
    await meet(group(['+15125550100', '+15125550101', '+15125550102']))
    for (const limit of [1, 60]) {
      assert.equal(await statementsOf(firm, (db) => listCustomers(db, { limit, text: 'pat' })), 3)
      assert.equal(await statementsOf(firm, (db) => listQuestions(db, { limit })), 1)
      const ids = [...participants.values()].slice(0, limit)
      assert.equal(await statementsOf(firm, (db) => customersOfParticipants(db, ids)), 1)
    }
    await assert.rejects(
      store.read(firm, (db) => listCustomers(db, { cursor: 'x', limit: 1 })),
      (error) => error instanceof Refusal && error.code === 'bad_cursor',
    )
  })
})

describe('one customer', () => {
  it('shows numbers with their names over time, properties once, and says when there is none', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550142', 'Mrs Alvarez', '2022-01-01'))
    await meet(one('+15125550142', 'Teresa Alvarez', '2024-01-01'))
    const { id } = await customerOf('+15125550142')
    await store.write(firm, async (tx) => {
      const first = await addProperty(tx, { clock, customerId: id, address: '88 Tannery Ln' })
      const again = await addProperty(tx, { clock, customerId: id, address: '88  tannery lane' })
      assert.deepEqual([first.isNew, again.isNew, again.propertyId], [true, false, first.propertyId])
    })
    const customer = await customerOf('+15125550142')
    assert.deepEqual(
      customer.contactPoints[0]?.names.map(({ name }) => name),
      ['Teresa Alvarez', 'Mrs Alvarez'],
    )
    assert.deepEqual(
      customer.properties.map(({ address }) => address),
      ['88 Tannery Ln'],
    )
    assert.equal(
      await store.read(firm, (db) => getCustomer(db, '00000000-0000-7000-8000-000000000000')),
      undefined,
    )
    await assert.rejects(
      store.write(firm, (tx) => addProperty(tx, { clock, customerId: id, address: 'the blue house' })),
      (error) => error instanceof Refusal && error.code === 'address_unclear',
    )
  })

  it('a name that a person gave is not overwritten by an import, and can be withdrawn', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550142', 'Mrs Alvarez'))
    const { id, version } = await customerOf('+15125550142')
    await store.write(firm, (tx) =>
      renameCustomer(tx, { clock, customerId: id, name: 'Teresa Alvarez', version }),
    )
    await meet(one('+15125550142', 'Alvarez boiler', '2025-01-01'))
    assert.equal((await customerOf('+15125550142')).name, 'Teresa Alvarez')
    await assert.rejects(
      store.write(firm, (tx) => renameCustomer(tx, { clock, customerId: id, name: 'X Y', version })),
      (error) => error instanceof Refusal && error.code === 'customer_changed',
    )
    await store.write(firm, (tx) => renameCustomer(tx, { clock, customerId: id, name: null }))
    assert.equal((await customerOf('+15125550142')).name, 'Alvarez boiler')
  })

  it('a kind that a person set beats what the name says', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550142', 'Petrakis Grill'))
    const { id } = await customerOf('+15125550142')
    await store.write(firm, (tx) => setKind(tx, { clock, customerId: id, kind: 'residential' }))
    assert.equal((await customerOf('+15125550142')).kind, 'residential')
    await store.write(firm, (tx) => setKind(tx, { clock, customerId: id, kind: 'unknown' }))
    assert.equal((await customerOf('+15125550142')).kind, 'business')
  })

  it('another firm’s customer is not there', async () => {
    const harbor = await openFirm(store)
    const other = await openFirm(store)
    await harbor.meet(one('+15125550142', 'Mrs Alvarez'))
    const { id } = await harbor.customerOf('+15125550142')
    assert.equal(await store.read(other.firm, (db) => getCustomer(db, id)), undefined)
    assert.deepEqual((await store.read(other.firm, (db) => listCustomers(db, { limit: 5 }))).items, [])
    assert.equal(await other.meet(one('+15125550142', 'Mrs Alvarez')), 1)
  })
})
