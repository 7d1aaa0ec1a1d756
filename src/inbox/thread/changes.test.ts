import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { openTestStore } from '../../../test/kit/store.ts'
import { type Id, newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Store } from '../../store/store.ts'
import { type Inbox, march, openInbox, type Said, say } from '../firm.fixture.ts'
import {
  getConversation,
  mergeConversations,
  restConversations,
  setArchived,
  splitConversation,
  type ThreadChange,
  undoThreadChange,
} from '../inbox.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const ALVAREZ = '+15125550101'
const KESSLER = '+15125550102'

const WEEK: Said[] = [
  say(march(1, '09:00'), ALVAREZ, 'The sink leaks', { name: 'Mrs Alvarez' }),
  say(march(1, '10:00'), ALVAREZ, 'Ken comes at noon', { out: true }),
  say(march(1, '18:00'), ALVAREZ, 'He fixed it'),
  say(march(12, '09:00'), ALVAREZ, 'The boiler makes a noise'),
  say(march(12, '10:00'), ALVAREZ, 'Which boiler?', { out: true }),
  say(march(1, '09:30'), KESSLER, 'My wife wrote about the sink', { name: 'Jan Kessler' }),
  say(march(1, '12:30'), KESSLER, 'Ken is here'),
  say(march(13, '12:30'), KESSLER, 'The invoice, please'),
]

/** What a person does to conversations, named by words in them. */
function handOf({ firm, clock, rule, find }: Inbox) {
  const by = { clock, rule, by: 'Denise' }
  return {
    merge: async (kept: string, other: string): Promise<ThreadChange> => {
      const [{ conversationId }, { conversationId: otherConversationId }] = [
        await find(kept),
        await find(other),
      ]
      return store.write(firm, (tx) => mergeConversations(tx, { ...by, conversationId, otherConversationId }))
    },
    split: async (before: string): Promise<ThreadChange> => {
      const { conversationId, messageId } = await find(before)
      return store.write(firm, (tx) => splitConversation(tx, { ...by, conversationId, messageId }))
    },
    undo: (changeId: Id): Promise<ThreadChange> =>
      store.write(firm, (tx) => undoThreadChange(tx, { ...by, changeId })),
    archive: async (words: string, archived = true): Promise<void> => {
      const { conversationId } = await find(words)
      await store.write(firm, (tx) => setArchived(tx, { ...by, conversationId, archived }))
    },
  }
}

async function openWeek() {
  const inbox = await openInbox(store)
  await inbox.receive(...WEEK)
  await inbox.thread()
  return { ...inbox, ...handOf(inbox) }
}

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code
}

describe('merging by hand', () => {
  it('puts both parties’ words in one conversation, in order of time, and says who did it', async () => {
    const { merge, texts, firm, story } = await openWeek()
    const { conversationId, otherConversationId } = await merge('The sink leaks', 'Ken is here')
    assert.deepEqual((await texts())[0], [
      'The sink leaks',
      'My wife wrote about the sink',
      'Ken comes at noon',
      'Ken is here',
      'He fixed it',
    ])
    const first = (await story()).find(({ said }) => said.endsWith('My wife wrote about the sink'))
    assert.equal(first?.decision, 'merge_threads')
    const absorbed = await store.read(firm, (db) => getConversation(db, otherConversationId))
    assert.equal(absorbed.mergedInto, conversationId)
    const kept = await store.read(firm, (db) => getConversation(db, conversationId))
    assert.deepEqual(
      kept.changes.map(({ kind, madeBy, otherConversationId }) => ({ kind, madeBy, otherConversationId })),
      [{ kind: 'merge', madeBy: 'Denise', otherConversationId }],
    )
  })

  it('holds for later words of either party, and is restored to the letter by undo', async () => {
    const { merge, undo, state, hear, find } = await openWeek()
    const before = await state()
    const { changeId, conversationId } = await merge('The sink leaks', 'Ken is here')
    await undo(changeId)
    assert.deepEqual(await state(), before)
    await merge('The sink leaks', 'Ken is here')
    await hear(say(march(1, '19:00'), KESSLER, 'Tell him thanks from us'))
    assert.equal((await find('Tell him thanks from us')).conversationId, conversationId)
  })

  it('in chains: what was merged into a merged one is in the last', async () => {
    const { merge, undo, texts, state } = await openWeek()
    const before = await state()
    const one = await merge('The boiler makes a noise', 'The invoice, please')
    const two = await merge('The sink leaks', 'The boiler makes a noise')
    assert.equal((await texts())[0]?.includes('The invoice, please'), true)
    await assert.rejects(undo(one.changeId), refused('later_change_first'))
    await undo(two.changeId)
    await undo(one.changeId)
    assert.deepEqual(await state(), before)
  })

  it('holds when the rule itself finds the merged one to be part of a third', async () => {
    const { merge, hear, find } = await openWeek()
    await hear(
      say(march(20, '12:30'), KESSLER, 'Furnace filters?'),
      say(march(24, '12:30'), KESSLER, 'Sump pump'),
    )
    await merge('The sink leaks', 'Sump pump')
    await hear(
      say(march(22, '00:30'), KESSLER, 'Sump pump furnace filters'),
      say(march(23, '12:30'), KESSLER, 'furnace filters sump pump'),
    )
    assert.equal((await find('Sump pump')).conversationId, (await find('The sink leaks')).conversationId)
  })

  it('is refused with itself, with one that is gone, and with one merged already', async () => {
    const { merge, firm, clock, rule, find } = await openWeek()
    await assert.rejects(merge('The sink leaks', 'He fixed it'), refused('same_conversation'))
    const { conversationId } = await find('The sink leaks')
    const other = await find('Ken is here')
    await merge('The sink leaks', 'Ken is here')
    const attempt = (one: Id, two: Id) =>
      store.write(firm, (tx) =>
        mergeConversations(tx, { clock, rule, by: 'Ken', conversationId: one, otherConversationId: two }),
      )
    await assert.rejects(attempt(conversationId, newId(clock)), refused('conversation_not_found'))
    await assert.rejects(attempt(conversationId, other.conversationId), refused('conversation_merged'))
    await assert.rejects(attempt(other.conversationId, conversationId), refused('conversation_merged'))
  })
})

describe('splitting by hand', () => {
  it('makes that message and all that follows a conversation of its own, later words too', async () => {
    const { split, undo, texts, state, hear, story } = await openWeek()
    const before = await state()
    const { changeId, conversationId, otherConversationId } = await split('Ken comes at noon')
    assert.notEqual(conversationId, otherConversationId)
    assert.deepEqual((await texts()).slice(0, 3), [
      ['The sink leaks'],
      ['My wife wrote about the sink', 'Ken is here'],
      ['Ken comes at noon', 'He fixed it'],
    ])
    assert.equal(
      (await story()).find(({ said }) => said.endsWith('Ken comes at noon'))?.decision,
      'split_thread',
    )
    await undo(changeId)
    assert.deepEqual(await state(), before)
    await split('Ken comes at noon')
    await hear(say(march(1, '19:00'), ALVAREZ, 'The sink leaks again'))
    assert.deepEqual((await texts())[2], ['Ken comes at noon', 'He fixed it', 'The sink leaks again'])
  })

  it('inside a merged conversation takes both parties’ later words along', async () => {
    const { merge, split, undo, texts, state } = await openWeek()
    const merged = await merge('The sink leaks', 'Ken is here')
    const before = await state()
    const cut = await split('Ken comes at noon')
    assert.deepEqual((await texts()).slice(0, 2), [
      ['The sink leaks', 'My wife wrote about the sink'],
      ['Ken comes at noon', 'Ken is here', 'He fixed it'],
    ])
    await assert.rejects(undo(merged.changeId), refused('later_change_first'))
    await undo(cut.changeId)
    assert.deepEqual(await state(), before)
  })

  it('just where a conversation was merged in gives that one back its name', async () => {
    const { merge, split, find } = await openWeek()
    const kessler = (await find('My wife wrote about the sink')).conversationId
    await merge('The sink leaks', 'Ken is here')
    const { conversationId, otherConversationId } = await split('My wife wrote about the sink')
    assert.equal(otherConversationId, kessler)
    assert.equal((await find('He fixed it')).conversationId, kessler)
    assert.equal((await find('The sink leaks')).conversationId, conversationId)
  })

  it('before the message a conversation is named by leaves its name with that message', async () => {
    const { hear, split, undo, find, state } = await openWeek()
    await hear(say(march(1, '08:00'), ALVAREZ, 'Good morning'))
    const before = await state()
    const named = (await find('The sink leaks')).conversationId
    const { changeId, conversationId, otherConversationId } = await split('The sink leaks')
    assert.equal(conversationId, named)
    assert.equal((await find('The sink leaks')).conversationId, named)
    assert.equal((await find('Good morning')).conversationId, otherConversationId)
    await undo(changeId)
    assert.deepEqual(await state(), before)
  })

  it('is refused at the first message, at one of another conversation, and where there is none', async () => {
    const { firm, clock, rule, find } = await openWeek()
    const { conversationId, messageId } = await find('The sink leaks')
    const elsewhere = await find('Ken is here')
    const attempt = (conversation: Id, message: Id) =>
      store.write(firm, (tx) =>
        splitConversation(tx, { clock, rule, by: 'Ken', conversationId: conversation, messageId: message }),
      )
    await assert.rejects(attempt(conversationId, messageId), refused('nothing_to_split'))
    await assert.rejects(attempt(conversationId, elsewhere.messageId), refused('message_not_here'))
    await assert.rejects(attempt(conversationId, newId(clock)), refused('message_not_here'))
    await assert.rejects(attempt(newId(clock), messageId), refused('conversation_not_found'))
  })
})

describe('undo', () => {
  it('is refused twice, and for what never was', async () => {
    const { merge, undo, clock } = await openWeek()
    const { changeId } = await merge('The sink leaks', 'Ken is here')
    await undo(changeId)
    await assert.rejects(undo(changeId), refused('already_undone'))
    await assert.rejects(undo(newId(clock)), refused('change_not_found'))
  })

  it('restores what was before, after any merges, splits, undos and new messages', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('merge', 'split', 'undo'), a: fc.nat(), b: fc.nat() }),
      fc.record({ do: fc.constant('hear'), a: fc.nat(30), b: fc.nat(1) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(), async (steps, salt) => {
        const inbox = await openWeek()
        const { firm, clock, rule } = inbox
        const by = { clock, rule, by: 'Denise' }
        const heard: Said[] = []
        const undos: { changeId: Id; before: unknown; heard: number }[] = []
        const change = async (make: () => Promise<ThreadChange>) => {
          const before = await inbox.state()
          try {
            undos.push({ changeId: (await make()).changeId, before, heard: heard.length })
          } catch (error) {
            assert.ok(error instanceof Refusal, String(error))
          }
        }
        const undoLast = async () => {
          const last = undos.pop()
          if (last === undefined) return
          await inbox.undo(last.changeId)
          if (last.heard === heard.length) assert.deepEqual(await inbox.state(), last.before)
        }
        for (const { do: what, a, b } of steps) {
          const { conversations, entries } = await inbox.state()
          const pick = <T>(from: readonly T[], n: number) => from[n % from.length] as T
          if (what === 'merge')
            await change(() =>
              store.write(firm, (tx) =>
                mergeConversations(tx, {
                  ...by,
                  conversationId: pick(conversations, a).id,
                  otherConversationId: pick(conversations, b).id,
                }),
              ),
            )
          if (what === 'split') {
            const { conversationId, messageId } = pick(entries, a)
            await change(() =>
              store.write(firm, (tx) => splitConversation(tx, { ...by, conversationId, messageId })),
            )
          }
          if (what === 'undo') await undoLast()
          if (what === 'hear') {
            const minute = String((salt + heard.length) % 60).padStart(2, '0')
            const word = say(
              march((a % 18) + 1, `15:${minute}`),
              b === 0 ? ALVAREZ : KESSLER,
              `Word ${heard.length}`,
            )
            heard.push(word)
            await inbox.hear(word)
          }
          const now = await inbox.state()
          assert.equal(
            now.conversations.reduce((sum, { messageCount }) => sum + messageCount, 0),
            WEEK.length + heard.length,
          )
          await inbox.thread()
          assert.deepEqual(await inbox.state(), now, 'threading all of it gives the same')
        }
        while (undos.length > 0) await undoLast()
        const untouched = await openWeek()
        if (heard.length > 0) await untouched.hear(...heard)
        assert.deepEqual(await inbox.story(), await untouched.story())
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })
})

describe('laying away', () => {
  const statusOf = async ({ state, find }: Inbox, words: string) => {
    const { conversationId } = await find(words)
    const row = (await state()).conversations.find(({ id }) => id === conversationId)
    return `${row?.status} ${row?.statusReason}`
  }

  it('by hand lasts until the other side speaks again, and can be taken back', async () => {
    const inbox = await openWeek()
    await inbox.archive('Which boiler?')
    assert.equal(await statusOf(inbox, 'Which boiler?'), 'archived by_hand')
    await inbox.archive('Which boiler?', false)
    assert.equal(await statusOf(inbox, 'Which boiler?'), 'waiting we_spoke_last')
    await inbox.archive('Which boiler?')
    await inbox.hear(say('2024-03-20T10:00:00Z', ALVAREZ, 'still there'))
    assert.equal(await statusOf(inbox, 'Which boiler?'), 'archived by_hand') // eight days later: another conversation
    inbox.clock.advance(3_600_000)
    await inbox.archive('still there')
    inbox.clock.advance(3_600_000)
    await inbox.hear(say('2024-03-20T11:30:00Z', ALVAREZ, 'the boiler is still there'))
    assert.equal(await statusOf(inbox, 'still there'), 'needs_reply they_spoke_last')
  })

  it('by silence comes after thirty days, once, and ends dangers after three', async () => {
    const inbox = await openWeek()
    const { firm, clock, rule } = inbox
    const rest = () => store.write(firm, (tx) => restConversations(tx, { clock, rule }))
    await inbox.hear(say('2024-03-20T10:00:00Z', KESSLER, 'we smell gas in the kitchen'))
    const hazard = async () => (await inbox.state()).conversations.filter((row) => row.hazard !== null).length
    assert.equal(await rest(), 0)
    assert.equal(await hazard(), 1)
    clock.advance(3 * 24 * 3_600_000 + 3_600_000)
    assert.equal(await rest(), 0)
    assert.equal(await hazard(), 0)
    clock.advance(28 * 24 * 3_600_000)
    assert.equal(await rest(), 5)
    assert.equal(await rest(), 0)
    const rested = await inbox.state()
    await inbox.thread()
    assert.deepEqual(await inbox.state(), rested, 'threading again says the same as resting did')
    assert.deepEqual(new Set(rested.conversations.map(({ status }) => status)), new Set(['archived']))
  })
})
