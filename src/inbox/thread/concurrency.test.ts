import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../../test/kit/postgres.ts'
import { openTestStore } from '../../../test/kit/store.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Store } from '../../store/store.ts'
import { march, openInbox, say } from '../firm.fixture.ts'
import { mergeConversations, threadParticipants } from '../inbox.ts'

let server: TestPostgres
let store: Store
before(async () => {
  server = await startPostgres()
  store = await openTestStore(await server.database())
})
after(async () => {
  await store?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

describe('on a server, at the same time', () => {
  it('threading the same people from many places makes each conversation once', async () => {
    const { firm, clock, rule, receive, state, thread } = await openInbox(store)
    const { participantsIds } = await receive(
      ...Array.from({ length: 12 }, (_, n) => say(march(n + 1, '09:00'), '+15125550101', `Matter ${n}`)),
    )
    await Promise.all(
      Array.from({ length: 6 }, () =>
        store.write(firm, (tx) => threadParticipants(tx, { clock, rule, participantsIds })),
      ),
    )
    const found = await state()
    assert.equal(found.entries.length, 12)
    await thread()
    assert.deepEqual(await state(), found)
  })

  it('merging two conversations into each other merges them once, and a message that comes meanwhile is in the one', async () => {
    for (let round = 0; round < 5; round++) {
      const { firm, clock, rule, hear, find, state } = await openInbox(store)
      await hear(
        say(march(1, '09:00'), '+15125550101', 'Sink'),
        say(march(1, '09:00'), '+15125550102', 'Tub'),
      )
      const sink = (await find('Sink')).conversationId
      const tub = (await find('Tub')).conversationId
      const merge = (conversationId: string, otherConversationId: string) =>
        store.write(firm, (tx) =>
          mergeConversations(tx, { clock, rule, by: 'Denise', conversationId, otherConversationId }),
        )
      const [one, two] = await Promise.allSettled([
        merge(sink, tub),
        merge(tub, sink),
        hear(say(march(1, '10:00'), '+15125550102', 'Still there?')),
      ])
      const failed = [one, two].filter((result) => result?.status === 'rejected')
      assert.equal(failed.length, 1)
      assert.ok(
        failed.every(({ reason }) => reason instanceof Refusal && reason.code === 'conversation_merged'),
      )
      const { conversations } = await state()
      assert.equal(conversations.length, 1)
      assert.equal(conversations[0]?.messageCount, 3)
    }
  })
})
