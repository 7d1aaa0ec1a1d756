import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/ids.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type Given, giveMessages } from './api-messages.ts'
import {
  type ApiServer,
  type Credentials,
  claimForKen,
  secondFirm,
  signedIn,
  startApi,
} from './api-server.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
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
  to?: ApiServer
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
    to = server,
    sent = {},
  } = input
  const body = input.body ?? JSON.stringify({ conversationId: given.conversationId })
  const timestamp = String(Math.floor(atMs / 1000))
  const signature = sent.signature ?? signatureOf(key, `${id}.${timestamp}.${body}`)
  return to.ask('POST', `/api/webhooks/conversation-complete?firm=${firmId}`, {
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
  beforeEach(() => server.ask('DELETE', PATH, { as: harbor.as }))

  type Made = { secret: string; url: string; previousEndsAt: string | null }
  /** Asks for a new one, as `body` says, and lets a minute pass. */
  const make = async (body?: unknown): Promise<Made> => {
    const answer = await server.ask('PUT', PATH, { as: harbor.as, body })
    assert.equal(answer.status, 200, answer.text)
    clock.advance(MINUTE_MS)
    return answer.body
  }
  const list = async () => (await server.ask('GET', '/api/webhook-secrets', { as: harbor.as })).body.items
  /** Which of them sign now. */
  const sign = async (...made: Made[]) => {
    const answers: boolean[] = []
    for (const { secret: key } of made) {
      const { status, body } = await call({ key })
      assert.equal(body.error?.code, status === 200 ? undefined : 'webhook_unsigned')
      answers.push(status === 200)
    }
    return answers
  }
  const kept = async () => {
    const { rows } = await server.store.pool.query<{ sealed: string }>(
      'select sealed::text from secret where tenant_id = $1 order by changed_at',
      [harbor.firmId],
    )
    return rows.map(({ sealed }) => sealed)
  }
  const goTo = (instant: string | null) => clock.advance(Date.parse(instant ?? '') - clock.now().getTime())
  const trail = async (limit: number) =>
    (await server.audit.list({ tenantId: harbor.firmId, limit, action: 'webhook_secret.' })).map(
      ({ action, subject, actor, details }) => [action, subject?.id, actor.kind, details],
    )
  const told = (action: string, details: unknown) => [action, 'conversation-complete', 'person', details]

  it('is shown once, and made and removed by who manages keys', async () => {
    const madeAt = clock.now().toISOString()
    const made = await make()
    assert.match(made.secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.equal(made.url, `http://127.0.0.1/api/webhooks/conversation-complete?firm=${harbor.firmId}`)
    const listed = { source: 'conversation-complete', url: made.url, madeAt, previousEndsAt: null }
    assert.deepEqual(await list(), [listed])
    assert.deepEqual(await sign(made), [true])
    const { rows } = await server.store.pool.query('select * from secret')
    assert.ok(!JSON.stringify(rows).includes(made.secret))
    assert.equal((await server.ask('DELETE', PATH, { as: harbor.as })).status, 204)
    assert.deepEqual(await sign(made), [false])
    assert.deepEqual(await list(), [{ ...listed, madeAt: null }])
    const again = await server.ask('DELETE', PATH, { as: harbor.as })
    assert.equal(again.body.error.code, 'webhook_secret_not_found')
    const elsewhere = await server.ask('PUT', '/api/webhook-secrets/anything', { as: harbor.as })
    assert.equal(elsewhere.body.error.code, 'bad_input')
    assert.deepEqual(await trail(2), [
      told('webhook_secret.removed', null),
      told('webhook_secret.set', { endPrevious: false, previousEndsAt: null }),
    ])
  })

  it('signs for a day after it was replaced, to the millisecond', async () => {
    const old = await make()
    assert.equal(old.previousEndsAt, null)
    const madeAt = clock.now()
    const previousEndsAt = new Date(madeAt.getTime() + DAY_MS).toISOString()
    const made = await make({ endPrevious: false })
    assert.equal(made.previousEndsAt, previousEndsAt)
    const listed = { source: 'conversation-complete', url: made.url, madeAt: madeAt.toISOString() }
    assert.deepEqual(await list(), [{ ...listed, previousEndsAt }])
    assert.deepEqual(await trail(1), [told('webhook_secret.set', { endPrevious: false, previousEndsAt })])
    goTo(previousEndsAt)
    clock.advance(-1)
    assert.deepEqual(await sign(old, made), [true, true])
    assert.deepEqual(await list(), [{ ...listed, previousEndsAt }])
    clock.advance(1)
    assert.deepEqual(await sign(old, made), [false, true])
    assert.deepEqual(await list(), [{ ...listed, previousEndsAt: null }])
  })

  it('is deleted once its time is over: as a call comes, the list is looked at, or another is made', async () => {
    const strangers = () => call({ key: `whsec_${randomBytes(32).toString('base64')}` })
    for (const look of [strangers, list, make]) {
      const old = await make({ endPrevious: true })
      const [sealed] = await kept()
      const { previousEndsAt } = await make()
      goTo(previousEndsAt)
      clock.advance(-1)
      if (look !== make) await look()
      assert.equal((await kept())[0], sealed)
      clock.advance(1)
      await look()
      assert.equal((await kept()).includes(sealed ?? ''), false)
      assert.equal((await kept()).length, look === make ? 2 : 1)
      assert.deepEqual(await sign(old), [false])
    }
  })

  it('ends at once when it has leaked, and so do those before it', async () => {
    const [old, leaked] = [await make(), await make()]
    const made = await make({ endPrevious: true })
    assert.equal(made.previousEndsAt, null)
    assert.deepEqual(await sign(old, leaked, made), [false, false, true])
    assert.equal((await list())[0].previousEndsAt, null)
    assert.equal((await kept()).length, 1)
    assert.deepEqual(await trail(1), [
      told('webhook_secret.set', { endPrevious: true, previousEndsAt: null }),
    ])
    for (const body of [{ endPrevious: 'yes' }, { endPrevious: null }, []])
      assert.equal((await server.ask('PUT', PATH, { as: harbor.as, body })).body.error.code, 'bad_input')
    assert.deepEqual(await sign(made), [true], 'what is refused has replaced nothing')
  })

  it('signs on when Ken loses the new one before it is in use, and makes another', async () => {
    const [inUse, lost, found] = [await make(), await make(), await make()]
    assert.deepEqual(await sign(inUse, lost, found), [true, true, true])
    assert.equal((await list())[0].previousEndsAt, found.previousEndsAt)
    const fourth = await make()
    assert.deepEqual(await sign(inUse, lost, found, fourth), [false, true, true, true], 'three at a time')
    goTo(found.previousEndsAt)
    assert.deepEqual(await sign(lost, found, fourth), [false, true, true])
    goTo(fourth.previousEndsAt)
    assert.deepEqual(await sign(found, fourth), [false, true])
  })

  it('is the present one when it was made last, also where the clock was set back meanwhile', async () => {
    const old = await make()
    clock.advance(-60 * MINUTE_MS)
    const made = await make()
    assert.deepEqual(await sign(old, made), [true, true])
    goTo(made.previousEndsAt)
    assert.deepEqual(await sign(old, made), [false, true])
  })

  it('is sealed anew by a rotation together with the one before, and removed with it', async () => {
    const [old, made] = [await make(), await make()]
    const before = await kept()
    const { unreadable, keysDeleted } = await server.secrets.rotate()
    assert.deepEqual([unreadable, keysDeleted], [0, 1])
    const after = await kept()
    assert.equal(new Set([...before, ...after]).size, 4)
    assert.deepEqual(await sign(old, made), [true, true])
    assert.equal((await server.ask('DELETE', PATH, { as: harbor.as })).status, 204)
    assert.deepEqual(await sign(old, made), [false, false])
    assert.deepEqual(await kept(), [])
  })

  it('signs also when the one before it does not open any more', async () => {
    await make()
    const made = await make()
    await server.store.pool.query(
      `update secret set sealed = set_bit(sealed, 300, 1 - get_bit(sealed, 300))
       where tenant_id = $1 and changed_at = (select min(changed_at) from secret where tenant_id = $1)`,
      [harbor.firmId],
    )
    assert.deepEqual(await sign(made), [true])
  })
})

describe('the secrets of a chat system, with several processes at one database', () => {
  let postgres: TestPostgres
  before(async () => {
    postgres = await startPostgres()
  })
  after(() => postgres?.[Symbol.asyncDispose]())

  /** A signed call gets as far as to look for its conversation. */
  const signs = async (to: ApiServer, firmId: string, key: string) => {
    const { body } = await call({ to, firmId, key, body: JSON.stringify({ conversationId: firmId }) })
    assert.match(body.error.code, /^(conversation_not_found|webhook_unsigned)$/)
    return body.error.code === 'conversation_not_found'
  }

  it('sign after a restart as before it, each until its time', async () => {
    const installation = { databaseUrl: await postgres.database(), masterKey: randomBytes(32), clock }
    const made: string[] = []
    let firmId: string
    {
      await using first = await startApi(installation)
      const ken = await claimForKen(first)
      firmId = ken.firmId
      for (const _ of ['old', 'new']) made.push((await first.ask('PUT', PATH, { as: ken.as })).body.secret)
    }
    clock.advance(DAY_MS - 1)
    await using second = await startApi(installation)
    for (const key of made) assert.ok(await signs(second, firmId, key))
    clock.advance(1 + 1) // they were made in one millisecond, and the second dated one later
    assert.deepEqual(
      [await signs(second, firmId, made[0] ?? ''), await signs(second, firmId, made[1] ?? '')],
      [false, true],
    )
  })

  it('are made one after the other by people who press at the same moment: none is lost', async () => {
    const installation = { databaseUrl: await postgres.database(), masterKey: randomBytes(32), clock }
    await using one = await startApi(installation)
    await using other = await startApi(installation)
    const { as, firmId } = await claimForKen(one)
    const there = await signedIn(other, (await other.access.ownerOf(firmId)) ?? '')
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all([
        one.ask('PUT', PATH, { as }),
        other.ask('PUT', PATH, { as: there }),
        one.ask('PUT', PATH, { as }),
      ])
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200],
      )
      for (const { body } of answers) assert.ok(await signs(one, firmId, body.secret))
    }
  })
})
