import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closes, thanks } from './closing.ts'
import { HAZARD_MS, NO_HAZARD, readHazard, standingHazard } from './hazard.ts'
import type { StatusMessage } from './status.ts'

const HOUR = 3_600_000
const NINE = Date.parse('2024-03-04T09:00:00Z')
const BURST = '< a pipe burst in the wall and water is pouring out, I cannot stop it'
const GAS = '< we smell gas in the kitchen'

function told(...said: (string | Partial<StatusMessage>)[]) {
  return said.map((one, index) => {
    const text = typeof one === 'string' ? one.slice(1).trim() : ''
    const out = typeof one === 'string' && one.startsWith('>')
    return {
      atMs: NINE + index * HOUR,
      kind: 'text' as StatusMessage['kind'],
      direction: (out ? 'out' : 'in') as 'in' | 'out' | null,
      durationSeconds: null as number | null,
      closes: closes(text),
      thanks: thanks(text),
      spam: false,
      ...(out ? NO_HAZARD : readHazard(text)),
      ...(typeof one === 'string' ? {} : one),
    }
  })
}

function hazard(messages: ReturnType<typeof told>, afterMs = HOUR) {
  return standingHazard(messages, (messages.at(-1)?.atMs ?? 0) + afterMs)
}

describe('a danger told of', () => {
  it('stands while nobody has spoken of it again', () => {
    assert.equal(hazard(told(BURST)), 'uncontrolled_water')
    assert.equal(hazard(told(GAS, '< hello? anybody?')), 'gas')
  })

  it('stands after our answer, which alone stops no water', () => {
    assert.equal(hazard(told(BURST, '> Ken is on his way')), 'uncontrolled_water')
    assert.equal(hazard(told(BURST, '> Ken is on his way', '< please hurry')), 'uncontrolled_water')
  })

  for (const word of [
    '< False alarm, it has stopped',
    '< false alarm',
    '< the leak is fixed now',
    '< ok the water has stopped',
    '< the smell is gone',
    '< już nie cieknie',
    '< fałszywy alarm, przestało cieknąć',
    '< opanowane',
  ])
    it(`is over when its teller says “${word.slice(2)}”`, () => assert.equal(hazard(told(BURST, word)), null))

  for (const word of [
    '< it has not stopped',
    '< has it stopped leaking when you came?',
    '< the leak is fixed but the other one still leaks',
    '< call me when it is fixed',
    '< nadal cieknie, nie jest opanowane',
  ])
    it(`is not over by “${word.slice(2)}”`, () =>
      assert.equal(hazard(told(BURST, word)), 'uncontrolled_water'))

  it('is over when we have talked by phone since', () => {
    for (const kind of ['received', 'placed', 'recorded'] as const)
      assert.equal(hazard(told(BURST, { kind, durationSeconds: 40, direction: null })), null)
    assert.equal(
      hazard(told(BURST, { kind: 'placed', direction: 'out', durationSeconds: 0 })),
      'uncontrolled_water',
    )
    assert.equal(hazard(told(BURST, { kind: 'voicemail', durationSeconds: 20 })), 'uncontrolled_water')
  })

  it('is over when we answered and got thanks, not by thanks alone', () => {
    assert.equal(hazard(told(BURST, '> Shut the main. All done now', '< thank you so much')), null)
    assert.equal(hazard(told(BURST, '< thank you')), 'uncontrolled_water')
  })

  it('is over after three days without a word', () => {
    assert.equal(hazard(told(BURST), HAZARD_MS - 1), 'uncontrolled_water')
    assert.equal(hazard(told(BURST), HAZARD_MS), null)
  })

  it('told of again stands again', () => {
    assert.equal(hazard(told(BURST, '< false alarm', GAS)), 'gas')
    assert.equal(hazard(told(BURST, { kind: 'received', durationSeconds: 60 }, BURST)), 'uncontrolled_water')
  })

  it('is not looked for where there are no words', () => {
    for (const text of ['', '👍', '12:30', '?!']) assert.deepEqual(readHazard(text), NO_HAZARD)
  })
})
