import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { openTestStore } from '../../../test/kit/store.ts'
import type { Id } from '../../base/ids.ts'
import type { Store } from '../../store/store.ts'
import { march, openInbox, type Said, say } from '../firm.fixture.ts'
import {
  compareRules,
  currentRule,
  mergeConversations,
  participantsToThread,
  splitConversation,
  threadForTheFirstTime,
  threadParticipants,
  writeRule,
} from '../inbox.ts'
import { firstRule } from './rule.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const participantsOf = async ({ firm }: { firm: Id }): Promise<Id[]> =>
  (await store.read(firm, (db) => db.selectFrom('participants').select('id').orderBy('id').execute())).map(
    ({ id }) => id,
  )

const ALVAREZ = '+15125550101'
const KESSLER = '+15125550102'
const GROUP = [ALVAREZ, KESSLER]

/** A month of a small firm, with equal times, exact twins, several matters, long silences and strangers. */
const MONTH: Said[] = [
  say(march(1, '09:00'), ALVAREZ, 'Could you send a quote for the vanity faucet?', { name: 'Mrs Alvarez' }),
  say(march(1, '09:00'), ALVAREZ, 'No hurry', { name: 'Mrs Alvarez' }),
  say(march(1, '10:00'), ALVAREZ, 'Sure, the quote for the vanity faucet comes tomorrow', { out: true }),
  say(march(2, '06:00'), ALVAREZ, 'a pipe burst in the basement, water is pouring out, I cannot stop it'),
  say(march(2, '06:04'), ALVAREZ, '', { kind: 'missed' }),
  say(march(2, '06:10'), ALVAREZ, '', { kind: 'placed', seconds: 80 }),
  say(march(2, '11:00'), ALVAREZ, 'vanity faucet quote and basement pipe: come for both?'),
  say(march(2, '11:30'), ALVAREZ, 'Ken comes at noon', { out: true }),
  say(march(3, '10:00'), ALVAREZ, 'thank you so much'),
  say(march(16, '08:00'), ALVAREZ, 'The faucet is great. Now the boiler makes a noise'),
  say(march(17, '09:00'), ALVAREZ, 'Which boiler is it?', { out: true }),
  say(march(4, '12:00'), KESSLER, 'we smell gas in the kitchen', { name: 'Jan Kessler' }),
  say(march(4, '12:00'), KESSLER, 'please hurry', { name: 'Jan Kessler' }),
  say(march(19, '20:00'), KESSLER, 'we smell gas again'),
  say(march(5, '12:00'), GROUP, 'Both of you: the main is off tomorrow', { out: true }),
  say(march(5, '12:01'), GROUP, 'ok'),
  say(march(6, '07:00'), null, '', { kind: 'missed' }),
  say(march(6, '07:01'), null, '', { kind: 'missed' }),
  say(march(7, '07:00'), '22000', 'Your code is 1234'),
]

describe('threading a firm', () => {
  it('gives the same conversations, statuses and decisions in whatever order and batches messages come', async () => {
    const whole = await openInbox(store)
    await whole.receive(...MONTH)
    await whole.thread()
    const expected = await whole.story()
    assert.equal(expected.length, MONTH.length)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(MONTH, { minLength: MONTH.length }),
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: MONTH.length, maxLength: MONTH.length }),
        async (messages, sizes) => {
          const inbox = await openInbox(store)
          for (let at = 0, batch = 0; at < messages.length; batch++) {
            const size = sizes[batch] ?? 1
            await inbox.hear(...messages.slice(at, at + size))
            at += size
          }
          assert.deepEqual(await inbox.story(), expected)
          const state = await inbox.state()
          await inbox.thread() // all of it again
          assert.deepEqual(await inbox.state(), state)
        },
      ),
      { numRuns: 20, endOnFailure: true },
    )
  })

  it('threads for the first time in batches that overlap as it threads again in one', async () => {
    const again = await openInbox(store)
    await again.receive(...MONTH)
    await again.thread()
    const first = await openInbox(store)
    await first.receive(...MONTH)
    const batches = (await participantsOf(first)).map((id) => [id])
    const done = await store.write(first.firm, (tx) => threadForTheFirstTime(tx, { ...first, batches }))
    assert.deepEqual(done.left, [])
    assert.equal(done.messages, MONTH.length)
    assert.equal(done.conversationsMade, (await first.state()).conversations.length)
    assert.deepEqual(await first.story(), await again.story())
  })

  it('threading for the first time leaves alone whom it knows', async () => {
    const inbox = await openInbox(store)
    await inbox.hear(say(march(4, '12:00'), ALVAREZ, 'And the vanity?'))
    await inbox.receive(
      say(march(4, '12:10'), ALVAREZ, 'Hello?'),
      say(march(4, '13:00'), KESSLER, 'Good day'),
    )
    const before = await inbox.find('And the vanity?')
    const batches = [await participantsOf(inbox)]
    const done = await store.write(inbox.firm, (tx) => threadForTheFirstTime(tx, { ...inbox, batches }))
    assert.deepEqual([done.messages, done.left], [1, [before.participantsId]])
    assert.deepEqual(await inbox.find('And the vanity?'), before)
    await inbox.thread(done.left)
    assert.equal((await inbox.find('Hello?')).conversationId, before.conversationId)
  })

  it('a conversation keeps its id when older messages turn up in front of it', async () => {
    const inbox = await openInbox(store)
    await inbox.hear(say(march(4, '12:00'), ALVAREZ, 'And the vanity?'))
    const { conversationId } = await inbox.find('And the vanity?')
    await inbox.hear(say(march(4, '09:00'), ALVAREZ, 'The sink leaks'))
    assert.equal((await inbox.find('The sink leaks')).conversationId, conversationId)
    assert.equal((await inbox.state()).conversations.length, 1)
  })

  it('a rule changed and changed back gives the same ids, also where older messages came in between', async () => {
    const inbox = await openInbox(store)
    const strict = { ...firstRule(1), version: 2 }
    const back = { ...firstRule(24), version: 3 }
    await inbox.hear(say(march(4, '12:00'), ALVAREZ, 'And the vanity?'))
    await inbox.hear(
      say(march(4, '04:00'), ALVAREZ, 'The sink leaks'),
      say(march(4, '20:00'), ALVAREZ, 'Hello?'),
    )
    await inbox.receive(...MONTH.slice(11))
    await inbox.thread()
    const before = await inbox.state()
    await inbox.thread(undefined, strict)
    const between = await inbox.state()
    assert.ok(between.conversations.length > before.conversations.length)
    await inbox.thread(undefined, back)
    const { conversations, entries } = await inbox.state()
    assert.deepEqual(conversations, before.conversations)
    assert.deepEqual(
      entries.map((entry) => ({ ...entry, ruleVersion: 1 })),
      before.entries,
    )
    await inbox.thread(undefined, { ...strict, version: 4 })
    assert.deepEqual(
      (await inbox.state()).conversations.map(({ id }) => id),
      between.conversations.map(({ id }) => id),
    )
  })

  it('a message whose sender becomes known joins their conversation, and leaves none behind', async () => {
    const inbox = await openInbox(store)
    await inbox.hear(say(march(4, '09:00'), ALVAREZ, 'The sink leaks'))
    await inbox.hear(say(march(4, '10:00'), null, 'On our way', { out: true, page: 'only-me.html' }))
    assert.equal((await inbox.state()).conversations.length, 2)
    await inbox.receive(say(march(4, '10:00'), ALVAREZ, 'On our way', { out: true, page: 'alvarez.html' }))
    const waiting = await store.read(inbox.firm, (db) => participantsToThread(db, inbox.rule.version))
    await inbox.thread(waiting.map(({ participantsId }) => participantsId))
    assert.deepEqual(await inbox.texts(), [['The sink leaks', 'On our way']])
    assert.equal((await inbox.state()).conversations[0]?.status, 'waiting')
    assert.deepEqual(await store.read(inbox.firm, (db) => participantsToThread(db, inbox.rule.version)), [])
  })

  it('of a name’s messages one becomes known: the others stay together, in whichever order they are threaded', async () => {
    for (const order of [0, 1]) {
      const inbox = await openInbox(store)
      const bob = { name: 'Bob', out: true }
      await inbox.hear(
        say(march(4, '09:00'), null, 'Hello Bob', { ...bob, page: 'a' }),
        say(march(4, '09:10'), null, 'Are you home?', { ...bob, page: 'b' }),
        say(march(4, '09:20'), null, 'Ken waits', { ...bob, page: 'c' }),
      )
      await inbox.receive(say(march(4, '09:00'), KESSLER, 'Hello Bob', { out: true, page: 'd' }))
      const waiting = await inbox.everybody()
      for (const id of order === 0 ? waiting : waiting.toReversed()) await inbox.thread([id])
      assert.deepEqual(await inbox.texts(), [['Hello Bob'], ['Are you home?', 'Ken waits']])
      assert.ok((await inbox.story()).every(({ standing }) => standing))
      assert.equal((await inbox.state()).conversations.length, 2)
    }
  })

  it('a new message in a long history is placed as if all were threaded, though little of it is read', async () => {
    const inbox = await openInbox(store)
    const years: Said[] = []
    for (let job = 0; job < 40; job++) {
      const day = new Date(Date.UTC(2020, 0, 1) + job * 30 * 86_400_000)
      const at = (minutes: number) => new Date(day.getTime() + minutes * 60_000).toISOString()
      years.push(
        say(at(0), ALVAREZ, `Job ${job}: the sink leaks`),
        say(at(60), ALVAREZ, 'On our way', { out: true }),
      )
    }
    await inbox.receive(...years)
    await inbox.thread()
    const late = say('2023-04-10T12:00:00Z', ALVAREZ, 'And now the boiler')
    const { participantsIds } = await inbox.receive(late)
    const { messages } = await inbox.thread(participantsIds)
    assert.ok(messages <= 3, `${messages} messages were read again`)
    const state = await inbox.state()
    assert.equal((await inbox.thread()).messages, 81)
    assert.deepEqual(await inbox.state(), state)
  })

  it('threading twice writes nothing', async () => {
    const inbox = await openInbox(store)
    await inbox.receive(...MONTH)
    await inbox.thread()
    const versions = () =>
      store.read(inbox.firm, (db) =>
        db.selectFrom('conversation').select(['id', 'version']).orderBy('id').execute(),
      )
    const before = await versions()
    assert.equal((await inbox.thread()).conversationsMade, 0)
    assert.deepEqual(await versions(), before)
  })
})

describe('a changed rule', () => {
  it('does what its preview said, merges and splits by hand included', async () => {
    const inbox = await openInbox(store)
    const { firm, clock } = inbox
    await inbox.receive(...MONTH)
    await inbox.thread()
    const hand = { clock, rule: inbox.rule, by: 'Denise' }
    const alvarez = await inbox.find('Which boiler is it?')
    const kessler = await inbox.find('we smell gas again')
    const cut = await inbox.find('Ken comes at noon')
    await store.write(firm, async (tx) => {
      await mergeConversations(tx, {
        ...hand,
        conversationId: alvarez.conversationId,
        otherConversationId: kessler.conversationId,
      })
      await splitConversation(tx, { ...hand, conversationId: cut.conversationId, messageId: cut.messageId })
    })
    for (const after of [
      { ...firstRule(0.5), version: 2 },
      { ...firstRule(24 * 30), version: 3 },
      { ...firstRule(24), threshold: 0.9, version: 4 },
    ]) {
      const everybody = await inbox.everybody()
      const before = await inbox.state()
      const standingRule = { ...firstRule(24), version: 1 }
      const input = { before: standingRule, after }
      const whole = await store.read(firm, (db) => compareRules(db, { ...input, participantsIds: everybody }))
      let apart = { conversationsBefore: 0, conversationsAfter: 0, messagesMoved: 0 }
      for (const id of everybody) {
        const one = await store.read(firm, (db) => compareRules(db, { ...input, participantsIds: [id] }))
        apart = {
          conversationsBefore: apart.conversationsBefore + one.conversationsBefore,
          conversationsAfter: apart.conversationsAfter + one.conversationsAfter,
          messagesMoved: apart.messagesMoved + one.messagesMoved,
        }
      }
      await inbox.thread(undefined, after)
      const now = await inbox.state()
      const homes = new Map(
        before.entries.map(({ messageId, conversationId }) => [messageId, conversationId]),
      )
      const moved = now.entries.filter(
        ({ messageId, conversationId }) => homes.get(messageId) !== conversationId,
      )
      const { examples, ...counts } = whole
      assert.deepEqual(counts, {
        conversationsBefore: before.conversations.length,
        conversationsAfter: now.conversations.length,
        messagesMoved: moved.length,
      })
      assert.deepEqual(counts, apart)
      assert.ok(examples.length > 0 || moved.length === 0)
      await inbox.thread(undefined, standingRule)
      assert.deepEqual(await inbox.state(), before)
    }
  })

  it('follows the installation’s time-out until a person makes one', async () => {
    const { firm, clock } = await openInbox(store)
    const rule = (timeoutHours: number) => store.write(firm, (tx) => currentRule(tx, { clock, timeoutHours }))
    assert.equal((await rule(24)).version, 1)
    assert.equal((await rule(24)).version, 1)
    assert.equal((await rule(0.123456789)).version, 2)
    assert.equal((await rule(0.123456789)).version, 2)
    await store.write(firm, (tx) =>
      writeRule(tx, { rule: { ...firstRule(48), version: 3 }, by: 'Ray', clock }),
    )
    assert.deepEqual([(await rule(24)).version, (await rule(24)).timeoutHours], [3, 48])
  })

  it('waits for participants that have no decision by it', async () => {
    const inbox = await openInbox(store)
    await inbox.receive(...MONTH)
    await inbox.thread()
    const waiting = (version: number) => store.read(inbox.firm, (db) => participantsToThread(db, version))
    assert.deepEqual(await waiting(1), [])
    assert.equal((await waiting(2)).length, (await inbox.everybody()).length)
    await store.write(inbox.firm, (tx) =>
      threadParticipants(tx, {
        clock: inbox.clock,
        rule: { ...inbox.rule, version: 2 },
        participantsIds: [],
      }),
    )
    assert.equal((await waiting(2)).length, (await inbox.everybody()).length)
  })
})
