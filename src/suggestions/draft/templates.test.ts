import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { services, urgencies } from '../../understanding/understanding.ts'
import { breachOf } from './guard.ts'
import { answeredBySafety, safetyText as safetyTextFor } from './safety.ts'
import { greetableName, matters, templatesFor } from './templates.ts'

const languages = ['en', 'pl'] as const

const nothing = { words: '', address: false, phone: false, times: false }
const tellings = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  words: '',
  ...{ address: (bits & 1) > 0, phone: (bits & 2) > 0, times: (bits & 4) > 0 },
}))

describe('templates', () => {
  it('answer every service, urgency, matter and language without a promise, a price or advice', () => {
    const said = new Set<string>()
    for (const language of languages)
      for (const urgency of urgencies)
        for (const service of [...services, null])
          for (const matter of [...matters, null])
            for (const isLetter of [true, false]) {
              const manner = { language, customerName: 'Rosa', firmName: 'Harbor Plumbing', isLetter }
              const about = { service, urgency, matter, missedCall: matter === null, isFirst: isLetter }
              const drafts = tellings.flatMap((told) => {
                const one = templatesFor({ ...about, told }, manner)
                assert.equal(new Set(one).size, one.length)
                return one
              })
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
    const about = {
      ...({ service: 'water_heater', matter: 'invoice', missedCall: false, isFirst: true } as const),
      told: nothing,
    }
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
    const about = {
      ...({ service: 'water_heater', matter: null, missedCall: false, urgency: 'medium' } as const),
      told: nothing,
    }
    assert.match(templatesFor({ ...about, isFirst: true }, manner)[0] ?? '', /Do you know the make/)
    assert.match(templatesFor({ ...about, isFirst: false }, manner)[0] ?? '', /once we have looked at it/)
  })

  it('do not ask what was told already', () => {
    const manner = { customerName: null, firmName: 'Harbor Plumbing', isLetter: false }
    const english = { ...manner, language: 'en' } as const
    const about = { matter: null, missedCall: false, isFirst: true } as const
    const words = 'Our only toilet is clogged to the top. 594 South Grove St'
    const all = { words, address: true, phone: true, times: true }
    assert.equal(
      templatesFor({ ...about, service: 'toilet_repair', urgency: 'high', told: all }, english)[0],
      'Hello, thank you for your message about the toilet. We can see that this is pressing. We will get back to you as soon as we can.',
    )
    const heater = { ...about, service: 'water_heater', urgency: 'medium' } as const
    assert.equal(
      templatesFor({ ...heater, told: { ...nothing, words: 'No hot water', times: true } }, english)[0],
      'Hello, thank you for your message about the water heater. Do you know the make and how old it is? Please send us the address, and we will write back with a proposal.',
    )
    assert.equal(
      templatesFor(
        { ...heater, urgency: 'high', told: { ...nothing, words: 'Nie mamy ciepłej wody', phone: true } },
        { ...manner, language: 'pl' },
      )[0],
      'Dzień dobry, dziękujemy za wiadomość w sprawie podgrzewacza wody. Jakiej marki jest urządzenie? Widzimy, że sprawa jest pilna. Proszę podać adres, a odezwiemy się najszybciej, jak to możliwe.',
    )
  })

  it('do not ask what it is about of whom has said so, though nobody here knows it', () => {
    const manner = {
      language: 'en',
      customerName: 'Otto',
      firmName: 'Harbor Plumbing',
      isLetter: false,
    } as const
    const about = { service: null, matter: null, missedCall: false, isFirst: true, urgency: 'low' } as const
    const of = (words: string) => templatesFor({ ...about, told: { ...nothing, words } }, manner)[0] ?? ''
    assert.match(
      of('Hi, is Marek still coming? The window was till half an hour ago'),
      /once we have looked at it/,
    )
    assert.match(of('Hello? Anybody there?'), /a little more about what you need/)
    const quote = (words: string) =>
      templatesFor({ ...about, matter: 'quote', told: { ...nothing, words } }, manner)[0] ?? ''
    assert.match(quote('What would it cost?'), /Please describe what you would like done/)
    const described = "I'd like an estimate for a new water heater, ours is fifteen years old and rusts"
    assert.doesNotMatch(quote(described), /describe/)
  })

  it('greet people by a name that is one', () => {
    const of = (name: string) => greetableName(name, false)
    assert.deepEqual(
      [
        'Rosa Alvarez',
        'Mrs Alvarez',
        'Dr. Okafor',
        'Inspector Boyd',
        'José Núñez',
        'Bill',
        '+1 555 010',
        'FREE MONEY',
        'a b',
      ].map(of),
      ['Rosa', 'Mrs Alvarez', 'Dr. Okafor', 'Inspector Boyd', 'José', null, null, null, null],
    )
    assert.equal(greetableName('Harbor View Apartments', true), null)
  })
})

describe('what is said in danger', () => {
  const safetyText = (to: Omit<Parameters<typeof safetyTextFor>[0], 'told'>) =>
    safetyTextFor({ ...to, told: nothing })

  it('asks only for what was not told', () => {
    const asks = (address: boolean, phone: boolean) => {
      const to = { hazard: 'gas', language: 'en', region: 'US' } as const
      const text = safetyTextFor({ ...to, told: { address, phone } })
      return [/the address/.test(text), /a phone number/.test(text)]
    }
    assert.deepEqual(
      [asks(false, false), asks(true, false)],
      [
        [true, true],
        [false, true],
      ],
    )
    assert.deepEqual(
      [asks(false, true), asks(true, true)],
      [
        [true, false],
        [false, false],
      ],
    )
  })

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
