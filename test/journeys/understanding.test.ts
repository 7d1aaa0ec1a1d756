import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Conversation, Message } from '../../src/contract/conversations.ts'
import type { ConversationAnalysis, RuleTrial, Understanding } from '../../src/contract/understanding.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
let app: TestApp
let millrace: TestFirm
let conversations: Conversation[]
/** All messages of Millrace, by conversation. */
const said = new Map<string, Message[]>()

before(async () => {
  app = opened.use(await startApp({ sample: true }))
  millrace = await app.sampleFirm()
  assert.deepEqual(await understood(millrace), { understood: 0, complete: true })
  conversations = await listed(millrace, '/api/conversations?')
  for (const conversation of conversations)
    said.set(conversation.id, await messagesOf(millrace, conversation))
})
after(() => opened.disposeAsync())

async function understood(firm: TestFirm): Promise<{ understood: number; complete: boolean }> {
  const { status, body } = await firm.ask('POST', '/api/understanding/catch-up', {})
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** All of a list, over its pages. */
async function listed<T>(firm: TestFirm, path: string): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await firm.ask('GET', `${path}&limit=200${cursor && `&cursor=${cursor}`}`)
    assert.equal(status, 200, JSON.stringify(body))
    items.push(...body.items)
    cursor = body.next
  }
  return items
}

const messagesOf = (firm: TestFirm, { id }: Pick<Conversation, 'id'>) =>
  listed<Message>(firm, `/api/conversations/${id}/messages?order=oldest_first`)
const wordsOf = ({ text, transcript }: Message) => (text === '' ? (transcript ?? '') : text)

/** Everything in an understanding that stands on words. */
function spansOf({ findings, ...judged }: Understanding) {
  const { urgency, sentiment, style, business, propertyManager, emergencyContact, ticket } = judged
  return [
    ...findings,
    ...[urgency, sentiment, style, business, propertyManager, emergencyContact, ticket].flatMap(
      ({ reasons }) => reasons,
    ),
  ].flatMap(({ start, end, text }) => (start === undefined ? [] : [{ start, end: end ?? 0, text }]))
}

describe('the sample firm', () => {
  it('has an understanding of every message of the other side that has words, and of none of its own', () => {
    let read = 0
    for (const message of [...said.values()].flat()) {
      const should = message.direction !== 'out' && wordsOf(message) !== ''
      assert.equal(message.understanding !== null, should, `${message.kind} ${message.direction}`)
      if (should) read++
    }
    assert.ok(read > 1_500, `${read} messages`)
  })

  it('can have each judgement of each message traced to its words', () => {
    let spans = 0
    let reasons = 0
    for (const message of [...said.values()].flat()) {
      if (message.understanding === null) continue
      const words = wordsOf(message)
      for (const { start, end, text } of spansOf(message.understanding)) {
        assert.ok(start >= 0 && end >= start && end <= words.length, `${start}–${end} of ${words.length}`)
        assert.equal(words.slice(start, end), text)
        spans++
      }
      for (const judged of [message.understanding.urgency, message.understanding.ticket]) {
        assert.ok(judged.reasons.length > 0, 'every judgement has a reason')
        reasons += judged.reasons.length
      }
      for (const finding of message.understanding.findings)
        if (finding.kind === 'name' || finding.kind === 'phone' || finding.kind === 'hazard')
          assert.notEqual(finding.text.trim(), '', finding.kind)
    }
    assert.ok(spans > 1_000 && reasons > 3_000, `${spans} spans, ${reasons} reasons`)
  })

  it('has its emergencies on top of those who wait, then what is high, over the pages too', async () => {
    const waiting = await listed<Conversation>(millrace, '/api/conversations?status=needs_reply')
    const rank = ({ urgency, hazard }: Conversation) =>
      urgency === 'emergency' || hazard !== null ? 2 : urgency === 'high' ? 1 : 0
    const ranks = waiting.map(rank)
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => b - a),
    )
    assert.ok(ranks.includes(2) && ranks.includes(1) && ranks.includes(0))
    const paged: string[] = []
    for (let cursor = ''; cursor !== null; ) {
      const { body } = await millrace.ask(
        'GET',
        `/api/conversations?status=needs_reply&limit=3${cursor && `&cursor=${cursor}`}`,
      )
      paged.push(...body.items.map(({ id }: Conversation) => id))
      cursor = body.next
    }
    assert.deepEqual(
      paged,
      waiting.map(({ id }) => id),
    )
  })

  it('finds and counts conversations by urgency and by danger', async () => {
    const { body: counts } = await millrace.ask('GET', '/api/conversations/counts')
    for (const urgency of ['emergency', 'high'] as const) {
      const found = await listed<Conversation>(millrace, `/api/conversations?urgency=${urgency}`)
      assert.ok(found.every((one) => one.urgency === urgency && one.status !== 'archived'))
      assert.equal(found.length, counts[urgency])
      assert.ok(found.length > 0)
    }
    const dangers = await listed<Conversation>(millrace, '/api/conversations?hazard=true')
    assert.ok(dangers.every(({ hazard }) => hazard !== null))
    assert.equal(dangers.length, counts.hazards)
    const none = await listed<Conversation>(millrace, '/api/conversations?hazard=false&status=needs_reply')
    assert.ok(none.length > 0 && none.every(({ hazard }) => hazard === null))
  })

  it('has each conversation’s urgency from a message of it that says so', () => {
    for (const conversation of conversations.filter(({ urgency }) => urgency !== null)) {
      const messages = said.get(conversation.id) ?? []
      const telling = messages.find(({ id }) => id === conversation.urgentMessageId)
      assert.equal(telling?.understanding?.urgency.value, conversation.urgency)
    }
  })

  it('has a conversation’s urgency told by the message that says it most surely, not by the newest', async () => {
    const emergencies = conversations.filter(({ urgency }) => urgency === 'emergency')
    const earlier: string[] = []
    for (const { id, urgentMessageId } of emergencies) {
      const { body } = await millrace.ask('POST', `/api/sync/conversations/${id}/analyze`)
      const { urgency }: ConversationAnalysis = body
      const sure = (said.get(id) ?? []).flatMap((message) =>
        message.understanding?.urgency.value === 'emergency'
          ? [{ id: message.id, confidence: message.understanding.urgency.confidence }]
          : [],
      )
      assert.ok(sure.some((one) => one.id === urgentMessageId))
      assert.equal(urgency?.confidence, Math.max(...sure.map(({ confidence }) => confidence)))
      if (urgency?.messageId !== urgentMessageId) earlier.push(id)
    }
    assert.ok(earlier.length > 0, 'none of them tells the two apart')
  })

  it('has a conversation analysed as a whole, each part with its message and words', async () => {
    const emergency = conversations.find(({ urgency }) => urgency === 'emergency')
    const { status, body } = await millrace.ask('POST', `/api/sync/conversations/${emergency?.id}/analyze`)
    assert.equal(status, 200, JSON.stringify(body))
    const analysis: ConversationAnalysis = body
    assert.equal(analysis.urgency?.value, 'emergency')
    assert.equal(analysis.ticket?.value, true)
    const messages = new Map(
      (await messagesOf(millrace, emergency ?? { id: '' })).map((one) => [one.id, one]),
    )
    const parts = [...analysis.urgency.reasons, ...analysis.services, ...(analysis.ticket?.reasons ?? [])]
    assert.ok(parts.some(({ text }) => text !== undefined && text !== ''))
    for (const { messageId, start, end, text } of parts) {
      const message = messages.get(messageId)
      assert.ok(message !== undefined)
      if (start !== undefined) assert.equal(wordsOf(message).slice(start, end), text)
    }
  })
})

describe('a firm’s own rules', () => {
  const rules = {
    emergencyKeywords: [{ keyword: 'sump pump', pattern: '\\bsump( pump)?\\b', severity: 'critical' }],
    serviceTypePatterns: [{ serviceType: 'water_softener', patterns: ['\\bsoften'], confidence: 90 }],
  }
  let harbor: TestFirm
  let mokotow: TestFirm
  before(async () => {
    harbor = await app.makeFirm('Harbor Plumbing')
    mokotow = await app.makeFirm('Mokotów Klima')
    const { files } = await makeHistory({ messages: 600, seed: 5 })
    assert.equal(
      (await harbor.import([await writeZip(join(folder.path, 'harbor.zip'), files)])).status,
      'completed',
    )
    await understood(harbor)
  })

  const tried = async (firm: TestFirm, body: object): Promise<RuleTrial> => {
    const answer = await firm.ask('POST', '/api/understanding/rules/try', body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  /** Conversations of a firm in which the other side uses words of a pattern: what was said does not change meanwhile. */
  const heard = new Map<TestFirm, Map<string, Message[]>>()
  const conversationsSaying = async (firm: TestFirm, pattern: RegExp) => {
    const all = heard.get(firm) ?? new Map<string, Message[]>()
    if (!heard.has(firm))
      for (const { id } of await listed<Conversation>(firm, '/api/conversations?'))
        all.set(id, await messagesOf(firm, { id }))
    heard.set(firm, all)
    return [...all].filter(([, messages]) => theirs(messages, pattern).length > 0).map(([id]) => ({ id }))
  }
  const theirs = (messages: readonly Message[], pattern: RegExp) =>
    messages.filter((message) => message.direction !== 'out' && pattern.test(wordsOf(message)))
  /** Messages of a firm's other side whose words a pattern is in, as they are now. */
  const saying = async (firm: TestFirm, pattern: RegExp) => {
    const found: Message[] = []
    for (const conversation of await conversationsSaying(firm, pattern))
      found.push(...theirs(await messagesOf(firm, conversation), pattern))
    return found
  }

  it('are none to begin with', async () => {
    const { body } = await harbor.ask('GET', '/api/understanding/rules')
    assert.deepEqual(body, {
      version: 0,
      emergencyKeywords: [],
      serviceTypePatterns: [],
      madeBy: null,
      madeAt: null,
    })
  })

  it('are tried on past messages first, which tells where they would have fired', async () => {
    const word = {
      ...rules,
      emergencyKeywords: [{ keyword: 'water', pattern: '\\bwater\\b', severity: 'high' }],
    }
    const trial = await tried(harbor, word)
    const theirWords = await saying(harbor, /\bwater\b/i)
    assert.deepEqual(trial.issues, [])
    assert.equal(trial.complete, true)
    assert.equal(trial.rules[0]?.fired, theirWords.length)
    assert.ok(theirWords.length > 5 && trial.fired >= theirWords.length && trial.raised > 0)
    for (const { excerpt, start, end, kind } of trial.examples)
      if (kind === 'emergency_keyword') assert.equal(excerpt.slice(start, end).toLowerCase(), 'water')
    const theirs = await tried(mokotow, word)
    assert.deepEqual(
      [theirs.looked, theirs.fired, theirs.examples],
      [0, 0, []],
      'another firm’s messages are not looked at',
    )
  })

  it('are refused when a pattern could stall, is no pattern, or is too slow; the good ones are tried all the same', async () => {
    for (const [pattern, code] of [
      ['(a+)+$', 'pattern_repeats_too_much'],
      ['(water', 'pattern_unreadable'],
      ['(?=water)', 'pattern_looks_back'],
      ['[a-z]+[a-z ]+[a-z ]+!', 'pattern_too_slow'],
    ]) {
      const bad = {
        ...rules,
        emergencyKeywords: [
          { keyword: 'bad', pattern, severity: 'high' },
          { keyword: 'water', pattern: 'water', severity: 'high' },
        ],
      }
      const refused = await harbor.ask('PUT', '/api/understanding/rules', bad)
      assert.deepEqual([refused.status, refused.body.error?.code], [400, code], JSON.stringify(refused.body))
      const trial = await tried(harbor, bad)
      assert.deepEqual(
        trial.issues.map((issue) => [issue.code, issue.pattern]),
        [[code, pattern]],
      )
      assert.ok(trial.fired > 0)
    }
    assert.equal((await harbor.ask('GET', '/api/understanding/rules')).body.version, 0)
  })

  it('once set, hold for past messages too, on the words they name, and for this firm alone', async () => {
    const keyword = { keyword: 'toilet', pattern: '\\btoilet\\b', severity: 'critical' }
    const set = await harbor.ask('PUT', '/api/understanding/rules', {
      ...rules,
      emergencyKeywords: [keyword],
    })
    assert.equal(set.status, 200, JSON.stringify(set.body))
    assert.deepEqual([set.body.version, set.body.emergencyKeywords], [1, [keyword]])
    await understood(harbor)
    const past = await saying(harbor, /\btoilet\b/i)
    assert.ok(past.length > 0)
    for (const { understanding } of past) {
      assert.equal(understanding?.ruleVersion, 1)
      assert.equal(understanding?.urgency.value, 'emergency')
      assert.equal(understanding?.urgency.reasons[0]?.code, 'firm_rule_emergency')
      assert.equal(understanding?.urgency.reasons[0]?.text?.toLowerCase(), 'toilet')
    }
    assert.equal((await mokotow.ask('GET', '/api/understanding/rules')).body.version, 0)
    const again = await harbor.ask('PUT', '/api/understanding/rules', {
      ...rules,
      emergencyKeywords: [keyword],
    })
    assert.equal(again.body.version, 1, 'the same rules are no new version')
  })

  it('go along when the firm moves to another machine', async () => {
    assert.equal((await harbor.ask('POST', '/api/export', { dir: join(folder.path, 'harbor') })).status, 200)
    const moved = await app.makeFirm('Harbor, moved')
    assert.equal((await moved.ask('POST', '/api/restore', { dir: join(folder.path, 'harbor') })).status, 200)
    const { body } = await moved.ask('GET', '/api/understanding/rules')
    assert.deepEqual([body.version, body.emergencyKeywords.length], [1, 1])
    assert.equal((await understood(moved)).complete, true)
    const [message] = await saying(moved, /\btoilet\b/i)
    assert.equal(message?.understanding?.urgency.value, 'emergency')
  })
})
