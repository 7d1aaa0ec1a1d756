import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { file, html, letter, multipart, text } from '../../mail/fixtures/make-mail.ts'
import { OWN_NUMBER, OWNER, voiceMail, voiceVariants } from './fixtures.ts'
import { parseVoiceMail, type VoiceOptions } from './voice-mail.ts'

const KEN: VoiceOptions = { owner: [OWNER], ownNumbers: [OWN_NUMBER] }
const ROSA = '15125550100.15125550142.dk1Z91JTlg@txt.voice.google.com'
const AUTHENTIC =
  'mx.google.com; dkim=pass header.i=@google.com; dmarc=pass (p=REJECT) header.from=google.com'
const FOOTER =
  'YOUR ACCOUNT <https://voice.google.com> HELP CENTER\r\n<https://support.google.com/voice#topic=1707989> HELP FORUM\r\n<https://productforums.google.com/forum/#!forum/voice>\r\nGoogle LLC\r\n'

function read(fields: Parameters<typeof letter>[0], body?: Parameters<typeof letter>[1], options = KEN) {
  const mail = letter(
    {
      From: `"(512) 555-0142" <${ROSA}>`,
      To: OWNER,
      Subject: 'New text message from (512) 555-0142',
      'Authentication-Results': AUTHENTIC,
      'Message-ID': '<+15125550100.00112233445566778899aabbccddeeff00112233@txt.voice.google.com>',
      ...fields,
    },
    body,
  )
  const { messages, setAside, voice } = parseVoiceMail('m', mail, options)
  assert.deepEqual([messages.length, setAside], [1, []])
  const [message] = messages
  assert.ok(message)
  return { message, voice, what: voice?.what }
}

const plain = (body: string) => text(body, 'text/plain; charset=utf-8')
const noReply = { From: 'Google Voice <voice-noreply@google.com>' }

suite('a text that Google Voice forwards', () => {
  test('is a text of its number, by the time and id of its mail', () => {
    const { message, voice } = read(
      {},
      plain(`\r\n<https://voice.google.com>\r\nThe boiler is leaking.\r\n${FOOTER}`),
    )
    assert.deepEqual(message, {
      position: 0,
      kind: 'text',
      atMs: Date.UTC(2024, 10, 4, 14, 15),
      direction: 'in',
      sender: '+15125550142',
      senderName: null,
      peer: '+15125550142',
      peerName: null,
      group: null,
      text: 'The boiler is leaking.',
      transcript: null,
      durationSeconds: null,
      attachments: [],
      labels: ['sms'],
      deleted: false,
      wireId: '+15125550100.00112233445566778899aabbccddeeff00112233@txt.voice.google.com',
      senderProof: 'aligned',
    })
    assert.deepEqual([voice?.ownNumber, voice?.replyAddress], ['+15125550100', ROSA])
  })

  test('whose numbers stand the other way round is still the customer’s', () => {
    const turned = '15125550142.15125550100.dk1Z91JTlg@txt.voice.google.com'
    const { message, voice } = read({ From: turned })
    assert.deepEqual([message.peer, voice?.ownNumber], ['+15125550142', OWN_NUMBER])
    assert.equal(read({ From: turned }, undefined, { owner: [OWNER] }).message.peer, '+15125550100')
  })

  test('in a layout nobody knows stays whole, and says so', () => {
    const words = 'Hi Ken\r\n\r\nsomething new from Google'
    const { message } = read({}, plain(words))
    assert.deepEqual(
      [message.text, message.labels],
      ['Hi Ken\n\nsomething new from Google', ['sms', 'unrecognised_layout']],
    )
  })

  test('in a language nobody knows is read where its cell tells what was written', () => {
    const spanish = { Subject: 'Nuevo mensaje de texto de (512) 555-0142' }
    const cell =
      '<table><tr><td style="PADDING:25px 0 ; color:red">Se sale\r\n  el agua<br><br>¡Ya! &lt;3</td></tr><tr><td>Pie</td></tr></table>'
    assert.equal(read(spanish, html(cell)).message.text, 'Se sale el agua\n\n¡Ya! <3')
    assert.deepEqual(read(spanish, html('<p>Se sale el agua</p>')).message.labels, [
      'sms',
      'unrecognised_layout',
    ])
  })

  test('in a language nobody knows, and without the cell, stays whole with its footer', () => {
    const footer = FOOTER.replace('YOUR ACCOUNT', 'TU CUENTA').replace('HELP CENTER', 'AYUDA')
    const { message } = read(
      { Subject: 'Nuevo mensaje' },
      plain(`<https://voice.google.com>\r\nSe sale\r\n${footer}`),
    )
    assert.ok(message.text.includes('Se sale\nTU CUENTA'))
    assert.deepEqual(message.labels, ['sms', 'unrecognised_layout'])
  })

  test('keeps what the customer wrote in Google’s own words', () => {
    const said = (words: string) =>
      read({}, plain(`<https://voice.google.com>\r\n${words}\r\n${FOOTER}`)).message.text
    for (const words of [
      'YOUR ACCOUNT',
      'YOUR ACCOUNT <https://voice.google.com> HELP CENTER',
      '--\nRosa',
      'Google LLC\n1600 Amphitheatre Pkwy',
      '<https://harbor.example>',
      'a\n\n\nb',
    ])
      assert.equal(said(words.replace(/\n/g, '\r\n')), words)
    const forwarded = `Look:\n${FOOTER.replace(/\r\n/g, '\n')}what is this?`
    assert.equal(said(forwarded.replace(/\n/g, '\r\n')), forwarded)
  })

  test('joins the lines that Google broke, and no others', () => {
    const long = 'I told my landlord I would take the apartment and I have not seen it'
    const body = `<https://voice.google.com>\r\n${long}\r\nyet. Also\r\nno job.\r\n${FOOTER}`
    assert.equal(read({}, plain(body)).message.text, `${long} yet. Also\nno job.`)
  })

  test('of a picture alone has no words', () => {
    const picture = file('image/jpeg', Buffer.from('\xff\xd8\xff small', 'latin1'))
    const { message } = read(
      {},
      multipart('mixed', plain(`<https://voice.google.com>\r\nMMS Received\r\n${FOOTER}`), picture),
    )
    assert.deepEqual(
      [message.text, message.attachments.map(({ kind, reference }) => [kind, reference])],
      ['', [['image', 'image-1.jpg']]],
    )
    assert.equal(
      read({}, plain(`<https://voice.google.com>\r\nMMS Received\r\n${FOOTER}`)).message.text,
      'MMS Received',
    )
  })

  test('from a short code or a freephone number has nowhere to go back to', () => {
    const { message, voice } = read({ ...noReply, Subject: 'New text message from 49469' })
    assert.deepEqual([message.peer, voice?.replyAddress], ['49469', null])
    assert.equal(
      read({ ...noReply, Subject: 'New text message from (833) 555-0199' }).message.peer,
      '+18335550199',
    )
    assert.equal(
      read({ From: '15125550100.49469.dk1Z91JTlg@txt.voice.google.com' }).voice?.replyAddress,
      null,
    )
  })

  test('tells the name that the owner saved', () => {
    const name = (subject: string, from = `"x" <${ROSA}>`) =>
      read({ Subject: subject, From: from }).message.peerName
    assert.equal(name('New text message from Rosa Alvarez (512) 555-0142'), 'Rosa Alvarez')
    assert.equal(name('SMS from Mr. Ed [(512) 555-0142]'), 'Mr. Ed')
    assert.equal(name('SMS from Rosa', `"Rosa (SMS)" <${ROSA}>`), 'Rosa')
    assert.equal(
      name('[Ticket #323] Re: New text message from Rosa (sister) +44 20 7946 0018.'),
      'Rosa (sister)',
    )
    assert.equal(name('New text message from (512)\u00a0555-0142', `"(512) 555-0142" <${ROSA}>`), null)
    assert.equal(name('otro', `"Rosa (SMS)" <${ROSA}>`), 'Rosa')
  })
})

suite('whether it is from Google at all', () => {
  test('is said by the account’s own server', () => {
    const what = (...found: string[]) => read({ 'Authentication-Results': found }).what
    assert.equal(what(AUTHENTIC), 'message')
    assert.equal(what('mx.example; dkim=pass header.d=google.com'), 'message')
    assert.equal(what('mr.google.com; spf=pass smtp.mail=3mb6@grandcentral.bounces.google.com'), 'message')
    assert.equal(what('mx.example; spf=pass smtp.mailfrom=grandcentral.bounces.google.com'), 'message')
    assert.equal(what(), 'unproven')
    assert.equal(what('mx.example; none', AUTHENTIC), 'forged')
    assert.equal(what('mx.example; dkim=pass header.d=google.com.example.org'), 'forged')
    assert.equal(what('mx.example; dkim=pass header.d=notgoogle.com'), 'forged')
    assert.equal(what('mx.example; spf=pass smtp.mailfrom=x@google.com'), 'forged')
    assert.equal(
      what('mx.example; dkim=pass header.d=google.com; dmarc=fail header.from=google.com'),
      'forged',
    )
    assert.equal(
      what(
        'mx.example; dkim=fail header.d=google.com; spf=fail smtp.mailfrom=x@grandcentral.bounces.google.com',
      ),
      'forged',
    )
    assert.equal(
      what('mx.example; spf=pass smtp.mailfrom="x; dkim=pass header.d=google.com"@example.org'),
      'forged',
    )
  })

  test('one that is forged is a mail like any other, and has failed', () => {
    const { message, voice } = read({
      'Authentication-Results': 'mx.example; spf=pass smtp.mailfrom=x@example.org',
    })
    assert.deepEqual(
      [message.kind, message.sender, message.senderProof, voice?.replyAddress],
      ['email', ROSA, 'failed', null],
    )
  })

  test('only an address of Google Voice makes a mail one', () => {
    for (const from of [
      'rosa@example.com',
      'voice-noreply@google.com.example.org',
      `${ROSA}.example.org`,
      'Voice <x@google.com>',
      `"${ROSA}" <x@example.org>`,
    ])
      assert.equal(read({ From: from }).voice, null, from)
  })
})

suite('voicemails and missed calls', () => {
  test('a voicemail of a saved caller has a name and no number', () => {
    const body = plain(
      `<https://voice.google.com>\r\nHi, it is Rosa about the boiler, please call me back as soon as you can\r\nplay message\r\n<https://accounts.google.com/AccountChooser?Email=ken@harbor.example>\r\n${FOOTER}`,
    )
    const { message } = read({ ...noReply, Subject: 'New voicemail from Rosa Alvarez' }, body)
    assert.deepEqual(
      [message.kind, message.peer, message.peerName, message.text, message.transcript],
      [
        'voicemail',
        null,
        'Rosa Alvarez',
        '',
        'Hi, it is Rosa about the boiler, please call me back as soon as you can',
      ],
    )
  })

  test('one of 2010 has the number in its heading', () => {
    const body = plain(
      'Voicemail from Mr Wizard (512) 555-0142 at 4:19 PM\r\nTranscript: Call me back. Bye.\r\nPlay message:\r\nhttps://www.google.com/voice/fm/1711\r\n\r\nYou have 2 Google Voice invites left.\r\n',
    )
    const { message } = read({ ...noReply, Subject: 'New voicemail from Mr Wizard at 4:19 PM' }, body)
    assert.deepEqual(
      [message.peer, message.peerName, message.transcript],
      ['+15125550142', 'Mr Wizard', 'Call me back. Bye.'],
    )
  })

  test('an unknown caller is nobody, and a layout nobody knows stays whole', () => {
    const { message } = read(
      { ...noReply, Subject: 'New voicemail from Unknown Caller.' },
      plain('Something new'),
    )
    assert.deepEqual(
      [message.peer, message.peerName, message.text, message.labels],
      [null, null, 'Something new', ['voicemail', 'unrecognised_layout']],
    )
  })

  test('a missed call of a saved caller has its number in the body', () => {
    const body = plain(
      `<https://voice.google.com>\r\nYou missed a call to (512) 555-0100 from\r\nRosa Alvarez (512) 555-0142\r\n${FOOTER}`,
    )
    const { message } = read({ ...noReply, Subject: 'New missed call from Rosa Alvarez at 9:02 AM' }, body)
    assert.deepEqual(
      [message.kind, message.peer, message.peerName, message.text],
      ['missed', '+15125550142', 'Rosa Alvarez', ''],
    )
  })

  test('what nobody can tell from its subject is told by its link, or kept as a mail', () => {
    const strange = { ...noReply, Subject: 'Nowa wiadomość głosowa' }
    const { message } = read(strange, plain('Cześć, tu Rosa\r\nodtwórz <https://voice.google.com/voicemail>'))
    assert.deepEqual([message.kind, message.labels], ['voicemail', ['voicemail', 'unrecognised_layout']])
    const other = read(strange, plain('Coś innego'))
    assert.deepEqual(
      [other.what, other.message.kind, other.message.text, other.message.labels],
      ['notice', 'email', 'Coś innego', ['no_reply', 'unrecognised_layout']],
    )
    const texted = read({ ...noReply, Subject: 'Nowy SMS: (833) 555-0199' }, plain('Hej'))
    assert.deepEqual(
      [texted.message.kind, texted.message.peer, texted.message.labels],
      ['text', '+18335550199', ['sms', 'unrecognised_layout']],
    )
  })

  test('what Google writes about the account is no message', () => {
    const { what, message } = read({
      ...noReply,
      Subject: 'Your Google Voice number (512) 555-0100 will be reclaimed',
    })
    assert.deepEqual([what, message.kind, message.labels], ['notice', 'email', ['no_reply', 'notice']])
  })

  test('a text to a group points to it, and belongs to nobody else', () => {
    const { message, voice } = read(
      { ...noReply, Subject: 'New group message from Rosa Alvarez.' },
      plain(`<https://voice.google.com>\r\n${FOOTER}`),
    )
    assert.deepEqual(
      [
        message.peer,
        message.peerName,
        message.group,
        message.senderName,
        message.text,
        message.labels,
        voice?.replyAddress,
      ],
      [null, null, [], 'Rosa Alvarez', '', ['sms', 'group'], null],
    )
  })
})

suite('what the owner answered by mail', () => {
  const sent = (fields: Parameters<typeof letter>[0], body: Parameters<typeof letter>[1]) =>
    read(
      {
        From: `Ken <${OWNER}>`,
        To: `"Rosa (SMS)" <${ROSA}>`,
        Subject: 'Re: New text message',
        'Authentication-Results': [],
        ...fields,
      },
      body,
    )

  test('is a text that went out, as far as Google sent it', () => {
    const { message, voice } = sent(
      {},
      plain('On my way.\r\nBring a bucket.\r\n\r\nKen\r\n\r\nOn Monday Rosa wrote:\r\n> The boiler'),
    )
    assert.deepEqual(
      [
        message.kind,
        message.direction,
        message.sender,
        message.peer,
        message.peerName,
        message.text,
        voice?.replyAddress,
      ],
      ['text', 'out', OWN_NUMBER, '+15125550142', 'Rosa', 'On my way.\nBring a bucket.', ROSA],
    )
  })

  test('loses quotes and signatures that follow without a blank line, and pictures', () => {
    const said = (body: string) => sent({}, plain(body)).message.text
    assert.equal(
      said(`Yes\r\nOn Thu, Dec 21, 2023 at 8:40 AM Rosa <\r\n${ROSA}> wrote:\r\n> Is it in?`),
      'Yes',
    )
    assert.equal(said('Yes\r\n-- \r\nKen Alvarez'), 'Yes')
    assert.equal(said('Yes\r\nSent from my iPhone'), 'Yes')
    assert.equal(said('Tak\r\nW dniu 21.12.2023 o 8:40 Rosa pisze:\r\n> Jest?'), 'Tak')
    const { message } = sent({}, multipart('mixed', plain('See'), file('image/jpeg', Buffer.alloc(9000, 1))))
    assert.deepEqual([message.text, message.attachments], ['See', []])
  })

  test('to several at once, or from a stranger under the owner’s name, stays a mail', () => {
    assert.equal(sent({ To: `${ROSA}, ${ROSA.replace('0142', '0143')}` }, plain('Yes')).voice, null)
    const stranger = sent({ 'Authentication-Results': 'mx.example; spf=none' }, plain('Yes'))
    assert.deepEqual([stranger.message.kind, stranger.message.direction], ['email', 'in'])
  })
})

test('a mangled mail of any kind never throws, and is one message or one thing set aside', () => {
  const shards = fc.constantFrom(
    '\r\n',
    '<td style="padding: 25px 0">',
    '</td>',
    'YOUR ACCOUNT',
    '--\r\n',
    '\0',
    '=',
    '<',
    '"',
    'From: ',
    '(512) 555-0142',
    'play message\r\n',
  )
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(200),
    inserted: shards,
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...voiceVariants),
      fc.nat(50),
      fc.array(damage, { maxLength: 6 }),
      (variant, seed, all) => {
        const mail = all.reduce((before, { at, removed, inserted }) => {
          const from = Math.floor(at * before.length)
          return before.slice(0, from) + inserted + before.slice(from + removed)
        }, voiceMail(variant, seed).mail.toString('latin1'))
        const { messages, setAside } = parseVoiceMail('m', Buffer.from(mail, 'latin1'), KEN)
        assert.equal(messages.length + setAside.length, 1)
      },
    ),
    { numRuns: 2000 },
  )
})
