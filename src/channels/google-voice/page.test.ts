import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ParsedMessage } from '../message.ts'
import { contactsOf } from './contacts.ts'
import { countRecords } from './count-records.ts'
import { fixtureBytes, parseFixture } from './fixtures/fixtures.ts'
import { PAGE_BYTES_MAX, parsePage } from './page.ts'

const ROSA = '+15125550142'
const SHOP = '+15125550100'

const texts = (messages: ParsedMessage[]) => messages.map(({ text }) => text)

suite('a text page', () => {
  const { messages, setAside } = parseFixture('Calls/Rosa Alvarez - Text - 2023-08-27T01_57_02Z')

  test('keeps what Mrs Alvarez wrote, with its line breaks, signs and blanks', () => {
    assert.deepEqual(setAside, [])
    assert.deepEqual(texts(messages), [
      "The boiler is leaking again. It's worse than in May & the pan is <full>.",
      'Close the red valve, please.\nThen send a picture.\n\nKen is on his way.',
      'Liked “Ken is on his way.”',
      '👍 gracias',
      '   is it   the red one?',
    ])
  })

  test('knows to the millisecond when each was sent, and in which direction', () => {
    assert.equal(new Date(messages[0]?.atMs ?? 0).toISOString(), '2023-08-27T01:57:02.888Z')
    assert.deepEqual(
      messages.map(({ direction }) => direction),
      ['in', 'out', 'in', 'in', 'in'],
    )
  })

  test('tells who spoke with whom, though one message lost its sender', () => {
    assert.deepEqual(
      messages.map(({ sender }) => sender),
      [ROSA, SHOP, ROSA, ROSA, null],
    )
    assert.ok(messages.every(({ peer, peerName }) => peer === ROSA && peerName === 'Rosa Alvarez'))
    assert.deepEqual(contactsOf({ path: '', messages, setAside }), [{ address: ROSA, name: 'Rosa Alvarez' }])
  })

  test('has its labels by their marks, whatever they are called', () => {
    assert.deepEqual(messages[0]?.labels, ['sms', 'inbox'])
    assert.equal(messages[0]?.deleted, false)
  })
})

test('the hour that daylight saving skips lies between two messages one millisecond apart', () => {
  const { messages } = parseFixture('Calls/+15125550143 - Text - 2021-03-14T07_59_59Z')
  assert.deepEqual(
    messages.map(({ atMs }) => atMs - (messages[0]?.atMs ?? 0)),
    [0, 1, 501],
  )
  assert.ok(messages.every(({ peer, peerName }) => peer === '+15125550143' && peerName === null))
})

test('a short code stays a short code', () => {
  assert.equal(parseFixture('Calls/54321 - Text - 2022-01-05T15_00_00Z').messages[0]?.peer, '54321')
})

test('a page on which only the shop speaks names the customer in its title, and no number', () => {
  const [message] = parseFixture('Calls/Rosa Alvarez - Text - 2023-09-01T14_00_00Z').messages
  assert.deepEqual([message?.peer, message?.peerName], [null, 'Rosa Alvarez'])
})

test('a group keeps everybody but the owner, as written, and who of them spoke', () => {
  const { messages } = parseFixture('Calls/Group Conversation - 2023-10-01T12_00_00Z')
  assert.deepEqual(messages[0]?.group, [
    { address: ROSA, name: 'Rosa Alvarez' },
    { address: '++15125550151', name: null },
    { address: 'sam@example.com', name: null },
  ])
  assert.deepEqual(
    messages.map(({ sender, peer }) => [sender, peer]),
    [
      ['++15125550151', null],
      [SHOP, null],
      [ROSA, null],
    ],
  )
})

test('"MMS Received" goes when there is a picture, and stays when it is all there is', () => {
  const { messages } = parseFixture('Calls/Rosa Alvarez - Text - 2024-02-01T12_00_00Z')
  assert.deepEqual(texts(messages), ['', '', 'Here is my landlord', 'MMS Received'])
  assert.deepEqual(
    messages.map(({ attachments }) => attachments.map(({ kind }) => kind)),
    [['image', 'image'], ['video'], ['contact_card', 'audio'], []],
  )
  assert.equal(messages[0]?.attachments[1]?.reference, 'Rosa Alvarez - Text - 2024-02-01T12_00_00Z-1-2')
})

test('a page of 2009 in Greenwich time, without the block of deleted ones, is read as any other', () => {
  const { messages } = parseFixture('Calls/15125550145 - Text - 2009-11-03T04_57_07Z')
  assert.equal(new Date(messages[0]?.atMs ?? 0).toISOString(), '2009-11-03T04:57:07.000Z')
  assert.deepEqual([messages[0]?.peer, messages[1]?.direction], ['15125550145', 'out'])
})

test('a Polish export is read without knowing Polish', () => {
  const { messages } = parseFixture('Calls/Anna Nowak - SMS - 2022-12-12T10_00_00Z')
  assert.deepEqual(
    messages.map(({ direction, peerName }) => [direction, peerName]),
    [
      ['out', 'Anna Nowak'],
      ['in', 'Anna Nowak'],
    ],
  )
})

test('a customer saved as "Me" is not the owner, and a deleted conversation says so', () => {
  const [message] = parseFixture('Calls/Me - Text - 2023-05-05T12_00_00Z').messages
  assert.deepEqual([message?.direction, message?.peerName, message?.deleted], ['in', 'Me', true])
})

test('a page in the folder Trash is labelled so', () => {
  const bytes = fixtureBytes('Calls/54321 - Text - 2022-01-05T15_00_00Z')
  assert.deepEqual(parsePage('Takeout/Voice/Trash/x.html', bytes).messages[0]?.labels, ['sms', 'trash'])
})

suite('a call page', () => {
  test('gives the voicemail its words, once, and its length', () => {
    const [call] = parseFixture('Calls/Rosa Alvarez - Voicemail - 2023-08-26T23_10_00Z').messages
    assert.equal(call?.transcript, "Hi, it's Rosa. The boiler is dripping & I am at work.")
    assert.deepEqual([call?.kind, call?.direction, call?.durationSeconds], ['voicemail', 'in', 65])
    assert.equal(call?.attachments[0]?.reference, 'Rosa Alvarez - Voicemail - 2023-08-26T23_10_00Z.mp3')
  })

  test('has no transcript where Google could not make one', () => {
    const [call] = parseFixture('Calls/+15125550147 - Voicemail - 2023-08-27T10_00_00Z').messages
    assert.deepEqual([call?.kind, call?.transcript], ['voicemail', null])
  })

  test('that nobody answered lasts no seconds; one of nearly two hours all of them', () => {
    const [placed] = parseFixture('Calls/Rosa Alvarez - Placed - 2023-08-27T11_00_00Z').messages
    const [received] = parseFixture('Calls/Rosa Alvarez - Received - 2023-08-27T12_00_00Z').messages
    assert.deepEqual([placed?.direction, placed?.durationSeconds], ['out', 0])
    assert.deepEqual([received?.direction, received?.durationSeconds], ['in', 6695])
  })

  test('of a withheld caller has no number and no name', () => {
    const [call] = parseFixture('Calls/- Missed - 2023-08-27T13_00_00Z').messages
    assert.deepEqual(
      [call?.kind, call?.peer, call?.peerName, call?.durationSeconds],
      ['missed', null, null, null],
    )
  })

  test('that was recorded does not say who called whom', () => {
    const [call] = parseFixture('Calls/Rosa Alvarez - Recorded - 2023-08-27T14_00_00Z').messages
    assert.deepEqual([call?.kind, call?.direction, call?.peer], ['recorded', null, ROSA])
  })

  test('that Google took for spam is still a voicemail, in any language', () => {
    const [call] = parseFixture('Spam/+15125550148 - Voicemail - 2023-08-28T12_00_00Z').messages
    assert.deepEqual(
      [call?.kind, call?.labels, call?.transcript],
      ['voicemail', ['spam'], 'Wygrała pani pralkę.'],
    )
  })
})

suite('a damaged page', () => {
  test('loses the message without a time or sender, and no other', () => {
    const { messages, setAside } = parseFixture('Calls/Rosa Alvarez - Text - 2024-03-03T12_00_00Z')
    assert.deepEqual(texts(messages), ['Good morning.', 'Good morning, Mrs Alvarez.'])
    assert.deepEqual(
      setAside.map(({ code, position, records }) => [code, position, records]),
      [
        ['bad_time', 1, 1],
        ['bad_time', 2, 1],
        ['unknown_sender', 3, 1],
      ],
    )
  })

  test('written in Latin-1 loses the messages with accents, and no other', () => {
    const page = fixtureBytes('Calls/Anna Nowak - SMS - 2022-12-12T10_00_00Z').toString('utf8')
    const latin = Buffer.from(
      page.replace('Dziękuję, piec znów nie grzeje.', 'Nothing odd here.').replaceAll('ę', 'e'),
      'latin1',
    )
    const { messages, setAside } = parsePage('x/Calls/x.html', latin)
    assert.deepEqual(texts(messages), ['Nothing odd here.'])
    assert.deepEqual(
      setAside.map(({ code, position }) => [code, position]),
      [['not_utf8', 0]],
    )
  })

  test('that is too large, empty or no page of Google Voice is set aside whole', () => {
    const codes = [Buffer.alloc(PAGE_BYTES_MAX + 1), Buffer.alloc(0), Buffer.from('<html>Bills</html>')].map(
      (bytes) => parsePage('x.html', bytes).setAside[0]?.code,
    )
    assert.deepEqual(codes, ['page_too_large', 'not_a_voice_page', 'not_a_voice_page'])
  })

  test('that breaks off in a message keeps those before it', () => {
    const bytes = fixtureBytes('Calls/Rosa Alvarez - Text - 2023-08-27T01_57_02Z')
    const { messages, setAside } = parsePage('x.html', bytes.subarray(0, bytes.indexOf('Then send')))
    assert.deepEqual([messages.length, setAside[0]?.code], [1, 'no_text'])
  })
})

test('the count of the raw bytes agrees with the parser', () => {
  const { messages, setAside } = parseFixture('Calls/Rosa Alvarez - Text - 2024-03-03T12_00_00Z')
  assert.equal(
    countRecords(fixtureBytes('Calls/Rosa Alvarez - Text - 2024-03-03T12_00_00Z')),
    messages.length + setAside.length,
  )
})
