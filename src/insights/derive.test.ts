import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestStore } from '../../test/kit/store.ts'
import { mergeCustomers } from '../customers/customers.ts'
import { march, say } from '../inbox/firm.fixture.ts'
import {
  eraseMessages,
  findMessagesOf,
  mergeConversations,
  splitConversation,
  undoThreadChange,
} from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import { type InsightFirm, openInsightFirm } from './firm.fixture.ts'
import { dismissLostWork, forgetInsights, undoDismissal } from './insights.ts'

const ALVAREZ = '+15125550101'
const KESSLER = '+15125550102'
const DUNN = '+15125550103'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** The same figures are made from nothing. */
async function assertTrue(firm: InsightFirm): Promise<void> {
  const kept = await firm.figures()
  await store.write(firm.firm, async (tx) => {
    for (const table of ['insight_day', 'conversation_insight', 'conversation_analytics'])
      await sql`delete from ${sql.table(table)}`.execute(tx)
  })
  await firm.rollUp({ look: true })
  assert.deepEqual(await firm.figures(), kept)
}

describe('the figures of a day', () => {
  it('tell how many wrote, how soon they were answered, and whether they had been heard of before', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(
      say(march(5, '15:00'), ALVAREZ, 'My water heater is leaking, can someone come?', {
        name: 'Mrs Alvarez',
      }),
      say(march(5, '15:30'), ALVAREZ, 'Ken can be there at 2', { out: true }),
      say(march(6, '22:30'), KESSLER, 'Our toilet is clogged, please help'),
      say(march(7, '14:00'), KESSLER, 'We can come today at noon', { out: true }),
      say(march(7, '15:00'), ALVAREZ, 'Could you also look at the kitchen faucet? It drips'),
    )
    const { total, steps, pending } = await firm.analytics('2024-03-01', '2024-03-31')
    assert.deepEqual(pending, { conversations: 0, days: 0 })
    assert.deepEqual(
      steps.map(({ day, messagesIn, messagesOut, requests, answered, newCustomers, returningCustomers }) => [
        ...[day, messagesIn, messagesOut, requests, answered, newCustomers, returningCustomers],
      ]),
      [
        ['2024-03-05', 1, 1, 1, 1, 1, 0],
        ['2024-03-06', 1, 0, 1, 1, 1, 0],
        ['2024-03-07', 1, 1, 1, 0, 0, 2],
      ],
    )
    assert.deepEqual([total.messagesIn, total.requests, total.answered, total.newCustomers], [3, 3, 2, 2])
    // Mrs Alvarez waited for 30 minutes; Kessler from half past four in Chicago to eight the next morning: half an hour of it is work.
    const [alvarez, kessler] = steps
    assert.ok(Math.abs((alvarez?.responseTimes.medianMinutes ?? 0) - 30) <= 1.5)
    assert.ok(Math.abs((kessler?.responseTimes.medianMinutes ?? 0) - 15.5 * 60) <= 47)
    assert.ok(Math.abs((kessler?.responseTimes.medianWorkingMinutes ?? 0) - 30) <= 1.5)
  })

  it('are told apart by hour and kind of work, on the firm’s clock', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(
      say(march(5, '03:30'), ALVAREZ, 'The toilet is clogged and overflowing'),
      say(march(5, '15:10'), KESSLER, 'The toilet keeps running, can you fix the flapper?'),
    )
    const byHour = await firm.analytics('2024-03-01', '2024-03-31', 'hour')
    // 03:30 UTC is the evening before in Chicago.
    assert.deepEqual(
      byHour.steps.map(({ day }) => day),
      ['2024-03-04', '2024-03-05'],
    )
    assert.deepEqual(byHour.groups.map(({ key }) => key).toSorted(), ['21', '9'])
    const byService = await firm.analytics('2024-03-01', '2024-03-31', 'service')
    assert.ok(byService.groups.some(({ key, messagesIn }) => key === 'toilet_repair' && messagesIn === 2))
    const byKeyword = await firm.analytics('2024-03-01', '2024-03-31', 'keyword')
    assert.deepEqual(
      byKeyword.groups.map(({ key, conversations }) => [key, conversations]),
      [['toilet', 2]],
    )
  })

  it('follow late messages, merges, splits, and merged customers, and are then what they would be from nothing', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(
      say(march(5, '15:00'), ALVAREZ, 'The boiler makes a noise', { name: 'Mrs Alvarez' }),
      say(march(9, '15:00'), ALVAREZ, 'And now the faucet drips, can you come?', { name: 'Mrs Alvarez' }),
      say(march(9, '16:00'), ALVAREZ, 'Tomorrow at ten?', { out: true }),
      say(march(8, '15:00'), DUNN, 'Kelly here, the disposal is stuck', { name: 'Kelly Dunn' }),
    )
    await assertTrue(firm)

    await firm.hear(say(march(3, '15:00'), ALVAREZ, 'Do you fix boilers?', { name: 'Mrs Alvarez' }))
    assert.deepEqual(
      (await firm.analytics('2024-03-01', '2024-03-31')).steps.map(({ day, newCustomers }) => [
        day,
        newCustomers,
      ]),
      [
        ['2024-03-03', 1],
        ['2024-03-05', 0],
        ['2024-03-08', 1],
        ['2024-03-09', 0],
      ],
    )
    await assertTrue(firm)

    const boiler = await firm.find('The boiler makes a noise')
    const faucet = await firm.find('And now the faucet drips, can you come?')
    const { firm: tenantId, clock, rule } = firm
    const change = await store.write(tenantId, (tx) =>
      boiler.conversationId === faucet.conversationId
        ? splitConversation(tx, {
            clock,
            rule,
            by: 'Ken',
            conversationId: boiler.conversationId,
            messageId: faucet.messageId,
          })
        : mergeConversations(tx, {
            clock,
            rule,
            by: 'Ken',
            conversationId: boiler.conversationId,
            otherConversationId: faucet.conversationId,
          }),
    )
    assert.ok((await firm.rollUp()).conversations > 0)
    await assertTrue(firm)
    await store.write(tenantId, (tx) =>
      undoThreadChange(tx, { clock, rule, by: 'Ken', changeId: change.changeId }),
    )
    assert.ok((await firm.rollUp()).conversations > 0)
    await assertTrue(firm)

    const people = await store.read(tenantId, (db) =>
      db.selectFrom('customer').select('id').where('mergedInto', 'is', null).orderBy('madeAt').execute(),
    )
    const [keptId = '', absorbedId = ''] = people.map(({ id }) => id)
    await store.write(tenantId, (tx) => mergeCustomers(tx, { clock, keptId, absorbedId, by: 'Ken' }))
    assert.ok((await firm.rollUp()).conversations > 0)
    const merged = await firm.analytics('2024-03-01', '2024-03-31')
    assert.equal(merged.total.newCustomers, 1)
    await assertTrue(firm)
  })

  it('lose the words of who is erased at once, and count them no more', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(
      say(march(5, '15:00'), ALVAREZ, 'The samovar leaks, please repair the samovar', {
        name: 'Mrs Alvarez',
      }),
      say(march(5, '16:00'), KESSLER, 'My samovar leaks as well', { name: 'Kessler' }),
    )
    const { participantsId } = await firm.find('The samovar leaks, please repair the samovar')
    const { firm: tenantId, clock, rule } = firm
    await store.write(tenantId, async (tx) => {
      const who = { aloneIds: [participantsId], groupIds: [], written: [ALVAREZ] }
      const found = await findMessagesOf(tx, who)
      const messageIds = found.messages.map(({ id }) => id)
      await forgetInsights(tx, { messageIds, conversationIds: found.conversationIds })
      await sql`delete from understanding where message_id = any(${messageIds}::uuid[])`.execute(tx)
      await eraseMessages(tx, { clock, rule, ...who, ...found })
    })
    const words = () =>
      store.read(tenantId, (db) =>
        db
          .selectFrom('insightDay')
          .select(['key', 'messagesIn'])
          .where('dimension', '=', 'keyword')
          .execute(),
      )
    assert.deepEqual(await words(), [])
    await firm.rollUp()
    assert.deepEqual(
      (await words()).filter(({ key }) => key === 'samovar'),
      [{ key: 'samovar', messagesIn: 1 }],
    )
    assert.equal((await firm.analytics('2024-03-01', '2024-03-31')).total.messagesIn, 1)
    await assertTrue(firm)
  })

  it('of a conversation in which nothing is left are gone, and are not asked for for ever', {
    timeout: 60_000,
  }, async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(say(march(5, '15:00'), ALVAREZ, 'The toilet is clogged'))
    await store.write(firm.firm, async (tx) => {
      await sql`delete from thread_entry`.execute(tx)
      await sql`delete from insight_due`.execute(tx)
    })
    await firm.rollUp({ look: true })
    assert.deepEqual((await firm.figures()).conversations, [])
    await assertTrue(firm)
  })

  it('are made anew when the firm moves its clock', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(say(march(5, '03:30'), ALVAREZ, 'The toilet is clogged'))
    await store.write(firm.firm, (tx) => sql`update tenant set time_zone = 'Europe/Warsaw'`.execute(tx))
    assert.equal((await firm.rollUp({ look: true })).conversations, 1)
    assert.deepEqual(
      (await firm.analytics('2024-03-01', '2024-03-31')).steps.map(({ day }) => day),
      ['2024-03-05'],
    )
    assert.deepEqual(await firm.rollUp({ look: true }), { conversations: 0, days: 0 })
  })
})

describe('lost work', () => {
  it('is listed once there was time to answer, and taken off by a call, in whatever conversation', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(
      say(march(5, '15:00'), ALVAREZ, 'Could you quote a new water heater? Ours is 15 years old'),
    )
    await firm.hear(say(march(6, '15:00'), DUNN, 'My faucet drips, can somebody come?'))
    const before = await firm.lost({ now: new Date(march(5, '20:00')) })
    assert.deepEqual(before.items, [])
    const { items, counts, total } = await firm.lost({ now: new Date(march(12, '15:00')) })
    assert.deepEqual(
      items.map(({ kind, text, service }) => [kind, text.slice(0, 9), service]),
      [
        ['request_unanswered', 'Could you', 'water_heater'],
        ['request_unanswered', 'My faucet', 'faucet_repair'],
      ],
    )
    assert.deepEqual([total, counts.request_unanswered], [2, 2])
    await firm.hear(say(march(14, '15:00'), ALVAREZ, '', { kind: 'placed', seconds: 240, out: true }))
    const left = await firm.lost({ now: new Date(march(15, '15:00')) })
    assert.deepEqual(
      left.items.map(({ service }) => service),
      ['faucet_repair'],
    )
    await assertTrue(firm)
  })

  it('is put aside with a reason, and comes back when that is taken back; page by page none is left out', async () => {
    const firm = await openInsightFirm(store)
    await firm.hear(
      ...[1, 2, 3, 4, 5].map((n) =>
        say(march(n, '15:00'), `+1512555010${n}`, 'The toilet is clogged, can you come?'),
      ),
    )
    const now = new Date(march(12, '15:00'))
    const [first] = (await firm.lost({ now })).items
    assert.ok(first !== undefined)
    const { firm: tenantId, clock } = firm
    const what = { clock, messageId: first.messageId, kind: first.kind, by: 'Denise' }
    const { id } = await store.write(tenantId, (tx) =>
      dismissLostWork(tx, { ...what, reason: 'done_by_phone' }),
    )
    await assert.rejects(
      store.write(tenantId, (tx) => dismissLostWork(tx, { ...what, reason: 'not_ours' })),
      { code: 'lost_work_dismissed' },
    )
    assert.equal((await firm.lost({ now })).total, 4)
    const [aside] = (await firm.lost({ now, dismissed: true })).items
    assert.deepEqual([aside?.dismissed?.reason, aside?.dismissed?.by], ['done_by_phone', 'Denise'])
    await store.write(tenantId, (tx) => undoDismissal(tx, { clock, id, by: 'Denise' }))
    const seen: string[] = []
    for (let cursor: string | undefined, rounds = 0; rounds < 9; rounds++) {
      const page = await firm.lost({ now, limit: 2, cursor })
      seen.push(...page.items.map(({ messageId }) => messageId))
      if (page.next === null) break
      cursor = page.next
    }
    assert.equal(new Set(seen).size, 5)
    assert.equal(seen.length, 5)
  })
})
