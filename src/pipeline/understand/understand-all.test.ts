import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestStore } from '../../../test/kit/store.ts'
import { openTrail } from '../../../test/kit/trail.ts'
import type { Audit } from '../../audit/audit.ts'
import type { Understanding } from '../../contract/understanding.ts'
import { readUnderstandings, writeFirmRules } from '../../findings/findings.ts'
import { march, openInbox, say } from '../../inbox/firm.fixture.ts'
import { getConversation, messagesToUnderstand } from '../../inbox/inbox.ts'
import type { Store } from '../../store/store.ts'
import { compileRules, understand, understandingVersion } from '../../understanding/understanding.ts'
import type { Mind } from './mind.ts'
import { readPresentBy, type StageInput, understandAll } from './understand-all.ts'

const opened = new AsyncDisposableStack()
let store: Store
let audit: Audit
before(async () => {
  store = opened.use(await openTestStore())
  ;({ audit } = opened.use(await openTrail(store)))
})
after(() => opened.disposeAsync())

const ALVAREZ = '+15125550101'
const KESSLER = '+15125550102'
const WEBER = '+15125550103'

/** A mind in this thread, and what it was given to read. */
function openMindHere(version = understandingVersion) {
  const read: string[] = []
  const mind: Mind = {
    version,
    understand: async ({ messages, rules, timeZone }) => {
      read.push(...messages.map(({ words }) => words))
      const compiled = compileRules(rules)
      return messages.map(({ words, channel, sentAt }) =>
        understand({ text: words, channel, sentAt, timeZone, rules: compiled }),
      )
    },
  }
  return { mind, read }
}

/** A firm to whom four messages came, and one went out. */
async function openFirm() {
  const inbox = await openInbox(store)
  await inbox.hear(
    say(march(18, '09:00'), ALVAREZ, 'The boiler makes a noise again, can you come on Friday?', {
      name: 'Mrs Alvarez',
    }),
    say(march(18, '09:30'), ALVAREZ, 'Friday at nine it is', { out: true }),
    say(march(20, '08:00'), KESSLER, 'A pipe burst and water is pouring through the ceiling, please help!'),
    say(march(20, '07:00'), WEBER, '', { kind: 'missed' }),
    say(march(19, '10:00'), WEBER, '', {
      kind: 'voicemail',
      transcript: 'Hello, this is Tom Weber, our hydrofor is making noise, no hurry',
    }),
  )
  const { firm: tenantId, clock } = inbox
  const stage = (mind: Mind, more: Partial<StageInput> = {}) =>
    understandAll({ store, clock, mind, audit }, { tenantId, timeoutHours: 24, ...more })
  const urgencyOf = async (text: string) => {
    const { conversationId } = await inbox.find(text)
    const { urgency } = await store.read(tenantId, (db) => getConversation(db, conversationId))
    return urgency
  }
  const rows = () =>
    store.read(tenantId, (db) => db.selectFrom('understanding').selectAll().orderBy('messageId').execute())
  return { ...inbox, tenantId, stage, rows, urgencyOf }
}

describe('the stage that understands', () => {
  it('reads every message of the other side that has words, the newest first, and none of ours', async () => {
    const { stage, rows } = await openFirm()
    const { mind, read } = openMindHere()
    await stage(mind)
    assert.deepEqual(read, [
      'A pipe burst and water is pouring through the ceiling, please help!',
      'Hello, this is Tom Weber, our hydrofor is making noise, no hurry',
      'The boiler makes a noise again, can you come on Friday?',
    ])
    assert.equal((await rows()).length, 3)
  })

  it('tells the conversation how urgent it is', async () => {
    const { stage, urgencyOf, find, tenantId } = await openFirm()
    const burst = 'A pipe burst and water is pouring through the ceiling, please help!'
    assert.equal(await urgencyOf(burst), null)
    await stage(openMindHere().mind)
    assert.equal(await urgencyOf(burst), 'emergency')
    const { conversationId, messageId } = await find(burst)
    const shown = await store.read(tenantId, (db) => getConversation(db, conversationId))
    assert.equal(shown.urgentMessageId, messageId)
  })

  it('that is ended before its first batch says so once, and leaves nothing behind to fail', async () => {
    const { stage, rows } = await openFirm()
    const closed: Mind = { version: 'one', understand: () => Promise.reject(new Error('was closed')) }
    await assert.rejects(stage(closed, { signal: AbortSignal.abort() }), { name: 'AbortError' })
    assert.deepEqual(await rows(), []) // by then, a failure that nobody heard of would have ended this process
  })

  it('changes nothing when it runs again', async () => {
    const { stage, rows, state } = await openFirm()
    const { mind, read } = openMindHere()
    await stage(mind)
    const [before, stateBefore, readBefore] = [await rows(), await state(), read.length]
    await stage(mind)
    assert.deepEqual([await rows(), await state(), read.length], [before, stateBefore, readBefore])
  })

  it('makes all results anew when its version is raised, and puts them in the place of the old', async () => {
    const { stage, rows } = await openFirm()
    await stage(openMindHere('one').mind)
    const { mind, read } = openMindHere('two')
    await stage(mind)
    assert.equal(read.length, 3)
    assert.deepEqual(
      (await rows()).map(({ version }) => version),
      Array(3).fill('two America/Chicago'),
    )
  })

  it('makes all results anew when the firm changes its own rules, and says by which rule on which words', async () => {
    const { stage, tenantId, clock, find, urgencyOf } = await openFirm()
    const { mind, read } = openMindHere()
    await stage(mind)
    const rules = {
      emergencyKeywords: [
        { keyword: 'hydrophor', pattern: '\\bhydrofor\\w*', severity: 'high' as const },
        { keyword: 'noise', pattern: '\\bmakes a noise\\b', severity: 'critical' as const },
      ],
      serviceTypePatterns: [],
    }
    const before = read.length
    await store.write(tenantId, (tx) => writeFirmRules(tx, { rules, by: 'Ken', clock }))
    await stage(mind)
    assert.equal(read.length - before, 3)
    const words = 'The boiler makes a noise again, can you come on Friday?'
    const { messageId } = await find(words)
    const found = await store.read(tenantId, (db) => readUnderstandings(db, [{ id: messageId, words }]))
    const understood = found.get(messageId) as Understanding
    assert.deepEqual(
      [understood.ruleVersion, understood.urgency.value, understood.urgency.reasons[0]?.text],
      [1, 'emergency', 'makes a noise'],
    )
    assert.equal(await urgencyOf(words), 'emergency')
    const voicemail = await store.read(tenantId, (db) =>
      db.selectFrom('message').select('id').where('kind', '=', 'voicemail').executeTakeFirstOrThrow(),
    )
    const told = await audit.list({ tenantId, limit: 9 })
    assert.deepEqual(
      told.map(({ actor, action, details }) => ({ actor, action, details })),
      [
        { keyword: 'noise', messages: [messageId] },
        { keyword: 'hydrophor', messages: [voicemail.id] },
      ].map(({ keyword, messages }) => ({
        actor: { kind: 'rule', id: keyword, label: keyword },
        action: 'understanding.ruled',
        details: { ruleVersion: 1, messages },
      })),
    )
    await stage(mind)
    assert.equal((await audit.list({ tenantId, limit: 9 })).length, 2, 'run again, the rules say nothing new')
  })

  it('loses nothing when it is broken off: the next call goes on with what is lacking', async () => {
    const { stage, rows, tenantId, receive, thread } = await openFirm()
    const many = Array.from({ length: 450 }, (_, n) =>
      say(
        march(1 + (n % 15), `10:${String(n % 60).padStart(2, '0')}`),
        `+1512556${1000 + n}`,
        `Sink ${n} drips`,
      ),
    )
    await receive(...many)
    await thread()
    const { mind, read } = openMindHere()
    const stop = new AbortController()
    const broken = stage(mind, {
      signal: stop.signal,
      onBatch: async () => {
        stop.abort()
        return false
      },
    })
    await assert.rejects(broken, { name: 'AbortError' })
    assert.equal((await rows()).length, 200)
    const readBefore = read.length
    await stage(mind)
    assert.equal((await rows()).length, 453)
    assert.equal(read.length - readBefore, 253)
    const lacking = await store.read(tenantId, (db) =>
      readPresentBy(db, mind).then((present) => messagesToUnderstand(db, { ...present, limit: 10 })),
    )
    assert.deepEqual(lacking, [])
  })

  it('makes all of it anew by another clock, and what is in hand by the former one is left', async () => {
    const { stage, rows, tenantId } = await openFirm()
    const { mind, read } = openMindHere()
    await stage(mind)
    const versions = async () => [...new Set((await rows()).map(({ version }) => version))]
    const [before] = await versions()
    const move = (zone: string) =>
      store.write(tenantId, (tx) => sql`update tenant set time_zone = ${zone}`.execute(tx))
    await move('Europe/Warsaw')
    let moved = false
    await stage({
      ...mind,
      understand: async (input) => {
        if (!moved) await move('America/Denver') // while the words are read by the clock of Warsaw
        moved = true
        return mind.understand(input)
      },
    })
    assert.equal(read.length, 3 * 3)
    assert.deepEqual(await versions(), [before?.replace(/ .*/, ' America/Denver')])
  })

  it('begins again with the newest when told that something came', async () => {
    const { stage, rows, receive, thread } = await openFirm()
    await receive(
      ...Array.from({ length: 250 }, (_, n) =>
        say(march(1 + (n % 15), '11:00'), `+1512557${1000 + n}`, `Tap ${n} drips`),
      ),
    )
    await thread()
    const { mind, read } = openMindHere()
    let told = false
    await stage(mind, {
      onBatch: async () => {
        if (told) return false
        told = true
        await receive(say('2024-03-20T08:59:00Z', ALVAREZ, 'I smell gas in the kitchen'))
        await thread()
        return true
      },
    })
    assert.equal((await rows()).length, 254)
    const at = read.indexOf('I smell gas in the kitchen')
    assert.ok(at >= 200 && at <= 254, `read at place ${at}, before the rest of the archive`)
  })
})
