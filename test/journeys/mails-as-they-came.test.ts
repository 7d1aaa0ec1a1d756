import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { systemClock } from '../../src/base/clock.ts'
import { file, html, letter, multipart, picture, text } from '../../src/channels/mail/fixtures/make-mail.ts'
import type { Attachment, Message } from '../../src/contract/conversations.ts'
import { forgetOldFiles } from '../../src/inbox/inbox.ts'
import { startGmailServer } from '../kit/gmail-server.ts'
import { until } from '../kit/house.ts'
import { callWebhook, inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'
import { type ApiServer, type Credentials, claimForKen, secondFirm, startApi } from './api-server.ts'

const MB = 1024 ** 2
const PICTURE = picture(400, 300, 9_000)
const LEAK = file('image/png; name="leak.png"', picture(800, 600, 12_000), {
  'Content-Disposition': 'attachment; filename="leak.png"',
})
const named = (name: string, type: string, content: Buffer | string) =>
  file(`${type}; name="${name}"`, Buffer.from(content), {
    'Content-Disposition': `attachment; filename="${name}"`,
  })

/** Mrs Alvarez's mail about her ceiling: with a page of its own, pictures in it and elsewhere, and files. */
const CEILING = letter(
  {
    To: 'Harbor Plumbing <office@harbor.example>',
    Cc: 'Ken <ken@harbor.example>',
    'Reply-To': 'Rosa at work <rosa@work.example>',
    Subject: 'The ceiling',
    'Message-ID': '<ceiling-1@alvarez.example>',
    'In-Reply-To': '<visit-9@harbor.example>',
    References: '<first-1@alvarez.example> <visit-9@harbor.example>',
    'Authentication-Results':
      'mx.harbor.example; dmarc=pass header.from=example.com; spf=pass smtp.mailfrom=rosa@example.com',
  },
  multipart(
    'mixed',
    multipart(
      'alternative',
      text('Water comes through the ceiling.\n'),
      multipart(
        'related',
        html(
          '<p style="color:#123;position:fixed">Water comes through the ceiling.</p><script>alert(1)</script><img src="cid:ceiling@x" alt="the ceiling"><img src="https://far.example/logo.png" alt="logo"><img src="https://far.example/open.gif" width=1 height=1>',
        ),
        file('image/png', PICTURE, { 'Content-ID': '<ceiling@x>', 'Content-Disposition': 'inline' }),
      ),
    ),
    LEAK,
    named('offer.pdf', 'application/pdf', '%PDF-1.7\n1 0 obj\n'),
    named('photo.jpg', 'image/jpeg', '<html><script>alert(document.cookie)</script></html>'),
  ),
)

describe('a mail as it came', () => {
  let postmark: PostmarkServer
  let server: ApiServer
  let as: Credentials
  let firmId: string
  let webhook: string
  let message: Message
  before(async () => {
    postmark = await startPostmarkServer()
    server = await startApi({ works: true, postmarkUrl: postmark.baseUrl })
    ;({ as, firmId } = await claimForKen(server))
    const settings = { address: 'office@harbor.example', authServers: ['mx.harbor.example'] }
    const added = await server.ask('POST', '/api/sources', {
      as,
      body: { channel: 'postmark', settings, serverToken: postmark.serverToken },
    })
    assert.equal(added.status, 201, added.text)
    const made = await server.ask('POST', `/api/sources/${added.body.id}/webhook`, { as })
    webhook = Object.assign(new URL(made.body.url), { port: new URL(server.url).port }).href
    await take(1, CEILING, { MessageStream: 'inbound', Tag: 'website', MailboxHash: 'k4' })
    message = await messageWith('through the ceiling')
  })
  after(async () => {
    await server?.[Symbol.asyncDispose]()
    await postmark?.[Symbol.asyncDispose]()
  })
  const take = async (number: number, mail: Buffer, more: Record<string, unknown> = {}) =>
    assert.equal(
      await callWebhook(webhook, inboundJson(number, { RawEmail: mail.toString('latin1'), ...more })),
      200,
    )
  const get = (path: string, who = as) => server.ask('GET', path, { as: who })
  const messageWith = async (words: string): Promise<Message> => {
    const { items } = (await get('/api/conversations?limit=200')).body
    const found = items.find(({ last }: { last: { preview: string } }) => last.preview.includes(words))
    assert.ok(found, `nothing says ${words}`)
    return (await get(`/api/conversations/${found.id}/messages`)).body.items[0]
  }
  const filesOf = async () => {
    message = await until(
      () => messageWith('through the ceiling'),
      ({ attachments }) => attachments.every(({ files }) => files.every(({ url }) => url !== null)),
    )
    return Object.fromEntries(message.attachments.map((one): [string, Attachment] => [one.name, one]))
  }

  it('is shown by its words, and says that its own page shows more than they do', () => {
    assert.equal(message.text, 'Water comes through the ceiling.')
    assert.equal(message.markup, 'more')
  })

  it('has a page of its own, from which everything is gone that acts or calls out', async () => {
    const page = await get(`/api/messages/${message.id}/page`)
    assert.equal(page.status, 200)
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(policy, /^default-src 'none'; img-src data:; /)
    assert.match(policy, /frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox$/)
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
    assert.match(page.text, /<p style="color:#123">Water comes through the ceiling\.<\/p>/)
    assert.ok(page.text.includes(PICTURE.toString('base64')))
    assert.ok(!/script|position|far\.example/.test(page.text))
  })

  it('shows remote pictures when somebody asks for them, and never the one that only counts', async () => {
    const page = await get(`/api/messages/${message.id}/page?pictures=remote`)
    assert.match(page.headers.get('content-security-policy') ?? '', /img-src data: https: http:;/)
    assert.match(page.text, /src="https:\/\/far\.example\/logo\.png" referrerpolicy="no-referrer"/)
    assert.ok(!page.text.includes('open.gif'))
    const wrong = await get(`/api/messages/${message.id}/page?pictures=all`)
    assert.equal(wrong.status, 400)
  })

  it('tells its header, what its servers found, and what Postmark calls it', async () => {
    const {
      mail,
      postmark: called,
      gmail,
      channel,
      bytes,
    } = (await get(`/api/messages/${message.id}/source`)).body
    assert.deepEqual([channel, bytes, gmail], ['postmark', CEILING.length, null])
    assert.deepEqual(called, {
      messageId: inboundJson(1).MessageID,
      stream: 'inbound',
      tag: 'website',
      originalRecipient: inboundJson(1).OriginalRecipient,
      mailboxHash: 'k4',
    })
    assert.deepEqual(mail.from, [{ address: 'rosa@example.com', name: 'Rosa Alvarez' }])
    assert.deepEqual(mail.cc, [{ address: 'ken@harbor.example', name: 'Ken' }])
    assert.deepEqual(mail.replyTo, [{ address: 'rosa@work.example', name: 'Rosa at work' }])
    assert.deepEqual(
      [mail.subject, mail.messageId, mail.inReplyTo, mail.references],
      [
        'The ceiling',
        'ceiling-1@alvarez.example',
        ['visit-9@harbor.example'],
        ['first-1@alvarez.example', 'visit-9@harbor.example'],
      ],
    )
    assert.deepEqual(mail.authentication, {
      server: 'mx.harbor.example',
      results: [
        { method: 'dmarc', result: 'pass', of: 'example.com' },
        { method: 'spf', result: 'pass', of: 'rosa@example.com' },
      ],
    })
    assert.equal(mail.isWhole, true)
    assert.deepEqual(mail.page, { remotePictures: 1, countingPixels: 1, cut: false })
    assert.ok(mail.fields.some(({ name }: { name: string }) => name === 'authentication-results'))
  })

  it('can be saved whole, byte by byte, and is opened by nobody’s browser here', async () => {
    const saved = await get(`/api/messages/${message.id}/original`)
    assert.equal(saved.text, CEILING.toString('latin1'))
    assert.match(
      saved.headers.get('content-disposition') ?? '',
      /^attachment; filename="[0-9a-f-]{36}\.eml"$/,
    )
    assert.equal(saved.headers.get('content-security-policy'), "default-src 'none'; sandbox")
    assert.equal(saved.headers.get('x-content-type-options'), 'nosniff')
  })

  it('has files that are what their bytes say, and are called as the mail calls them', async () => {
    const files = await filesOf()
    const typeOf = (name: string) => files[name]?.files[0]?.mediaType
    assert.deepEqual(['leak.png', 'offer.pdf', 'photo.jpg'].map(typeOf), [
      'image/png',
      'application/pdf',
      'application/octet-stream',
    ])
    const open = (name: string) => get(files[name]?.files[0]?.url ?? '')
    const pdf = await open('offer.pdf')
    assert.match(pdf.headers.get('content-disposition') ?? '', /^inline; filename="offer\.pdf"/)
    const policy = pdf.headers.get('content-security-policy') ?? ''
    assert.ok(policy.startsWith("default-src 'none'") && !/script-src/.test(policy))
    const lie = await open('photo.jpg')
    assert.match(lie.headers.get('content-disposition') ?? '', /^attachment; filename="photo\.jpg"/)
    assert.equal(lie.headers.get('content-type'), 'application/octet-stream')
    for (const { headers } of [pdf, lie, await open('leak.png')])
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match((await open('leak.png')).headers.get('content-security-policy') ?? '', /sandbox$/)
  })

  it('is found by its files from the conversation, the newest first, and the same bytes are kept once', async () => {
    await filesOf()
    const again = letter(
      {
        Subject: 'Re: The ceiling',
        Cc: 'Ken <ken@harbor.example>',
        Date: 'Mon, 4 Nov 2024 09:00:00 -0600',
        'Message-ID': '<ceiling-2@alvarez.example>',
        'In-Reply-To': '<ceiling-1@alvarez.example>',
      },
      multipart('mixed', text('The same picture, once more.'), LEAK),
    )
    await take(2, again)
    const list = async () => (await get(`/api/conversations/${message.conversationId}/files`)).body
    const { items, more } = await until(list, (found) => found.items.length === 5)
    assert.deepEqual(
      [items[0].fileName, items.map(({ fileName }: { fileName: string }) => fileName).sort(), more],
      ['leak.png', ['image-2.png', 'leak.png', 'leak.png', 'offer.pdf', 'photo.jpg'], false],
    )
    const { rows } = await server.store.pool.query('select count(distinct sha256)::int as kept from media')
    assert.equal(rows[0].kept, 4)
  })

  it('keeps a file in its mail that is too large, says so, and counts it', async () => {
    const film = Buffer.alloc(20 * MB + 1, 'x')
    const mail = letter(
      { From: 'Bo Larsen <bo@larsen.example>', Subject: 'A film', 'Message-ID': '<film@larsen.example>' },
      multipart('mixed', text('This is how it drips.'), {
        fields: { 'Content-Type': 'video/mp4; name="drip.mp4"', 'Content-Transfer-Encoding': 'binary' },
        content: film,
      }),
    )
    const google = await startGmailServer()
    await using _ = google
    await using other = await startApi({
      works: true,
      google: {
        client: google.client,
        redirectUrl: 'http://127.0.0.1/sources/consent',
        apiUrl: google.baseUrl,
      },
    })
    const { as: boss } = await claimForKen(other)
    const gmailId = google.put(mail)
    const begun = await other.ask('POST', '/api/sources/gmail', { as: boss, body: {} })
    const { search } = await google.visit(begun.body.url)
    await other.ask('POST', '/api/sources/gmail/consent', { as: boss, body: { search } })
    const ask = (path: string) => other.ask('GET', path, { as: boss })
    const source = await until(
      async () => (await ask('/api/sources')).body.items[0],
      (found) => found !== undefined && !['queued', 'running'].includes(found.run?.status),
    )
    const ledger = (await ask(`/api/sync/${source.run.syncId}/ledger`)).body
    assert.deepEqual(
      [ledger.stored, ledger.rejected, ledger.addsUp, ledger.sourceAgrees, ledger.reasons[0].code],
      [1, 1, true, true, 'file_too_large'],
    )
    const [conversation] = (await ask('/api/conversations')).body.items
    const [{ id, attachments, text: words }] = (await ask(`/api/conversations/${conversation.id}/messages`))
      .body.items
    assert.deepEqual(
      [words, attachments],
      [
        'This is how it drips.',
        [{ position: 0, kind: 'video', name: 'drip.mp4', state: 'too_large', files: [] }],
      ],
    )
    const { gmail } = (await ask(`/api/messages/${id}/source`)).body
    assert.equal(gmail.messageId, gmailId)
    assert.equal(typeof gmail.threadId, 'string')
    assert.match(gmail.historyId, /^\d+$/)
    assert.ok(gmail.labels.includes('INBOX'))
  })

  it('shows no picture any more once the firm has let its files go by age, and is not saved with them', async () => {
    await server.store.write(firmId, (tx) => forgetOldFiles(tx, { clock: systemClock, before: new Date() }))
    const page = await get(`/api/messages/${message.id}/page`)
    assert.match(page.text, /Water comes through the ceiling\./)
    assert.match(page.text, /<span class="far">the ceiling<\/span>/)
    assert.ok(!page.text.includes('data:image'))
    const saved = await get(`/api/messages/${message.id}/original`)
    assert.deepEqual([saved.status, saved.body.error.code], [404, 'original_not_kept'])
    assert.equal((await get(`/api/messages/${message.id}/source`)).body.mail.isWhole, false)
  })

  it('is nobody’s but the firm’s', async () => {
    const mokotow = await secondFirm(server)
    for (const what of ['source', 'page', 'original']) {
      assert.equal((await get(`/api/messages/${message.id}/${what}`, mokotow.as)).status, 404, what)
      assert.equal((await server.ask('GET', `/api/messages/${message.id}/${what}`)).status, 401, what)
    }
    assert.equal((await get(`/api/conversations/${message.conversationId}/files`, mokotow.as)).status, 404)
  })

  it('is gone, with all that its source told of it, once its sender is erased', async () => {
    const { customerId } = (await messageWith('once more')).sender
    const erased = await server.ask('POST', `/api/customers/${customerId}/erase`, { as, body: {} })
    assert.equal(erased.status, 200, erased.text)
    for (const what of ['source', 'page', 'original'])
      assert.equal((await get(`/api/messages/${message.id}/${what}`)).status, 404, what)
    const { rows } = await server.store.pool.query(
      'select count(*)::int as kept from raw_item where tenant_id = $1 and details is not null',
      [firmId],
    )
    assert.equal(rows[0].kept, 0)
  })
})
