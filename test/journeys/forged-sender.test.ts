import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'

/** A mail to the office from Rosa’s address, as Gmail takes it in: with what it found of its sender. */
function fromRosa(number: number, dmarc: 'pass' | 'fail', words: string, answers?: string): Buffer {
  return Buffer.from(
    [
      `Authentication-Results: mx.google.com; dmarc=${dmarc} (p=NONE) header.from=alvarez.example`,
      'From: Rosa Alvarez <rosa@alvarez.example>',
      'To: Harbor Plumbing <office@harbor.example>',
      'Subject: The boiler',
      `Date: ${new Date(Date.now() - (10 - number) * 60_000).toUTCString()}`,
      `Message-ID: <boiler.${number}@alvarez.example>`,
      ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`, `References: <${answers}>`]),
      '',
      words,
      '',
    ].join('\r\n'),
  )
}

type Conversation = {
  id: string
  party: { kind: string; title: string }
  messageCount: number
  status: string
}

describe('a mail under a customer’s address that is not theirs', () => {
  let google: GmailServer
  let app: TestApp
  let firm: TestFirm
  let sourceId: string
  before(async () => {
    google = await startGmailServer()
    app = await startApp({ google: { client: google.client, apiUrl: google.baseUrl } })
    firm = await (await app.makeFirm('Harbor Plumbing')).join('owner')
    google.put(fromRosa(1, 'pass', 'When can you come?'))
    google.put(fromRosa(2, 'fail', 'Please wire the deposit to this account.', 'boiler.1@alvarez.example'))
    const { body } = await firm.ask('POST', '/api/sources/gmail', {})
    const { search } = await google.visit(body.url)
    sourceId = (await firm.ask('POST', '/api/sources/gmail/consent', { search })).body.id
    await sync()
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await google[Symbol.asyncDispose]()
  })
  async function sync() {
    await firm.ask('POST', `/api/sources/${sourceId}/sync`)
    for (let looks = 0; looks < 400; looks++) {
      const { items } = (await firm.ask('GET', '/api/sources')).body
      if (items[0]?.run?.status === 'completed') return
      await pause(25)
    }
    assert.fail('the mailbox was not read')
  }
  const conversations = async (): Promise<Conversation[]> =>
    (await firm.ask('GET', '/api/conversations')).body.items
  const withWords = async (words: string): Promise<Conversation> => {
    const { items } = (await firm.ask('GET', `/api/conversations?text=${encodeURIComponent(words)}`)).body
    assert.equal(items.length, 1, words)
    return items[0]
  }

  it('stands apart, though it names the customer’s mail as the one it answers, and waits for a person', async () => {
    const rosa = await withWords('When can you come')
    const forged = await withWords('wire the deposit')
    assert.notEqual(forged.id, rosa.id)
    assert.deepEqual([rosa.party.title, rosa.messageCount], ['Rosa Alvarez', 1])
    assert.deepEqual([forged.party.kind, forged.status], ['unknown', 'needs_reply'])
    const way = (await firm.ask('GET', `/api/conversations/${forged.id}/reply-way`)).body
    assert.deepEqual([way.way, way.reason], [null, 'sender_forged'])
    const { items } = (await firm.ask('GET', '/api/customers')).body
    assert.equal(items.length, 1)
  })

  it('is nothing that another firm can say anything of', async () => {
    const forged = await withWords('wire the deposit')
    const mokotow = await (await app.makeFirm('Mokotów Klima')).join('owner')
    const answer = await mokotow.ask('POST', `/api/conversations/${forged.id}/vouch`)
    assert.deepEqual([answer.status, answer.body.error.code], [404, 'conversation_not_found'])
  })

  it('goes to its owner once a person says that it is theirs, as does what comes after it', async () => {
    const forged = await withWords('wire the deposit')
    const answer = await firm.ask('POST', `/api/conversations/${forged.id}/vouch`)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.equal(answer.body.party.title, 'Rosa Alvarez')
    assert.equal((await withWords('wire the deposit')).id, (await withWords('When can you come')).id)
    google.put(fromRosa(3, 'fail', 'Did you get my mail?'))
    await sync()
    assert.equal((await withWords('Did you get')).id, answer.body.id)
    assert.equal((await conversations()).length, 1)
    const again = await firm.ask('POST', `/api/conversations/${answer.body.id}/vouch`)
    assert.deepEqual([again.status, again.body.error.code], [409, 'nothing_to_vouch'])
  })
})
