import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Suggestion } from '../../src/contract/suggestions.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { until } from '../kit/house.ts'
import { movingClock, Office } from '../kit/office.ts'
import { callWebhook, inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'

const FIXTURES = join(import.meta.dirname, '../../src/channels/postmark/fixtures')

/** One story of Harbor Plumbing, whose mail goes by Postmark: what becomes of a suggested answer, to its end. */
describe('a suggested answer that goes out by Postmark', () => {
  const clock = movingClock('2026-03-02T16:00:00Z')
  let postmark: PostmarkServer
  let app: TestApp
  let office: Office
  let webhook: string
  let sourceId: string
  before(async () => {
    postmark = await startPostmarkServer({ clock })
    app = await startApp({
      clock,
      env: { REPLY_UNDO_SECONDS: '0', SUGGESTION_QUIET_SECONDS: '0' },
      postmarkUrl: postmark.baseUrl,
    })
    office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
    const added = await office.firm.ask('POST', '/api/sources', {
      ...{ channel: 'postmark', settings: { address: 'office@harbor.example' } },
      serverToken: postmark.serverToken,
    })
    sourceId = added.body.id
    const made = await office.firm.ask('POST', `/api/sources/${sourceId}/webhook`)
    webhook = Object.assign(new URL(made.body.url), { port: new URL(app.url).port }).href
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await postmark[Symbol.asyncDispose]()
  })

  /** Postmark calls with a mail of a customer's. */
  const comes = async (number: number, TextBody: string) => {
    const Email = `customer-${number}@alvarez.example`
    const to = { Email: 'office@harbor.example', Name: 'Harbor Plumbing', MailboxHash: '' }
    const json = inboundJson(number, {
      ...{ From: Email, FromFull: { Email, Name: `Customer ${number}`, MailboxHash: '' } },
      ...{ To: to.Email, ToFull: [to], Date: clock.now().toUTCString(), TextBody },
    })
    postmark.put(json)
    assert.equal(await callWebhook(webhook, json), 200)
  }
  const suggested = async (words: string) => {
    const { id } = await until(
      async () => (await office.conversations()).find(({ last }) => JSON.stringify(last).includes(words)),
      (found) => found !== undefined,
    ).then((found) => found ?? assert.fail())
    const suggestion = await until(
      async () => (await office.firm.ask('GET', `/api/conversations/${id}/suggestion`)).body.suggestion,
      (found) => found !== null,
    )
    return { id, suggestion: suggestion as Suggestion }
  }
  /** Postmark tells what became of the `number`th mail that it sent. */
  const tells = async (kind: 'delivery' | 'open' | 'bounce', number: number) => {
    const fixture = JSON.parse(await readFile(join(FIXTURES, `${kind}.json`), 'utf8'))
    const MessageID = `b7bc2f4a-e38e-4336-af7d-${`${number}`.padStart(12, '0')}`
    const ID = `${fixture.ID ?? 0}${number}`
    assert.equal(await callWebhook(webhook, { ...fixture, MessageID, ID: Number(ID) }), 200)
  }
  const delivery = async (id: string) =>
    (await office.messages(id)).find(({ direction }) => direction === 'out')?.delivery?.kind ?? null

  it('is edited, sent once, delivered and opened, and the conversation waits', async () => {
    await comes(1, 'Our kitchen faucet drips all day. Can somebody look at it?')
    const { id, suggestion } = await suggested('faucet drips')
    const text = `${suggestion.text}\n\nP.S. Which make is it?`
    const body = { replyId: randomUUID(), seenMessageId: suggestion.messageId, text }
    const approve = () => office.firm.ask('POST', `/api/suggestions/${suggestion.id}/approve`, body)
    const answers = await Promise.all([approve(), approve()])
    assert.deepEqual(
      answers.map(({ status, body: said }) => [status, said.suggestion.state]),
      [
        [200, 'edited'],
        [200, 'edited'],
      ],
    )
    await office.settled(id)
    assert.deepEqual(
      postmark.sent.map(({ TextBody }) => TextBody),
      [text],
    )
    assert.equal(await delivery(id), null)
    await tells('delivery', 1)
    assert.equal(await delivery(id), 'delivered')
    await tells('open', 1)
    assert.equal(await delivery(id), 'opened')
    assert.equal((await office.with('faucet drips')).status, 'waiting')
    const list = (await office.firm.ask('GET', '/api/suggestions?state=edited')).body.items
    assert.deepEqual(
      list.map((one: Suggestion) => [one.id, one.replyId]),
      [[suggestion.id, body.replyId]],
    )
  })

  it('that comes back is told beside it, and the conversation waits for us again', async () => {
    await comes(2, 'The toilet upstairs runs without end.')
    const { id, suggestion } = await suggested('toilet upstairs')
    const body = { replyId: randomUUID(), seenMessageId: suggestion.messageId, text: suggestion.text }
    assert.equal(
      (await office.firm.ask('POST', `/api/suggestions/${suggestion.id}/approve`, body)).status,
      200,
    )
    await office.settled(id)
    assert.equal(postmark.sent.length, 2)
    await tells('bounce', 2)
    assert.equal(await delivery(id), 'bounced')
    assert.equal((await office.with('toilet upstairs')).status, 'needs_reply')
  })
})
