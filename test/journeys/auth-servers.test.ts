import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../kit/dovecot.ts'
import { askToTheEnd, untilSettled } from '../kit/live-source.ts'
import { mailOf } from '../kit/mails.ts'

/** A mail as the office's own server took it in, and what it wrote about the sender. */
const checked = (number: number, server = 'mx.harbor.example') =>
  Buffer.concat([
    Buffer.from(
      `Authentication-Results: ${server}; dmarc=pass header.from=alvarez.example\r\n` +
        'Received: from out.alvarez.example by mx.harbor.example; Mon, 2 Mar 2026 15:30:00 +0000\r\n',
    ),
    mailOf(number),
  ])

describe('whose word on senders is believed in a mailbox', { skip: dovecotMissing() }, () => {
  let dovecot: Dovecot
  let app: TestApp
  let firm: TestFirm
  let id: string
  before(async () => {
    dovecot = await startDovecot()
    app = await startApp()
    firm = await app.makeFirm('Harbor Plumbing')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await dovecot[Symbol.asyncDispose]()
  })
  const body = () => ({
    channel: 'imap',
    settings: { host: dovecot.host, port: dovecot.port, secure: false, user: dovecot.user },
    password: dovecot.password,
  })
  const check = async () => (await firm.ask('POST', '/api/sources/check', body())).body.found
  /** How many messages are judged how. */
  const proofs = async () => {
    const { rows } = await app.app.store.pool.query<{ proof: string; count: number }>(
      'select sender_proof as proof, count(*)::int as count from message group by 1',
    )
    return Object.fromEntries(rows.map(({ proof, count }) => [proof, count]))
  }

  it('is proposed by a check of it: the name that nearly all of its newest mails have', async () => {
    assert.deepEqual(await check(), { mails: false, authServers: null })
    dovecot.fill(Array.from({ length: 9 }, (_, index) => checked(index + 1)))
    assert.deepEqual(await check(), { mails: true, authServers: null }) // too few to tell
    dovecot.fill([checked(10), checked(11), checked(12, 'trust-me.example')])
    assert.deepEqual(await check(), { mails: true, authServers: 'mx.harbor.example' })
  })

  it('is nobody’s until a person has said so, for what comes from then on', async () => {
    const added = await firm.ask('POST', '/api/sources', body())
    id = added.body.id
    assert.equal(await untilSettled(firm, id), 'completed')
    assert.deepEqual(await proofs(), { untold: 12 })
    const asked = await firm.ask('GET', `/api/sources/${id}/auth-servers`)
    assert.deepEqual(asked.body, { believed: null, proposed: ['mx.harbor.example'] })
    const set = await firm.ask('PUT', `/api/sources/${id}/auth-servers`, {
      authServers: ['mx.harbor.example'],
    })
    assert.deepEqual([set.status, set.body.settings.authServers], [200, ['mx.harbor.example']])
    const told = (await firm.ask('GET', '/api/audit?limit=1')).body.items[0]
    assert.deepEqual([told.action, told.subject.id], ['source.auth_servers_set', id])
    dovecot.fill([checked(13), checked(14, 'trust-me.example')])
    await askToTheEnd(firm, id)
    assert.deepEqual(await proofs(), { untold: 13, aligned: 1 })
  })

  it('can be taken back, and is no question for a table', async () => {
    const path = `/api/sources/${id}/auth-servers`
    await firm.ask('PUT', path, { authServers: [] })
    assert.equal((await firm.ask('GET', path)).body.believed, null)
    const settings = { crew: 'Website', table: 'n8n_chat_histories' }
    const databaseUrl = 'postgres://127.0.0.1:1/nowhere'
    const table = await firm.ask('POST', '/api/sources', { channel: 'chat-history', settings, databaseUrl })
    const refused = await firm.ask('PUT', `/api/sources/${table.body.id}/auth-servers`, { authServers: [] })
    assert.deepEqual([refused.status, refused.body.error.code], [409, 'auth_servers_known'])
  })
})
