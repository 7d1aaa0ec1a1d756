import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closes, thanks } from './closing.ts'
import { REST_MS, type StatusMessage, standing, untouched } from './status.ts'

const HOUR = 3_600_000
const NINE = Date.parse('2024-03-04T09:00:00Z')

/** Texts and calls an hour apart from nine on: `<` from them, `>` from us. */
function told(...said: (string | Partial<StatusMessage>)[]): StatusMessage[] {
  return said.map((one, index): StatusMessage => {
    const text = typeof one === 'string' ? one.slice(1).trim() : ''
    return {
      atMs: NINE + index * HOUR,
      kind: 'text',
      direction: typeof one === 'string' && one.startsWith('>') ? 'out' : 'in',
      durationSeconds: null,
      closes: closes(text),
      thanks: thanks(text),
      spam: false,
      ...(typeof one === 'string' ? {} : one),
    }
  })
}

function stands(messages: StatusMessage[], more: Partial<Parameters<typeof standing>[1]> = {}) {
  const last = messages.at(-1)?.atMs ?? 0
  const found = standing(messages, { nowMs: last + HOUR, answerable: true, ...untouched, ...more })
  const since = found.waitingSinceMs === null ? '' : `, since ${(found.waitingSinceMs - NINE) / HOUR + 9}`
  return `${found.status}: ${found.reason}${since}`
}

const missed = { kind: 'missed', direction: 'in' } as const
const voicemail = { kind: 'voicemail', direction: 'in', durationSeconds: 20 } as const
const received = { kind: 'received', direction: 'in', durationSeconds: 90 } as const
const recorded = { kind: 'recorded', direction: null, durationSeconds: 90 } as const
const reached = { kind: 'placed', direction: 'out', durationSeconds: 60 } as const
const mailed = { kind: 'email', direction: 'out' } as const
const unreached = { kind: 'placed', direction: 'out', durationSeconds: 0 } as const

describe('where a conversation stands', () => {
  const table: [string, StatusMessage[], string][] = [
    ['a customer who wrote waits', told('< my sink leaks'), 'needs_reply: they_spoke_last, since 9'],
    ['one who called and got nobody waits', told(missed), 'needs_reply: they_called, since 9'],
    ['one who left a voicemail waits', told(missed, voicemail), 'needs_reply: they_spoke_last, since 9'],
    [
      'a machine that writes to many waits for nobody',
      told({ kind: 'email', automatic: true }),
      'active: automatic',
    ],
    [
      'whoever wrote waits on when our mail came back',
      told('< leak', { ...mailed, cameBackAtMs: NINE + 2 * HOUR }),
      'needs_reply: came_back, since 9',
    ],
    [
      'and when the one before it came back, too',
      told('< leak', { ...mailed, cameBackAtMs: NINE }, { ...mailed, cameBackAtMs: NINE }),
      'needs_reply: came_back, since 9',
    ],
    [
      'whom we wrote to first waits from then on',
      told({ ...mailed, cameBackAtMs: NINE }),
      'needs_reply: came_back, since 9',
    ],
    [
      'the report that it came back is no word of theirs',
      told('< leak', { ...mailed, cameBackAtMs: NINE }, { kind: 'email', automatic: true }),
      'needs_reply: came_back, since 9',
    ],
    [
      'when another of our mails arrived, we wait',
      told('< leak', { ...mailed, cameBackAtMs: NINE }, mailed),
      'waiting: we_spoke_last',
    ],
    [
      'when we have talked since, nobody owes a word',
      told('< leak', { ...mailed, cameBackAtMs: NINE }, reached),
      'active: talked_by_phone',
    ],
    [
      'who writes again after it has waited all the while',
      told('< leak', { ...mailed, cameBackAtMs: NINE }, '< hello?'),
      'needs_reply: they_spoke_last, since 9',
    ],
    [
      'who thanks for it has heard it some other way',
      told('< leak', { ...mailed, cameBackAtMs: NINE }, '< thank you'),
      'active: they_closed',
    ],
    ['after our mail we wait', told('< leak', { kind: 'email', direction: 'out' }), 'waiting: we_spoke_last'],
    ['after our text we wait', told('< my sink leaks', '> Ken comes at ten'), 'waiting: we_spoke_last'],
    ['after we called in vain we wait', told(missed, unreached), 'waiting: we_called'],
    ['after we reached them nobody owes a word', told(missed, reached), 'active: talked_by_phone'],
    ['after they reached us nobody owes a word', told('< hello?', received), 'active: talked_by_phone'],
    ['after a recorded call nobody owes a word', told('< hello?', recorded), 'active: talked_by_phone'],
    ['thanks for our answer close', told('< leak', '> Fixed', '< thank you'), 'active: they_closed'],
    [
      'thanks in their own words close, when they answer us',
      told('< leak', '> Fixed', '< anything you say. thank you'),
      'active: they_closed',
    ],
    ['thanks out of the blue ask for nothing', told('< Thanks!'), 'active: they_closed'],
    [
      'thanks at the end of a request do not hide it',
      told('< my water heater died', '< thanks'),
      'needs_reply: they_spoke_last, since 9',
    ],
    [
      'a question after thanks is waited for from the question on',
      told('> Done', '< thanks', '< one more thing: when is the invoice due?'),
      'needs_reply: they_spoke_last, since 11',
    ],
    [
      'what waits, waits from its first word',
      told('> Hello', '< the sink', '< and the tub', missed),
      'needs_reply: they_called, since 10',
    ],
    [
      'a call that was taken ends the wait; the next word begins another',
      told('< leak', received, '< it leaks again'),
      'needs_reply: they_spoke_last, since 11',
    ],
    [
      'a picture without words is waited for',
      told('> Send a picture', '<'),
      'needs_reply: they_spoke_last, since 10',
    ],
  ]
  for (const [sentence, messages, expected] of table)
    it(sentence, () => assert.equal(stands(messages), expected))

  it('thirty days of silence archive it, and not a millisecond less', () => {
    const messages = told('< my sink leaks')
    assert.equal(stands(messages, { nowMs: NINE + REST_MS }), 'archived: silence')
    assert.match(stands(messages, { nowMs: NINE + REST_MS - 1 }), /^needs_reply/)
    const { restsAtMs } = standing(messages, { nowMs: NINE, answerable: true, ...untouched })
    assert.equal(restsAtMs, NINE + REST_MS)
  })

  it('what a person laid away stays so until the other side speaks again', () => {
    const messages = told('< my sink leaks', '> Ken comes at ten')
    const archivedAtMs = NINE + 2 * HOUR
    assert.equal(stands(messages, { archivedAtMs }), 'archived: by_hand')
    const lost = told('< leak', { ...mailed, cameBackAtMs: archivedAtMs + HOUR })
    assert.match(stands(lost, { archivedAtMs }), /^needs_reply: came_back/)
    assert.equal(stands(lost, { archivedAtMs: archivedAtMs + HOUR }), 'archived: by_hand')
    assert.equal(
      stands(told('< leak', '> Ten?', '> Or noon?'), { archivedAtMs: NINE + HOUR }),
      'archived: by_hand',
    )
    assert.match(stands(told('< leak', '> Ten?', '< yes', '< hello?'), { archivedAtMs }), /^needs_reply/)
  })

  it('spam is archived, unless one word of it was not spam', () => {
    const spam = told('< WINNER!!!').map((message) => ({ ...message, spam: true }))
    assert.equal(stands(spam), 'archived: spam')
    assert.match(stands([...spam, ...told('< my sink leaks')]), /^needs_reply/)
  })

  it('a short code cannot be answered, so nothing is owed', () => {
    assert.equal(stands(told('< Your code is 1234'), { answerable: false }), 'active: cannot_answer')
  })

  it('a conversation without messages is a fault', () => {
    assert.throws(() => stands([]))
  })
})

describe('words that close', () => {
  const closing = [
    'ok dzięki',
    '👍',
    '👍🏽',
    'Liked “Ken comes at ten”',
    'Laughed at “He says hi to the cat”',
    'ok',
    'Thanks!',
    'thank you so much',
    'perfect, see him then',
    "great, i'm home",
    'lol sorry',
    'dobrze, czekam',
    'Dziękujemy bardzo',
    'super dzięki, do zobaczenia',
    'Pasuje, dziękujemy',
    'ok ty',
    'will do, thank you so much',
    'good night',
    'ty!!',
    '🙏 🙏',
  ]
  for (const text of closing) it(`“${text}”`, () => assert.equal(closes(text), true))

  const open = [
    'thanks, when can you come?',
    "ok but it's leaking again",
    'yes',
    'no',
    'tomorrow',
    'see you at 8?',
    'ok can you call me',
    'dzięki, ale dalej cieknie',
    'ok, a kiedy?',
    'is it ok',
    'Liked the last guy better',
    '',
    '   ',
    '?',
    '👍?',
    'ok come at 9',
    'my sink leaks',
    'nadal kapie',
    'no thanks, the other pipe',
    `ok ${'thanks '.repeat(20)}`,
  ]
  for (const text of open) it(`not “${text}”`, () => assert.equal(closes(text), false))

  const inAnswer = [
    'anything you say. thank you',
    'you just removed one thing from my head, thanks',
    'Whirlpool! thank you',
    'ok thanks, sponge baths till then',
    'tak zrobimy, dziękujemy',
    'inspector signed off. thank u!!',
  ].slice(0, 5)
  for (const text of inAnswer) it(`“${text}”, when it answers us`, () => assert.equal(thanks(text), true))

  const mere = [
    'my heater is out, thanks',
    'Please call me back, thanks',
    'thanks but it is dripping',
    'I need someone tomorrow, thanks',
    'thanks, can I get the invoice',
    'dzięki, proszę zadzwonić',
    'dziękuję, ale nadal cieknie',
    'thx. it stopped working',
    'thanks?',
  ]
  for (const text of mere)
    it(`not “${text}”, even when it answers us`, () => assert.equal(thanks(text), false))
})
