import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { mailOf } from '../kit/mails.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, startApi } from './api-server.ts'

const PAGE = '/sources/consent'

describe('a Gmail account', () => {
  let google: GmailServer
  let server: ApiServer
  let as: Credentials
  let id: string
  before(async () => {
    google = await startGmailServer()
    const redirectUrl = `http://127.0.0.1${PAGE}`
    server = await startApi({
      works: true,
      google: { client: google.client, redirectUrl, apiUrl: google.baseUrl },
    })
    ;({ as } = await claimForKen(server))
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    await google[Symbol.asyncDispose]()
  })
  const begin = async (who = as, body: object = {}) =>
    (await server.ask('POST', '/api/sources/gmail', { as: who, body })).body.url as string
  /** Tells what Google sent back along with the browser, as its page does. */
  const comeBack = (search: string, who = as) =>
    server.ask('POST', '/api/sources/gmail/consent', { as: who, body: { search } })
  const consent = async (body: object = {}) => comeBack((await google.visit(await begin(as, body))).search)
  const settled = async () => {
    for (let looks = 0; looks < 400; looks++) {
      const { items } = (await server.ask('GET', '/api/sources', { as })).body
      const [source] = items
      if (source !== undefined && !['queued', 'running'].includes(source.run?.status)) return source
      await pause(25)
    }
    return assert.fail('the run did not end')
  }
  const sync = async () => {
    const asked = await server.ask('POST', `/api/sources/${id}/sync`, { as })
    assert.equal(asked.status, 200, asked.text)
    return settled()
  }

  it('is read once a person has consented, and comes in whole', async () => {
    for (let number = 1; number <= 120; number++) google.put(mailOf(number))
    const back = await consent()
    assert.equal(back.status, 200, back.text)
    const source = await settled()
    id = source.id
    assert.deepEqual(
      [source.channel, source.label, source.messages, source.run.status],
      ['gmail', google.address, 120, 'completed'],
    )
    const ledger = (await server.ask('GET', `/api/sync/${source.run.syncId}/ledger`, { as })).body
    assert.deepEqual([ledger.seen, ledger.countedAtSource, ledger.sourceAgrees], [120, 120, true])
    const told = (await server.ask('GET', '/api/audit?limit=1', { as })).body.items
    assert.deepEqual([told[0].action, told[0].details], ['source.added', { channel: 'gmail' }])
    const { rows } = await server.store.pool.query("select 1 from secret where purpose = 'oauth_attempt'")
    assert.deepEqual(rows, [])
  })

  it('gives what is new, and all of it again where Google has forgotten where we stood', async () => {
    google.put(mailOf(121))
    assert.equal((await sync()).messages, 121)
    google.put(mailOf(122))
    google.forgetHistory()
    const source = await sync()
    assert.deepEqual([source.messages, source.run.status], [122, 'completed'])
    const { items } = (await server.ask('GET', '/api/incidents', { as })).body
    assert.deepEqual(
      items.map(({ kind, recovered }: { kind: string; recovered: number }) => [kind, recovered]),
      [['cursor_expired', 1]],
    )
  })

  it('that is not opened to us any more waits for its owner, who consents anew; it goes on where it was', async () => {
    google.revoke()
    google.put(mailOf(123))
    const closed = await sync()
    assert.deepEqual(
      [closed.state, closed.trouble.code, closed.trouble.tryAt],
      ['broken', 'credentials_refused', null],
    )
    const password = await server.ask('PUT', `/api/sources/${id}/credentials`, {
      as,
      body: { secret: 'guess' },
    })
    assert.equal(password.body.error.code, 'consent_needed')
    assert.equal((await consent({ sourceId: id })).body.id, id)
    const open = await settled()
    assert.deepEqual([open.id, open.state, open.trouble, open.messages], [id, 'active', null, 123])
  })

  it('is added by nobody but the person who began, once, and not without consent', async () => {
    const dana = await joinAs(server, as, 'manager')
    const codeOf = (search: string, who = as) =>
      comeBack(search, who).then(({ body }) => body.error?.code ?? body.channel)
    const { search } = await google.visit(await begin())
    assert.equal(await codeOf(search, dana), 'consent_stale')
    assert.equal(await codeOf(search.replace(/state=[^&]+/, 'state=guess')), 'consent_stale')
    assert.equal(await codeOf(search), 'gmail')
    assert.equal(await codeOf(search), 'consent_stale')
    google.person.agrees = false
    assert.equal(await codeOf((await google.visit(await begin())).search), 'consent_denied')
    assert.equal((await server.ask('GET', '/api/sources', { as })).body.items.length, 1)
    const technician = await joinAs(server, as, 'technician')
    assert.equal((await server.ask('POST', '/api/sources/gmail', { as: technician, body: {} })).status, 403)
  })

  it('cannot be added where Plumbline is not known to Google, which says what to do', async () => {
    await using unknown = await startApi()
    const ken = await claimForKen(unknown)
    const refused = await unknown.ask('POST', '/api/sources/gmail', { as: ken.as, body: {} })
    assert.deepEqual([refused.status, refused.body.error.code], [409, 'gmail_not_set_up'])
  })
})
