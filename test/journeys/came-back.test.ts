import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Notice } from '../../src/contract/notices.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { mailOf, reportOn } from '../kit/mails.ts'
import { callWebhook, inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'

type Conversation = { id: string; status: string; statusReason: string; waitingSince: string | null }
type Message = { direction: string; text: string; delivery: null | { kind: string; why: string | null } }

class Office {
  readonly firm: TestFirm
  sourceId = ''
  constructor(firm: TestFirm) {
    this.firm = firm
  }
  async with(words: string): Promise<Conversation> {
    const path = `/api/conversations?text=${encodeURIComponent(words)}`
    const { items } = (await this.firm.ask('GET', path)).body
    assert.equal(items.length, 1, `one conversation has “${words}”`)
    return items[0]
  }
  async standing(words: string): Promise<string> {
    const { status, statusReason } = await this.with(words)
    return `${status}: ${statusReason}`
  }
  async deliveries(words: string): Promise<[string, string | undefined, string | null | undefined][]> {
    const { id } = await this.with(words)
    const path = `/api/conversations/${id}/messages?order=oldest_first`
    const { items } = (await this.firm.ask('GET', path)).body as { items: Message[] }
    return items.map(({ text, delivery }) => [text, delivery?.kind, delivery?.why])
  }
  /** What the one who writes is told: how often each kind. */
  async told({ app }: TestApp): Promise<string[]> {
    await app.subscribers.catchUp(this.firm.id)
    const { items } = (await this.firm.ask('GET', '/api/notices')).body as { items: Notice[] }
    return items.map(({ kind, conversationId }) => `${kind} ${conversationId}`)
  }
  async write(words: string, text: string): Promise<void> {
    const { id } = await this.with(words)
    const seenMessageId = (await this.firm.ask('GET', `/api/conversations/${id}/reply-way`)).body
      .newestMessageId
    const path = `/api/conversations/${id}/replies`
    const { status } = await this.firm.ask('POST', path, { id: randomUUID(), seenMessageId, text })
    assert.equal(status, 200)
    for (let looks = 0; looks < 400; looks++) {
      if ((await this.firm.ask('GET', path)).body.items.length === 0) return
      await pause(25)
    }
    assert.fail('the reply was not sent')
  }
  async sync(): Promise<void> {
    await this.firm.ask('POST', `/api/sources/${this.sourceId}/sync`)
    for (let looks = 0; looks < 400; looks++) {
      const { items } = (await this.firm.ask('GET', '/api/sources')).body
      if (items[0]?.run?.status === 'completed') return
      await pause(25)
    }
    assert.fail('the mailbox was not read')
  }
}

const ROSA = 'leaking for the 1th time'

describe('an answer that comes back to the mailbox', () => {
  let google: GmailServer
  let app: TestApp
  let office: Office
  before(async () => {
    google = await startGmailServer()
    app = await startApp({
      env: { REPLY_UNDO_SECONDS: '0' },
      google: { client: google.client, apiUrl: google.baseUrl },
    })
    office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
    google.put(mailOf(1))
    const { body } = await office.firm.ask('POST', '/api/sources/gmail', {})
    const { search } = await google.visit(body.url)
    office.sourceId = (await office.firm.ask('POST', '/api/sources/gmail/consent', { search })).body.id
    await office.sync()
    await office.firm.ask('POST', `/api/conversations/${(await office.with(ROSA)).id}/unarchive`)
    await office.write(ROSA, 'We come at two.')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await google[Symbol.asyncDispose]()
  })

  it('that it is delayed changes nothing', async () => {
    google.put(reportOn(google.sent[0]?.raw ?? Buffer.alloc(0), 'delayed', '4.4.1'))
    await office.sync()
    assert.equal(await office.standing(ROSA), 'waiting: we_spoke_last')
  })

  it('whoever wrote waits on, as long as they have, and the answer says why it came back', async () => {
    const asked = (await office.firm.ask('GET', `/api/conversations/${(await office.with(ROSA)).id}`)).body
    google.put(reportOn(google.sent[0]?.raw ?? Buffer.alloc(0), 'failed', '5.1.1'))
    await office.sync()
    assert.equal(await office.standing(ROSA), 'needs_reply: came_back')
    assert.equal((await office.with(ROSA)).waitingSince, asked.firstAt)
    assert.deepEqual(await office.told(app), [`reply_came_back ${asked.id}`])
    assert.deepEqual(await office.deliveries(ROSA), [
      ['It is leaking for the 1th time.', undefined, undefined],
      ['We come at two.', 'bounced', 'no_mailbox'],
    ])
  })

  it('laid away once that is seen, it stays there; a second answer that comes back brings it again', async () => {
    const { id } = await office.with(ROSA)
    assert.equal((await office.firm.ask('POST', `/api/conversations/${id}/archive`, {})).status, 200)
    await office.sync()
    assert.equal(await office.standing(ROSA), 'archived: by_hand')
    await office.write(ROSA, 'Or at three?')
    google.put(reportOn(google.sent[1]?.raw ?? Buffer.alloc(0), 'failed', '5.2.2'))
    await office.sync()
    assert.equal(await office.standing(ROSA), 'needs_reply: came_back')
    assert.deepEqual((await office.deliveries(ROSA)).at(-1), ['Or at three?', 'bounced', 'mailbox_full'])
  })
})

describe('an answer of which Postmark tells', () => {
  let postmark: PostmarkServer
  let app: TestApp
  let office: Office
  let webhook = ''
  before(async () => {
    postmark = await startPostmarkServer()
    app = await startApp({ env: { REPLY_UNDO_SECONDS: '0' }, postmarkUrl: postmark.baseUrl })
    office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
    postmark.put(inboundJson(1))
    const settings = { address: 'office@harbor.example', messageStream: 'replies' }
    const { serverToken } = postmark
    const added = await office.firm.ask('POST', '/api/sources', {
      channel: 'postmark',
      settings,
      serverToken,
    })
    office.sourceId = added.body.id
    await office.sync()
    await office.firm.ask('POST', `/api/conversations/${(await office.with(ROSA)).id}/unarchive`)
    const made = await office.firm.ask('POST', `/api/sources/${office.sourceId}/webhook`)
    webhook = made.body.url.replace(/@[^/]+/, `@${new URL(app.url).host}`).replace(/^https/, 'http')
    await office.write(ROSA, 'We come at two.')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await postmark[Symbol.asyncDispose]()
  })
  const tell = (RecordType: string, more: Record<string, unknown>) =>
    callWebhook(webhook, {
      ...{ RecordType, MessageStream: 'replies', MessageID: 'b7bc2f4a-e38e-4336-af7d-000000000001' },
      ...{ Metadata: {}, ServerID: 23, Recipient: 'rosa@alvarez.example', Email: 'rosa@alvarez.example' },
      ...more,
    })
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

  it('that it was taken, and opened, stands below it', async () => {
    assert.equal(await tell('Delivery', { DeliveredAt: at(1), Details: '250 OK' }), 200)
    assert.deepEqual((await office.deliveries(ROSA)).at(-1), ['We come at two.', 'delivered', null])
    assert.equal(await tell('Open', { ReceivedAt: at(2), FirstOpen: true }), 200)
    assert.deepEqual((await office.deliveries(ROSA)).at(-1), ['We come at two.', 'opened', null])
    assert.equal(await office.standing(ROSA), 'waiting: we_spoke_last')
  })

  it('that her server answers by itself, or takes its time, is no bounce', async () => {
    assert.equal(await tell('Bounce', { ID: 1, Type: 'AutoResponder', BouncedAt: at(3) }), 200)
    assert.equal(await tell('Bounce', { ID: 2, Type: 'Transient', BouncedAt: at(3) }), 200)
    assert.equal(await office.standing(ROSA), 'waiting: we_spoke_last')
  })

  it('that it came back has her wait on, at once', async () => {
    assert.equal(await tell('Bounce', { ID: 3, Type: 'SpamNotification', BouncedAt: at(4) }), 200)
    assert.deepEqual((await office.deliveries(ROSA)).at(-1), ['We come at two.', 'bounced', 'refused'])
    assert.equal(await office.standing(ROSA), 'needs_reply: came_back')
  })

  it('told before the answer to who sent it was kept, it is not lost', async () => {
    const next = { MessageID: 'b7bc2f4a-e38e-4336-af7d-000000000002' }
    assert.equal(await tell('Bounce', { ...next, ID: 4, Type: 'HardBounce', BouncedAt: at(5) }), 200)
    await office.write(ROSA, 'Or at three?')
    assert.deepEqual((await office.deliveries(ROSA)).at(-1), ['Or at three?', 'bounced', 'no_mailbox'])
    assert.equal(await office.standing(ROSA), 'needs_reply: came_back')
    const { id } = await office.with(ROSA)
    assert.deepEqual(
      await office.told(app),
      [`reply_came_back ${id}`, `reply_came_back ${id}`],
      'once of each',
    )
  })
})
