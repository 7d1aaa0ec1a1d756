import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { inboundJson } from '../../../test/kit/postmark-server.ts'
import { parseMail } from '../mail/mail.ts'
import { partOf } from '../mail/mail-attachments.ts'
import { mailOfPostmark, postmarkToMail } from './to-mail.ts'

const headOf = (mail: Buffer) => mail.toString('latin1').split('\r\n\r\n', 1)[0] ?? ''
/** Another reader of mail than ours. */
const parse = (mail: Buffer) => PostalMime.parse(mail, { attachmentEncoding: 'arraybuffer' })
const base64 = (text: string) => Buffer.from(text).toString('base64')

suite('a mail that Postmark took apart', () => {
  test('is put together again: people, words, dates and ids', async () => {
    const json = inboundJson(3, {
      FromFull: { Email: 'anna@mokotow.example', Name: 'Anna "Klima" Nowak-Żółć', MailboxHash: '' },
      CcFull: [
        { Email: 'jan@mokotow.example', Name: 'Kowalski, Jan', MailboxHash: '' },
        { Email: 'piec@mokotow.example', Name: '', MailboxHash: '' },
      ],
      ReplyTo: 'Biuro Mokotów <biuro@mokotow.example>',
      Subject: 'Piec — znów cieknie, proszę o pilny przyjazd, bo woda kapie już na podłogę w kuchni 💧',
      TextBody: 'Dzień dobry,\n\npiec cieknie.\n.\n',
      HtmlBody: '<p>Dzień dobry,<br>piec <b>cieknie</b>.</p>',
    })
    const mail = postmarkToMail(json)
    const parsed = await parse(mail)
    assert.deepEqual(parsed.from, { name: 'Anna "Klima" Nowak-Żółć', address: 'anna@mokotow.example' })
    assert.deepEqual(parsed.cc, [
      { name: 'Kowalski, Jan', address: 'jan@mokotow.example' },
      { name: '', address: 'piec@mokotow.example' },
    ])
    assert.deepEqual(parsed.replyTo, [{ name: 'Biuro Mokotów', address: 'biuro@mokotow.example' }])
    assert.equal(parsed.subject, json.Subject)
    assert.equal(parsed.text, json.TextBody)
    assert.equal(parsed.html, json.HtmlBody)
    assert.equal(parsed.messageId, '<boiler.3@alvarez.example>')
    assert.equal(parsed.date, '2026-03-02T15:30:00.000Z')
    const head = headOf(mail)
    assert.match(head, /^Received-SPF: Pass /m)
    assert.match(head, /^X-Original-To: 451d9b70.*@inbound\.postmarkapp\.com$/m)
    assert.doesNotMatch(head, /[^\t\r\n -~]/)
    assert.ok(head.split('\r\n').every((line) => line.length <= 200))
    assert.equal(head.match(/^MIME-Version:/gim)?.length, 1)
  })

  test('is read as any other mail is', () => {
    const json = inboundJson(3, {
      Subject: 'Piec — znów cieknie',
      Headers: [
        { Name: 'Message-ID', Value: '<boiler.3@alvarez.example>' },
        { Name: 'In-Reply-To', Value: '<r1@harbor.example>' },
      ],
    })
    const owner = [String(json.OriginalRecipient)]
    const { messages, setAside } = parseMail('x', postmarkToMail(json), { owner })
    assert.deepEqual(setAside, [])
    const [message] = messages
    assert.equal(message?.direction, 'in')
    assert.equal(message?.sender, 'rosa@alvarez.example')
    assert.equal(message?.subject, 'Piec — znów cieknie')
    assert.equal(message?.text, 'It is leaking for the 3th time.')
    assert.equal(message?.atMs, Date.parse('2026-03-02T15:30:00Z'))
    assert.match(message?.wireId ?? '', /boiler\.3@alvarez\.example/)
    assert.equal(message?.answers?.length, 1)
  })

  test('keeps its files, and those that its HTML shows within it', async () => {
    const json = inboundJson(4, {
      HtmlBody: '<p>See: <img src="cid:leak.jpg@01"></p>',
      Attachments: [
        {
          Name: 'leak.jpg',
          ContentType: 'image/jpeg',
          ContentLength: 4,
          ContentID: 'leak.jpg@01',
          Content: base64('JPEG'),
        },
        {
          Name: 'Faktura żółta.pdf',
          ContentType: 'application/pdf; x=1',
          ContentLength: 300,
          Content: base64('PDF'.repeat(100)),
        },
        {
          Name: 'forwarded.eml',
          ContentType: 'message/rfc822',
          ContentLength: 9,
          Content: base64('From: a\n\n'),
        },
      ],
    })
    const { attachments, html } = await parse(postmarkToMail(json))
    assert.match(html ?? '', /cid:leak\.jpg@01/)
    assert.deepEqual(
      attachments.map(({ filename, mimeType, disposition, contentId, content }) => [
        filename,
        mimeType,
        disposition,
        contentId,
        Buffer.from(content as ArrayBuffer).toString(),
      ]),
      [
        ['leak.jpg', 'image/jpeg', 'inline', '<leak.jpg@01>', 'JPEG'],
        ['Faktura żółta.pdf', 'application/pdf', 'attachment', undefined, 'PDF'.repeat(100)],
        ['forwarded.eml', 'application/octet-stream', 'attachment', undefined, 'From: a\n\n'],
      ],
    )
  })

  test('names files whose bytes Postmark did not keep', async () => {
    const json = inboundJson(5, {
      Attachments: [{ Name: 'leak.jpg', ContentType: 'image/jpeg', ContentLength: 81_920 }],
    })
    const mail = postmarkToMail(json)
    assert.match(mail.toString(), /filename="leak\.jpg"; size=81920/)
    const { attachments } = await parse(mail)
    assert.deepEqual(
      attachments.map(({ filename, content }) => [filename, (content as ArrayBuffer).byteLength]),
      [['leak.jpg', 0]],
    )
  })

  test('has the same files with their bytes as without, where they are missing', () => {
    const file = (name: string, type: string, size: number, more: object = {}) => ({
      Name: name,
      ContentType: type,
      ContentLength: size,
      Content: Buffer.alloc(size, 'x').toString('base64'),
      ...more,
    })
    const json = inboundJson(5, {
      HtmlBody: '<p>See: <img src="cid:leak@01"> <img src="cid:logo@01"></p>',
      Attachments: [
        file('leak.jpg', 'image/jpeg', 8_000, { ContentID: 'leak@01' }),
        file('logo.png', 'image/png', 900, { ContentID: 'logo@01' }),
        file('invoice.pdf', 'application/pdf', 600),
      ],
    })
    const without = { ...json, Attachments: listOf(json).map(({ Content, ...rest }) => rest) }
    const read = (mail: unknown) => {
      const bytes = postmarkToMail(mail)
      const { attachments = [] } = parseMail('m', bytes, { owner: [] }).messages[0] ?? {}
      return { bytes, files: attachments.map(({ reference, kind, place }) => [reference, kind, place]) }
    }
    assert.deepEqual(read(json).files, [
      ['leak.jpg', 'image', { state: 'resolved', path: 'm#2' }],
      ['invoice.pdf', 'file', { state: 'resolved', path: 'm#4' }],
    ])
    const { bytes, files } = read(without)
    assert.deepEqual(files, [
      ['leak.jpg', 'image', { state: 'missing' }],
      ['invoice.pdf', 'file', { state: 'missing' }],
    ])
    assert.deepEqual([partOf(bytes, 2), partOf(bytes, 4)], [null, null])
    assert.equal(partOf(read(json).bytes, 4)?.bytes.length, 600)
  })

  test('from the firm’s own address is no mail of the firm’s: nobody has checked it', () => {
    const own = { Email: 'office@harbor.example', Name: 'Harbor Plumbing', MailboxHash: '' }
    const mail = postmarkToMail(inboundJson(7, { From: own.Email, FromFull: own }))
    const directionOf = (options: object) =>
      parseMail('m', mail, { owner: [own.Email], ...options }).messages[0]?.direction
    assert.equal(directionOf({}), 'out') // as a copy of what was sent
    assert.equal(directionOf({ onlyTakesIn: true }), 'in')
  })

  test('gets no field or part by what somebody wrote', async () => {
    const evil = 'x\r\nBcc: everybody@harbor.example\r\n\r\n--pm-1\r\nClick here'
    const json = inboundJson(6, {
      Subject: evil,
      FromFull: { Email: `rosa@alvarez.example>\r\nBcc: <a@b.example`, Name: evil, MailboxHash: '' },
      ReplyTo: evil,
      Date: evil,
      Headers: [
        { Name: 'X-Tag', Value: evil },
        { Name: 'X-Bad: y\r\nBcc', Value: 'a@b.example' },
        { Name: 'Content-Type', Value: 'text/html' },
      ],
      Attachments: [
        {
          Name: `a"\r\n\r\nevil`,
          ContentType: `image/png\r\nBcc: a`,
          ContentLength: 1,
          Content: 'QQ==',
          ContentID: 'a>\r\nBcc: b',
        },
      ],
    })
    const mail = postmarkToMail(json)
    assert.doesNotMatch(mail.toString(), /^bcc/im)
    const { text, bcc, attachments } = await parse(mail)
    assert.equal(text, 'It is leaking for the 6th time.')
    assert.equal(bcc, undefined)
    assert.equal(attachments.length, 1)
  })

  test('with whatever words comes out as it went in', async () => {
    const words = fc
      .string({ unit: 'binary', maxLength: 200 })
      .map((text) => text.replace(/[\r\n\0]/g, ' ').trim())
    await fc.assert(
      fc.asyncProperty(words, words, fc.string({ unit: 'binary' }), async (name, subject, text) => {
        const json = inboundJson(1, {
          FromFull: { Email: 'rosa@alvarez.example', Name: name, MailboxHash: '' },
          Subject: subject,
          TextBody: text,
        })
        const mail = postmarkToMail(json)
        assert.deepEqual(postmarkToMail(json), mail)
        const parsed = await parse(mail)
        assert.equal(parsed.from?.address, 'rosa@alvarez.example')
        assert.equal(collapsed(parsed.from?.name ?? ''), collapsed(name))
        assert.equal(collapsed(parsed.subject ?? ''), collapsed(subject))
        assert.equal((parsed.text ?? '').replace(/\r?\n$/, ''), text.replace(/\r?\n$/, ''))
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  test('of whatever JSON is some mail', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => postmarkToMail(json).includes('\r\n\r\n')))
  })

  test('is left as it is where it came as its own bytes', () => {
    const raw = Buffer.from('From: rosa@alvarez.example\r\n\r\nHello\r\n')
    assert.deepEqual(mailOfPostmark(raw), raw)
    const json = inboundJson(1)
    assert.deepEqual(mailOfPostmark(Buffer.from(JSON.stringify(json))), postmarkToMail(json))
    assert.deepEqual(mailOfPostmark(Buffer.from('{ no JSON')), Buffer.from('{ no JSON'))
  })
})

function listOf({ Attachments }: Record<string, unknown>): Record<string, unknown>[] {
  return Attachments as Record<string, unknown>[]
}

/** Blanks within fields are folded and unfolded. */
function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
