import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import { openTrail } from '../../../test/kit/trail.ts'
import type { Audit } from '../../audit/audit.ts'
import type { Id } from '../../base/ids.ts'
import { march, openInbox, say } from '../../inbox/firm.fixture.ts'
import {
  getConversation,
  mergeConversations,
  restConversations,
  setArchived,
  splitConversation,
  undoThreadChange,
} from '../../inbox/inbox.ts'
import type { Store } from '../../store/store.ts'
import { openMind } from './mind.ts'
import { understandAll } from './understand-all.ts'

const opened = new AsyncDisposableStack()
const mind = opened.use(openMind({ onSlowRules: () => assert.fail('no rule is slow') }))
let store: Store
let audit: Audit
before(async () => {
  store = opened.use(await openTestStore())
  ;({ audit } = opened.use(await openTrail(store)))
})
after(() => opened.disposeAsync())

const ALVAREZ = '+15125550101'
const NOWAK = '+15125550104'
const QUOTE = 'How much would you charge to put in a new kitchen tap?'
const BURST = 'A pipe burst and water is pouring through the ceiling, we cannot stop it!'
const NO_HEAT = 'Nie mamy ogrzewania od wczoraj, w mieszkaniu 14 stopni'

/** Harbor Plumbing in March: what people write is understood as it comes. */
async function openHarbor() {
  const inbox = await openInbox(store)
  const { firm, clock, rule, find } = inbox
  const by = { clock, rule, by: 'Ken' }
  const settle = () => understandAll({ store, clock, mind, audit }, { tenantId: firm, timeoutHours: 24 })
  const hear = async (...said: ReturnType<typeof say>[]) => {
    await inbox.hear(...said)
    await settle()
  }
  const show = (conversationId: Id) => store.read(firm, (db) => getConversation(db, conversationId))
  /** The urgency of the conversation that these words are in. */
  const urgency = async (words: string) => (await show((await find(words)).conversationId)).urgency
  return { ...inbox, by, hear, show, urgency, settle }
}

describe('how urgent a conversation is', () => {
  it('rises with Mrs Alvarez’s burst pipe, and ends with her word that it has stopped', async () => {
    const { hear, urgency, find, show } = await openHarbor()
    await hear(say('2024-03-20T08:00:00Z', ALVAREZ, QUOTE, { name: 'Mrs Alvarez' }))
    assert.equal(await urgency(QUOTE), 'low')
    await hear(say('2024-03-20T08:10:00Z', ALVAREZ, BURST))
    assert.equal(await urgency(QUOTE), 'emergency')
    const { conversationId, messageId } = await find(BURST)
    assert.equal((await show(conversationId)).urgentMessageId, messageId)
    await hear(say('2024-03-20T08:12:00Z', ALVAREZ, 'Ken is on his way', { out: true }))
    assert.equal(await urgency(QUOTE), 'emergency')
    await hear(say('2024-03-20T08:40:00Z', ALVAREZ, 'False alarm, it has stopped'))
    assert.notEqual(await urgency(QUOTE), 'emergency')
  })

  it('of pani Nowak is none once she closes the matter', async () => {
    const { hear, urgency } = await openHarbor()
    await hear(say('2024-03-20T08:00:00Z', NOWAK, NO_HEAT, { name: 'pani Nowak' }))
    assert.equal(await urgency(NO_HEAT), 'high')
    await hear(
      say('2024-03-20T08:20:00Z', NOWAK, 'Będziemy dziś o 12', { out: true }),
      say('2024-03-20T08:30:00Z', NOWAK, 'Dziękuję bardzo'),
    )
    assert.equal(await urgency(NO_HEAT), null)
  })

  it('goes where the message goes: by a merge, a split, and back when they are undone', async () => {
    const { firm, hear, urgency, find, by, clock } = await openHarbor()
    await hear(
      say(march(19, '20:00'), ALVAREZ, QUOTE, { name: 'Mrs Alvarez' }),
      say('2024-03-20T08:00:00Z', NOWAK, BURST, { name: 'pani Nowak' }),
    )
    assert.deepEqual([await urgency(QUOTE), await urgency(BURST)], ['low', 'emergency'])
    const quote = await find(QUOTE)
    const burst = await find(BURST)
    clock.advance(60_000)
    const merged = await store.write(firm, (tx) =>
      mergeConversations(tx, {
        ...by,
        conversationId: quote.conversationId,
        otherConversationId: burst.conversationId,
      }),
    )
    assert.equal(await urgency(QUOTE), 'emergency')
    clock.advance(60_000)
    const split = await store.write(firm, (tx) =>
      splitConversation(tx, { ...by, conversationId: quote.conversationId, messageId: burst.messageId }),
    )
    assert.deepEqual([await urgency(QUOTE), await urgency(BURST)], ['low', 'emergency'])
    clock.advance(60_000)
    await store.write(firm, (tx) => undoThreadChange(tx, { ...by, changeId: split.changeId }))
    assert.equal(await urgency(QUOTE), 'emergency')
    await store.write(firm, (tx) => undoThreadChange(tx, { ...by, changeId: merged.changeId }))
    assert.deepEqual([await urgency(QUOTE), await urgency(BURST)], ['low', 'emergency'])
  })

  it('is none while it is laid away, and is again when it is taken out or she writes anew', async () => {
    const { firm, hear, urgency, find, by } = await openHarbor()
    await hear(say('2024-03-20T08:00:00Z', ALVAREZ, BURST, { name: 'Mrs Alvarez' }))
    const { conversationId } = await find(BURST)
    const archive = (archived: boolean) =>
      store.write(firm, (tx) => setArchived(tx, { ...by, conversationId, archived }))
    await archive(true)
    assert.equal(await urgency(BURST), null)
    await archive(false)
    assert.equal(await urgency(BURST), 'emergency')
  })

  it('is no emergency after three days of silence, which needs nobody to write', async () => {
    const { firm, hear, urgency, by, clock } = await openHarbor()
    await hear(
      say('2024-03-20T08:00:00Z', NOWAK, NO_HEAT, { name: 'pani Nowak' }),
      say('2024-03-20T08:05:00Z', NOWAK, BURST),
    )
    const rest = () => store.write(firm, (tx) => restConversations(tx, by))
    await rest()
    assert.equal(await urgency(BURST), 'emergency')
    clock.advance(3 * 24 * 3_600_000)
    await rest()
    assert.equal(await urgency(BURST), 'high')
    clock.advance(30 * 24 * 3_600_000)
    await rest()
    assert.equal(await urgency(BURST), null)
  })

  it('is settled in the transaction that threads, and threading again says the same', async () => {
    const { hear, thread, state } = await openHarbor()
    await hear(
      say('2024-03-20T08:00:00Z', ALVAREZ, BURST),
      say('2024-03-20T08:05:00Z', NOWAK, NO_HEAT),
      say('2024-03-20T08:15:00Z', ALVAREZ, 'it is in the living room now'),
    )
    const settled = await state()
    await thread()
    assert.deepEqual(await state(), settled)
  })
})
