import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { followPromises, readMessages, resolutionOf, type Said, standingOf, waitsIn } from './insights.ts'
import { keywordsIn } from './keywords.ts'
import { silenceOf } from './resolution.ts'
import { overallMood } from './sentiment.ts'
import { addWrittenWaits, countWaits, waitQuantile } from './wait-buckets.ts'

const ZONE = 'America/Chicago'
const START = Date.parse('2026-03-10T15:00:00Z')

/** `> their words`, `< ours`, `call 300`: so many minutes after ten in the morning of a Tuesday. */
function talk(...lines: [minute: number, line: string][]): Said[] {
  return lines.map(([minute, line], index) => {
    const [, arrow, words = ''] = /^([<>]|call) ?(.*)$/.exec(line) ?? []
    const isCall = arrow === 'call'
    return {
      id: `m${index}`,
      atMs: START + minute * 60_000,
      kind: isCall ? 'placed' : 'text',
      direction: arrow === '>' ? 'in' : 'out',
      ...{ channel: 'google-voice', words: isCall ? '' : words, seconds: isCall ? Number(words) : null },
      ...{ automatic: false, spam: false, hasFile: false, understood: null },
    }
  })
}
const followed = (said: Said[], days = 30) => {
  const nowMs = START + days * 86_400_000
  return followPromises(readMessages(said, { timeZone: ZONE }), { nowMs, timeZone: ZONE })
}
const state = (said: Said[], days?: number) => {
  const [first] = followed(said, days)
  return [first?.state, first?.keptBy?.how, first?.keptBy?.messageId]
}

describe('a promise', () => {
  const promised: [number, string][] = [
    [0, '> Could Ken call me about the boiler?'],
    [5, '< He’ll call you back this afternoon'],
    [6, '> thanks'],
  ]
  it('to call is kept by a call, on time or late, and by a try', () => {
    assert.deepEqual(state(talk(...promised, [120, 'call 300'])), ['kept', 'call', 'm3'])
    assert.deepEqual(state(talk(...promised, [3 * 1440, 'call 300'])), ['kept_late', 'call', 'm3'])
    assert.deepEqual(state(talk(...promised, [120, 'call 0'])), ['kept', 'call', 'm3'])
  })
  it('is open until it is due, and broken after', () => {
    assert.equal(state(talk(...promised), 0)[0], 'open')
    assert.equal(state(talk(...promised), 2)[0], 'broken')
  })
  it('is not kept by politeness', () => {
    assert.equal(state(talk(...promised, [30, '< You’re welcome'], [40, '> :)']))[0], 'broken')
  })
  it('of a price is kept by a price, or by the customer who has it', () => {
    const quote: [number, string][] = [
      [0, '> When do I get the estimate?'],
      [5, '< I’ll send the quote tomorrow'],
    ]
    assert.deepEqual(state(talk(...quote, [1000, '< It comes to $2,150 all in'])), ['kept', 'price', 'm2'])
    assert.deepEqual(state(talk(...quote, [1200, '> Got it, thanks'])), ['kept', 'customer', 'm2'])
    assert.equal(state(talk(...quote, [4000, '> Hello? Any news?']))[0], 'broken')
  })
})

describe('a wait', () => {
  const workingMinutes = (fromMs: number, toMs: number) => (toMs - fromMs) / 120_000
  const waits = (said: Said[]) =>
    waitsIn(readMessages(said, { timeZone: ZONE }), { workingMinutes }).map((wait) => [
      wait.messages.length,
      wait.minutes,
      wait.workingMinutes,
    ])
  it('lasts from the first of a burst to our answer, or to a call in which people talked', () => {
    assert.deepEqual(waits(talk([0, '> My sink leaks'], [2, '> Can you come?'], [30, '< Yes, at two'])), [
      [2, 30, 15],
    ])
    assert.deepEqual(waits(talk([0, '> My sink leaks'], [10, 'call 0'], [50, 'call 90'])), [[1, 50, 25]])
  })
  it('is over when they take it back, and none begins with thanks', () => {
    assert.deepEqual(waits(talk([0, '> My sink leaks'], [9, '> never mind, found someone'])), [])
    assert.deepEqual(waits(talk([0, '> My sink leaks'], [5, '< Fixed!'], [9, '> thank you so much'])), [
      [1, 5, 2.5],
    ])
  })
})

describe('where a conversation stands', () => {
  const status = (...lines: [number, string][]) => {
    const messages = readMessages(talk(...lines), { timeZone: ZONE })
    const waits = waitsIn(messages, { workingMinutes: () => 0 })
    const promises = followPromises(messages, { nowMs: START, timeZone: ZONE })
    return resolutionOf(standingOf(messages, { waits, promises }))
  }
  it('is told in a word', () => {
    assert.equal(status([0, '> Can you fix my sink?']), 'waiting_for_us')
    assert.equal(status([0, '> Can you fix my sink?'], [5, '< Tomorrow at 10?'], [9, '> Works']), 'scheduled')
    assert.equal(
      status([0, '> How much for a toilet?'], [5, '< $420 installed, ok?']),
      'waiting_for_customer',
    )
    assert.equal(
      status([0, '> How much for a toilet?'], [5, '< $420 installed'], [9, '> We went with someone else']),
      'given_up',
    )
    assert.equal(
      status([0, '> Can you fix my sink?'], [500, '< All done, $120'], [520, '> Thank you!']),
      'resolved',
    )
  })
})

describe('that they never spoke', () => {
  const told = (...said: Said[]) => silenceOf(readMessages(said, { timeZone: ZONE })).told
  const advertising = { automatic: true }
  it('is not said of who left a voicemail, sent advertising or talked on the phone', () => {
    const [text, call] = talk([0, '> Last chance! Reply YES'], [1, 'call 300'])
    assert.ok(text && call)
    const voicemail: Said = { ...text, ...advertising, kind: 'voicemail', words: '', seconds: 19 }
    assert.equal(told(voicemail), 'they_left_voicemail')
    assert.equal(told({ ...text, ...advertising }), 'nothing_to_answer')
    assert.equal(told(call), 'only_by_phone')
    assert.equal(told(...talk([0, '< Hi, this is Millrace'])), 'they_never_spoke')
  })
})

describe('keywords', () => {
  it('are words of the matter, not names, numbers or small talk', () => {
    const text = 'Hi Denise, the water heaters leak and Marek said the heater is old. Call 512-555-0100'
    const words = [...keywordsIn(text, { language: 'en', personal: [{ start: 3, end: 9 }] }).values()]
    assert.deepEqual(
      words.map(({ word, count }) => [word, count]),
      [
        ['water', 1],
        ['heaters', 2],
        ['leak', 1],
        ['call', 1],
      ],
    )
  })
})

describe('moods', () => {
  it('are told as a whole, and whether they get better', () => {
    assert.deepEqual(overallMood(['frustrated', 'negative', 'positive']), {
      overall: 'neutral',
      trend: 'better',
    })
    assert.deepEqual(overallMood(['neutral', 'frustrated', 'frustrated']), {
      overall: 'frustrated',
      trend: 'worse',
    })
    assert.deepEqual(overallMood([]), { overall: null, trend: null })
  })

  it('of somebody alarmed are not calm, nor getting better, because they say where they live', () => {
    const flood = overallMood(['urgent', 'urgent', 'neutral'])
    assert.deepEqual(flood, { overall: 'urgent', trend: 'same' })
    assert.deepEqual(overallMood(['neutral', 'neutral', 'neutral', 'urgent']), {
      overall: 'neutral',
      trend: 'same',
    })
  })
})

describe('waits in buckets', () => {
  it('tell quantiles within a twentieth', () => {
    const waits = Array.from({ length: 999 }, (_, n) => 1.5 + n * n * 0.05)
    for (const q of [0.1, 0.5, 0.9]) {
      const exact = waits[Math.floor(q * waits.length)] ?? 0
      const told = waitQuantile(countWaits(waits), q) ?? 0
      assert.ok(Math.abs(told - exact) <= exact * 0.05, `${q}: ${told} for ${exact}`)
    }
    assert.equal(waitQuantile([], 0.5), null)
  })
  it('are added up as the database writes them', () => {
    const sums = [1]
    for (const written of ['{}', '{0,12,3}', '{7}']) addWrittenWaits(sums, written)
    assert.deepEqual(sums, [8, 12, 3])
  })
})
