import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { openTestStore } from '../../test/kit/store.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Store, Tx } from '../store/store.ts'
import {
  addProperty,
  answerQuestion,
  getCustomer,
  listCustomers,
  mergeCustomers,
  reassignContactPoint,
  renameCustomer,
  setKind,
  undoMerge,
  undoReassignment,
} from './customers.ts'
import { one, openFirm } from './firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code
}

describe('making two customers one', () => {
  it('moves numbers and properties, keeps both originals, and parts them again exactly', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Mrs Alvarez'), one('+15125550102', 'Teresa'))
    const kept = await customerOf('+15125550101')
    const absorbed = await customerOf('+15125550102')
    await store.write(firm, (tx) =>
      addProperty(tx, { clock, customerId: absorbed.id, address: '88 Tannery Ln' }),
    )
    const before = await state(store, firm)
    const { mergeId } = await store.write(firm, (tx) =>
      mergeCustomers(tx, { clock, keptId: kept.id, absorbedId: absorbed.id, by: 'denise' }),
    )
    const merged = await customerOf('+15125550102')
    assert.equal(merged.id, kept.id)
    assert.equal(merged.contactPoints.length, 2)
    assert.deepEqual(
      merged.properties.map(({ address }) => address),
      ['88 Tannery Ln'],
    )
    assert.equal(merged.merges[0]?.absorbedName, 'Teresa')
    const gone = await store.read(firm, (db) => getCustomer(db, absorbed.id))
    assert.equal(gone?.mergedInto, kept.id)
    assert.equal((await store.read(firm, (db) => listCustomers(db, { limit: 10 }))).items.length, 1)
    await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'denise' }))
    assert.deepEqual(await state(store, firm), before)
  })

  it('is refused with oneself, with somebody merged already, and twice', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Ann'), one('+15125550102', 'Bea'), one('+15125550103', 'Cleo'))
    const [a, b, c] = await Promise.all(
      ['101', '102', '103'].map(async (n) => (await customerOf(`+15125550${n}`)).id),
    )
    const merge = (keptId = '', absorbedId = '') =>
      store.write(firm, (tx) => mergeCustomers(tx, { clock, keptId, absorbedId, by: 'denise' }))
    const { mergeId } = await merge(a, b)
    await assert.rejects(merge(a, a), refused('merge_with_itself'))
    await assert.rejects(merge(a, b), refused('customer_merged'))
    await assert.rejects(merge(b, c), refused('customer_merged'))
    await assert.rejects(merge(a, '00000000-0000-7000-8000-000000000000'), refused('customer_not_found'))
    await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'denise' }))
    await assert.rejects(
      store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'denise' })),
      refused('already_undone'),
    )
  })

  it('in a chain, undoing the inner one first is refused and says which to undo', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Ann'), one('+15125550102', 'Bea'), one('+15125550103', 'Cleo'))
    const before = await state(store, firm)
    const [a = '', b = '', c = ''] = await Promise.all(
      ['101', '102', '103'].map(async (n) => (await customerOf(`+15125550${n}`)).id),
    )
    const inner = await store.write(firm, (tx) =>
      mergeCustomers(tx, { clock, keptId: a, absorbedId: b, by: 'ken' }),
    )
    const outer = await store.write(firm, (tx) =>
      mergeCustomers(tx, { clock, keptId: c, absorbedId: a, by: 'ken' }),
    )
    assert.equal((await customerOf('+15125550102')).id, c)
    await assert.rejects(
      store.write(firm, (tx) => undoMerge(tx, { clock, mergeId: inner.mergeId, by: 'ken' })),
      (error) =>
        error instanceof Refusal && error.code === 'undo_other_first' && error.next.includes(outer.mergeId),
    )
    for (const { mergeId } of [outer, inner])
      await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'ken' }))
    assert.deepEqual(await state(store, firm), before)
  })

  it('two side by side are undone in either order', async () => {
    for (const firstIn of [true, false]) {
      const { firm, clock, meet, customerOf } = await openFirm(store)
      await meet(one('+15125550101'), one('+15125550102', 'Bea'), one('+15125550103', 'Cleo', '2024-05-01'))
      const before = await state(store, firm)
      const [a = '', b = '', c = ''] = await Promise.all(
        ['101', '102', '103'].map(async (n) => (await customerOf(`+15125550${n}`)).id),
      )
      const merges = await store.write(firm, async (tx) => [
        await mergeCustomers(tx, { clock, keptId: a, absorbedId: b, by: 'ken' }),
        await mergeCustomers(tx, { clock, keptId: a, absorbedId: c, by: 'ken' }),
      ])
      assert.equal((await customerOf('+15125550101')).name, 'Cleo')
      for (const { mergeId } of firstIn ? merges : merges.toReversed())
        await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'ken' }))
      assert.deepEqual(await state(store, firm), before)
    }
  })

  it('a number that came to the kept customer after the merge stays there', async () => {
    const { firm, clock, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Priya Raman'), one('+15125550102', 'Raman Catering'))
    const keptId = (await customerOf('+15125550101')).id
    const absorbedId = (await customerOf('+15125550102')).id
    const { mergeId } = await store.write(firm, (tx) =>
      mergeCustomers(tx, { clock, keptId, absorbedId, by: 'ken' }),
    )
    await meet(one('+15125550103', 'Priya Raman'))
    await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'ken' }))
    assert.equal((await customerOf('+15125550103')).id, keptId)
    assert.equal((await customerOf('+15125550102')).id, absorbedId)
  })

  it('any sequence of merges, moves and answers, undone in any order, restores everything', async () => {
    const who = fc.nat({ max: 5 })
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('merge' as const), a: who, b: who }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('move' as const), a: who, b: fc.nat({ max: 6 }) }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), a: fc.nat(), b: who }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('answer' as const), a: who, b: fc.nat({ max: 1 }) }),
      },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 14 }),
        fc.infiniteStream(fc.nat()),
        async (steps, picks) => {
          const { firm, clock, meet } = await openFirm(store)
          await meet(
            one('+15125550100', 'Mrs Kessler', '2024-01-01'),
            one('+15125550101', 'Mrs Kessler', '2024-01-02'),
            one('+15125550102'),
            one('+15125550103', 'Cleo Petrakis', '2024-01-04'),
            one('+15125550104', 'Dot', '2022-01-01'),
            one('+15125550105', 'Eve', '2024-02-01'),
          )
          await meet(
            one('+15125550104', 'Maria Kessler', '2022-01-05'),
            one('+15125550104', 'Ken Tolliver', '2024-01-05'),
          )
          const { customers, points, questions } = await store.write(firm, async (tx) => {
            const customers = await ids(tx, 'customer')
            await renameCustomer(tx, { clock, customerId: customers[1] ?? '', name: 'The Kesslers' })
            await setKind(tx, { clock, customerId: customers[3] ?? '', kind: 'business' })
            for (const n of [1, 2, 4])
              await addProperty(tx, {
                clock,
                customerId: customers[n] ?? '',
                address: '88 Tannery Ln, Apt 3',
              })
            return {
              customers,
              points: await ids(tx, 'contactPoint'),
              questions: await ids(tx, 'matchQuestion'),
            }
          })
          assert.ok(questions.length >= 2)
          const before = await state(store, firm, customers)
          for (const { do: what, a, b } of steps) {
            await store.write(firm, async (tx) => {
              if (what === 'merge')
                await attempt(() =>
                  mergeCustomers(tx, {
                    clock,
                    keptId: customers[a] ?? '',
                    absorbedId: customers[b] ?? '',
                    by: 'ken',
                  }),
                )
              if (what === 'move')
                await attempt(() =>
                  reassignContactPoint(tx, {
                    clock,
                    contactPointId: points[a] ?? '',
                    customerId: customers[b] ?? null,
                    by: 'ken',
                  }),
                )
              if (what === 'answer')
                await attempt(() =>
                  answerQuestion(tx, {
                    clock,
                    questionId: questions[a % questions.length] ?? '',
                    answer: b === 0 ? 'same' : 'different',
                    by: 'ken',
                  }),
                )
              if (what === 'undo') await undoOne(tx, clock, a)
              await checkInvariants(tx, points.length)
            })
          }
          let pick = picks.next()
          while (await store.write(firm, (tx) => undoOne(tx, clock, pick.value ?? 0))) pick = picks.next()
          await store.write(firm, async (tx) => {
            await checkInvariants(tx, points.length)
            await tx
              .updateTable('matchQuestion')
              .set({ answer: null, answeredAt: null, answeredBy: null })
              .execute()
          })
          assert.deepEqual(await state(store, firm, customers), before)
        },
      ),
      { numRuns: 25, endOnFailure: false },
    )
  })
})

type Undoable = { id: Id; what: 'merge' | 'move' }

/** Undoes one standing change, or the one that must go first; false when none is left. */
async function undoOne(
  tx: Tx,
  clock: Parameters<typeof undoMerge>[1]['clock'],
  pick: number,
): Promise<boolean> {
  const merges = await tx
    .selectFrom('customerMerge')
    .select(['id', 'seq'])
    .where('undoneAt', 'is', null)
    .orderBy('seq')
    .execute()
  const moves = await tx
    .selectFrom('contactPointMove')
    .select(['id', 'seq'])
    .where('undoneAt', 'is', null)
    .orderBy('seq')
    .execute()
  const all: Undoable[] = [
    ...merges.map(({ id }) => ({ id, what: 'merge' as const })),
    ...moves.map(({ id }) => ({ id, what: 'move' as const })),
  ]
  let change = all[pick % Math.max(1, all.length)]
  if (change === undefined) return false
  for (;;) {
    try {
      await undo(tx, clock, change)
      return true
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'undo_other_first') throw error
      const [, what, id] = /Undo (merge|move) (\S+) first/.exec(error.next) ?? []
      assert.ok(id !== undefined && id !== change.id, error.next)
      change = { id, what: what as Undoable['what'] }
    }
  }
}

async function undo(
  tx: Tx,
  clock: Parameters<typeof undoMerge>[1]['clock'],
  { id, what }: Undoable,
): Promise<void> {
  if (what === 'merge') await undoMerge(tx, { clock, mergeId: id, by: 'ken' })
  else await undoReassignment(tx, { clock, moveId: id, by: 'ken' })
}

/** What a person would be refused politely is fine here; anything else is not. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

async function checkInvariants(tx: Tx, pointCount: number): Promise<void> {
  const points = await tx
    .selectFrom('contactPoint')
    .innerJoin('customer', 'customer.id', 'contactPoint.customerId')
    .select(['contactPoint.id', 'mergedInto'])
    .execute()
  assert.equal(points.length, pointCount)
  assert.ok(
    points.every(({ mergedInto }) => mergedInto === null),
    'an address belongs to a standing customer',
  )
}

function ids(tx: Tx, table: 'customer' | 'contactPoint' | 'matchQuestion'): Promise<Id[]> {
  return tx
    .selectFrom(table)
    .select('id')
    .orderBy('id')
    .execute()
    .then((rows) => rows.map(({ id }) => id))
}

/** All that merging may touch, without the counts of changes. */
function state(store: Store, firm: Id, only?: readonly Id[]) {
  return store.read(firm, async (db) => ({
    customers: (await db.selectFrom('customer').selectAll().orderBy('id').execute())
      .filter(({ id }) => only === undefined || only.includes(id))
      .map(({ version, changedAt, ...rest }) => rest),
    points: await db.selectFrom('contactPoint').selectAll().orderBy('id').execute(),
    properties: await db.selectFrom('property').selectAll().orderBy('id').execute(),
    questions: await db.selectFrom('matchQuestion').selectAll().orderBy('id').execute(),
    tokens: (
      await db.selectFrom('customerNameToken').selectAll().orderBy('customerId').orderBy('token').execute()
    ).filter(({ customerId }) => only === undefined || only.includes(customerId)),
  }))
}
