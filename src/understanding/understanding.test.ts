import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readExamples } from './evals/corpus.ts'
import { understand, understandLines } from './understanding.ts'

const read = (text: string, more: Partial<Parameters<typeof understand>[0]> = {}) =>
  understand({
    text,
    channel: 'sms',
    sentAt: '2025-01-15T09:00:00-06:00',
    timeZone: 'America/Chicago',
    ...more,
  })

test('the emergency is seen, and its reasons can be shown on the words', () => {
  const text = 'burst pipe in the laundry, water is spraying everywhere and I cannot find the shut off'
  const understood = read(text)
  assert.equal(understood.urgency.value, 'emergency')
  const reason = understood.urgency.reasons.find((one) => one.code.startsWith('hazard_uncontrolled_water'))
  assert.ok(
    reason?.start !== undefined &&
      reason.end !== undefined &&
      text.slice(reason.start, reason.end) === reason.text,
  )
})

test('no heat in frost with someone frail is an emergency, however calmly it is said', () => {
  assert.equal(read('no heat, 20 out, grandma is 88').urgency.value, 'emergency')
  assert.equal(read('no heat, 20 out, just the two of us and a wood stove').urgency.value, 'high')
})

test('a quote is work but no hurry; thanks is neither', () => {
  const quote = read('how much to replace our 50 gallon water heater? no rush')
  assert.deepEqual([quote.urgency.value, quote.ticket.value], ['low', true])
  assert.ok(quote.services.some((one) => one.service === 'water_heater'))
  const thanks = read('Thank you so much, the boys did a great job!')
  assert.deepEqual(
    [thanks.urgency.value, thanks.ticket.value, thanks.sentiment.value],
    ['low', false, 'positive'],
  )
})

test('a property manager is a business too', () => {
  const understood = read(
    'Rochelle Tan, Oakline Property Management. Tenant in unit 4 has no hot water, tenants are home all day.',
  )
  assert.deepEqual([understood.propertyManager.value, understood.business.value], [true, true])
})

test('a judgement stands on the words that spoke for it, and on all of them when none did', () => {
  const wordsOf = ({ reasons }: { reasons: readonly { text?: string }[] }) => reasons.map(({ text }) => text)
  const thanks = read('Thank you so much, the new faucet works great!')
  assert.ok(wordsOf(thanks.sentiment).includes('great'))
  assert.ok(wordsOf(thanks.ticket).some((word) => word === 'Thank' || word === 'great'))
  assert.deepEqual(wordsOf(thanks.business), [undefined])
  const cross = read('I called three times and nobody calls back. This is ridiculous.')
  assert.equal(cross.sentiment.value, 'frustrated')
  assert.ok(wordsOf(cross.sentiment).includes('ridiculous'))
  const polish = read('Dzień dobry, kran cieknie. Zarząd Wspólnoty Puławska 12', {
    timeZone: 'Europe/Warsaw',
  })
  assert.deepEqual(wordsOf(polish.propertyManager), ['Zarząd Wspólnoty'])
  assert.equal(polish.sentiment.value, 'neutral')
  assert.deepEqual(wordsOf(polish.sentiment), [undefined])
})

test('a reason ends where a word does', () => {
  const { reasons } = read('water is pouring thru the ceiling and i cant find the shutoff').urgency
  assert.ok(reasons.some(({ text }) => text === 'cant find the shutoff'))
})

test('every finding and every reason stands on its words in the message as it came', () => {
  for (const example of readExamples()) {
    const understood = read(example.text, {
      channel: example.channel,
      sentAt: example.sent_at,
      timeZone: example.tz,
    })
    for (const finding of understood.findings) {
      if (finding.end === 0) continue
      assert.equal(
        example.text.slice(finding.start, finding.end),
        finding.text,
        `${example.id} ${finding.kind}`,
      )
      assert.ok(finding.score > 0 && finding.score <= 1, `${example.id} ${finding.kind} ${finding.score}`)
    }
    const { urgency, sentiment, style, business, propertyManager, ticket } = understood
    for (const { reasons } of [urgency, sentiment, style, business, propertyManager, ticket])
      for (const { code, start = 0, end = 0, text = '' } of reasons)
        assert.equal(example.text.slice(start, end), text, `${example.id} ${code}`)
  }
})

test('the same message is understood the same twice', () => {
  const [example] = readExamples()
  assert.ok(example)
  assert.deepEqual(read(example.text), read(example.text))
})

const pieces = fc.constantFrom(
  ...[
    'leak',
    ' ',
    '\n',
    '> ',
    'On Mon wrote:',
    '5',
    '555-0100',
    '@',
    'a',
    'ł',
    '\u200b',
    '\u202e',
    '\u0301',
    '"',
    '„',
    '!!!',
    'ul. ',
    'tomorrow',
    'jutro o ',
    'between 9 and ',
    '\ud83d',
    '😀',
    'From: x',
    '\u0000',
    'ﬁ',
    'İ',
    'nie ',
    'water light ',
    '12 Oak St',
    '#',
    '<',
    '.',
    ',',
    ';',
    ':',
    '-',
    '/',
    '24/7',
    '99999999999999',
  ],
)

test('no text makes it throw, stall or point outside itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
        fc.string({ unit: 'binary', maxLength: 300 }),
      ),
      fc.constantFrom('sms', 'email', 'voicemail'),
      (text, channel) => {
        const from = performance.now()
        const understood = read(text, { channel, timeZone: 'Europe/Warsaw' })
        assert.ok(performance.now() - from < 500)
        for (const finding of understood.findings)
          assert.ok(finding.start >= 0 && finding.start <= finding.end && finding.end <= text.length)
        const { urgency, sentiment, style, ticket } = understood
        for (const { start = 0, end = 0 } of [urgency, sentiment, style, ticket].flatMap((j) => j.reasons))
          assert.ok(start >= 0 && start <= end && end <= text.length)
      },
    ),
    { numRuns: 1500, seed: 11 },
  )
})

test('hostile lengths take no long time', () => {
  for (const unit of [
    '7',
    '7 ',
    'a',
    'Anna ',
    '> ',
    ' ',
    '\n',
    'a@',
    'a.',
    ',',
    'five ',
    'water light nie moge ',
    '😭',
    'ul. A ',
    '1-',
    '(1',
    'le\u200bak ',
    'x:\n',
    'in the ',
    'nie ',
    '"',
    'na ',
  ]) {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
    const before = process.threadCpuUsage() // others may share the processor
    read(text, { channel: 'email' })
    const { user } = process.threadCpuUsage(before) // µs
    assert.ok(user < 400_000, `${JSON.stringify(unit)} took ${user / 1000} ms`)
  }
})

test('bad zones, times and hints are taken with what can be made of them', () => {
  for (const more of [
    { timeZone: 'Mars/Olympus' },
    { sentAt: 'yesterday' },
    { sentAt: '' },
    { timeZone: '' },
    { channel: '' },
  ])
    assert.equal(read('tomorrow at 9, please', more).language, 'en')
})

test('lines come back in order, the bad ones with a reason in their place', async () => {
  async function* lines() {
    yield JSON.stringify({
      id: 'm1',
      text: 'no heat since last night',
      channel: 'sms',
      sent_at: '2025-01-15T09:00:00-06:00',
      tz: 'America/Chicago',
    })
    yield 'nonsense'
    yield JSON.stringify({ id: 'm3', text: 'ok' })
  }
  const out: { id: string | null; urgency?: string; error?: string }[] = []
  for await (const line of understandLines(lines())) out.push(JSON.parse(line))
  assert.deepEqual(
    out.map((one) => one.id),
    ['m1', null, 'm3'],
  )
  assert.equal(out[1]?.error, 'The line is not JSON.')
  assert.equal(out[0]?.urgency, 'high')
})
