import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestStore } from '../../test/kit/store.ts'
import { openTrail } from '../../test/kit/trail.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { ticketMoves, ticketStatuses } from '../contract/tickets.ts'
import { march, say } from '../inbox/firm.fixture.ts'
import {
  currentRule,
  mergeConversations,
  restConversations,
  splitConversation,
  undoThreadChange,
} from '../inbox/inbox.ts'
import type { Store, Tx } from '../store/store.ts'
import { openTicketFirm, type TicketFirm } from './firm.fixture.ts'
import {
  changeTicket,
  dismissConversation,
  linkConversation,
  mergeTickets,
  openForConversation,
  settleTickets,
  splitTicket,
  ticketsOfConversations,
  undoTicketChange,
  unlinkConversation,
} from './tickets.ts'

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

const ROSA = '+15125550123'
const WOJTEK = '+15125550124'
const HEATER = 'My water heater is leaking onto the floor'
const TOILET = 'Also the toilet upstairs keeps running, could you fix that too'
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** Rosa's heater, as a ticket; and what Ken does. */
async function openRosas() {
  const firm = await openTicketFirm(store, trail.audit)
  await firm.hear(say(march(20, '14:00'), ROSA, HEATER))
  const [ticket] = await firm.list()
  assert.ok(ticket !== undefined)
  const by = { clock: firm.clock, actor: firm.ken }
  const write = <T>(work: (tx: Tx) => Promise<T>) => store.write(firm.firm, work)
  const now = async (id: Id = ticket.id) => (await firm.list()).find((one) => one.id === id)
  return { firm, ticket, by, write, now }
}
/** A ticket without what every change counts. */
const without = ({
  version: _,
  changedAt: __,
  statusSince: ___,
  ...rest
}: Awaited<ReturnType<TicketFirm['list']>>[number]) => rest

describe('a ticket in people’s hands', () => {
  it('goes only where the table of moves lets it, and the database knows no other status', async () => {
    const { ticket, by, write } = await openRosas()
    for (const from of ticketStatuses)
      for (const to of ticketMoves[from]) assert.ok(ticketStatuses.includes(to) && to !== from)
    await assert.rejects(
      write((tx) => changeTicket(tx, { ...by, id: ticket.id, change: { status: 'closed' } })),
      refused('move_not_allowed'),
    )
    await assert.rejects(
      write((tx) => sql`update ticket set status = 'forgotten' where id = ${ticket.id}`.execute(tx)),
      /ticket_status_check/,
    )
  })

  it('each change can be undone, to the letter, and not when others changed the same since', async () => {
    const { ticket, by, write, now } = await openRosas()
    const was = await now()
    const change = (more: Parameters<typeof changeTicket>[1]['change']) =>
      write((tx) => changeTicket(tx, { ...by, id: ticket.id, change: more }))
    const moved = await change({ status: 'resolved' })
    assert.equal((await now())?.solvedAt, by.clock.now().toISOString())
    await write((tx) => undoTicketChange(tx, { ...by, changeId: moved.changeId }))
    assert.deepEqual(without((await now()) as never), without(was as never))
    const named = await change({ title: 'Boiler', priority: 'low' })
    await change({ priority: 'high' })
    await assert.rejects(
      write((tx) => undoTicketChange(tx, { ...by, changeId: named.changeId })),
      refused('changed_since'),
    )
    await assert.rejects(
      write((tx) => undoTicketChange(tx, { ...by, changeId: moved.changeId })),
      refused('already_undone'),
    )
  })

  it('two people from the same base: what both change is refused to the second, what only one changes is kept', async () => {
    const { ticket, by, write, now } = await openRosas()
    const base = ticket.version
    const anna = { ...by, actor: { kind: 'person', label: 'Anna Nowak' } }
    await write((tx) => changeTicket(tx, { ...by, id: ticket.id, base, change: { priority: 'low' } }))
    await assert.rejects(
      write((tx) => changeTicket(tx, { ...anna, id: ticket.id, base, change: { priority: 'high' } })),
      (error) =>
        refused('ticket_changed')(error) &&
        /priority/.test((error as Error).message) &&
        !/Ken/.test((error as Error).message),
    )
    await write((tx) => changeTicket(tx, { ...anna, id: ticket.id, base, change: { title: 'Heater' } }))
    const after = await now()
    assert.deepEqual([after?.priority, after?.title], ['low', 'Heater'])
  })

  it('changed in psql, it says so in its activity, and its version counts on', async () => {
    const { firm, ticket, write, now } = await openRosas()
    await write((tx) => sql`update ticket set status = 'resolved' where id = ${ticket.id}`.execute(tx))
    assert.ok((await now())?.solvedAt)
    assert.ok(((await now())?.version ?? 0) > ticket.version)
    const [line] = (await firm.get(ticket.id)).activity
    assert.deepEqual([line?.actorKind, line?.after?.status], ['database', 'resolved'])
  })

  it('moved in psql out of waiting for the customer, its clock goes on with the next look', async () => {
    const { firm, ticket, by, write, now } = await openRosas()
    await write((tx) => changeTicket(tx, { ...by, id: ticket.id, change: { status: 'waiting_customer' } }))
    firm.clock.advance(3 * 3_600_000)
    await write((tx) => sql`update ticket set status = 'open' where id = ${ticket.id}`.execute(tx))
    await write((tx) => settleTickets(tx, by))
    const after = await now()
    assert.equal(after?.pausedAt, null)
    assert.ok(Date.parse(after?.solveBy ?? '') > Date.parse(ticket.solveBy))
  })

  it('its clock stands while the customer is waited for, and goes on when they answer', async () => {
    const { firm, ticket, by, write, now } = await openRosas()
    await write((tx) => changeTicket(tx, { ...by, id: ticket.id, change: { status: 'waiting_customer' } }))
    await firm.hear(say(march(20, '17:00'), ROSA, 'yes that works'))
    const after = await now()
    assert.deepEqual([after?.status, after?.pausedAt], ['open', null])
    assert.ok(Date.parse(after?.solveBy ?? '') > Date.parse(ticket.solveBy))
  })

  it('merged and split, it keeps every message with one ticket, and both can be undone', async () => {
    const { firm, ticket, by, write } = await openRosas()
    await firm.hear(say(march(21, '15:00'), ROSA, TOILET))
    const [heater, toilet] = await firm.list()
    assert.ok(heater !== undefined && toilet !== undefined)
    const merged = await write((tx) =>
      mergeTickets(tx, { ...by, ticketId: heater.id, otherTicketId: toilet.id }),
    )
    assert.deepEqual(
      (await firm.list()).map(({ id }) => id),
      [ticket.id],
    )
    const texts = (await firm.get(ticket.id)).conversations.flatMap(({ messages }) =>
      messages.map(({ text }) => text),
    )
    assert.deepEqual(texts.toSorted(), [HEATER, TOILET].toSorted())
    const { messageId } = await firm.find(TOILET)
    const split = await write((tx) =>
      splitTicket(tx, { ...by, ticketId: heater.id, messageIds: [messageId] }),
    )
    const third = await firm.get(split.newTicketId)
    assert.deepEqual([third.number, third.category], [3, 'toilet_repair'])
    await write((tx) => undoTicketChange(tx, { ...by, changeId: split.changeId }))
    assert.equal((await firm.get(split.newTicketId)).status, 'cancelled')
    await write((tx) => undoTicketChange(tx, { ...by, changeId: merged.changeId }))
    assert.deepEqual(
      (await firm.list()).filter(({ solvedAt }) => solvedAt === null).map(({ id }) => id),
      [heater.id, toilet.id],
    )
    assert.equal(await firm.decide(), 0)
  })

  it('what a person unlinked or dismissed stays so, whatever the stage finds', async () => {
    const { firm, ticket, by, write } = await openRosas()
    const { conversationId } = await firm.find(HEATER)
    await write((tx) => unlinkConversation(tx, { ...by, ticketId: ticket.id, conversationId }))
    await firm.hear(say(march(20, '15:00'), ROSA, 'The water heater leak is getting worse'))
    assert.deepEqual((await firm.get(ticket.id)).conversations, [])
    assert.equal((await firm.list()).length, 1)
    await firm.hear(say(march(20, '16:00'), WOJTEK, 'Could you quote a new faucet'))
    const [, faucet] = await firm.list()
    assert.ok(faucet !== undefined)
    const other = (await firm.find('Could you quote a new faucet')).conversationId
    const [opened] = (await firm.get(faucet.id)).activity.filter(({ kind }) => kind === 'opened')
    await write((tx) => undoTicketChange(tx, { ...by, changeId: opened?.changeId ?? '' }))
    await firm.hear(say(march(20, '17:00'), WOJTEK, 'Hello? The faucet quote please'))
    assert.equal((await firm.list()).filter(({ solvedAt }) => solvedAt === null).length, 1)
    await write((tx) => openForConversation(tx, { ...by, conversationId: other }))
    assert.equal((await firm.list()).filter(({ solvedAt }) => solvedAt === null).length, 2)
  })

  it('a conversation that a person says needs no ticket gets none, but for an emergency', async () => {
    const firm = await openTicketFirm(store, trail.audit)
    await firm.inboxOnly(say(march(20, '14:00'), ROSA, 'Could you quote a new faucet'))
    const { conversationId } = await firm.find('Could you quote a new faucet')
    const by = { clock: firm.clock, actor: firm.ken }
    await store.write(firm.firm, (tx) => dismissConversation(tx, { ...by, conversationId }))
    assert.equal(await firm.decide(), 0)
    await firm.hear(say(march(20, '14:10'), ROSA, 'The faucet quote, when do I get it'))
    assert.deepEqual(await firm.list(), [])
    await firm.hear(say(march(20, '14:20'), ROSA, 'I smell gas in the kitchen'))
    assert.deepEqual(
      (await firm.list()).map(({ hazard }) => hazard),
      ['gas'],
    )
  })

  it('of a danger to life stays an emergency until somebody says that the danger is over', async () => {
    const firm = await openTicketFirm(store, trail.audit)
    await firm.hear(say(march(20, '02:00'), ROSA, 'CO alarm is going off and we have headaches'))
    const [ticket] = await firm.list()
    const by = { clock: firm.clock, actor: firm.ken, id: ticket?.id ?? '' }
    const change = (more: Parameters<typeof changeTicket>[1]['change']) =>
      store.write(firm.firm, (tx) => changeTicket(tx, { ...by, change: more }))
    await assert.rejects(change({ priority: 'low' }), refused('hazard_is_emergency'))
    await change({ hazard: null })
    await change({ priority: 'low' })
    assert.deepEqual(
      (await firm.list()).map(({ hazard, priority }) => [hazard, priority]),
      [[null, 'low']],
    )
  })
})

describe('a ticket and its conversations', () => {
  it('cannot disagree: the link goes where its message goes, when conversations are merged, split, and parted again', async () => {
    const { firm, ticket, write } = await openRosas()
    await firm.hear(say('2024-03-28T10:00:00Z', ROSA, 'Thanks, see you'))
    const one = (await firm.find(HEATER)).conversationId
    const two = (await firm.find('Thanks, see you')).conversationId
    assert.notEqual(one, two)
    const held = async (id: Id) =>
      (await store.read(firm.firm, (db) => ticketsOfConversations(db, [id])))
        .get(id)
        ?.map(({ number }) => number) ?? []
    const change = { clock: firm.clock, rule: firm.rule, by: 'Ken Alvarez' }
    const merge = await write((tx) =>
      mergeConversations(tx, { ...change, conversationId: two, otherConversationId: one }),
    )
    assert.deepEqual([await held(two), await held(one)], [[ticket.number], []])
    const { messageId } = await firm.find('Thanks, see you')
    const split = await write((tx) => splitConversation(tx, { ...change, conversationId: two, messageId }))
    assert.deepEqual([await held(two), await held(one)], [[], [ticket.number]])
    await write((tx) => undoThreadChange(tx, { ...change, changeId: split.changeId }))
    assert.deepEqual([await held(two), await held(one)], [[ticket.number], []])
    await write((tx) => undoThreadChange(tx, { ...change, changeId: merge.changeId }))
    assert.deepEqual([await held(two), await held(one)], [[], [ticket.number]])
  })

  it('is linked by hand to another conversation of another person, once', async () => {
    const { firm, ticket, by, write } = await openRosas()
    await firm.hear(say(march(20, '15:00'), WOJTEK, 'This is her son, thanks'))
    const { conversationId } = await firm.find('This is her son, thanks')
    await write((tx) => linkConversation(tx, { ...by, ticketId: ticket.id, conversationId }))
    await assert.rejects(
      write((tx) => linkConversation(tx, { ...by, ticketId: ticket.id, conversationId })),
      refused('already_linked'),
    )
    assert.equal((await firm.get(ticket.id)).conversations.length, 2)
  })

  it('does not let silence lay it away while the work is owed, and does once it is done', async () => {
    const { firm, ticket, by, write } = await openRosas()
    const { conversationId } = await firm.find(HEATER)
    await firm.hear(say(march(20, '14:30'), ROSA, 'On our way', { out: true }))
    firm.clock.advance(45 * 86_400_000)
    const rest = () =>
      write(async (tx) =>
        restConversations(tx, {
          clock: firm.clock,
          rule: await currentRule(tx, { clock: firm.clock, timeoutHours: 24 }),
        }),
      )
    const status = () =>
      store.read(firm.firm, (db) =>
        db
          .selectFrom('conversation')
          .select('status')
          .where('id', '=', conversationId)
          .executeTakeFirstOrThrow(),
      )
    assert.equal(await rest(), 0)
    await firm.thread()
    assert.equal((await status()).status, 'waiting')
    await write((tx) => changeTicket(tx, { ...by, id: ticket.id, change: { status: 'resolved' } }))
    assert.equal(await rest(), 1)
    assert.equal((await status()).status, 'archived')
  })

  it('knows the first answer, by text or by phone, and is open from then on', async () => {
    const { firm, now } = await openRosas()
    await firm.hear(say(march(20, '14:05'), ROSA, '', { kind: 'placed', seconds: 0 }))
    assert.equal((await now())?.respondedAt, null)
    await firm.hear(say(march(20, '14:30'), ROSA, '', { kind: 'placed', seconds: 95 }))
    const after = await now()
    assert.deepEqual([after?.respondedAt, after?.status], ['2024-03-20T14:30:00.000Z', 'open'])
  })
})
