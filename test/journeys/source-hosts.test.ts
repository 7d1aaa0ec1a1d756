import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { showSource, untilSettled } from '../kit/live-source.ts'

describe('where sources may be only at hosts that everybody can reach', () => {
  let app: TestApp
  let firm: TestFirm
  let port = 0
  let connections = 0
  /** Something of the hoster's own, which no firm may reach. */
  const inside = createServer((socket) => {
    connections++
    socket.destroy()
  })
  before(async () => {
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
    port = (inside.address() as AddressInfo).port
    app = await startApp({ env: { SOURCE_HOSTS: 'public' } })
    firm = await app.makeFirm('Harbor Plumbing')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    inside.close()
  })
  const mailboxAt = (host: string) => ({
    channel: 'imap',
    settings: { host, port, secure: true, user: 'office@harbor.example' },
    password: 'boiler & pan',
  })
  const tableAt = (databaseUrl: string) => ({
    channel: 'chat-history',
    settings: { crew: 'Website', table: 'n8n_chat_histories' },
    databaseUrl,
  })

  it('a mailbox or a table on this machine is refused, however it is named, and not asked', async () => {
    const sources = [
      ...['127.0.0.1', 'localhost', '::1', '2130706433', '169.254.169.254', '10.0.0.1'].map(mailboxAt),
      ...[
        `postgres://ken@127.0.0.1:${port}/crew`,
        `postgres://ken@localhost:${port}/crew`,
        `postgres://ken@8.8.8.8/crew?host=127.0.0.1&port=${port}`,
        'postgres://ken@8.8.8.8/crew?host=/var/run/postgresql',
        'postgres://ken@%2Fvar%2Frun%2Fpostgresql/crew',
      ].map(tableAt),
    ]
    for (const source of sources) {
      const { status, body } = await firm.ask('POST', '/api/sources/check', source)
      assert.deepEqual([status, body.error?.code], [424, 'source_host_refused'], JSON.stringify(source))
    }
    assert.equal(connections, 0)
  })

  it('one that was added all the same says why it is not asked', async () => {
    const added = await firm.ask('POST', '/api/sources', mailboxAt('localhost'))
    assert.equal(added.status, 201)
    assert.equal(await untilSettled(firm, added.body.id), 'failed')
    assert.equal((await showSource(firm, added.body.id)).trouble?.code, 'host_refused')
    assert.equal(connections, 0)
  })
})
