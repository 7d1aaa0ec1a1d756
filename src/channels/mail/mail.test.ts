import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ParsedMessage } from '../message.ts'
import { encodedWord, file, html, letter, multipart, picture, text } from './fixtures/make-mail.ts'
import { type ParsedMail, parseMail } from './mail.ts'
import { partOf, partsOf } from './mail-attachments.ts'
import type { MailOptions } from './open-mail.ts'

const HARBOR = { owner: ['office@harbor.example'] }

function parse(mail: Buffer, options: MailOptions = HARBOR): ParsedMail {
  return parseMail('INBOX/1710000000/4711', mail, options)
}

function only(mail: Buffer, options: MailOptions = HARBOR): ParsedMessage {
  const { messages, setAside } = parse(mail, options)
  assert.deepEqual(setAside, [])
  assert.equal(messages.length, 1)
  return messages[0] as ParsedMessage
}

const said = (mail: Buffer) => only(mail).text
const files = (mail: Buffer) => only(mail).attachments.map(({ kind, reference }) => [kind, reference])

suite('who wrote to whom', () => {
  test('a mail of Mrs Alvarez is in, with her on the other side', () => {
    const { direction, sender, senderName, peer, peerName, group, kind, atMs } = only(letter({}))
    assert.deepEqual(
      { direction, sender, senderName, peer, peerName, group, kind },
      {
        direction: 'in',
        sender: 'rosa@example.com',
        senderName: 'Rosa Alvarez',
        peer: 'rosa@example.com',
        peerName: 'Rosa Alvarez',
        group: null,
        kind: 'email',
      },
    )
    assert.equal(new Date(atMs).toISOString(), '2024-11-04T14:15:00.000Z')
  })

  test('what the office wrote is out, also under a plus address', () => {
    for (const from of ['office@harbor.example', 'Ken <Office+sent@Harbor.example>']) {
      const out = only(letter({ From: from, To: 'Rosa Alvarez <rosa@example.com>' }))
      assert.deepEqual([out.direction, out.peer, out.senderName], ['out', 'rosa@example.com', null], from)
    }
  })

  test('dots in a Gmail address are nobody else; elsewhere they may be', () => {
    const from = (address: string, owner: string) =>
      only(letter({ From: address }), { owner: [owner] }).direction
    assert.equal(from('Harbor.Plumbing@gmail.com', 'harborplumbing@gmail.com'), 'out')
    assert.equal(from('harborplumbing+ken@googlemail.com', 'harbor.plumbing@gmail.com'), 'out')
    assert.equal(from('har.bor@harbor.example', 'harbor@harbor.example'), 'in')
  })

  test('several others are a group, each once, the owner not among them', () => {
    const message = only(
      letter({
        To: 'office@harbor.example, "Nowak, Anna" <anna@mokotow.example>',
        Cc: 'Team: Lou <lou@example.org>, ROSA@example.com;',
      }),
    )
    assert.equal(message.peer, null)
    assert.deepEqual(message.group, [
      { address: 'rosa@example.com', name: 'Rosa Alvarez' },
      { address: 'anna@mokotow.example', name: 'Anna Nowak' },
      { address: 'lou@example.org', name: 'Lou' },
    ])
  })

  test('an alias that delivered the mail to the office is no third person', () => {
    const message = only(letter({ 'Delivered-To': 'info@harbor.example', To: 'info@harbor.example' }))
    assert.deepEqual([message.peer, message.group], ['rosa@example.com', null])
  })

  test('hidden recipients stand in where a sent mail names nobody else', () => {
    const message = only(
      letter({ From: 'office@harbor.example', To: 'undisclosed-recipients:;', Bcc: 'rosa@example.com' }),
    )
    assert.equal(message.peer, 'rosa@example.com')
  })

  test('a mail to oneself has oneself on the other side', () => {
    const message = only(letter({ From: 'office@harbor.example' }))
    assert.deepEqual([message.direction, message.peer], ['out', 'office@harbor.example'])
  })

  test('one that only says it is from the office came in', () => {
    const direction = (...found: string[]) =>
      only(letter({ 'Authentication-Results': found, From: 'office@harbor.example' })).direction
    assert.equal(direction(), 'out', 'a copy of what was sent has passed no check')
    assert.equal(direction('mx.harbor.example; dmarc=fail header.from=harbor.example'), 'in')
    assert.equal(direction('mx.harbor.example; spf=softfail; dmarc=none'), 'in')
    assert.equal(direction('mx.harbor.example; spf=none', 'x; auth=pass'), 'in')
    assert.equal(direction('mx.harbor.example; dkim=pass header.d=example.org'), 'in')
    assert.equal(direction('mx.harbor.example; dkim=pass header.i=@harbor.example'), 'out')
    assert.equal(direction('mx.harbor.example; auth=pass smtp.auth=ken'), 'out')
    assert.equal(direction('mx.harbor.example; dmarc=pass header.from=harbor.example'), 'out')
  })

  test('names are read however mailers write them', () => {
    const name = (from: string | Buffer) => only(letter({ From: from.toString('latin1') })).senderName
    assert.equal(name(`${encodedWord('Anna Żółkiewska')} <anna@mokotow.example>`), 'Anna Żółkiewska')
    assert.equal(name('=?iso-8859-2?Q?=A3ukasz_W=F3jcik?= <l@mokotow.example>'), 'Łukasz Wójcik')
    assert.equal(name('=?windows-1250?Q?=8Cwi=EAtos=B3aw?= <s@mokotow.example>'), 'Świętosław')
    assert.equal(name('"=?UTF-8?Q?Anna_Nowak?=" <anna@mokotow.example>'), 'Anna Nowak')
    assert.equal(name('=?UTF-8?B?QW5uYSA=?= =?UTF-8?B?Tm93YWs=?= <anna@mokotow.example>'), 'Anna Nowak')
    assert.equal(name('=?no-such-charset?Q?Ken?= <ken@harbor-two.example>'), 'Ken')
    assert.equal(name('"Alvarez, Rosa" <rosa@example.com>'), 'Rosa Alvarez')
    assert.equal(name('Alvarez, Rosa <rosa@example.com>'), 'Rosa Alvarez')
    assert.equal(name('"Harbor Supply, LLC" <sales@supply.example>'), 'Harbor Supply, LLC')
    assert.equal(name(`"'Rosa Alvarez'" <rosa@example.com>`), 'Rosa Alvarez')
    assert.equal(name('"rosa@example.com" <rosa@example.com>'), null)
    assert.equal(name('"office@harbor.example" <stranger@example.org>'), null)
    assert.equal(name('rosa@example.com (Rosa Alvarez)'), 'Rosa Alvarez')
    assert.equal(name('Anna Żółkiewska <anna@mokotow.example>'), 'Anna Żółkiewska')
  })

  test('a raw name in the letters of Windows is no riddle', () => {
    const mail = letter({ From: 'X <anna@mokotow.example>' })
    const at = mail.indexOf('X <anna')
    const bytes = Buffer.concat([
      mail.subarray(0, at),
      Buffer.from([0x4d, 0x69, 0x63, 0x68, 0x61, 0xb3]),
      mail.subarray(at + 1),
    ])
    assert.equal(only(bytes).senderName, 'Michał')
  })
})

suite('what it answers', () => {
  test('its own id, and those it answers, the direct one last', () => {
    const message = only(
      letter({
        'Message-ID': '<Boiler.3@EXAMPLE.com>',
        References: '<boiler.1@example.com>\r\n <Reply.2@Harbor.Example> <boiler.1@example.com>',
        'In-Reply-To': '<Reply.2@harbor.example>',
      }),
    )
    assert.equal(message.wireId, 'Boiler.3@example.com')
    assert.deepEqual(message.answers, ['boiler.1@example.com', 'Reply.2@harbor.example'])
    assert.equal(message.sourceThread, 'boiler.1@example.com')
  })

  test('without an id none is invented', () => {
    const message = only(letter({ 'Message-ID': null }))
    assert.deepEqual(
      [message.wireId, message.answers, message.sourceThread],
      [undefined, undefined, undefined],
    )
  })

  test('a sentence in In-Reply-To is no id, and an id without brackets is one', () => {
    const answers = (field: string) => only(letter({ 'In-Reply-To': field })).answers
    assert.deepEqual(answers('Your message of Monday to rosa@example.com'), undefined)
    assert.deepEqual(answers('Your message <a1@example.com> of Monday'), ['a1@example.com'])
    assert.deepEqual(answers('a2@example.com'), ['a2@example.com'])
  })

  test('the subject is decoded, and one without stays without', () => {
    assert.equal(
      only(letter({ Subject: 'Re: =?UTF-8?Q?kocio=C5=82_cieknie?=\r\n =?UTF-8?Q?_znowu?=' })).subject,
      'Re: kocioł cieknie znowu',
    )
    assert.equal('subject' in only(letter({ Subject: null })), false)
  })
})

suite('when', () => {
  test('a date that cannot be gives way to the time it was received', () => {
    const received = 'from mx by mail.harbor.example; Mon, 4 Nov 2024 14:15:09 +0000'
    for (const date of [
      null,
      'yesterday',
      'Mon, 31 Feb 2024 10:00:00 +0000',
      'Fri, 1 Jan 2038 00:00:00 +0000',
      'Thu, 1 Jan 1970 00:00:00 +0000',
    ]) {
      const { atMs } = only(
        letter({ Received: [received, 'from a by b; Sun, 3 Nov 2024 00:00:00 +0000'], Date: date }),
      )
      assert.equal(new Date(atMs).toISOString(), '2024-11-04T14:15:09.000Z', String(date))
    }
  })

  test('with neither, the mail is set aside', () => {
    const { messages, setAside } = parse(letter({ Date: 'soon' }))
    assert.deepEqual(
      [messages, setAside.map(({ code, records }) => [code, records])],
      [[], [['bad_time', 1]]],
    )
  })
})

suite('what it says', () => {
  test('of two ways to say it, the plain one', () => {
    assert.equal(
      said(letter({}, multipart('alternative', text('Gate code 4417\r\n'), html('<b>Gate code</b> 4417')))),
      'Gate code 4417',
    )
  })

  test('the other one, when the plain one is empty or only points to it', () => {
    for (const plain of ['', ' \r\n', 'Your mail program does not show HTML messages.']) {
      assert.equal(
        said(letter({}, multipart('alternative', text(plain), html('<p>Gate code 4417</p>')))),
        'Gate code 4417',
      )
    }
  })

  test('the other one has a name, or stands behind its pictures', () => {
    const named = text('<p>Gate code 4417</p>', 'text/html; charset=utf-8; name="body.html"')
    assert.equal(said(letter({}, multipart('alternative', text(''), named))), 'Gate code 4417')
    const behind = multipart('related', file('image/png', picture(9, 9, 9000)), html('<p>Gate code 4417</p>'))
    assert.equal(said(letter({}, behind)), 'Gate code 4417')
    assert.deepEqual(files(letter({}, behind)), [['image', 'image-0.png']])
  })

  test('a long text that mentions HTML is still a text', () => {
    const words = `${'Please call me about the heater. '.repeat(12)}The HTML form did not work.`
    assert.equal(said(letter({}, multipart('alternative', text(words), html('<p>short</p>')))), words)
  })

  test('text above and below a picture', () => {
    const mail = letter(
      {},
      multipart('mixed', text('Here it is:\r\n'), file('image/jpeg', picture(9, 9, 9000)), text('Rosa\r\n')),
    )
    assert.equal(said(mail), 'Here it is:\n\nRosa')
  })

  test('quoted history stays whole', () => {
    const words =
      'Yes, Thursday.\n\nOn Mon, Nov 4, 2024 at 9:00 AM Ken wrote:\n> Thursday or Friday?\n>\n> Ken'
    assert.equal(said(letter({}, text(words))), words)
  })

  test('soft line breaks are undone, quotes and signatures kept (RFC 3676)', () => {
    const flowed = (content: string, more = '') =>
      said(letter({}, text(content, `text/plain; charset=utf-8; format=flowed${more}`)))
    assert.equal(
      flowed('The boiler is \r\nleaking \r\nagain.\r\n  Bye'),
      'The boiler is leaking again.\n Bye',
    )
    assert.equal(flowed('Donau\r\ndampf \r\nschiff', '; delsp=yes'), 'Donau\ndampfschiff')
    assert.equal(flowed('Yes \r\n> or \r\n> no?\r\n-- \r\nRosa'), 'Yes \n> or no?\n-- \nRosa')
  })

  test('Polish letters in every encoding of theirs', () => {
    const words = 'Zażółć gęślą jaźń'
    const bytes: Record<string, number[]> = {
      'iso-8859-2': [
        0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0xb6, 0x6c, 0xb1, 0x20, 0x6a, 0x61, 0xbc, 0xf1,
      ],
      'windows-1250': [
        0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0x9c, 0x6c, 0xb9, 0x20, 0x6a, 0x61, 0x9f, 0xf1,
      ],
    }
    for (const [charset, content] of Object.entries(bytes)) {
      assert.equal(
        said(letter({}, text(Buffer.from(content), `text/plain; charset=${charset}`))),
        words,
        charset,
      )
      assert.equal(
        said(letter({}, { fields: {}, content: Buffer.from(content) })),
        words,
        `${charset}, not named`,
      )
    }
    assert.equal(
      said(letter({}, text(Buffer.from(bytes['windows-1250'] ?? []), 'text/plain; charset="ISO-8859-2"'))),
      words,
    )
    assert.equal(
      said(letter({}, text(Buffer.from(bytes['windows-1250'] ?? []), 'text/plain; charset=cp-1250'))),
      words,
    )
  })

  test('other encodings, wrong names, and UTF-7 that is left as it is', () => {
    assert.equal(
      said(letter({}, text(Buffer.from('cab1bce4', 'hex'), 'text/plain; charset=gb18030'))),
      '时间',
    )
    assert.equal(said(letter({}, text(Buffer.from('8365', 'hex'), 'text/plain; charset=x-sjis'))), 'テ')
    assert.equal(said(letter({}, text('Łódź', 'text/plain; charset=no-such-thing'))), 'Łódź')
    assert.equal(said(letter({}, text('Łódź', 'text/plain; charset=us-ascii'))), 'Łódź')
    assert.equal(said(letter({}, text('+ADw-script+AD4-', 'text/html; charset=utf-7'))), '+ADw-script+AD4-')
  })

  test('text in base64 whose lines are padded each for itself', () => {
    const lines = ['The boiler\n', 'is leaking\n'].map((line) => Buffer.from(line).toString('base64'))
    const body = {
      fields: { 'Content-Transfer-Encoding': 'base64' },
      content: Buffer.from(lines.join('\r\n')),
    }
    assert.equal(said(letter({}, body)), 'The boiler\nis leaking')
  })

  test('quoted-printable with stray signs keeps them', () => {
    const body = {
      fields: { 'Content-Transfer-Encoding': 'Quoted-Printable' },
      content: Buffer.from('2+2=4, =e2=82=AC 5 =\r\nok=  \r\n!='),
    }
    assert.equal(said(letter({}, body)), '2+2=4, € 5 ok!')
  })

  test('a multipart without its boundary, or whose boundary never comes, is read as text', () => {
    for (const type of ['multipart/mixed', 'multipart/mixed; boundary="gone"'])
      assert.equal(
        said(letter({ 'Content-Type': type }, 'The boiler is leaking.\r\n')),
        'The boiler is leaking.',
      )
  })

  test('a mail that breaks off keeps what is there', () => {
    const whole = letter({}, multipart('mixed', text('First.\r\n'), text('Second, and more to come.\r\n')))
    assert.equal(said(whole.subarray(0, whole.indexOf(', and more'))), 'First.\n\nSecond')
  })

  test('NULs are gone, for no database keeps them', () => {
    assert.equal(said(letter({}, 'The \0boiler\0\r\n')), 'The boiler')
  })

  test('a report of a mail that did not arrive says so itself, and keeps the mail as a file', () => {
    const mail = letter(
      { From: 'MAILER-DAEMON@mx.example', 'Return-Path': '<>' },
      multipart(
        'report; report-type=delivery-status',
        text('It could not be delivered.'),
        { fields: { 'Content-Type': 'message/delivery-status' }, content: Buffer.from('Action: failed') },
        {
          fields: { 'Content-Type': 'message/rfc822' },
          content: letter({ Subject: 'the first' }, 'Gate code'),
        },
      ),
    )
    assert.equal(said(mail), 'It could not be delivered.')
    assert.deepEqual(only(mail).labels, ['bounce'])
    assert.deepEqual(
      files(mail).map(([kind]) => kind),
      ['file', 'file'],
    )
  })
})

suite('what came with it', () => {
  test('files have their kinds and names, decoded', () => {
    const mail = letter(
      {},
      multipart(
        'mixed',
        text('See below.'),
        file('image/jpeg; name="leak.jpg"', Buffer.from('\xff\xd8\xff\xe0 photo', 'latin1'), {
          'Content-Disposition': 'attachment',
        }),
        file('application/pdf', Buffer.from('%PDF-1.7'), {
          'Content-Disposition':
            "attachment; filename*0*=utf-8''Rachunek%20za%20kocio; filename*1*=%C5%82.pdf; filename=old.pdf",
        }),
        file(
          'application/octet-stream; name="=?UTF-8?Q?film_z_piwnicy.mp4?="',
          Buffer.from('\0\0\0\x18ftypmp42'),
        ),
        file('text/vcard; name=rosa.vcf', Buffer.from('BEGIN:VCARD')),
        file('audio/amr', Buffer.from('#!AMR\n')),
        file('application/ms-tnef', Buffer.from([0x78, 0x9f]), {
          'Content-Disposition': 'attachment; filename=winmail.dat',
        }),
        file('message/rfc822', letter({}), {}),
        file('image/svg+xml; name=x.svg', Buffer.from('<svg onload="x()"/>')),
        text('BEGIN:VCALENDAR', 'text/calendar; method=REQUEST'),
      ),
    )
    assert.deepEqual(files(mail), [
      ['image', 'leak.jpg'],
      ['file', 'Rachunek za kocioł.pdf'],
      ['video', 'film z piwnicy.mp4'],
      ['contact_card', 'rosa.vcf'],
      ['audio', 'audio-5.amr'],
      ['file', 'winmail.dat'],
      ['file', 'message-7.eml'],
      ['file', 'x.svg'],
      ['file', 'text-9.ics'],
    ])
  })

  test('each can be had again by its place', () => {
    const photo = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251))
    photo.write('\xff\xd8\xff', 'latin1')
    const mail = letter(
      {},
      multipart('mixed', multipart('alternative', text('See.'), html('See.')), file('image/pjpeg', photo)),
    )
    const [attachment] = only(mail).attachments
    assert.deepEqual(attachment?.place, { state: 'resolved', path: 'INBOX/1710000000/4711#2' })
    const part = partOf(mail, 2)
    assert.deepEqual(
      [part?.mediaType, part?.name, part?.bytes.equals(photo)],
      ['image/jpeg', 'image-2.jpg', true],
    )
    assert.equal(partOf(mail, 3), null)
    assert.equal(partOf(Buffer.alloc(0), 7), null)
  })

  test('a name leads into no folder and turns no letters round', () => {
    const named = (name: string) =>
      files(
        letter(
          {},
          multipart(
            'mixed',
            text('x'),
            file('application/pdf', Buffer.from('x'), {
              'Content-Disposition': `attachment; filename="${name}"`,
            }),
          ),
        ),
      )[0]?.[1]
    assert.equal(named('../../etc/passwd'), 'passwd')
    assert.equal(named('C:\\\\temp\\\\bill.pdf'), 'bill.pdf')
    assert.equal(named('=?UTF-8?Q?bill=E2=80=AEfdp.exe?='), 'bill fdp.exe')
  })

  test('logos and pixels are left out, photographs within the text are not', () => {
    const inline = (id: string) => ({ 'Content-ID': `<${id}>`, 'Content-Disposition': 'inline' })
    const mail = letter(
      {},
      multipart(
        'mixed',
        multipart(
          'related',
          html('<p>Look: <img src="cid:photo"><img src="cid:logo"></p>'),
          file('image/png; name=photo.png', picture(1200, 900, 60_000), inline('photo')),
          file('image/png; name=logo.png', picture(120, 40, 3000), inline('logo')),
          file('image/gif; name=beside.gif', Buffer.from('GIF89a\x40\0\x40\0', 'latin1'), inline('beside')),
        ),
        file('image/gif; name=pixel.gif', Buffer.from('GIF89a\x01\0\x01\0', 'latin1'), {
          'Content-Disposition': 'attachment',
        }),
        file('image/png; name=small.png', picture(64, 64, 2000), { 'Content-Disposition': 'attachment' }),
      ),
    )
    assert.deepEqual(files(mail), [
      ['image', 'photo.png'],
      ['image', 'small.png'],
    ])
  })

  test('of a hundred pictures each is had without looking through the mail again', () => {
    const photos = Array.from({ length: 100 }, (_, at) => Buffer.alloc(100_000, at))
    const mail = letter({}, multipart('mixed', ...photos.map((photo) => file('image/jpeg', photo))))
    const take = partsOf(mail)
    assert.ok(photos.every((photo, at) => take(at)?.bytes.equals(photo)))
    assert.deepEqual([take(100), take(-1), take(Number.NaN)], [null, null, null])
  })

  test('of a signed mail the signature is no file', () => {
    const mail = letter(
      {},
      multipart(
        'signed',
        text('Agreed.'),
        file('application/pgp-signature; name=signature.asc', Buffer.from('x')),
      ),
    )
    assert.deepEqual([said(mail), files(mail)], ['Agreed.', []])
  })

  test('a text with a name that follows another is a file', () => {
    const mail = letter(
      {},
      multipart('mixed', text('See.'), text('a,b', 'text/plain; charset=utf-8; name=readings.txt')),
    )
    assert.deepEqual([said(mail), files(mail)], ['See.', [['file', 'readings.txt']]])
  })
})

suite('what is no mail', () => {
  const code = (bytes: Buffer, options?: MailOptions) =>
    parse(bytes, options).setAside.map(({ code: found }) => found)

  test('is set aside with its reason, which quotes nothing of it', () => {
    assert.deepEqual(code(Buffer.alloc(0)), ['not_a_mail'])
    assert.deepEqual(code(Buffer.from('hello\r\nthere\r\n')), ['not_a_mail'])
    assert.deepEqual(code(Buffer.alloc(100_000)), ['not_a_mail'])
    assert.deepEqual(code(letter({ From: null })), ['no_sender'])
    assert.deepEqual(code(letter({ From: 'undisclosed' })), ['no_sender'])
    assert.deepEqual(code(letter({}), { ...HARBOR, bytesMax: 100 }), ['mail_too_large'])
    assert.deepEqual(code(Buffer.concat([letter({}), Buffer.alloc(26 * 1024 ** 2, 65)])), ['mail_too_large'])
    const { setAside } = parse(letter({ From: 'Rosa', Subject: 'secret' }))
    assert.ok(!/rosa|secret/i.test(JSON.stringify(setAside)))
  })

  test('blank lines, a mark of byte order and an mbox line before the header do not matter', () => {
    for (const before of ['\r\n\r\n', '\ufeff', 'From rosa@example.com Mon Nov  4 08:15:00 2024\r\n'])
      assert.equal(only(Buffer.concat([Buffer.from(before), letter({})])).wireId, 'boiler-1@example.com')
  })

  test('one without a From but with a Sender is from that', () => {
    assert.equal(only(letter({ From: null, Sender: 'rosa@example.com' })).sender, 'rosa@example.com')
  })
})
