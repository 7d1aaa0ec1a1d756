import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type MadeMail, OWN_NUMBER, voiceMails } from '../../src/channels/google-voice/mail/fixtures.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../kit/dovecot.ts'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { type MailServer, startMailServer } from '../kit/mail-server.ts'
import { mail, movingClock, Office } from '../kit/office.ts'
import { inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'

const NOW = '2026-03-04T16:00:00Z'
const MINUTE_MS = 60_000

/** One who texts by number, as Google Voice forwards it today. */
const texted = voiceMails(5)
  .filter(({ variant, truth }) => variant === 'text_2023' && truth.replyAddress !== null)
  .take(1)
  .toArray()[0] as MadeMail

describe('a reply', () => {
  let google: GmailServer
  let app: TestApp
  let office: Office
  let gmailId: string
  const clock = movingClock(NOW)
  before(async () => {
    google = await startGmailServer()
    app = await startApp({
      clock,
      env: { REPLY_UNDO_SECONDS: '0' },
      google: { client: google.client, apiUrl: google.baseUrl },
    })
    office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
    google.put(texted.mail)
    google.put(mail(1))
    google.put(
      mail(2, {
        from: 'Fixtures Weekly <news@fixtures.example>',
        extra: ['List-Id: <news.fixtures.example>'],
        body: 'Taps, taps, taps.',
      }),
    )
    const { body } = await office.firm.ask('POST', '/api/sources/gmail', {})
    const { search } = await google.visit(body.url)
    const consent = await office.firm.ask('POST', '/api/sources/gmail/consent', { search })
    assert.equal(consent.status, 200)
    gmailId = consent.body.id
    assert.equal((await office.sync(gmailId)).run.status, 'completed')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await google[Symbol.asyncDispose]()
  })
  const theText = async () => {
    const all = await office.conversations()
    for (const one of all) if ((await office.way(one.id)).body.way?.kind === 'google-voice') return one
    return assert.fail('the text has no conversation')
  }

  it('to a text goes by Google Voice: plain, without a blank line, to the address of the number', async () => {
    const conversation = await theText()
    const { way } = (await office.way(conversation.id)).body
    assert.deepEqual(way, { kind: 'google-voice', from: OWN_NUMBER, to: [texted.truth.peer], subject: null })
    const said = 'We are on our way.\n\nTurn the water off at the main.\n> it leaks'
    assert.equal((await office.write(conversation.id, said)).status, 200)
    await office.settled(conversation.id)
    const [sent] = google.sent
    const raw = sent?.raw.toString() ?? ''
    const [head = '', body = ''] = raw.split('\r\n\r\n')
    assert.match(head, new RegExp(`^To: <?${texted.truth.replyAddress}>?\\r?$`, 'm'))
    assert.match(head, /^From: office@harbor\.example\r?$/m)
    assert.equal(body.trimEnd(), 'We are on our way.\r\nTurn the water off at the main.')
    assert.equal(raw.split('\r\n\r\n').length, 2)
    const last = (await office.messages(conversation.id)).at(-1)
    assert.deepEqual(
      [last?.direction, last?.kind, last?.text],
      ['out', 'text', 'We are on our way.\nTurn the water off at the main.'],
    )
    assert.equal((await office.with('on our way')).status, 'waiting')
  })

  it('to a mail answers it: its subject, its id and those before, under an id that nobody can make up', async () => {
    const conversation = await office.with('When can you come')
    const { way } = (await office.way(conversation.id)).body
    assert.deepEqual(way, {
      kind: 'email',
      from: 'office@harbor.example',
      to: ['rosa@alvarez.example'],
      subject: 'Re: The boiler',
    })
    assert.equal((await office.write(conversation.id, 'Zażółć: today at two.\n\nKen')).status, 200)
    await office.settled(conversation.id)
    const raw = google.sent[1]?.raw.toString() ?? ''
    assert.match(raw, /^From: Harbor Plumbing <office@harbor\.example>\r$/m)
    assert.match(raw, /^In-Reply-To: <boiler\.1@alvarez\.example>\r$/m)
    assert.match(raw, /^References: <boiler\.1@alvarez\.example>\r$/m)
    assert.match(
      raw,
      /^Message-ID:\s+<plumbline\.[0-9a-f]{32}\.[0-9a-f]{32}\.[0-9a-f]{32}@harbor\.example>\r$/m,
    )
    const messages = await office.messages(conversation.id)
    assert.deepEqual(
      messages.map(({ direction, text }) => [direction, text]),
      [
        ['in', 'When can you come?'],
        ['out', 'Zażółć: today at two.\n\nKen'],
      ],
    )
  })

  it('that is answered from another address asks whether it is the same customer’s, and only where the id is our own', async () => {
    const [, ours = ''] =
      /^Message-ID:\s+(<plumbline\.\S+>)\r$/m.exec(google.sent[1]?.raw.toString() ?? '') ?? []
    const forged = ours.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@'))
    const answering = (id: string, from: string, extra: string[] = []) => ({
      ...{ from, body: `This is ${from}.` },
      extra: [`In-Reply-To: ${id}`, `References: <boiler.1@alvarez.example> ${id}`, ...extra],
    })
    google.put(mail(21, answering(ours, 'luis@work.example')))
    google.put(mail(22, answering(forged, 'stranger@elsewhere.example')))
    google.put(mail(23, answering(ours, 'robot@elsewhere.example', ['Auto-Submitted: auto-replied'])))
    google.put(mail(26, answering(ours, 'no-reply@elsewhere.example')))
    const failed = 'Authentication-Results: mx.google.com; dmarc=fail header.from=liar.example'
    google.put(mail(24, answering(ours, 'rosa@liar.example', [failed])))
    await office.sync(gmailId)
    const asked = async () => (await office.firm.ask('GET', '/api/questions')).body.items
    const [question, ...others] = await asked()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [question.contactPoint.value, question.candidate.name, question.method],
      ['luis@work.example', 'Rosa Alvarez', 'answered'],
    )
    assert.deepEqual(
      question.evidence.map(({ detail }: { detail: string }) => detail),
      ['luis@work.example answered a mail that was sent to rosa@alvarez.example'],
    )
    const his = await office.with('luis@work.example')
    assert.deepEqual(
      [his.messageCount, his.status],
      [1, 'needs_reply'],
      'its own conversation until somebody says so',
    )
    const answer = { answer: 'same' }
    assert.equal((await office.firm.ask('POST', `/api/questions/${question.id}/answer`, answer)).status, 200)
    assert.deepEqual(await asked(), [])
    google.put(mail(25, answering(ours, 'luis@work.example')))
    await office.sync(gmailId)
    assert.deepEqual(await asked(), [])
    const { customerId } = question.contactPoint
    const { id: rosaId } = question.candidate
    assert.notEqual(customerId, rosaId)
    const { contactPoints } = (await office.firm.ask('GET', `/api/customers/${rosaId}`)).body
    const values = contactPoints.map(({ value }: { value: string }) => value)
    assert.deepEqual(values.sort(), ['luis@work.example', 'rosa@alvarez.example'])
  })

  it('is one message, also when the account lists it among what it sent; and is answered in its conversation', async () => {
    const [, sent] = google.sent
    const id = /^Message-ID:\s+(<.+>)\r$/m.exec(sent?.raw.toString() ?? '')?.[1] ?? ''
    google.put(
      mail(3, {
        body: 'Two is fine.',
        extra: [`In-Reply-To: ${id}`, `References: <boiler.1@alvarez.example> ${id}`],
      }),
    )
    const source = await office.sync(gmailId)
    assert.equal(source.run.status, 'completed')
    const conversation = await office.with('Two is fine')
    assert.deepEqual(
      (await office.messages(conversation.id)).map(({ direction }) => direction),
      ['in', 'out', 'in'],
    )
    assert.equal((await office.messages((await theText()).id)).length, 2)
  })

  it('is sent once, however often it is asked for; its id stands for no other', async () => {
    const conversation = await office.with('Two is fine')
    const before = google.sent.length
    const id = randomUUID()
    const { newestMessageId: seenMessageId } = (await office.way(conversation.id)).body
    const answers = await Promise.all(
      ['', '', ''].map(() => office.write(conversation.id, 'See you then.', { id, seenMessageId })),
    )
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    )
    await office.settled(conversation.id)
    assert.equal(google.sent.length, before + 1)
    assert.equal(
      (await office.write(conversation.id, 'See you then.', { id, seenMessageId })).body.state,
      'sent',
    )
    const other = await office.write(conversation.id, 'Something else.', { id })
    assert.deepEqual([other.status, other.body.error.code], [409, 'reply_differs'])
    assert.equal(google.sent.length, before + 1)
  })

  it('is refused where the customer has written what its writer has not seen, or a colleague is answering', async () => {
    const conversation = await office.with('Two is fine')
    const { newestMessageId } = (await office.way(conversation.id)).body
    google.put(mail(4, { body: 'No, come at four!' }))
    await office.sync(gmailId)
    const late = await office.write(conversation.id, 'Two it is.', { seenMessageId: newestMessageId })
    assert.deepEqual([late.status, late.body.error.code], [409, 'reply_overtaken'])
    google.fault = (method) => (method === 'send' ? { status: 429, retryAfter: '3600' } : undefined)
    assert.equal((await office.write(conversation.id, 'Four it is.')).status, 200)
    const colleague = new Office(await office.firm.join('dispatcher'))
    const both = await colleague.write(conversation.id, 'Ken is ill, tomorrow?')
    assert.deepEqual([both.status, both.body.error.code], [409, 'reply_overtaken'])
    google.fault = () => undefined
    const [waiting] = await office.waiting(conversation.id)
    await office.firm.ask('POST', `/api/replies/${waiting.id}/withdraw`)
    assert.deepEqual(await office.waiting(conversation.id), [])
  })

  it('follows another of the same person, who need not have seen it arrive among what was said; a colleague must', async () => {
    const conversation = await office.with('come at four')
    const { newestMessageId: seenMessageId } = (await office.way(conversation.id)).body
    assert.equal((await office.write(conversation.id, 'At four.', { seenMessageId })).status, 200)
    await office.settled(conversation.id)
    assert.notEqual((await office.way(conversation.id)).body.newestMessageId, seenMessageId)
    const colleague = new Office(await office.firm.join('dispatcher'))
    const unseen = await colleague.write(conversation.id, 'At five.', { seenMessageId })
    assert.deepEqual([unseen.status, unseen.body.error.code], [409, 'reply_overtaken'])
    const elsewhere = await office.write(conversation.id, 'Or five?', { seenMessageId: randomUUID() })
    assert.deepEqual([elsewhere.status, elsewhere.body.error.code], [409, 'reply_overtaken'])
    assert.equal((await office.write(conversation.id, 'Or five?', { seenMessageId })).status, 200)
    await office.settled(conversation.id)
    const ours = (await office.messages(conversation.id)).filter(({ direction }) => direction === 'out')
    assert.deepEqual(ours.map(({ text }) => text).slice(-2), ['At four.', 'Or five?'])
  })

  it('that waits is held back when the customer writes again, until a person has read that', async () => {
    const conversation = await office.with('come at four')
    google.fault = (method) => (method === 'send' ? { status: 429, retryAfter: '600' } : undefined)
    assert.equal((await office.write(conversation.id, 'Four it is, then.')).status, 200)
    await office.settled(conversation.id, 'waiting')
    const before = google.sent.length
    google.put(mail(5, { body: 'It has stopped leaking. Please do not come.' }))
    await office.sync(gmailId)
    google.fault = () => undefined
    clock.advance(11 * MINUTE_MS)
    app.app.sender.wake()
    const [held] = await office.settled(conversation.id, 'failed')
    assert.equal(held.trouble, 'reply_overtaken')
    assert.equal(google.sent.length, before)
    const old = await office.firm.ask('POST', `/api/replies/${held.id}/retry`, {
      seenMessageId: conversation.last.id,
    })
    assert.equal(old.body.error.code, 'reply_overtaken')
    const { newestMessageId: seenMessageId } = (await office.way(conversation.id)).body
    assert.equal(
      (await office.firm.ask('POST', `/api/replies/${held.id}/retry`, { seenMessageId })).status,
      200,
    )
    await office.settled(conversation.id)
    assert.equal(google.sent.length, before + 1)
  })

  it('of which Google’s answer is lost is looked for before it is tried again: sent once in each case', async () => {
    const conversation = await office.with('Please do not come')
    const before = google.sent.length
    let sends = 0
    google.fault = (method) => (method === 'send' && sends++ === 0 ? 'cut' : undefined)
    await office.write(conversation.id, 'All right. Call us any time.')
    await office.settled(conversation.id, 'waiting')
    assert.equal(google.sent.length, before + 1)
    clock.advance(2 * MINUTE_MS)
    app.app.sender.wake()
    await office.settled(conversation.id)
    assert.equal(google.sent.length, before + 1, 'it had been sent')
    sends = 0
    google.fault = (method) => (method === 'send' && sends++ === 0 ? { status: 500 } : undefined)
    await office.write(conversation.id, 'And keep an eye on the valve.')
    await office.settled(conversation.id, 'waiting')
    assert.equal(google.sent.length, before + 1)
    clock.advance(2 * MINUTE_MS)
    app.app.sender.wake()
    await office.settled(conversation.id)
    assert.equal(google.sent.length, before + 2, 'it had not')
    google.fault = () => undefined
    const texts = (await office.messages(conversation.id)).map(({ text }) => text)
    assert.equal(texts.filter((text) => text.startsWith('All right')).length, 1)
    assert.equal(texts.filter((text) => text.startsWith('And keep')).length, 1)
  })

  it('cannot go to a machine, nor to nobody, and says why', async () => {
    const list = await office.with('Taps, taps')
    assert.deepEqual((await office.way(list.id)).body.reason, 'automatic_sender')
    const answer = await office.write(list.id, 'Stop.')
    assert.deepEqual([answer.status, answer.body.error.code], [409, 'no_way_to_reply'])
  })

  it('may not be sent by who only looks on, nor by a program with a key', async () => {
    const conversation = await office.with('When can you come')
    const reader = new Office(await office.firm.join('read_only'))
    assert.equal((await reader.write(conversation.id, 'Hello')).status, 403)
    const key = await office.firm.ask('POST', '/api/keys', { name: 'Robot', scopes: ['replies.send'] })
    assert.equal(key.status, 400)
  })

  it('leaves in the trail who sent it, by which way, and none of its words', async () => {
    const { items } = (await office.firm.ask('GET', '/api/audit?limit=100')).body
    const written = items.filter(({ action }: { action: string }) => action === 'reply.written')
    assert.ok(written.length >= 6)
    assert.deepEqual(Object.keys(written[0].details).sort(), ['replyId', 'way'])
    assert.doesNotMatch(JSON.stringify(items), /keep an eye/)
  })
})

describe('a reply from a mailbox', { skip: dovecotMissing() }, () => {
  let dovecot: Dovecot
  let smtp: MailServer
  let app: TestApp
  let office: Office
  let sourceId: string
  before(async () => {
    dovecot = await startDovecot()
    smtp = await startMailServer()
    app = await startApp({ env: { REPLY_UNDO_SECONDS: '0' } })
    office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
    dovecot.fill([mail(1)])
    const { host, port, user, password } = dovecot
    const outgoing = { host: '127.0.0.1', port: Number(new URL(smtp.url).port), secure: false }
    const readOnly = { channel: 'imap', settings: { host, port, secure: false, user }, password }
    const before = await office.firm.ask('POST', '/api/sources', readOnly)
    await office.sync(before.body.id)
    const conversation = await office.with('When can you come')
    assert.equal((await office.way(conversation.id)).body.reason, 'no_outgoing_server')
    await office.firm.ask('DELETE', `/api/sources/${before.body.id}`)
    const tried = await office.firm.ask('POST', '/api/sources/check', {
      ...readOnly,
      settings: { ...readOnly.settings, smtp: { ...outgoing, port: 1 } },
    })
    assert.equal(tried.body.error.code, 'source_outgoing_refused')
    const added = await office.firm.ask('POST', '/api/sources', {
      channel: 'imap',
      settings: { host, port, secure: false, user, smtp: outgoing },
      password,
    })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    sourceId = added.body.id
    assert.equal(sourceId, before.body.id, 'it is the same account')
    await office.sync(sourceId)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await smtp[Symbol.asyncDispose]()
    await dovecot[Symbol.asyncDispose]()
  })

  it('goes out by its own server, is filed among what was sent, and is one message', async () => {
    const conversation = await office.with('When can you come')
    assert.equal((await office.write(conversation.id, 'Tomorrow at nine.')).status, 200)
    const letter = await smtp.next()
    assert.deepEqual([letter.from, letter.to], ['office@harbor.example', ['rosa@alvarez.example']])
    await office.settled(conversation.id)
    await office.sync(sourceId)
    assert.deepEqual(
      (await office.messages(conversation.id)).map(({ direction, text }) => [direction, text]),
      [
        ['in', 'When can you come?'],
        ['out', 'Tomorrow at nine.'],
      ],
    )
    assert.match(await dovecot.admin('search', '-u', dovecot.user, 'mailbox', 'Sent', 'ALL'), /\S/)
  })

  it('that no recipient is taken for fails at once, and is taken back', async () => {
    const conversation = await office.with('When can you come')
    smtp.mood = 'refuses'
    await office.write(conversation.id, 'Or at ten.')
    const [failed] = await office.settled(conversation.id, 'failed')
    assert.equal(failed.trouble, 'recipient_refused')
    assert.equal((await office.firm.ask('POST', `/api/replies/${failed.id}/withdraw`)).status, 200)
    assert.equal(
      (await office.firm.ask('POST', `/api/replies/${failed.id}/withdraw`)).body.error.code,
      'reply_gone',
    )
    smtp.mood = 'takes'
    assert.equal((await office.messages(conversation.id)).length, 2)
  })

  it('that one of two is not taken for goes to the other, and says so; who wrote waits on', async () => {
    dovecot.fill([
      mail(2, { body: 'Or should Luis let you in?', extra: ['Cc: Luis Alvarez <luis@alvarez.example>'] }),
    ])
    await office.sync(sourceId)
    const conversation = await office.with('let you in')
    smtp.strangers.add('luis@alvarez.example')
    await office.write(conversation.id, 'Yes, please.')
    await office.settled(conversation.id)
    const { status, statusReason } = await office.with('let you in')
    assert.deepEqual([status, statusReason], ['needs_reply', 'came_back'])
    const last = (await office.messages(conversation.id)).at(-1)
    assert.deepEqual([last?.text, last?.delivery?.why], ['Yes, please.', 'partly_refused'])
  })
})

describe('a reply by Postmark', () => {
  let postmark: PostmarkServer
  let app: TestApp
  let office: Office
  let sourceId: string
  const clock = movingClock(NOW)
  before(async () => {
    postmark = await startPostmarkServer({ clock })
    app = await startApp({ clock, env: { REPLY_UNDO_SECONDS: '0' }, postmarkUrl: postmark.baseUrl })
    office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
    postmark.put(inboundJson(1))
    const added = await office.firm.ask('POST', '/api/sources', {
      channel: 'postmark',
      settings: { address: 'office@harbor.example', messageStream: 'replies' },
      serverToken: postmark.serverToken,
    })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    sourceId = added.body.id
    await office.sync(sourceId)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await postmark[Symbol.asyncDispose]()
  })

  it('goes from the firm’s address by its stream, in the customer’s thread, and is one message of ours', async () => {
    const conversation = await office.with('for the 1th time')
    assert.equal((await office.write(conversation.id, 'We come at two.')).status, 200)
    await office.settled(conversation.id)
    const [sent] = postmark.sent as {
      From: string
      To: string
      MessageStream: string
      Headers: { Name: string; Value: string }[]
    }[]
    assert.deepEqual(
      [sent?.From, sent?.To, sent?.MessageStream],
      ['"Harbor Plumbing" <office@harbor.example>', 'rosa@alvarez.example', 'replies'],
    )
    const field = (name: string) => sent?.Headers.find(({ Name }) => Name === name)?.Value
    assert.equal(field('In-Reply-To'), '<boiler.1@alvarez.example>')
    assert.match(field('Message-ID') ?? '', /^<plumbline\./)
    assert.deepEqual(
      (await office.messages(conversation.id)).map(({ direction, text }) => [direction, text]),
      [
        ['in', 'It is leaking for the 1th time.'],
        ['out', 'We come at two.'],
      ],
    )
  })

  it('of which Postmark’s answer is lost is found there by its mark, and not sent again', async () => {
    const conversation = await office.with('We come at two')
    let sends = 0
    postmark.fault = (method) => (method === 'email' && sends++ === 0 ? 'cut' : undefined)
    await office.write(conversation.id, 'Or at three.')
    await office.settled(conversation.id, 'waiting')
    assert.equal(postmark.sent.length, 2)
    clock.advance(2 * MINUTE_MS)
    app.app.sender.wake()
    await office.settled(conversation.id)
    assert.equal(postmark.sent.length, 2)
    assert.equal((await office.messages(conversation.id)).length, 3)
  })

  it('to an address that mail came back from fails, and says so', async () => {
    const conversation = await office.with('Or at three')
    postmark.inactive.add('rosa@alvarez.example')
    await office.write(conversation.id, 'Hello?')
    const [failed] = await office.settled(conversation.id, 'failed')
    assert.equal(failed.trouble, 'recipient_refused')
  })
})
