import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../test/kit/store.ts'
import { Refusal } from '../base/refusal.ts'
import type { Store } from '../store/store.ts'
import { answerQuestion, reassignContactPoint, undoMerge, undoReassignment } from './customers.ts'
import { one, openFirm } from './firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** A firm with one question: are the two Mrs Kesslers one? */
async function openDoubtfulFirm() {
  const firm = await openFirm(store)
  await firm.meet(one('+15125550101', 'Mrs Kessler'), one('+15125550102', 'Mrs Kessler'))
  const [question] = await firm.questions()
  assert.ok(question !== undefined)
  const answer = (answer: 'same' | 'different', questionId = question.id) =>
    store.write(firm.firm, (tx) =>
      answerQuestion(tx, { clock: firm.clock, questionId, answer, by: 'denise' }),
    )
  return { ...firm, question, answer }
}

describe('asking a person', () => {
  it('“same” makes them one, and undoing that asks again', async () => {
    const { firm, clock, answer, questions, customerOf } = await openDoubtfulFirm()
    const { mergeId } = await answer('same')
    assert.ok(mergeId !== null)
    assert.equal((await customerOf('+15125550101')).id, (await customerOf('+15125550102')).id)
    assert.deepEqual(await questions(), [])
    assert.deepEqual(await answer('same'), { mergeId, moveId: null })
    await assert.rejects(
      answer('different'),
      (error) => error instanceof Refusal && error.code === 'question_answered',
    )
    await store.write(firm, (tx) => undoMerge(tx, { clock, mergeId, by: 'denise' }))
    assert.notEqual((await customerOf('+15125550101')).id, (await customerOf('+15125550102')).id)
    assert.equal((await questions()).length, 1)
  })

  it('“different” settles it for good: the two are never asked about again', async () => {
    const { meet, answer, questions } = await openDoubtfulFirm()
    assert.deepEqual(await answer('different'), { mergeId: null, moveId: null })
    await meet(
      one('+15125550101', 'Mrs  Kessler', '2025-01-01'),
      one('+15125550102', 'Mrs Kessler', '2025-01-01'),
    )
    await meet(one('+15125550101', 'Mrs Kessler', '2025-02-01'))
    assert.deepEqual(await questions(), [])
  })

  it('who said “different” may still say “same”', async () => {
    const { answer, customerOf } = await openDoubtfulFirm()
    await answer('different')
    await answer('same')
    assert.equal((await customerOf('+15125550101')).id, (await customerOf('+15125550102')).id)
  })

  it('a number that changed hands gets a customer of its own, and the old one keeps the old name; undone, it asks again', async () => {
    const { firm, clock, meet, questions, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Maria Kessler', '2021-01-10'))
    await meet(one('+15125550101', 'Ken Tolliver', '2024-01-10'))
    const before = await customerOf('+15125550101')
    const questionId = (await questions())[0]?.id ?? ''
    const { moveId } = await store.write(firm, (tx) =>
      answerQuestion(tx, { clock, questionId, answer: 'different', by: 'denise' }),
    )
    assert.ok(moveId !== null)
    const ken = await customerOf('+15125550101')
    assert.deepEqual([ken.name, ken.id === before.id], ['Ken Tolliver', false])
    const names = await store.read(firm, (db) => db.selectFrom('customer').select(['id', 'name']).execute())
    assert.equal(names.find(({ id }) => id === before.id)?.name, 'Maria Kessler')
    await store.write(firm, (tx) => undoReassignment(tx, { clock, moveId, by: 'denise' }))
    const after = await customerOf('+15125550101')
    assert.deepEqual([after.id, after.name], [before.id, 'Ken Tolliver'])
    assert.equal((await questions()).length, 1)
  })

  it('“same” to a renamed number leaves everything as it is', async () => {
    const { firm, clock, meet, questions, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Maria Kessler', '2021-01-10'))
    await meet(one('+15125550101', 'Ken Tolliver', '2024-01-10'))
    const questionId = (await questions())[0]?.id ?? ''
    await store.write(firm, (tx) => answerQuestion(tx, { clock, questionId, answer: 'same', by: 'denise' }))
    assert.equal((await customerOf('+15125550101')).name, 'Ken Tolliver')
    assert.deepEqual(await questions(), [])
  })
})

describe('giving a number to somebody else', () => {
  it('the number goes to the other customer and comes back as it was', async () => {
    const { firm, clock, meet, customerOf, pointOf } = await openFirm(store)
    await meet(one('+15125550101', 'Walt Brandt'), one('+15125550102', 'Priya Raman'))
    const before = await pointOf('+15125550101')
    const customerId = (await customerOf('+15125550102')).id
    const { moveId } = await store.write(firm, (tx) =>
      reassignContactPoint(tx, { clock, contactPointId: before.id, customerId, by: 'denise' }),
    )
    const priya = await customerOf('+15125550101')
    assert.deepEqual([priya.id, priya.contactPoints.length, priya.moves.length], [customerId, 2, 1])
    await store.write(firm, (tx) => undoReassignment(tx, { clock, moveId, by: 'denise' }))
    assert.deepEqual(await pointOf('+15125550101'), before)
  })

  it('a short code can be given to a customer, too', async () => {
    const { firm, clock, meet, customerOf, pointOf } = await openFirm(store)
    await meet(one('54321', 'Corbett Pipe Supply'))
    const { id } = await pointOf('54321')
    const { moveId } = await store.write(firm, (tx) =>
      reassignContactPoint(tx, { clock, contactPointId: id, customerId: null, by: 'denise' }),
    )
    assert.equal((await customerOf('54321')).name, 'Corbett Pipe Supply')
    await store.write(firm, (tx) => undoReassignment(tx, { clock, moveId, by: 'denise' }))
    assert.equal((await pointOf('54321')).customerId, null)
  })

  it('giving it to whom it belongs, to nobody there, or back twice is refused', async () => {
    const { firm, clock, meet, pointOf } = await openFirm(store)
    await meet(one('+15125550101', 'Walt Brandt'))
    const { id, customerId } = await pointOf('+15125550101')
    const nobody = '00000000-0000-7000-8000-000000000000'
    const give = (contactPointId: string, to: string | null) =>
      store.write(firm, (tx) =>
        reassignContactPoint(tx, { clock, contactPointId, customerId: to, by: 'ken' }),
      )
    const codeIs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
    await assert.rejects(give(id, customerId), codeIs('nothing_to_move'))
    await assert.rejects(give(id, nobody), codeIs('customer_not_found'))
    await assert.rejects(give(nobody, null), codeIs('contact_point_not_found'))
  })
})
