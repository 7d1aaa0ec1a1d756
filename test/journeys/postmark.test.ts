import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { listDeliveryEvents } from '../../src/intake/intake.ts'
import {
  callWebhook,
  type InboundJson,
  inboundJson,
  type PostmarkFault,
  type PostmarkServer,
  startPostmarkServer,
} from '../kit/postmark-server.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, secondFirm, startApi } from './api-server.ts'

const FIXTURES = join(import.meta.dirname, '../../src/channels/postmark/fixtures')
const fixture = async (name: string) => JSON.parse(await readFile(join(FIXTURES, `${name}.json`), 'utf8'))

/** A mail of its own person each, so that each is a conversation. */
const mailOf = (number: number, more: Record<string, unknown> = {}): InboundJson => {
  const Email = `customer-${number}@alvarez.example`
  const to = { Email: 'office@harbor.example', Name: 'Harbor Plumbing', MailboxHash: '' }
  return inboundJson(number, {
    From: Email,
    FromFull: { Email, Name: `Customer ${number}`, MailboxHash: '' },
    To: to.Email,
    ToFull: [to],
    ...more,
  })
}

describe('mail that Postmark takes in for Harbor Plumbing', () => {
  let postmark: PostmarkServer
  let server: ApiServer
  let as: Credentials
  let firmId: string
  let id: string
  let webhook: string
  before(async () => {
    postmark = await startPostmarkServer()
    server = await startApi({ works: true, postmarkUrl: postmark.baseUrl })
    ;({ as, firmId } = await claimForKen(server))
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    await postmark[Symbol.asyncDispose]()
  })
  const body = (serverToken = postmark.serverToken) => ({
    channel: 'postmark',
    settings: { address: 'office@harbor.example' },
    serverToken,
  })
  const make = async () => {
    const made = await server.ask('POST', `/api/sources/${id}/webhook`, { as })
    assert.equal(made.status, 200, made.text)
    const url = new URL(made.body.url)
    url.port = new URL(server.url).port // behind the address that is set for it
    return url.href
  }
  const source = async () => {
    const { items } = (await server.ask('GET', '/api/sources', { as })).body
    return items.find((one: { id: string }) => one.id === id)
  }
  const settled = async () => {
    for (let looks = 0; looks < 400; looks++) {
      const found = await source()
      if (!['queued', 'running'].includes(found.run?.status)) return found
      await pause(25)
    }
    return assert.fail('the run did not end')
  }
  const sync = async () => {
    const asked = await server.ask('POST', `/api/sources/${id}/sync`, { as })
    assert.equal(asked.status, 200, asked.text)
    return settled()
  }
  const conversationWith = async (text: string) => {
    const { items } = (await server.ask('GET', '/api/conversations?limit=200', { as })).body
    return items.find(({ last }: { last: { preview: string } }) => last.preview.includes(text))
  }
  const messagesWith = async (text: string) => {
    const { id: conversation } = (await conversationWith(text)) ?? assert.fail(`nothing says ${text}`)
    const path = `/api/conversations/${conversation}/messages?order=oldest_first`
    return (await server.ask('GET', path, { as })).body.items
  }
  const incidents = async () =>
    (await server.ask('GET', '/api/incidents?limit=50', { as })).body.items.map(
      ({ kind, details, recovered }: { kind: string; details: object; recovered: number | null }) => ({
        kind,
        details,
        recovered,
      }),
    )
  /** Each ledger adds up, and agrees with what the source counts. */
  const ledgersAgree = async () => {
    const { items } = (await server.ask('GET', '/api/sync?limit=50', { as })).body
    for (const { syncId } of items) {
      const ledger = (await server.ask('GET', `/api/sync/${syncId}/ledger`, { as })).body
      assert.deepEqual([ledger.addsUp, ledger.sourceAgrees], [true, true], JSON.stringify(ledger))
    }
  }

  it('comes in whole when it is added, and its token is shown to nobody', async () => {
    for (let number = 1; number <= 5; number++) postmark.put(mailOf(number))
    const checked = await server.ask('POST', '/api/sources/check', { as, body: body() })
    assert.match(checked.body.found?.inbound, /@inbound\.postmarkapp\.com$/, checked.text)
    const wrong = await server.ask('POST', '/api/sources/check', { as, body: body('guess') })
    assert.equal(wrong.body.error.code, 'source_credentials_refused')
    const added = await server.ask('POST', '/api/sources', { as, body: body() })
    assert.equal(added.status, 201, added.text)
    id = added.body.id
    assert.deepEqual(
      [added.body.label, added.text.includes(postmark.serverToken)],
      ['office@harbor.example', false],
    )
    const found = await settled()
    assert.deepEqual([found.messages, found.run.status], [5, 'completed'])
    webhook = await make()
    const { username, password } = new URL(webhook)
    assert.deepEqual([username, password.length], ['plumbline', 43])
    const { rows } = await server.store.pool.query(
      "select 1 from webhook_password where hash::text like '%' || $1 || '%'",
      [password],
    )
    assert.deepEqual(rows, [])
    const told = (await server.ask('GET', '/api/audit?limit=2', { as })).body.items
    assert.deepEqual(
      told.map(({ action }: { action: string }) => action),
      ['source.webhook_made', 'source.added'],
    )
  })

  it('is in the inbox once a call is answered; the same by another call, and by asking, adds nothing', async () => {
    const json = mailOf(6, {
      Subject: 'Piec cieknie',
      TextBody: 'The boiler shows F28, please hurry!',
      Attachments: [
        { Name: 'ceiling.txt', ContentType: 'text/plain', ContentLength: 9, Content: 'd2V0IHdhbGw=' },
      ],
    })
    postmark.put(json)
    const before = (await source()).messages
    assert.equal(await callWebhook(webhook, json), 200)
    const [message] = await messagesWith('F28')
    assert.deepEqual(
      [message.kind, message.subject, message.sender.address, message.sender.name, message.direction],
      ['email', 'Piec cieknie', 'customer-6@alvarez.example', 'Customer 6', 'in'],
    )
    const [file] = message.attachments[0].files
    const bytes = await server.ask('GET', file.url, { as })
    assert.deepEqual([file.fileName, bytes.text], ['ceiling.txt', 'wet wall'])
    assert.deepEqual(await Promise.all([callWebhook(webhook, json), callWebhook(webhook, json)]), [200, 200])
    const found = await sync()
    assert.deepEqual([found.messages, found.run.status, found.trouble], [before + 1, 'completed', null])
    assert.deepEqual(await incidents(), [])
    await ledgersAgree()
  })

  it('is the same where Postmark sends the mail itself along', async () => {
    const RawEmail = [
      'Message-ID: <raw@weber.example>',
      'From: Tom Weber <tom@weber.example>',
      'To: 451d9b70cf9364d23ff6f9d51d870251569e@inbound.postmarkapp.com, office@harbor.example',
      'Date: Mon, 2 Mar 2026 15:30:00 +0000',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'The kitchen tap drips – still.',
      '',
    ].join('\r\n')
    assert.equal(await callWebhook(webhook, mailOf(20, { RawEmail })), 200)
    const [message, ...more] = await messagesWith('tap drips – still')
    assert.deepEqual([message.sender.address, more], ['tom@weber.example', []])
    const { rows } = await server.store.pool.query(
      "select p.kind from message m join participants p on p.tenant_id = m.tenant_id and p.id = m.participants_id where m.body like '%– still%'",
    )
    assert.deepEqual(rows, [{ kind: 'one' }])
  })

  it('threads by what a mail answers, whichever comes first', async () => {
    const answer = (number: number, of: number, text: string) =>
      inboundJson(number, {
        TextBody: text,
        To: 'office@harbor.example',
        ToFull: [{ Email: 'office@harbor.example', Name: '', MailboxHash: '' }],
        Headers: [
          { Name: 'Message-ID', Value: `<boiler.${number}@alvarez.example>` },
          { Name: 'In-Reply-To', Value: `<boiler.${of}@alvarez.example>` },
          { Name: 'References', Value: `<boiler.${of}@alvarez.example>` },
        ],
        Date: 'Sat, 20 Jun 2026 08:00:00 +0000',
      })
    assert.equal(await callWebhook(webhook, answer(31, 30, 'It has run well since.')), 200)
    assert.equal(await callWebhook(webhook, inboundJson(30, { TextBody: 'It rattles.' })), 200)
    const said = (await messagesWith('run well since')).map(({ text }: { text: string }) => text)
    assert.deepEqual(said, ['It rattles.', 'It has run well since.'])
  })

  it('by two calls of one mail at one moment, and many beside them, is in once', async () => {
    const before = (await source()).messages
    const mails = Array.from({ length: 12 }, (_, index) => mailOf(100 + index))
    const calls = [...mails, ...mails.toReversed(), ...mails].map((json) => callWebhook(webhook, json))
    assert.deepEqual(new Set(await Promise.all(calls)), new Set([200]))
    assert.equal((await source()).messages, before + 12)
    await ledgersAgree()
  })

  it('during a look by the clock is in once, whichever is first', async () => {
    const before = (await source()).messages
    const mails = Array.from({ length: 20 }, (_, index) => mailOf(200 + index))
    for (const json of mails) postmark.put(json)
    await server.ask('POST', `/api/sources/${id}/sync`, { as })
    await Promise.all(mails.map((json) => callWebhook(webhook, json)))
    const found = await settled()
    assert.deepEqual([found.messages, found.run.status], [before + 20, 'completed'])
    await ledgersAgree()
  })

  it('that the webhook missed is found by asking, and told of as a gap that was made good', async () => {
    const before = (await source()).messages
    const soFar = (await incidents()).length
    for (let number = 300; number < 304; number++) postmark.put(mailOf(number))
    const failed = postmark.put(
      mailOf(304, {
        TextBody: 'See the picture of the leak.',
        Attachments: [{ Name: 'leak.txt', ContentType: 'text/plain', ContentLength: 4, Content: 'ZHJpcA==' }],
      }),
      { status: 'failed' },
    )
    const faults: PostmarkFault[] = [{ status: 429, retryAfter: '0' }, { status: 500 }, 'cut']
    let bad = 0
    postmark.fault = (method) => (method === 'details' && bad < faults.length ? faults[bad++] : undefined)
    const found = await sync()
    postmark.fault = () => undefined
    assert.deepEqual([found.messages, found.run.status, bad], [before + 5, 'completed', faults.length])
    const [gap, ...more] = await incidents()
    assert.deepEqual(gap, { kind: 'gap_found', details: { missed: 5 }, recovered: 5 })
    assert.equal(more.length, soFar)

    // Its files Postmark hands over only by a call, for which it was asked.
    const [{ attachments }] = await messagesWith('picture of the leak')
    assert.deepEqual([attachments[0].state, attachments[0].files], ['missing', []])
    assert.deepEqual(postmark.retried, [failed])
    const json = mailOf(304, {
      TextBody: 'See the picture of the leak.',
      Attachments: [{ Name: 'leak.txt', ContentType: 'text/plain', ContentLength: 4, Content: 'ZHJpcA==' }],
    })
    assert.equal(await callWebhook(webhook, json), 200)
    const [{ attachments: now }] = await messagesWith('picture of the leak')
    assert.equal((await server.ask('GET', now[0].files[0].url, { as })).text, 'drip')
    assert.equal((await source()).messages, before + 5)
    await ledgersAgree()
  })

  it('that cannot be read is set aside and kept, once, and not tried for ever', async () => {
    const before = (await source()).messages
    const setAside = async () => {
      const { syncId } = (await source()).run
      return (await server.ask('GET', `/api/sync/${syncId}/set-aside?limit=50`, { as })).body.items.map(
        ({ code }: { code: string }) => code,
      )
    }
    const soFar = (await setAside()).length
    const unreadable = ['{ no JSON', '{}', '[]', JSON.stringify({ MessageID: 'x'.repeat(100), From: 'a' })]
    for (const words of [...unreadable, ...unreadable])
      assert.equal(await callWebhook(webhook, words), 200, words)
    const noTime = mailOf(400, { Date: '', Headers: [] })
    assert.equal(await callWebhook(webhook, noTime), 200)
    assert.equal(await callWebhook(webhook, noTime), 200)
    const nul = mailOf(401, { TextBody: 'It drips\u0000 and drips', Subject: 'a\ud800b' })
    assert.equal(await callWebhook(webhook, nul), 200)
    assert.equal((await source()).messages, before + 1)
    assert.deepEqual((await setAside()).slice(soFar).sort(), [
      'bad_time',
      'no_sender',
      'not_a_mail',
      'not_a_mail',
      'not_a_mail',
    ])
    const { rows } = await server.store.pool.query(
      "select count(*)::int as count from raw_item where path like 'unreadable/%'",
    )
    assert.equal(rows[0].count, 4)
    await ledgersAgree()
  })

  it('from the firm’s own address, which nobody has checked, is not taken for the firm’s', async () => {
    const own = { Email: 'office@harbor.example', Name: 'Harbor Plumbing', MailboxHash: '' }
    const forged = mailOf(410, {
      From: own.Email,
      FromFull: own,
      TextBody: 'Our bank account has changed.',
      Headers: [
        { Name: 'Message-ID', Value: '<bank@swindle.example>' },
        { Name: 'Authentication-Results', Value: 'mx.harbor.example; dmarc=pass header.from=harbor.example' },
      ],
    })
    assert.equal(await callWebhook(webhook, forged), 200)
    const [message] = await messagesWith('bank account has changed')
    assert.deepEqual([message.direction, message.senderProof ?? 'untold'], ['in', 'untold'])
  })

  it('what becomes of sent mails is kept, each thing once, in the order in which it happened', async () => {
    const events = await Promise.all(['open', 'bounce', 'delivery', 'spam-complaint'].map(fixture))
    for (const event of [...events, ...events]) assert.equal(await callWebhook(webhook, event), 200)
    assert.equal(await callWebhook(webhook, { RecordType: 'Click', MessageID: 'x' }), 200)
    const mailIds = [...new Set(events.map(({ MessageID }) => MessageID))]
    const listed = await server.store.read(firmId, (db) => listDeliveryEvents(db, { mailIds }))
    assert.deepEqual(listed.map(({ kind }) => kind).sort(), ['bounced', 'complained', 'delivered', 'opened'])
    assert.deepEqual(
      listed.map(({ atMs }) => atMs),
      listed.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    )
    const bounce = listed.find(({ kind }) => kind === 'bounced')
    assert.deepEqual(bounce?.details, {
      stream: 'outbound',
      type: 'HardBounce',
      isInactive: true,
      canActivate: true,
    })
    const { rows } = await server.store.pool.query(
      'select string_agg(e::text, chr(10)) as all from delivery_event e',
    )
    assert.doesNotMatch(rows[0].all, /alvarez|Ken|550/)
  })

  it('is taken from nobody without the password, and the answer is always the same', async () => {
    const before = (await source()).messages
    const { firmId: otherFirm } = await secondFirm(server)
    const strange = async (address: string, headers?: Record<string, string>) => {
      const url = new URL(address)
      const { username, password } = url
      Object.assign(url, { username: '', password: '' })
      const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      const answer = await server.ask('POST', url.pathname + url.search, {
        body: mailOf(500),
        headers: { authorization: basic, ...headers },
      })
      return [answer.status, answer.body.error.code, answer.body.error.message].join()
    }
    const changed = (change: (url: URL) => void) => {
      const url = new URL(webhook)
      change(url)
      return url.href
    }
    const answers = await Promise.all([
      strange(changed((url) => (url.password = 'guess'))),
      strange(changed((url) => (url.username = 'postmark'))),
      strange(changed((url) => url.searchParams.set('firm', otherFirm))),
      strange(changed((url) => url.searchParams.set('firm', 'harbor'))),
      strange(changed((url) => (url.pathname = url.pathname.replace(id, otherFirm)))),
      strange(changed((url) => (url.pathname = url.pathname.replace(/[^/]+$/, 'office')))),
      strange(webhook, { authorization: '' }),
      strange(webhook, { authorization: 'Basic' }),
      strange(webhook, { authorization: 'Basic !!' }),
    ])
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
    assert.match(answers[0] ?? '', /^401,webhook_stranger/)
    assert.equal((await source()).messages, before)
  })

  it('waits at Postmark while the source is paused, and comes in when it is resumed; what became of mails does not wait', async () => {
    const before = (await source()).messages
    await server.ask('POST', `/api/sources/${id}/pause`, { as })
    const json = mailOf(600)
    assert.equal(await callWebhook(webhook, json), 409)
    assert.equal(
      await callWebhook(webhook, { ...(await fixture('delivery')), MessageID: 'while-paused' }),
      200,
    )
    const kept = await server.store.read(firmId, (db) =>
      listDeliveryEvents(db, { mailIds: ['while-paused'] }),
    )
    assert.equal(kept.length, 1)
    assert.equal((await source()).messages, before)
    postmark.put(json, { status: 'failed' }) // Postmark has given up
    await server.ask('POST', `/api/sources/${id}/resume`, { as })
    assert.equal((await settled()).messages, before + 1)
    assert.equal(await callWebhook(webhook, json), 200)
    assert.equal((await source()).messages, before + 1)
  })

  it('goes on by calls while the token is refused, until another is set', async () => {
    const before = (await source()).messages
    const set = (secret: string) =>
      server.ask('PUT', `/api/sources/${id}/credentials`, { as, body: { secret } })
    await set('revoked')
    assert.deepEqual(
      [(await settled()).state, (await source()).trouble.code],
      ['broken', 'credentials_refused'],
    )
    assert.equal(await callWebhook(webhook, mailOf(610)), 200)
    assert.equal((await source()).messages, before + 1)
    await set(postmark.serverToken)
    const found = await settled()
    assert.deepEqual([found.state, found.trouble, found.run.status], ['active', null, 'completed'])
    await ledgersAgree()
  })

  it('has one address at a time, which managers make', async () => {
    const technician = await joinAs(server, as, 'technician')
    assert.equal((await server.ask('POST', `/api/sources/${id}/webhook`, { as: technician })).status, 403)
    const old = webhook
    webhook = await make()
    assert.equal(await callWebhook(old, mailOf(620)), 401)
    assert.equal(await callWebhook(webhook, mailOf(620)), 200)
  })

  it('a person who is erased does not come back by a call or by asking, and mails are found in the JSON that is kept', async () => {
    const json = mailOf(630, { TextBody: 'My name is in the files.' })
    postmark.put(json)
    assert.equal(await callWebhook(webhook, json), 200)
    const [{ sender }] = await messagesWith('name is in the files')
    const exported = await server.ask('POST', `/api/customers/${sender.customerId}/export`, { as })
    assert.deepEqual([exported.status, exported.headers.get('content-type')], [200, 'application/zip'])
    const erased = await server.ask('POST', `/api/customers/${sender.customerId}/erase`, {
      as,
      body: { reason: 'asked' },
    })
    assert.ok(erased.status < 300, erased.text)
    const before = (await source()).messages
    assert.equal(await callWebhook(webhook, json), 200)
    assert.equal(
      await callWebhook(webhook, mailOf(630, { MessageID: '73e6d360-66eb-11e1-8e72-00000000063f' })),
      200,
    )
    await sync()
    assert.equal((await source()).messages, before)
    const { rows } = await server.store.pool.query('select path from raw_item where external_id = $1', [
      json.MessageID,
    ])
    assert.deepEqual(rows, [])
    await ledgersAgree()
  })

  it('is taken away: a call is told that there is nothing; added again it is the same, and doubles nothing', async () => {
    const before = (await source()).messages
    assert.equal((await server.ask('DELETE', `/api/sources/${id}`, { as })).status, 204)
    assert.equal(await callWebhook(webhook, mailOf(700)), 404)
    assert.equal(await callWebhook(webhook, await fixture('bounce')), 404)
    const again = await server.ask('POST', '/api/sources', { as, body: body() })
    assert.equal(again.body.id, id)
    const found = await settled()
    assert.deepEqual([found.messages >= before, found.run.status], [true, 'completed'])
    assert.equal(await callWebhook(await make(), mailOf(620)), 200)
    assert.equal((await source()).messages, found.messages)
  })
})
