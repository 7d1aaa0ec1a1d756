import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { intentsIn } from './intent.ts'

const kinds = (text: string) =>
  intentsIn(text).map(({ kind, confidence }) => (confidence >= 0.7 ? kind : `${kind}?`))

describe('what a message does to a trouble told of before', () => {
  it('puts it right: what holds, and what does not', () => {
    const said: [string, string, string][] = [
      ['Sorry, 14B not 14A', '14A', '14B'],
      ['Thursday not Tuesday', 'Tuesday', 'Thursday'],
      ["it's the kitchen, not the bath", 'bath', 'kitchen'],
      ['Kitchen sink, not the bathroom sink', 'bathroom', 'Kitchen'],
      ["I'm at 412 Oak not 421 Oak", '421', '412'],
      ['przepraszam, 14B a nie 14A', '14A', '14B'],
      ['nie łazienka tylko kuchnia', 'łazienka', 'kuchnia'],
      ['W czwartek, nie we wtorek', 'wtorek', 'czwartek'],
    ]
    for (const [text, wrong, right] of said) {
      const [intent] = intentsIn(text)
      assert.deepEqual([intent?.kind, intent?.instead], ['correction', { wrong, right }], text)
    }
  })

  it('calls it off, surely only in so many words', () => {
    for (const text of [
      'got it fixed, never mind',
      'Please cancel the visit',
      'Odwołuję wizytę',
      'nieaktualne, dziękuję',
    ])
      assert.ok(kinds(text).includes('cancellation'), text)
    for (const text of [
      'can I cancel if it rains?',
      'please cancel Tuesday, can we move it to Friday?',
      'it is working again now',
    ])
      assert.ok(kinds(text).includes('cancellation?'), text)
  })

  it('says that it is back', () => {
    for (const text of ['the leak is back, same spot', 'znowu cieknie', 'you did not fix it'])
      assert.ok(kinds(text).includes('complaint'), text)
  })

  it('or nothing of that', () => {
    for (const text of [
      'No problem, not a big deal',
      'Sure, not today',
      'nie działa, czy ktoś przyjedzie',
      '',
      '👍',
      'My sink is clogged',
    ])
      assert.deepEqual(kinds(text), [], text)
  })
})
