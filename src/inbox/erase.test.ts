import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../test/kit/store.ts'
import type { Id } from '../base/ids.ts'
import type { Store } from '../store/store.ts'
import { eraseMessages, findMessagesOf } from './erase.ts'
import { march, openInbox, say } from './firm.fixture.ts'
import { getConversation, mergeConversations, setArchived, splitConversation } from './inbox.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const ROSA = '+15125550101'
const BOB = '+15125550102'

/** Rosa and Bob write of one job; Bob of another as well, which a person has parted and laid away. */
async function openStory() {
  const inbox = await openInbox(store)
  const { firm, clock, rule, hear, find } = inbox
  await hear(
    say(march(4, '09:00'), ROSA, 'The boiler of number 12 is cold'),
    say(march(4, '09:30'), BOB, 'It is Bob, the landlord of number 12'),
    say(march(4, '10:00'), BOB, 'And the gutter of number 14 is loose'),
  )
  const by = { clock, rule, by: 'Ken' }
  const change = <T>(work: (tx: Parameters<Parameters<Store['write']>[1]>[0]) => Promise<T>) =>
    store.write(firm, work)
  const landlord = await find('It is Bob, the landlord of number 12')
  const gutter = await find('And the gutter of number 14 is loose')
  await change((tx) =>
    splitConversation(tx, { ...by, conversationId: gutter.conversationId, messageId: gutter.messageId }),
  )
  const parted = (await find('And the gutter of number 14 is loose')).conversationId
  await change((tx) => setArchived(tx, { ...by, conversationId: parted, archived: true }))
  const merge = (kept: Id, other: Id) =>
    change((tx) => mergeConversations(tx, { ...by, conversationId: kept, otherConversationId: other }))
  const erase = (participantsId: Id, address: string) =>
    change(async (tx) => {
      const whom = { aloneIds: [participantsId], groupIds: [], written: [address] }
      await eraseMessages(tx, { ...whom, ...(await findMessagesOf(tx, whom)), clock, rule })
    })
  const show = (id: Id) => store.read(firm, (db) => getConversation(db, id))
  return { ...inbox, landlord, parted, merge, erase, show }
}

describe('what somebody else wrote, of whom one is erased', () => {
  for (const kept of ['theirs', 'the erased one’s'] as const)
    it(`keeps its conversation, parted and laid away as it was, when ${kept} was the one they were merged into`, async () => {
      const { find, landlord, parted, merge, erase, show } = await openStory()
      const rosa = await find('The boiler of number 12 is cold')
      if (kept === 'theirs') await merge(landlord.conversationId, rosa.conversationId)
      else await merge(rosa.conversationId, landlord.conversationId)
      assert.equal(
        (await find('It is Bob, the landlord of number 12')).conversationId,
        (await find('The boiler of number 12 is cold')).conversationId,
      )
      await erase(rosa.participantsId, ROSA)
      const now = await find('It is Bob, the landlord of number 12')
      assert.equal(now.conversationId, landlord.conversationId)
      assert.equal((await show(now.conversationId)).messageCount, 1)
      assert.equal((await find('And the gutter of number 14 is loose')).conversationId, parted)
      assert.equal((await show(parted)).status, 'archived')
    })

  it('in a group keeps its conversation as well', async () => {
    const { find, firm, clock, rule, hear } = await openInbox(store)
    await hear(
      say(march(5, '09:00'), [BOB, ROSA], 'Who has a ladder?', { name: 'Bob' }),
      say(march(5, '09:05'), [BOB, ROSA], 'We do, see you on Friday', { out: true }),
    )
    const before = await find('Who has a ladder?')
    await store.write(firm, async (tx) => {
      const whom = { aloneIds: [], groupIds: [before.participantsId], written: [ROSA] }
      await eraseMessages(tx, { ...whom, ...(await findMessagesOf(tx, whom)), clock, rule })
    })
    assert.equal((await find('Who has a ladder?')).conversationId, before.conversationId)
  })
})
