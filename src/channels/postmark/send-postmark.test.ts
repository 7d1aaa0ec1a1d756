import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startPostmarkServer } from '../../../test/kit/postmark-server.ts'
import { virtualTime } from '../../../test/kit/waiting.ts'
import { type PostmarkEmail, sendPostmark } from './send-postmark.ts'

const signal = new AbortController().signal
const reply: PostmarkEmail = {
  from: 'Harbor Plumbing <office@harbor.example>',
  to: ['rosa@alvarez.example'],
  subject: 'Re: The boiler, again',
  text: 'Ken is on his way.',
}

async function harbor() {
  const time = virtualTime()
  const postmark = await startPostmarkServer(time)
  const { baseUrl, serverToken } = postmark
  const send = (more: Partial<PostmarkEmail> = {}) =>
    sendPostmark({ baseUrl, serverToken }, { ...reply, ...more }, { signal, waiting: time })
  return { time, postmark, send, [Symbol.asyncDispose]: () => postmark[Symbol.asyncDispose]() }
}

suite('a reply by Postmark', () => {
  test('goes out by its stream, with its fields and files', async () => {
    await using here = await harbor()
    const { postmark, send } = here
    const sent = await send({
      html: '<p>Ken is on his way.</p>',
      messageStream: 'replies',
      headers: [
        { name: 'In-Reply-To', value: '<boiler.1@alvarez.example>' },
        { name: 'Message-ID', value: '<r1@harbor.example>' },
      ],
      attachments: [
        { name: 'van.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('JPEG'), contentId: 'van' },
      ],
      metadata: { conversation: 'c1' },
      replyTo: 'office+c1@harbor.example',
    })
    assert.deepEqual(sent, {
      kind: 'sent',
      messageId: 'b7bc2f4a-e38e-4336-af7d-000000000001',
      atMs: Date.parse('2026-03-02T15:00:00.000Z'),
    })
    assert.deepEqual(postmark.sent, [
      {
        From: 'Harbor Plumbing <office@harbor.example>',
        To: 'rosa@alvarez.example',
        ReplyTo: 'office+c1@harbor.example',
        Subject: 'Re: The boiler, again',
        TextBody: 'Ken is on his way.',
        HtmlBody: '<p>Ken is on his way.</p>',
        Headers: [
          { Name: 'In-Reply-To', Value: '<boiler.1@alvarez.example>' },
          { Name: 'Message-ID', Value: '<r1@harbor.example>' },
          { Name: 'X-PM-KeepID', Value: 'true' },
        ],
        MessageStream: 'replies',
        Attachments: [
          { Name: 'van.jpg', Content: 'SlBFRw==', ContentType: 'image/jpeg', ContentID: 'cid:van' },
        ],
        Metadata: { conversation: 'c1' },
        TrackOpens: false,
      },
    ])
  })

  test('that Postmark will not take is told why', async () => {
    await using here = await harbor()
    const { postmark, send } = here
    postmark.inactive.add('rosa@alvarez.example')
    const large = Buffer.alloc(11 * 1024 * 1024)
    const refused = (await Promise.all([
      send(),
      send({ from: 'office@elsewhere.example' }),
      send({ to: ['nobody'] }),
      send({ messageStream: 'no-such-stream', to: ['ken@harbor.example'] }),
      send({ to: ['ken@harbor.example'], attachments: [{ name: 'a', mediaType: 'a/b', bytes: large }] }),
    ])) as { why: string; errorCode: number }[]
    assert.deepEqual(
      refused.map(({ why, errorCode }) => [why, errorCode]),
      [
        ['inactive_recipient', 406],
        ['unknown_sender', 400],
        ['invalid', 300],
        ['unknown_stream', 1226],
        ['too_large', 0],
      ],
    )
    postmark.fault = () => ({ status: 422, errorCode: 413 })
    assert.deepEqual(await send(), { kind: 'refused', why: 'account_may_not_send', errorCode: 413 })
    assert.deepEqual(postmark.sent, [])
  })

  test('waits where Postmark asks to wait, and is not sent twice where nobody knows', async () => {
    await using here = await harbor()
    const { postmark, send, time } = here
    postmark.fault = (_, nth) => (nth < 2 ? { status: 429, errorCode: 429, retryAfter: '5' } : undefined)
    assert.equal((await send()).kind, 'sent')
    assert.ok(Math.max(...time.waits) >= 5_000)
    assert.equal(postmark.sent.length, 1)
    postmark.fault = () => 'cut'
    await assert.rejects(send(), { name: 'WireError', fault: 'unreachable' })
    assert.equal(postmark.sent.length, 2) // once
    postmark.fault = () => ({ status: 500 })
    await assert.rejects(send(), { name: 'WireError', fault: 'busy' })
    assert.equal(postmark.counts.email, 5)
    postmark.fault = () => ({ status: 401, errorCode: 10 })
    await assert.rejects(send(), { name: 'WireError', fault: 'credentials_refused' })
  })
})
