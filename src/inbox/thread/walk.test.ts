import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { asks } from '../closing.ts'
import { readHazard } from '../hazard.ts'
import { tellingWords } from './likeness.ts'
import { BURST_MS, firstRule, horizonMs } from './rule.ts'
import type { ThreadMessage } from './score.ts'
import { numberTurns } from './turn.ts'
import { walk } from './walk.ts'

const HOUR = 3_600_000
const rule = firstRule(24)

/** `<` from them, `>` from us; hours since Monday nine o'clock. */
function told(...said: [hours: number, text: string][]): ThreadMessage[] {
  return said.map(([hours, line], index) => {
    const text = line.slice(1).trim()
    const out = line.startsWith('>')
    return {
      id: `m${index}`,
      participantsId: 'Mrs Alvarez',
      atMs: Date.parse('2024-03-04T09:00:00Z') + hours * HOUR,
      direction: out ? 'out' : 'in',
      channel: 'google-voice',
      sourceThread: null,
      words: tellingWords(text),
      asks: asks(text),
      hazard: out ? null : readHazard(text).hazard,
    }
  })
}

function threads(messages: ThreadMessage[], by = rule, known = true) {
  const placements = walk(messages, { rule: by, known })
  const names = [...new Set(placements.map(({ anchorId }) => anchorId))]
  return {
    placements,
    decisions: placements.map(({ decision }) => decision),
    groups: placements.map(({ anchorId }) => 'ABCDEFGH'[names.indexOf(anchorId)]).join(''),
  }
}

const QUOTE: [number, string][] = [
  [0, '< Could you send a quote for replacing the bathroom vanity faucet?'],
  [1, '> Sure, the quote for the vanity faucet comes tomorrow'],
]

describe('threading', () => {
  it('a burst of texts is one turn and one conversation, whatever the words', () => {
    const messages = told(
      [0, '< hi'],
      [0.05, '< my water heater leaks'],
      [0.1, '< also who does garage doors'],
    )
    assert.equal(threads(messages).groups, 'AAA')
    assert.deepEqual(threads(messages).decisions, ['new_thread', 'existing_thread', 'existing_thread'])
    assert.deepEqual(numberTurns(messages), [1, 1, 1])
  })

  it('a burst goes on in the conversation it began in, though another is open', () => {
    const messages = told(
      ...QUOTE,
      [21, '< a pipe burst in the basement, water everywhere, I cannot stop it'],
      [21.1, '< vanity faucet quote too'],
    )
    assert.equal(threads(messages).groups, 'AABB')
  })

  it('a word of ours between ends the burst', () => {
    const messages = told([0, '< my sink leaks'], [0.05, '> on it'], [0.1, '< thank you'])
    assert.equal(threads(messages).placements[2]?.factors[0]?.factor, 'time_gap')
    assert.deepEqual(numberTurns(messages), [1, 2, 3])
  })

  it('a reply the next morning continues', () => {
    const { groups, decisions } = threads(
      told([0, '< when can Ken look at our boiler?'], [23, '> Thursday at ten?']),
    )
    assert.equal(groups, 'AA')
    assert.equal(decisions[1], 'existing_thread')
  })

  it('a burst pipe while a quote is open is its own conversation', () => {
    const { groups, decisions, placements } = threads(
      told(...QUOTE, [21, '< a pipe burst in the basement, water is pouring out, I cannot stop it']),
    )
    assert.equal(groups, 'AAB')
    assert.equal(decisions[2], 'split_thread')
    assert.deepEqual(
      placements[2]?.runnersUp.map(({ anchorId }) => anchorId),
      ['m0'],
    )
  })

  it('three weeks later it is a new conversation, even in the same words', () => {
    const { groups, decisions } = threads(
      told([0, '< the kitchen faucet drips'], [21 * 24, '< the kitchen faucet drips']),
    )
    assert.equal(groups, 'AB')
    assert.equal(decisions[1], 'new_thread')
  })

  it('two days later the same words continue, other words do not', () => {
    const began: [number, string][] = [
      [0, '< the kitchen faucet drips at the base'],
      [1, '> We can replace the kitchen faucet, which day?'],
    ]
    assert.equal(threads(told(...began, [49, '< about the kitchen faucet: Thursday'])).groups, 'AAA')
    assert.equal(threads(told(...began, [49, '< furnace filter subscription renewal wanted'])).groups, 'AAB')
  })

  it('a withheld caller is a stranger every time', () => {
    const { groups, decisions, placements } = threads(told([0, '<'], [0.01, '<'], [1, '<']), rule, false)
    assert.equal(groups, 'ABC')
    assert.deepEqual(new Set(decisions), new Set(['new_thread']))
    assert.equal(placements[1]?.factors[0]?.factor, 'withheld')
  })

  const TWO: [number, string][] = [
    ...QUOTE,
    [21, '< a pipe burst in the basement, water is pouring out, I cannot stop it'],
    [21.5, '> Ken is coming to the basement pipe now, close the main'],
  ]

  it('of several open conversations a message goes to the one it speaks of', () => {
    const { groups, placements } = threads(
      told(...TWO, [24, '< basement pipe is closed, water stopped'], [26, '> vanity faucet quote: $380']),
    )
    assert.equal(groups, 'AABBBA')
    assert.deepEqual(
      placements[5]?.runnersUp.map(({ anchorId }) => anchorId),
      ['m2'],
    )
  })

  it('a message that speaks of both makes them one', () => {
    const { groups, decisions } = threads(
      told(...TWO, [22.5, '< vanity faucet quote and basement pipe: come for both?']),
    )
    assert.equal(decisions.at(-1), 'merge_threads')
    assert.equal(groups, 'AAAAA')
  })

  it('confidence and factors are sensible', () => {
    const { placements } = threads(told(...TWO, [23, '< the basement pipe again'], [60, '< and the vanity?']))
    for (const { confidence, factors, decision, runnersUp } of placements) {
      assert.ok(confidence >= 0.5 && confidence <= 1, `${decision} ${confidence}`)
      assert.ok(factors.length > 0)
      for (const { score, weight } of factors) assert.ok(Math.abs(score) <= 1 && weight >= 0)
      assert.deepEqual(
        runnersUp,
        runnersUp.toSorted((a, b) => b.score - a.score),
      )
    }
  })

  it('a higher threshold makes conversations more, never fewer; a longer time-out never more', () => {
    const lax = threads(told(...TWO), { ...rule, threshold: 0.05 })
    const strict = threads(told(...TWO), { ...rule, threshold: 0.99 })
    assert.ok(new Set(lax.groups).size <= new Set(strict.groups).size)
    const gap = told([0, '< leak'], [30, '> ok'])
    assert.equal(threads(gap, firstRule(12)).groups, 'AB')
    assert.equal(threads(gap, firstRule(48)).groups, 'AA')
  })

  const message = fc.record({
    gapMs: fc.oneof(
      fc.integer({ min: 0, max: BURST_MS * 2 }),
      fc.integer({ min: 0, max: 40 * HOUR }),
      fc.integer({ min: 0, max: 20 * 24 * HOUR }),
    ),
    text: fc.constantFrom(
      'quote for the vanity',
      'pipe burst',
      'ok',
      '',
      'vanity and pipe',
      'faucet drips?',
      'hello there',
    ),
    out: fc.boolean(),
  })
  const history = fc.array(message, { maxLength: 30 }).map((all) => {
    let hours = 0
    return told(
      ...all.map(({ gapMs, text, out }): [number, string] => {
        hours += gapMs / HOUR
        return [hours, `${out ? '>' : '<'} ${text}`]
      }),
    )
  })

  it('gives the same answer every time, places every message once, and never parts a burst', () => {
    fc.assert(
      fc.property(history, (messages) => {
        const placements = walk(messages, { rule, known: true })
        assert.deepEqual(walk(structuredClone(messages), { rule, known: true }), placements)
        assert.deepEqual(
          placements.map(({ message: { id } }) => id),
          messages.map(({ id }) => id),
        )
        placements.forEach(({ message, anchorId }, index) => {
          const before = placements[index - 1]
          if (
            before &&
            before.message.direction === message.direction &&
            message.atMs - before.message.atMs <= BURST_MS
          )
            assert.equal(anchorId, before.anchorId)
        })
      }),
    )
  })

  it('begins anew after a silence longer than the horizon: what came before makes no difference', () => {
    fc.assert(
      fc.property(history, (messages) => {
        const cut = messages.findIndex(
          ({ atMs }, index) => index > 0 && atMs - (messages[index - 1]?.atMs ?? 0) > horizonMs(rule),
        )
        if (cut < 0) return
        assert.deepEqual(
          walk(messages, { rule, known: true }).slice(cut),
          walk(messages.slice(cut), { rule, known: true }),
        )
      }),
    )
  })
})

describe('an exchange that the source itself holds together', () => {
  /** Messages with the exchange that each is of; `-` for none. */
  const exchanged = (...said: [hours: number, thread: string, text: string][]) =>
    told(...said.map(([hours, , text]): [number, string] => [hours, text])).map((message, index) => {
      const thread = said[index]?.[1] ?? '-'
      return { ...message, sourceThread: thread === '-' ? null : thread }
    })

  it('stays together however long the silence, and what else was said meanwhile begins anew', () => {
    const weeks = 7 * 24
    const { anchors, factors } = placed(
      exchanged(
        [0, 'quote', '< Could you send a quote for the new boiler?'],
        [2, 'quote', '> Here it is, 4,200 with the flue'],
        [3 * weeks, '-', '< The kitchen tap drips'],
        [5 * weeks, 'quote', '< We take the boiler, when can you come?'],
      ),
    )
    assert.deepEqual(anchors, ['m0', 'm0', 'm2', 'm0'])
    assert.deepEqual(factors.at(-1), ['same_source_thread'])
  })

  it('is over with its last message: after a silence all begins anew', () => {
    const { anchors } = placed(
      exchanged(
        [0, 'chat', '< Is anybody there?'],
        [0.1, 'chat', '> How can I help?'],
        [30 * 24, 'other', '< Hello again'],
      ),
    )
    assert.deepEqual(anchors, ['m0', 'm0', 'm2'])
  })

  function placed(messages: ThreadMessage[]) {
    const placements = walk(messages, { rule, known: true })
    return {
      anchors: placements.map(({ anchorId }) => anchorId),
      factors: placements.map(({ factors }) => factors.map(({ factor }) => factor)),
    }
  }
})
