import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../test/kit/store.ts'
import type { Store } from '../store/store.ts'
import { customersOfParticipants } from './customers.ts'
import { group, nameOnly, one, openFirm } from './firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

describe('getting to know people from an archive', () => {
  it('a contact’s name becomes the customer’s, and an unsaved number gets a nameless customer', async () => {
    const { meet, customerOf } = await openFirm(store)
    assert.equal(await meet(one('+15125550142', 'Mrs Alvarez'), one('(512) 555-0143')), 2)
    assert.equal((await customerOf('+15125550142')).name, 'Mrs Alvarez')
    assert.equal((await customerOf('+15125550143')).name, null)
  })

  it('the same batch again, or the same person in a later one, changes nothing', async () => {
    const { firm, meet } = await openFirm(store)
    const batch = [
      one('+15125550142', 'Mrs Alvarez'),
      group(['+15125550143', '+15125550144']),
      nameOnly('Walt Brandt'),
    ]
    assert.equal(await meet(...batch), 4)
    const state = () =>
      store.read(firm, async (db) => ({
        customers: await db.selectFrom('customer').selectAll().orderBy('id').execute(),
        points: await db.selectFrom('contactPoint').selectAll().orderBy('id').execute(),
        names: await db.selectFrom('contactName').selectAll().orderBy('name').execute(),
        participants: await db.selectFrom('participants').selectAll().orderBy('id').execute(),
        members: await db.selectFrom('participant').selectAll().orderBy('contactPointId').execute(),
        questions: await db.selectFrom('matchQuestion').selectAll().execute(),
      }))
    const before = await state()
    assert.equal(await meet(...batch), 0)
    assert.equal(await meet(one('15125550142', 'Mrs Alvarez')), 0)
    assert.deepEqual(await state(), before)
  })

  it('a short code and a damaged number are nobody’s customers', async () => {
    const { meet, pointOf } = await openFirm(store)
    assert.equal(await meet(one('54321'), one('174074978')), 0)
    assert.equal((await pointOf('54321')).customerId, null)
    assert.equal((await pointOf('174074978')).kind, 'other')
  })

  it('a caller who withholds the number is not mixed up with another', async () => {
    const { participants, meet } = await openFirm(store)
    await meet(
      { party: { kind: 'unknown', key: 'call-1' }, day: '2024-03-01' },
      { party: { kind: 'unknown', key: 'call-2' }, day: '2024-03-02' },
    )
    assert.equal(new Set(participants.values()).size, 2)
  })

  it('one person with two numbers under the same full name is one customer, and it says why', async () => {
    const { meet, customerOf } = await openFirm(store)
    await meet(one('+15125550142', 'Priya Raman'))
    assert.equal(await meet(one('+13125550105', 'Raman, Priya - Cell')), 0)
    const customer = await customerOf('+13125550105')
    assert.deepEqual(
      customer.contactPoints.map(({ value, method }) => [value, method]),
      [
        ['+13125550105', 'alternate_phone'],
        ['+15125550142', 'new'],
      ],
    )
    assert.match(customer.contactPoints[0]?.evidence[0]?.detail ?? '', /Priya.*\+15125550142/)
  })

  it('two numbers saved as Mike, as Office or as Plumber stay two customers, and nobody is asked', async () => {
    const { meet, questions } = await openFirm(store)
    assert.equal(
      await meet(
        one('+15125550101', 'Mike'),
        one('+15125550102', 'Mike'),
        one('+15125550103', 'Front Office'),
        one('+15125550104', 'Front Office'),
        one('+15125550105', 'Mike Plumber'),
        one('+15125550106', 'Mike Plumber'),
      ),
      6,
    )
    assert.deepEqual(await questions(), [])
  })

  it('two Mrs Kesslers stay two customers until somebody says', async () => {
    const { meet, questions, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Mrs Kessler'), one('+15125550102', 'Mrs Kessler'))
    assert.notEqual((await customerOf('+15125550101')).id, (await customerOf('+15125550102')).id)
    const [question] = await questions()
    assert.ok(question !== undefined && question.confidence >= 0.5 && question.confidence < 0.7)
  })

  it('namesakes who write in one group are two people, whichever came first', async () => {
    for (const groupFirst of [true, false]) {
      const { meet, questions, customerOf } = await openFirm(store)
      const together = group([
        ['+15125550101', 'Kelly Dunn'],
        ['+15125550102', 'Kelly Dunn'],
      ])
      const apart = [one('+15125550101', 'Kelly Dunn'), one('+15125550102', 'Kelly Dunn')]
      await meet(...(groupFirst ? [together] : apart))
      await meet(...(groupFirst ? apart : [together]))
      assert.notEqual((await customerOf('+15125550101')).id, (await customerOf('+15125550102')).id)
      const [question, ...more] = await questions()
      assert.equal(more.length, 0)
      assert.ok(question?.evidence.some(({ what }) => what === 'group'))
    }
  })

  it('a bare name goes to the one contact called so, in whichever order they come', async () => {
    for (const nameFirst of [true, false]) {
      const { meet, customerOf } = await openFirm(store)
      await meet(nameFirst ? nameOnly('Walt Brandt (3 flats)') : one('+15125550101', 'Walt Brandt (3 flats)'))
      await meet(nameFirst ? one('+15125550101', 'Walt Brandt (3 flats)') : nameOnly('Walt Brandt (3 flats)'))
      const customer = await customerOf('+15125550101')
      assert.deepEqual(
        customer.contactPoints.map(({ kind }) => kind),
        ['name', 'phone'],
      )
    }
  })

  it('a bare name that two contacts have is nobody’s in particular', async () => {
    const { meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Gus'), one('+15125550102', 'Gus'))
    assert.equal(await meet(nameOnly('Gus')), 1)
    assert.equal((await customerOf('gus')).contactPoints.length, 1)
  })

  it('a name changed between two exports shows the newer and keeps the older', async () => {
    const { meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Priya R', '2023-01-10'))
    await meet(one('+15125550101', 'Priya Raman', '2024-01-10'))
    await meet(one('+15125550101', 'Priya R', '2022-05-01'))
    const customer = await customerOf('+15125550101')
    assert.equal(customer.name, 'Priya Raman')
    assert.deepEqual(
      customer.contactPoints[0]?.names.map(({ name, firstAt }) => [name, firstAt.slice(0, 10)]),
      [
        ['Priya Raman', '2024-01-10'],
        ['Priya R', '2022-05-01'],
      ],
    )
  })

  it('a number that turns up under a stranger’s name stays where it is, and somebody is asked', async () => {
    const { meet, questions, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Maria Kessler', '2021-01-10'))
    await meet(one('+15125550101', 'Ken Tolliver', '2024-01-10'))
    const customer = await customerOf('+15125550101')
    assert.equal(customer.name, 'Ken Tolliver')
    const [question] = await questions()
    assert.equal(question?.method, 'renamed')
    assert.equal(question?.candidate.id, customer.id)
    assert.match(question?.evidence[0]?.detail ?? '', /Maria Kessler.*Ken Tolliver/)
  })

  it('an unsaved number that is saved later under a known full name joins that customer', async () => {
    const { firm, meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Priya Raman'), one('+15125550102'))
    await meet(one('+15125550102', 'Priya Raman'))
    const customer = await customerOf('+15125550102')
    assert.equal(customer.id, (await customerOf('+15125550101')).id)
    const [merge] = customer.merges
    assert.equal(merge?.mergedBy, 'rule')
    assert.ok(firm)
  })

  it('a slip of the pen in a name is asked about, not acted on', async () => {
    const { meet, questions, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Nora Petrakis'), one('+15125550102', 'Nora Petrakas'))
    assert.notEqual((await customerOf('+15125550101')).id, (await customerOf('+15125550102')).id)
    const [question] = await questions()
    assert.equal(question?.method, 'fuzzy_name')
  })

  it('pani Nowak z Mokotowa and pani Nowak z Ursynowa stay two', async () => {
    const { meet, questions, customerOf } = await openFirm(store, 'PL')
    await meet(one('512 123 456', 'Pani Nowak z Mokotowa'), one('+48 512 123 457', 'Pani Nowak z Ursynowa'))
    assert.notEqual((await customerOf('+48512123456')).id, (await customerOf('+48512123457')).id)
    assert.deepEqual(await questions(), [])
  })

  it('a business is told by its name', async () => {
    const { meet, customerOf } = await openFirm(store)
    await meet(one('+15125550101', 'Linden Court Apartments'), one('+15125550102', 'Carol Dietz'))
    assert.equal((await customerOf('+15125550101')).kind, 'business')
    assert.equal((await customerOf('+15125550102')).kind, 'unknown')
  })

  it('the heading of a conversation names its people, or their numbers', async () => {
    const { firm, participants, meet } = await openFirm(store)
    await meet(
      group([['+15125550101', 'Mrs Alvarez'], '+15125550102', 'john@example.com']),
      one('54321', 'Bank'),
      { party: { kind: 'unknown', key: 'x' }, day: '2024-01-01' },
    )
    const views = await store.read(firm, (db) => customersOfParticipants(db, [...participants.values()]))
    assert.deepEqual([...views.values()].map(({ kind, title }) => `${kind}: ${title}`).sort(), [
      'group: john@example.com, Mrs Alvarez, +1 512 555 0102',
      'one: Bank',
      'unknown: null',
    ])
  })

  it('two imports of the same people at once make nobody twice', async () => {
    const { firm, meet } = await openFirm(store)
    const people = Array.from({ length: 30 }, (_, i) =>
      one(`+1512555${String(100 + i).padStart(4, '0')}`, `Pat ${'ABCDEF'[i % 6]} Kessler${i}`),
    )
    await Promise.all([meet(...people), meet(...people.toReversed()), meet(...people)])
    const { count } = await store.read(firm, (db) =>
      db
        .selectFrom('customer')
        .select((s) => s.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow(),
    )
    assert.equal(Number(count), 30)
  })
})
