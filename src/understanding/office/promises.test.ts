import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actsIn, pricesIn, promisesIn } from '../understanding.ts'

/** A Tuesday, ten in the morning in Austin. */
const SENT = '2026-03-10T15:00:00Z'
const found = (text: string, timeZone = 'America/Chicago') =>
  promisesIn({ text, sentAt: SENT, timeZone }).map(({ kind, due }) => `${kind} ${due.wall} ${due.basis}`)
const inWarsaw = (text: string) => found(text, 'Europe/Warsaw')

describe('what the firm promises', () => {
  const english: [text: string, ...promises: string[]][] = [
    ["We'll call you back this afternoon", 'call 2026-03-10T18:00 stated'],
    ["I'll call you back", 'call 2026-03-11T18:00 assumed'],
    ["He's on a roof, I'll have him call you tomorrow", 'call 2026-03-11T18:00 stated'],
    ['Ken will ring you at 3', 'call 2026-03-10T15:00 stated'],
    ['Let me check with Ken and call you back in an hour', 'call 2026-03-10T11:00 stated'],
    ['Ray will give you a quick call tonight', 'call 2026-03-10T21:00 stated'],
    ["I'll send the quote tomorrow", 'quote 2026-03-11T18:00 stated'],
    ["You'll have the estimate in your email by Friday noon", 'quote 2026-03-13T12:00 stated'],
    ["We'll get you a price this week", 'quote 2026-03-13T18:00 stated'],
    ['Price by Friday', 'quote 2026-03-13T18:00 stated'],
    ["Yes, I'll send it today by 5", 'send 2026-03-10T17:00 stated'],
    ["I'll let you know as soon as it's in, Thursday at the latest", 'tell 2026-03-12T18:00 stated'],
    ["Good question, I'll find out and get back to you", 'tell 2026-03-11T18:00 assumed'],
    ["I'll call you tomorrow to see if Tuesday works", 'call 2026-03-11T18:00 stated'],
    ["So sorry! We'll refund it tomorrow morning", 'refund 2026-03-11T12:00 stated'],
    ["I'll email you the report on Friday", 'send 2026-03-13T18:00 stated'],
  ]
  for (const [text, ...promises] of english)
    it(`hears it in "${text}"`, () =>
      assert.deepEqual(
        found(text).map((one) => one.split(' ')[0]),
        promises.map((one) => one.split(' ')[0]),
      ))

  it('knows by when, said or assumed', () => {
    for (const [text, ...promises] of english) assert.deepEqual(found(text), promises, text)
  })

  const polish: [text: string, promise: string][] = [
    ['Oddzwonimy jutro', 'call 2026-03-11T18:00 stated'],
    ['Oddzwonię do Pani', 'call 2026-03-11T18:00 assumed'],
    ['Pani Anna zadzwoni dziś po południu', 'call 2026-03-10T17:00 stated'],
    ['Wyślę wycenę jutro', 'quote 2026-03-11T18:00 stated'],
    ['Prześlemy ofertę w tym tygodniu', 'quote 2026-03-13T18:00 stated'],
    ['Jutro rano dzwonię do hurtowni i dam Pani znać do południa', 'tell 2026-03-11T12:00 stated'],
    ['Odezwiemy się w przyszłym tygodniu', 'tell 2026-03-20T18:00 stated'],
    ['Podeślę zdjęcia wieczorem', 'send 2026-03-10T21:00 stated'],
    ['Zwrócimy nadpłatę', 'refund 2026-03-17T18:00 assumed'],
  ]
  for (const [text, promise] of polish)
    it(`hears it in "${text}"`, () => assert.deepEqual(inWarsaw(text), [promise]))

  const none = [
    "We won't be able to call tonight",
    "I'll call you if I have a cancellation",
    'Shall I have him call you?',
    'Can you call us back?',
    "Text us what's going on and we'll get right back to you",
    'We called you twice yesterday',
    'You will call us, right',
    "I don't think we'll call him back",
    "I'll call the village now",
    "I'll call it in to the manufacturer",
    'Ken will be there at 2',
    'I sent you the quote yesterday',
    "I'll send the invoice tomorrow",
    'The gas company will call it a leak',
  ]
  for (const text of none) it(`hears none in "${text}"`, () => assert.deepEqual(found(text), []))

  const nonePolish = [
    'Niestety dziś nie oddzwonimy',
    'Gdyby coś, zadzwonimy',
    'Proszę oddzwonić po 16',
    'Zadzwoniłem wczoraj dwa razy',
    'Czy mam wysłać wycenę?',
    'Zadzwonię po pogotowie gazowe',
    'Wysłałem ofertę wczoraj',
  ]
  for (const text of nonePolish) it(`hears none in "${text}"`, () => assert.deepEqual(inWarsaw(text), []))

  it('shows the words', () => {
    const text = 'Sorry for the wait. I’ll send the quote tomorrow!'
    const [promise] = promisesIn({ text, sentAt: SENT, timeZone: 'America/Chicago' })
    assert.equal(text.slice(promise?.start, promise?.end), 'I’ll send the quote')
  })

  it('reads whatever comes, and does not take long', () => {
    const beganMs = process.cpuUsage().user / 1000
    for (const text of [
      '',
      '\u0000',
      'I will '.repeat(3000),
      'and '.repeat(5000),
      '?'.repeat(20_000),
      'ł'.repeat(9000),
    ])
      assert.ok(Array.isArray(promisesIn({ text, sentAt: 'never', timeZone: 'Nowhere' })))
    assert.ok(process.cpuUsage().user / 1000 - beganMs < 3_000)
  })
})

describe('prices', () => {
  it('are told in dollars and złoty', () => {
    const prices = (text: string) => pricesIn(text).map(({ amount, currency }) => `${amount} ${currency}`)
    assert.deepEqual(prices('Around $1,650 all in, or 420 dollars'), ['1650 USD', '420 USD'])
    assert.deepEqual(prices('9 800 zł z montażem, sama usługa 350 zł'), ['9800 PLN', '350 PLN'])
    assert.deepEqual(prices('Unit 450, at 10:30, 5 zlewów'), [])
  })
})

describe('what a message does', () => {
  const does = (text: string) => actsIn(text).map(({ act }) => act)
  it('tells an offer from work that is done, and a question from a statement', () => {
    assert.ok(does('$420 installed, Tuesday?').includes('price'))
    assert.ok(!does('$420 installed, Tuesday?').includes('done'))
    assert.ok(does('All done, new cartridge').includes('done'))
    assert.ok(!does('Is it fixed?').includes('done'))
    assert.ok(does('Naprawione, działa').includes('done'))
  })
  it('tells who says no from who puts it off', () => {
    assert.ok(does('We went with someone else').includes('declines'))
    assert.ok(does('Let me think about it').includes('defers'))
    assert.ok(does('Rezygnujemy, za drogo').includes('declines'))
    assert.ok(does('Zastanowię się').includes('defers'))
  })
})
