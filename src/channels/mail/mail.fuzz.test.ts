import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { type Entity, file, html, letter, multipart, text } from './fixtures/make-mail.ts'
import { parseMail } from './mail.ts'
import { partOf } from './mail-attachments.ts'

const HARBOR = { owner: ['office@harbor.example'] }
const MB = 1024 ** 2

/**
 * Parses within the time, which is of the processor, so that a busy machine fails nobody; the message, or the code it was
 * set aside with.
 */
function within(msMax: number, mail: Buffer, options = {}) {
  const before = process.threadCpuUsage()
  const { messages, setAside } = parseMail('m', mail, { ...HARBOR, ...options })
  const { user, system } = process.threadCpuUsage(before)
  const ms = (user + system) / 1000
  assert.ok(ms < msMax, `${Math.round(ms)} ms`)
  const lost = setAside.filter(({ code }) => code !== 'file_too_large')
  assert.equal(messages.length + lost.length, 1)
  return messages[0] ?? setAside[0]?.code
}

const words = (found: ReturnType<typeof within>) => (typeof found === 'object' ? found.text : found)

suite('a mail made to harm', () => {
  const SIZE = 24 * MB
  const plain = (content: string | Buffer, fields = {}) =>
    letter(fields, { fields: {}, content: Buffer.from(content) })

  test('of ten thousand multiparts in each other is read as deep as is sane', () => {
    let mail = 'Content-Type: multipart/mixed; boundary="b0"\r\n\r\n'
    for (let depth = 1; depth < 10_000; depth++)
      mail += `--b${depth - 1}\r\nContent-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n`
    const found = within(
      1000,
      Buffer.from(`From: rosa@example.com\r\nDate: Mon, 4 Nov 2024 08:15:00 -0600\r\n${mail}`),
    )
    assert.deepEqual(typeof found === 'object' && found.labels, ['parts_cut'])
  })

  test('of a hundred thousand parts keeps a thousand', () => {
    const parts = '--b\r\n\r\nx\r\n'.repeat(100_000)
    const found = within(1000, plain(parts, { 'Content-Type': 'multipart/mixed; boundary=b' }))
    assert.deepEqual(typeof found === 'object' && found.labels, ['parts_cut'])
  })

  test('of a hundred thousand fields, or one folded as often, still says what it says', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`X-${at}`, 'y']))
    assert.equal(words(within(1500, letter(many, 'Gate code'))), 'Gate code')
    for (const name of ['Subject', 'References', 'To', 'Received', 'Authentication-Results', 'X'])
      assert.equal(
        words(within(1500, letter({ [name]: `a${'\r\n b'.repeat(100_000)}` }, 'Gate code'))),
        'Gate code',
        name,
      )
  })

  test('of fields without end takes no longer', () => {
    for (const [name, value] of Object.entries({
      From: 'rosa@example.com, ',
      To: '"<,;:(',
      Cc: 'a:b:',
      Subject: '=?utf-8?Q?',
      References: '<a@b> ',
      'In-Reply-To': '<<<<',
      'Content-Type': 'multipart/mixed; boundary="',
      'Content-Disposition': "attachment; filename*0*=utf-8''",
      'Authentication-Results': 'mx; (((',
      'ARC-Seal': 'i=1; ',
      Date: 'Mon, 4 (',
      'Delivered-To': '<',
    }))
      within(
        2000,
        letter({
          [name]: value.repeat((1.5 * MB) / value.length),
          Received: 'x; Mon, 4 Nov 2024 08:15:00 -0600',
        }),
      )
  })

  test('that is a header and nothing else ends', () => {
    within(1500, Buffer.alloc(SIZE, 'X-A: b\r\n'))
    within(1500, Buffer.alloc(SIZE, 'From'))
    within(1500, Buffer.alloc(SIZE, 'From: a@b.c\r\n'))
  })

  test('of one sign over and over takes no longer', () => {
    for (const sign of [
      '\n',
      '\r',
      '\r\n',
      ' ',
      '\0',
      '-',
      '--',
      '\n--',
      '=',
      '>',
      'a ',
      '=\n',
      '\n--b',
      '\n--b--',
      '=0D=0A',
    ])
      for (const type of ['text/plain; format=flowed', 'multipart/mixed; boundary=b', 'text/html']) {
        const isMultipart = type.startsWith('multipart')
        if (isMultipart && !sign.includes('-')) continue
        const encoding = sign.includes('=') ? 'quoted-printable' : '8bit'
        const content = Buffer.alloc(isMultipart ? SIZE : 4 * MB, sign)
        within(3000, plain(content, { 'Content-Type': type, 'Content-Transfer-Encoding': encoding }))
      }
  })

  test('of HTML that never closes, or opens what it never meant, takes no longer', () => {
    for (const bomb of [
      '<div>',
      '</div>',
      '<',
      '&',
      '&#',
      '<!--',
      '<div style="display:none">',
      '<ul><li>',
      '<blockquote>',
      '<table><tr><td>',
      '<pre>\n',
      '<a href="',
      '<img alt="👍">',
      '<p style="',
      '<br>',
      '&nbsp;',
      '<script>',
      '&zwnj;',
      '<p hidden><p>',
    ])
      within(4000, plain(Buffer.alloc(2 * MB, bomb), { 'Content-Type': 'text/html; charset=utf-8' }))
  })

  test('of fifty megabytes is set aside, or read when more is allowed', () => {
    const mail = letter(
      {},
      multipart('mixed', text('See.'), file('image/jpeg; name=a.jpg', Buffer.alloc(38 * MB, 7))),
    )
    assert.ok(mail.length > 50 * MB)
    assert.equal(within(200, mail), 'mail_too_large')
    const found = within(1500, mail, { bytesMax: 100 * MB })
    assert.deepEqual(typeof found === 'object' && found.attachments.map(({ place }) => place), [
      { state: 'too_large' },
    ])
  })

  test('keeps no more of its text than anybody reads', () => {
    const found = within(1500, plain('🔧'.repeat(2_000_000)))
    assert.ok(typeof found === 'object' && found.text.length <= 100_000 && found.text.isWellFormed())
    assert.deepEqual(found.labels, ['text_cut'])
  })
})

const name = fc.stringMatching(/^[a-zA-Zżółć0-9 _().-]{1,20}$/).map((made) => `${made.trim() || 'x'}.pdf`)
const leaf: fc.Arbitrary<Entity> = fc.oneof(
  fc.lorem({ maxCount: 30 }).map((content) => text(content)),
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((content) => text(content.replace(/\p{Cc}/gu, ' '))),
  fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 400 }), name).map(([content, called]) =>
    file('application/pdf', Buffer.from(content), {
      'Content-Disposition': `attachment; filename*=utf-8''${encodeURIComponent(called)}`,
    }),
  ),
)
const { entity } = fc.letrec<{ entity: Entity }>((tie) => ({
  entity: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.array(tie('entity'), { minLength: 1, maxLength: 4 }).map((parts) => multipart('mixed', ...parts)),
    fc.lorem().map((content) => multipart('alternative', text(content), html(`<p>${content}</p>`))),
  ),
}))

suite('a mail of any making', () => {
  test('has the files and the words that another reader of mails finds in it', async () => {
    await fc.assert(
      fc.asyncProperty(entity, fc.string({ unit: 'grapheme', maxLength: 40 }), async (body, subject) => {
        const written = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
        const mail = letter({ Subject: written }, body)
        const theirs = await PostalMime.parse(mail, { forceRfc822Attachments: true })
        const { messages } = parseMail('m', mail, HARBOR)
        const [ours] = messages
        assert.ok(ours)
        const files = ours.attachments.map(({ reference, place }) => {
          const path = place.state === 'resolved' ? place.path : ''
          return [reference, partOf(mail, Number(path.slice(2)))?.bytes.toString('hex')]
        })
        const expected = theirs.attachments.map(({ filename, content }) => [
          filename,
          Buffer.from(content as ArrayBuffer).toString('hex'),
        ])
        assert.deepEqual(files, expected)
        const seen = (said: string) => said.replace(/[\s\p{Cc}]+/gu, ' ').trim()
        assert.equal(seen(ours.text), seen(theirs.text ?? ''))
        assert.equal(seen(ours.subject ?? ''), seen(theirs.subject ?? ''))
      }),
      { numRuns: 500 },
    )
  })

  test('never throws when it is mangled, and is one message or one thing set aside', () => {
    const shards = fc.constantFrom(
      '\r\n',
      '\r\n\r\n',
      '--',
      '=_part_',
      '=',
      '=?',
      '"',
      '<',
      '>',
      ';',
      ':',
      '\0',
      'Content-Type: ',
      'multipart/mixed; boundary=',
      'base64',
      "filename*0*=x''%",
      '(',
      '\\',
    )
    const damage = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(60),
      inserted: fc.oneof(shards, fc.string({ unit: 'binary', maxLength: 4 })),
    })
    fc.assert(
      fc.property(entity, fc.array(damage, { minLength: 1, maxLength: 6 }), (body, all) => {
        const mail = all.reduce((before, { at, removed, inserted }) => {
          const from = Math.floor(at * before.length)
          return before.slice(0, from) + inserted + before.slice(from + removed)
        }, letter({}, body).toString('latin1'))
        const bytes = Buffer.from(mail, 'latin1')
        const { messages, setAside } = parseMail('m', bytes, HARBOR)
        assert.equal(messages.length + setAside.length, 1)
        for (let place = 0; place < 6; place++) partOf(bytes, place)
      }),
      { numRuns: 3000 },
    )
  })
})
