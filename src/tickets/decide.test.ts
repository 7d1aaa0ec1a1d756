import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../test/kit/store.ts'
import { openTrail } from '../../test/kit/trail.ts'
import { march, say } from '../inbox/firm.fixture.ts'
import { setArchived } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import { openTicketFirm, type TicketFirm } from './firm.fixture.ts'
import { analysePotential, changeTicket } from './tickets.ts'

let store: Store
let trail: Awaited<ReturnType<typeof openTrail>>
before(async () => {
  store = await openTestStore()
  trail = await openTrail(store)
})
after(async () => {
  await trail[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
})
const open = () => openTicketFirm(store, trail.audit)

const ROSA = '+15125550123'
const codesOf = async (firm: TicketFirm, id: string) =>
  (await firm.get(id)).activity.flatMap(({ note }) => (note?.code ? [String(note.code)] : [])).reverse()

describe('what asks for work', () => {
  it('asks for a ticket while it is open, and for none once it is laid away', async () => {
    const firm = await open()
    const words = 'The kitchen faucet is dripping, can you come Friday?'
    await firm.inboxOnly(say(march(20, '14:00'), ROSA, words))
    const { conversationId } = await firm.find(words)
    const { clock, rule } = firm
    const asked = async () => {
      const found = await firm.store.read(firm.firm, (db) =>
        analysePotential(db, { conversationId, now: clock.now() }),
      )
      return [found.analysis_result, found.code]
    }
    assert.deepEqual(await asked(), ['create', 'new_trouble'])
    clock.advance(30 * 86_400_000)
    await firm.store.write(firm.firm, (tx) =>
      setArchived(tx, { clock, rule, by: 'Denise', conversationId, archived: true }),
    )
    assert.deepEqual(await asked(), ['none', 'laid_away'])
  })

  it('gets a ticket with the customer’s words, its kind of work, and clocks that run since it was said', async () => {
    const firm = await open()
    await firm.hear(
      say(
        march(20, '14:00'),
        ROSA,
        'Hi, the kitchen faucet is dripping all night, can you come Friday? 412 Oak St Apt 14A',
      ),
    )
    const [ticket, ...more] = await firm.list()
    assert.deepEqual(more, [])
    assert.deepEqual(
      [ticket?.number, ticket?.category, ticket?.status, ticket?.openedBy, ticket?.clockFrom],
      [1, 'faucet_repair', 'new', 'tickets', '2024-03-20T14:00:00.000Z'],
    )
    assert.match(ticket?.title ?? '', /^The kitchen faucet is dripping all night/)
    assert.match(ticket?.place ?? '', /412 Oak St/)
    assert.equal(await firm.decide(), 0)
  })

  it('is none where nothing is owed, where a machine wrote, and where it is long ago', async () => {
    const firm = await open()
    await firm.hear(
      say(march(20, '14:00'), ROSA, 'Thanks so much, have a great weekend!'),
      say(march(20, '15:00'), '+15125550177', 'You won a gift card! Click here to claim', { spam: true }),
      say('2024-01-02T10:00:00Z', '+15125550188', 'The water heater is leaking, please come', {}),
      say('2024-01-02T10:20:00Z', '+15125550188', 'On our way', { out: true }),
    )
    assert.deepEqual(await firm.list(), [])
    assert.equal(await firm.decide(), 0)
  })

  it('joins the open ticket when the same trouble is told again, and opens another for another trouble', async () => {
    const firm = await open()
    await firm.hear(say(march(20, '14:00'), ROSA, 'My water heater is leaking a little'))
    await firm.hear(
      say(march(20, '14:20'), ROSA, 'The water heater leak is getting worse, water is on the floor'),
    )
    await firm.hear(
      say(march(21, '15:00'), ROSA, 'Also the toilet upstairs keeps running, could you fix that too'),
    )
    const tickets = await firm.list()
    assert.deepEqual(
      tickets.map(({ category }) => category),
      ['water_heater', 'toilet_repair'],
    )
    assert.deepEqual(await codesOf(firm, tickets[0]?.id ?? ''), [
      'new_trouble',
      'new_trouble',
      'same_trouble',
      'same_trouble',
    ])
  })

  it('is changed by corrections in a burst, each told in its activity', async () => {
    const firm = await open()
    await firm.hear(
      say(
        march(20, '14:00'),
        ROSA,
        'The bath faucet is dripping, can you come Tuesday to 412 Oak St Apt 14A?',
      ),
      say(march(20, '14:01'), ROSA, 'Sorry, 14B not 14A'),
      say(march(20, '14:02'), ROSA, 'Thursday not Tuesday'),
      say(march(20, '14:03'), ROSA, "and it's the kitchen, not the bath"),
    )
    const [ticket, ...more] = await firm.list()
    assert.deepEqual(more, [])
    assert.match(ticket?.place ?? '', /14B/)
    assert.equal(ticket?.wanted?.start?.slice(0, 10), '2024-03-21')
    assert.match(ticket?.title ?? '', /kitchen faucet/i)
    const { activity } = await firm.get(ticket?.id ?? '')
    assert.equal(
      activity.filter(({ kind, note }) => kind === 'changed' && note?.code === 'correction').length,
      3,
    )
  })

  it('that is called off ends, or asks a person where that is not sure', async () => {
    const firm = await open()
    await firm.hear(say(march(20, '14:00'), ROSA, 'Our kitchen drain is clogged, please send someone'))
    await firm.hear(say(march(20, '16:00'), ROSA, 'Got it fixed, never mind!'))
    await firm.hear(say(march(20, '14:00'), '+15125550124', 'The AC is not cooling, please come'))
    await firm.hear(say(march(20, '17:00'), '+15125550124', "it's working again now"))
    assert.deepEqual(
      (await firm.list()).map(({ status, question }) => [status, question]),
      [
        ['cancelled', null],
        ['new', 'maybe_cancelled'],
      ],
    )
  })

  it('opens the question again when they complain after it was solved', async () => {
    const firm = await open()
    await firm.hear(say(march(20, '14:00'), ROSA, 'Our kitchen drain is clogged, please send someone'))
    const [ticket] = await firm.list()
    await store.write(firm.firm, (tx) =>
      changeTicket(tx, {
        clock: firm.clock,
        actor: firm.ken,
        id: ticket?.id ?? '',
        change: { status: 'resolved' },
      }),
    )
    await firm.hear(say(march(23, '14:00'), ROSA, 'The kitchen drain is clogged again, you did not fix it'))
    const [again, ...more] = await firm.list()
    assert.deepEqual([again?.status, again?.solvedAt, more], ['reopened', null, []])
    assert.equal(again?.clockFrom, firm.clock.now().toISOString())
  })

  it('of gas or carbon monoxide is an emergency with words of safety, whatever else is said', async () => {
    const firm = await open()
    await firm.hear(say(march(20, '02:00'), ROSA, 'I smell gas in the kitchen'))
    const [ticket] = await firm.list()
    assert.deepEqual([ticket?.hazard, ticket?.priority], ['gas', 'emergency'])
    const { activity } = await firm.get(ticket?.id ?? '')
    assert.ok(activity.some(({ note }) => /leave the building now/i.test(String(note?.words))))
    await firm.hear(say(march(20, '02:30'), ROSA, 'never mind, got it fixed'))
    assert.deepEqual(
      (await firm.list()).map(({ status, question }) => [status, question]),
      [['new', 'maybe_cancelled']],
    )
  })
})
