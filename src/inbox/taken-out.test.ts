import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../test/kit/store.ts'
import type { Store } from '../store/store.ts'
import { type Inbox, march, openInbox, say } from './firm.fixture.ts'
import { getConversation, listConversations, restConversations, setArchived } from './inbox.ts'

const DAY = 24 * 3_600_000

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

describe('a conversation that is taken out by hand', () => {
  const set = (inbox: Inbox, conversationId: string, archived: boolean) =>
    store.write(inbox.firm, async (tx) => {
      const { clock, rule } = inbox
      await setArchived(tx, { clock, rule, by: 'Denise', conversationId, archived })
      const { status, statusReason, spam } = (await getConversation(tx, conversationId)) ?? {}
      return `${status}: ${statusReason}${spam ? ', spam' : ''}`
    })
  const rest = (inbox: Inbox) => store.write(inbox.firm, (tx) => restConversations(tx, inbox))

  it('is out again, though it has been silent for a year, and rests when it has been silent anew', async () => {
    const inbox = await openInbox(store)
    await inbox.hear(say('2023-01-10T09:00:00Z', '+15125551001', 'Old quote'))
    const { conversationId } = await inbox.find('Old quote')
    assert.equal(await set(inbox, conversationId, false), 'needs_reply: they_spoke_last')
    await inbox.thread()
    inbox.clock.advance(29 * DAY)
    await rest(inbox)
    await inbox.thread()
    assert.match((await inbox.story())[0]?.status ?? '', /^needs_reply/)
    inbox.clock.advance(DAY)
    assert.equal(await rest(inbox), 1)
    assert.match((await inbox.story())[0]?.status ?? '', /^archived silence/)
    await inbox.thread()
    assert.match((await inbox.story())[0]?.status ?? '', /^archived silence/)
  })

  it('is no spam any more, whatever its labels say, until somebody archives it', async () => {
    const inbox = await openInbox(store)
    await inbox.hear(say(march(18, '09:00'), '+15125551002', 'My sink leaks', { spam: true }))
    const { conversationId } = await inbox.find('My sink leaks')
    assert.equal(await set(inbox, conversationId, false), 'needs_reply: they_spoke_last')
    await inbox.hear(say(march(18, '10:00'), '+15125551002', 'Still leaking', { spam: true }))
    const { items } = await store.read(inbox.firm, (db) => listConversations(db, { limit: 5, spam: false }))
    assert.deepEqual(
      items.map(({ id, messageCount, status }) => [id, messageCount, status]),
      [[conversationId, 2, 'needs_reply']],
    )
    assert.equal(await set(inbox, conversationId, true), 'archived: spam, spam')
  })

  it('stands as it stood, when it was archived by hand before', async () => {
    const inbox = await openInbox(store)
    await inbox.hear(say(march(18, '09:00'), '+15125551003', 'Which boiler?', { out: true }))
    const { conversationId } = await inbox.find('Which boiler?')
    const before = await inbox.state()
    assert.equal(await set(inbox, conversationId, true), 'archived: by_hand')
    assert.equal(await set(inbox, conversationId, false), 'waiting: we_spoke_last')
    assert.deepEqual(await inbox.state(), before)
    assert.equal(await set(inbox, conversationId, false), 'waiting: we_spoke_last')
    assert.deepEqual(await inbox.state(), before)
  })
})
