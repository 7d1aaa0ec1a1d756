import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { openTestStore } from '../../test/kit/store.ts'
import { Refusal } from '../base/refusal.ts'
import type { Store } from '../store/store.ts'
import { mergeCustomers, undoMerge } from './customers.ts'
import { group, one, openFirm } from './firm.fixture.ts'

let postgres: TestPostgres
let store: Store
before(async () => {
  postgres = await startPostgres()
  store = await openTestStore(await postgres.database())
})
after(async () => {
  await store[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

describe('on a server, many at a time', () => {
  it('imports of the same people, in any order and under changing names, neither wait for each other for ever nor make anybody twice', async () => {
    const { firm, meet } = await openFirm(store)
    const people = (day: string, suffix: string) =>
      Array.from({ length: 40 }, (_, i) =>
        one(`+1512555${String(100 + i)}0`, `Pat${i} Kessler${i}${suffix}`, day),
      )
    const groups = Array.from({ length: 10 }, (_, i) => group([`+1512555${100 + i}0`, `+1512555${101 + i}0`]))
    await Promise.all([
      meet(...people('2024-01-01', '')),
      meet(...people('2024-01-02', '').toReversed(), ...groups),
      meet(...groups.toReversed(), ...people('2023-01-01', ' old')),
      ...Array.from({ length: 20 }, (_, i) =>
        meet(
          ...people(`2024-02-${String(i + 1).padStart(2, '0')}`, i % 2 === 0 ? '' : ' x').toSorted(
            () => (i % 3) - 1,
          ),
        ),
      ),
    ])
    const customers = await store.read(firm, (db) => db.selectFrom('customer').selectAll().execute())
    assert.equal(customers.length, 40)
    assert.ok(
      customers.every(({ name }) => name?.endsWith(' x') === true),
      'the newest name wins',
    )
  })

  it('merging by hand during an import never leaves an address with a customer that is gone', async () => {
    const { firm, clock, meet } = await openFirm(store)
    await meet(one('+15125551000', 'Priya Raman'), one('+15125551001', 'Raman Catering'))
    const [a, b] = await store.read(firm, (db) =>
      db.selectFrom('customer').select('id').orderBy('id').execute(),
    )
    const mergeAndPart = async () => {
      for (let i = 0; i < 10; i++) {
        const { mergeId } = await store.write(firm, (tx) =>
          mergeCustomers(tx, { clock, keptId: a?.id ?? '', absorbedId: b?.id ?? '', by: 'ken' }),
        )
        if (i < 9) await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'ken' }))
      }
    }
    const importMore = async () => {
      for (let i = 2; i < 30; i++)
        await meet(one(`+151255510${String(i).padStart(2, '0')}`, i % 2 ? 'Priya Raman' : 'Raman Catering'))
    }
    await Promise.all([mergeAndPart(), importMore()])
    const lost = await store.read(firm, (db) =>
      db
        .selectFrom('contactPoint')
        .innerJoin('customer', 'customer.id', 'contactPoint.customerId')
        .select('value')
        .where('mergedInto', 'is not', null)
        .execute(),
    )
    assert.deepEqual(lost, [])
  })

  it('of two who merge the same two at once, one is told', async () => {
    const { firm, clock, meet } = await openFirm(store)
    await meet(one('+15125551000', 'Ann'), one('+15125551001', 'Bea'))
    const [a, b] = await store.read(firm, (db) =>
      db.selectFrom('customer').select('id').orderBy('id').execute(),
    )
    const merge = (keptId = '', absorbedId = '') =>
      store.write(firm, (tx) => mergeCustomers(tx, { clock, keptId, absorbedId, by: 'ken' }))
    const outcomes = await Promise.allSettled([merge(a?.id, b?.id), merge(b?.id, a?.id)])
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    assert.ok(refused?.reason instanceof Refusal && refused.reason.code === 'customer_merged')
  })
})
