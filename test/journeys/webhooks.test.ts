import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/ids.ts'
import { type Given, giveMessages } from './api-messages.ts'
import { type ApiServer, type Credentials, claimForKen, secondFirm, startApi } from './api-server.ts'

const MINUTE_MS = 60_000
const PATH = '/api/webhook-secrets/conversation-complete'
const clock = fixedClock('2026-03-02T08:00:00Z')

let server: ApiServer
let harbor: { as: Credentials; firmId: string }
let given: Given
let secret: string
before(async () => {
  server = await startApi({ works: true, clock })
  harbor = await claimForKen(server)
  given = await giveMessages(server, harbor)
  secret = (await server.ask('PUT', PATH, { as: harbor.as })).body.secret
})
after(() => server[Symbol.asyncDispose]())

/** What a chat system sends, as Standard Webhooks 1.0.0 has it; `sent` goes over the wire in place of what was signed. */
type Sent = {
  id?: string
  atMs?: number
  body?: string
  key?: string
  firmId?: string
  sent?: { id?: string; timestamp?: string; body?: string | Buffer; signature?: string }
}

const signatureOf = (key: string, text: string) =>
  `v1,${createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'))
    .update(text)
    .digest('base64')}`

async function call(input: Sent = {}) {
  const {
    id = newId(clock),
    atMs = clock.now().getTime(),
    key = secret,
    firmId = harbor.firmId,
    sent = {},
  } = input
  const body = input.body ?? JSON.stringify({ conversationId: given.conversationId })
  const timestamp = String(Math.floor(atMs / 1000))
  const signature = sent.signature ?? signatureOf(key, `${id}.${timestamp}.${body}`)
  return server.ask('POST', `/api/webhooks/conversation-complete?firm=${firmId}`, {
    body: sent.body ?? body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': sent.id ?? id,
      'webhook-timestamp': sent.timestamp ?? timestamp,
      'webhook-signature': signature,
    },
  })
}

const refused = async (input: Sent, status: number, code: string, what?: string) => {
  const answer = await call(input)
  assert.deepEqual([answer.status, answer.body?.error?.code], [status, code], what ?? JSON.stringify(input))
}

describe('a chat system that says that a conversation is complete', () => {
  it('has it understood at once, and is answered as who asks for its analysis', async () => {
    const answer = await call()
    assert.equal(answer.status, 200, answer.text)
    const asked = await server.ask('POST', `/api/sync/conversations/${given.conversationId}/analyze`, {
      as: harbor.as,
    })
    assert.deepEqual(answer.body, asked.body)
    const { rows } = await server.store.pool.query(
      `select count(*)::int as lacking from message m join thread_entry t on t.message_id = m.id
       where t.conversation_id = $1 and m.direction = 'in' and m.body <> ''
         and not exists (select from understanding u where u.message_id = m.id)`,
      [given.conversationId],
    )
    assert.equal(rows[0].lacking, 0)
    await server.audit.reads.flush()
    const looks = await server.audit.list({ tenantId: harbor.firmId, limit: 10, action: 'data.read' })
    assert.ok(looks.some(({ actor }) => actor.kind === 'system' && actor.label === 'conversation-complete'))
  })

  it('may sign with the secret before as well, and be some minutes early or late', async () => {
    const body = JSON.stringify({ conversationId: given.conversationId })
    const id = newId(clock)
    const timestamp = String(clock.now().getTime() / 1000)
    const right = signatureOf(secret, `${id}.${timestamp}.${body}`)
    const both = `v1,${'A'.repeat(43)}= v1a,${'B'.repeat(86)} ${right}`
    assert.equal((await call({ id, sent: { signature: both } })).status, 200)
    for (const minutes of [-5, 5])
      assert.equal((await call({ atMs: clock.now().getTime() + minutes * MINUTE_MS })).status, 200)
  })

  it('is refused when it is not who signed, or when a byte is another', async () => {
    const body = JSON.stringify({ conversationId: given.conversationId })
    const other = JSON.stringify({ conversationId: given.otherConversationId })
    const mokotow = await secondFirm(server)
    const theirs = (await server.ask('PUT', PATH, { as: mokotow.as })).body.secret
    const one = (signature: string): Sent => ({ sent: { signature } })
    const wrong: Record<string, Sent> = {
      'another secret': { key: `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
      'an empty secret': { key: 'whsec_' },
      'another firm’s secret': { key: theirs },
      'our secret at another firm': { firmId: mokotow.firmId },
      'a firm that has none': { firmId: newId(clock) },
      'no signature': one(''),
      'half a signature': one('v1,'),
      'another version': one(signatureOf(secret, 'x').replace('v1,', 'v2,')),
      'no base64': one(`v1,${'!'.repeat(44)}`),
      'a signature in hexadecimal': one(`v1,${Buffer.from(secret).toString('hex')}`),
      'a thousand signatures': one(`v1,${'A'.repeat(43)}= `.repeat(150)),
      'the right one behind many wrong ones': {
        sent: { signature: `${'v1,AA== '.repeat(20)}${signatureOf(secret, 'x')}` },
      },
      'another body': { sent: { body: other } },
      'a space more': { sent: { body: `${body} ` } },
      'a byte that reads the same': { body: `${body} `, sent: { body: `${body}\n` } },
      'bytes that are no UTF-8': {
        body: `${body.slice(0, -1)},"note":"\ufffd"}`,
        sent: { body: Buffer.from(`${body.slice(0, -1)},"note":"\xff"}`, 'latin1') },
      },
      'another id': { sent: { id: newId(clock) } },
      'another time': { sent: { timestamp: String(clock.now().getTime() / 1000 + 1) } },
      'a time that is none': { sent: { timestamp: 'now' } },
      'a time with a sign': { sent: { timestamp: `+${clock.now().getTime() / 1000}` } },
      'an id without end': { id: 'x'.repeat(201) },
      'an id with spaces': { id: 'a b' },
    }
    for (const [what, sent] of Object.entries(wrong)) await refused(sent, 401, 'webhook_unsigned', what)
    const bare = await server.ask('POST', `/api/webhooks/conversation-complete?firm=${harbor.firmId}`, {
      body: { conversationId: given.conversationId },
    })
    assert.equal(bare.body.error.code, 'webhook_unsigned')
  })

  it('is refused when it is late, or comes from the future, and told so only if it signed', async () => {
    const at = (minutes: number) => clock.now().getTime() + minutes * MINUTE_MS
    for (const minutes of [-5.1, 5.1, -60, 1e6]) await refused({ atMs: at(minutes) }, 401, 'webhook_late')
    await refused(
      { atMs: at(-60), key: `whsec_${Buffer.alloc(32).toString('base64')}` },
      401,
      'webhook_unsigned',
    )
  })

  it('is taken once, whoever sends it again, also of two at the same moment', async () => {
    const id = newId(clock)
    assert.equal((await call({ id })).status, 200)
    await refused({ id }, 409, 'webhook_repeated', 'the same')
    clock.advance(6 * MINUTE_MS)
    await refused({ id }, 409, 'webhook_repeated', 'the same, signed anew')
    const twice = newId(clock)
    const both = await Promise.all([call({ id: twice }), call({ id: twice }), call({ id: twice })])
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409, 409])
  })

  it('may call again when what it called for failed, or was cut off', async () => {
    const id = newId(clock)
    const missing = JSON.stringify({ conversationId: newId(clock) })
    await refused({ id, body: missing }, 404, 'conversation_not_found')
    assert.equal((await call({ id })).status, 200)
    const killed = newId(clock)
    await server.store.write(harbor.firmId, (tx) =>
      tx
        .insertInto('webhookReceipt')
        .values({ source: 'conversation-complete', callId: killed, receivedAt: clock.now() })
        .execute(),
    )
    await refused({ id: killed }, 409, 'webhook_repeated')
    clock.advance(2 * MINUTE_MS + 1)
    assert.equal((await call({ id: killed })).status, 200)
  })

  it('leaves nothing behind: what was taken is forgotten after a day', async () => {
    const count = async () => {
      const { rows } = await server.store.pool.query('select count(*)::int as count from webhook_receipt')
      return rows[0].count
    }
    assert.ok((await count()) > 3)
    clock.advance(24 * 60 * MINUTE_MS + 1)
    await call()
    assert.equal(await count(), 1)
  })
})

describe('the secret of a chat system', () => {
  it('is shown once, replaced and removed by who manages keys, and stands in the audit trail', async () => {
    const { as, firmId } = harbor
    const before = secret
    const made = await server.ask('PUT', PATH, { as })
    assert.match(made.body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.equal(made.body.url, `http://127.0.0.1/api/webhooks/conversation-complete?firm=${firmId}`)
    const list = await server.ask('GET', '/api/webhook-secrets', { as })
    assert.deepEqual(
      list.body.items.map(({ source, url }: { source: string; url: string }) => [source, url]),
      [['conversation-complete', made.body.url]],
    )
    assert.ok(!list.text.includes(made.body.secret.slice(6)))
    await refused({ key: before }, 401, 'webhook_unsigned', 'the one before signs no more')
    assert.equal((await call({ key: made.body.secret })).status, 200)
    await server.secrets.rotate()
    assert.equal((await call({ key: made.body.secret })).status, 200)
    assert.equal((await server.ask('DELETE', PATH, { as })).status, 204)
    await refused({ key: made.body.secret }, 401, 'webhook_unsigned', 'none signs any more')
    assert.equal((await server.ask('DELETE', PATH, { as })).body.error.code, 'webhook_secret_not_found')
    assert.deepEqual((await server.ask('GET', '/api/webhook-secrets', { as })).body.items, [])
    const trail = await server.audit.list({ tenantId: firmId, limit: 3, action: 'webhook_secret.' })
    assert.deepEqual(
      trail.map(({ action, subject, actor }) => [action, subject?.id, actor.kind]),
      [
        ['webhook_secret.removed', 'conversation-complete', 'person'],
        ['webhook_secret.set', 'conversation-complete', 'person'],
        ['webhook_secret.set', 'conversation-complete', 'person'],
      ],
    )
    const { rows } = await server.store.pool.query('select * from secret')
    assert.ok(!JSON.stringify(rows).includes(made.body.secret))
    assert.equal(
      (await server.ask('PUT', '/api/webhook-secrets/anything', { as })).body.error.code,
      'bad_input',
    )
  })
})
