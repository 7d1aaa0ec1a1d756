import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { services, urgencies } from '../../understanding/understanding.ts'
import { breachOf } from './guard.ts'
import { answeredBySafety, safetyText } from './safety.ts'
import { greetableName, matters, templatesFor } from './templates.ts'

const languages = ['en', 'pl'] as const

describe('templates', () => {
  it('answer every service, urgency, matter and language without a promise, a price or advice', () => {
    const said = new Set<string>()
    for (const language of languages)
      for (const urgency of urgencies)
        for (const service of [...services, null])
          for (const matter of [...matters, null])
            for (const isLetter of [true, false]) {
              const manner = { language, customerName: 'Rosa', firmName: 'Harbor Plumbing', isLetter }
              const drafts = templatesFor(
                { service, urgency, matter, missedCall: matter === null, isFirst: isLetter },
                manner,
              )
              assert.equal(new Set(drafts).size, drafts.length)
              for (const text of drafts) {
                assert.equal(breachOf({ text, language }), null, text)
                said.add(text)
              }
            }
    assert.ok(said.size > 2 * 2 * services.length * urgencies.length, `${said.size}`)
  })

  it('speak of the fault before the invoice when it presses', () => {
    const manner = {
      language: 'en',
      customerName: null,
      firmName: 'Harbor Plumbing',
      isLetter: false,
    } as const
    const about = { service: 'water_heater', matter: 'invoice', missedCall: false, isFirst: true } as const
    assert.match(templatesFor({ ...about, urgency: 'high' }, manner)[0] ?? '', /water heater/)
    assert.match(templatesFor({ ...about, urgency: 'low' }, manner)[0] ?? '', /invoice/)
  })

  it('do not ask in the midst of a conversation what one asks first', () => {
    const manner = {
      language: 'en',
      customerName: null,
      firmName: 'Harbor Plumbing',
      isLetter: false,
    } as const
    const about = { service: 'water_heater', matter: null, missedCall: false, urgency: 'medium' } as const
    assert.match(templatesFor({ ...about, isFirst: true }, manner)[0] ?? '', /do you know the make/)
    assert.match(templatesFor({ ...about, isFirst: false }, manner)[0] ?? '', /once we have looked at it/)
  })

  it('greet people by a name that is one', () => {
    const of = (name: string) => greetableName(name, false)
    assert.deepEqual(
      [
        'Rosa Alvarez',
        'Mrs Alvarez',
        'Dr. Okafor',
        'José Núñez',
        'Bill',
        '+1 555 010',
        'FREE MONEY',
        'a b',
      ].map(of),
      ['Rosa', 'Mrs Alvarez', 'Dr. Okafor', 'José', null, null, null, null],
    )
    assert.equal(greetableName('Harbor View Apartments', true), null)
  })
})

describe('what is said in danger', () => {
  it('sends to the help of the firm’s country, in the customer’s language', () => {
    for (const hazard of answeredBySafety)
      for (const language of languages) {
        const american = safetyText({ hazard, language, region: 'US' })
        assert.match(american, /\b911\b/)
        assert.doesNotMatch(american, /112|992/)
        assert.match(safetyText({ hazard, language, region: 'PL' }), /\b112\b/)
        assert.doesNotMatch(safetyText({ hazard, language, region: 'JP' }), /\d/)
      }
    assert.match(safetyText({ hazard: 'gas', language: 'pl', region: 'PL' }), /pogotowie gazowe 992/)
    assert.match(safetyText({ hazard: 'gas', language: 'en', region: 'DE' }), /\b112\b/)
  })
})
