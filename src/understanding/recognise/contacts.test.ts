import assert from 'node:assert/strict'
import { test } from 'node:test'
import { understand } from '../understanding.ts'

const read = (text: string, timeZone: string, channel = 'sms') =>
  understand({ text, channel, sentAt: '2025-03-12T10:00:00Z', timeZone })

test('phones are read as written and as spoken, and other long numbers are not', () => {
  assert.deepEqual(read('cell 309.555.0147', 'America/Chicago').phones, ['+13095550147'])
  assert.deepEqual(
    read('my number is three one two five five five oh one nine nine', 'America/Chicago', 'voicemail').phones,
    ['+13125550199'],
  )
  assert.deepEqual(
    read(
      'sześćset jeden dwieście trzydzieści cztery pięćset sześćdziesiąt siedem',
      'Europe/Warsaw',
      'voicemail',
    ).phones,
    ['+48601234567'],
  )
  assert.deepEqual(read('NIP 525-10-20-304, faktura nr 601234567', 'Europe/Warsaw').phones, [])
  assert.deepEqual(read('invoice 4471882390 is wrong', 'America/Chicago').phones, [])
})

test('addresses keep their flat and leave their surroundings', () => {
  for (const [text, zone, want] of [
    [
      'This is Marcus at 1420 W Elm St, Apt 2B, Peoria IL 61604. cell later',
      'America/Chicago',
      '1420 W Elm St, Apt 2B, Peoria IL 61604',
    ],
    [
      'quote for Flat 3, 12 Acacia Road, Leeds LS6 2AB please',
      'Europe/London',
      'Flat 3, 12 Acacia Road, Leeds LS6 2AB',
    ],
    ['ul. Marszałkowska 10/16 m 3, dziękuję', 'Europe/Warsaw', 'ul. Marszałkowska 10/16 m 3'],
    ['mieszkam na pulawskiej 45/12', 'Europe/Warsaw', 'pulawskiej 45/12'],
    ['Super at 4410 N Ridgeway. Nothing leaks', 'America/Chicago', '4410 N Ridgeway'],
    ['Ken Osei, 3 Wharf Cottages', 'Europe/London', '3 Wharf Cottages'],
    ['it is 2211 Hwy 12, second trailer', 'America/Chicago', '2211 Hwy 12'],
    ['pani Nowak, 11 Listopada 22/5, domofon 5', 'Europe/Warsaw', '11 Listopada 22/5'],
    ['prosze przyjechac, Kopernika 5, dzwonek 3', 'Europe/Warsaw', 'Kopernika 5'],
    ['wspólnota Bitwy Warszawskiej 7: kran', 'Europe/Warsaw', 'Bitwy Warszawskiej 7'],
  ] as const)
    assert.deepEqual(read(text, zone).addresses, [want])
  assert.deepEqual(read('3 bath house on 2 acres, 20 min drive', 'America/Chicago').addresses, [])
  for (const text of [
    'w mieszkaniu 25 stopni, grzejnik 3 żeberka',
    'we wtorek 6 albo 7 maja',
    'proforma płatna do 7 dni',
    'Vaillant 24 nie odpala, klatka 3',
  ])
    assert.deepEqual(read(text, 'Europe/Warsaw').addresses, [], text)
})

test('a Warsaw district is known by its quarter, in any case, and not by its homonyms', () => {
  for (const [text, district] of [
    ['awaria na Saskiej Kępie', 'Praga-Południe'],
    ['mieszkam na chomiczowce', 'Bielany'],
    ['jestem z Woli', 'Wola'],
    ['Wolę jutro, mam ochotę na klimę, koło 17', null],
    ['Wracam z Włoch w niedzielę', null],
    ['ul. Mokotowska 12', null],
    ['Ochota albo Mokotów', null],
  ] as const)
    assert.equal(read(text, 'Europe/Warsaw').district, district, text)
})

test('the sender’s name is taken, not the technician’s', () => {
  for (const [text, zone, want] of [
    ['Hi, Fatima here. Could you cancel Wednesday?', 'Europe/London', ['Fatima']],
    ['dzień dobry Adam Mróz z tej strony', 'Europe/Warsaw', ['Adam Mróz']],
    ['The sink drips.\n\nBest,\nEileen Marsh', 'America/Chicago', ['Eileen Marsh']],
    ['thank you Marco!!', 'America/Chicago', []],
    ['Zlew nie odpływa. Pozdrawiam, pani Nowak z Mokotowa', 'Europe/Warsaw', ['Nowak']],
  ] as const)
    assert.deepEqual(read(text, zone).names, want, text)
})

test('quoted history gives nothing; the signature does', () => {
  const read2 = read(
    'Please come Friday.\n\nJoy Stadler\n330-555-0106\n\nOn Tue, Feb 11, 2025 at 8:02 AM Dispatch <dispatch@example.com> wrote:\n> call 330-555-0100, is there a gas smell?',
    'America/New_York',
    'email',
  )
  assert.deepEqual([read2.names, read2.phones, read2.emails], [['Joy Stadler'], ['+13305550106'], []])
  assert.notEqual(read2.urgency.value, 'emergency')
})
