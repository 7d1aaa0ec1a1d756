import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { systemClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/ids.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, secondFirm, startApi } from './api-server.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

/** A database where a crew of agents writes what was said, as n8n does. */
async function openAgents() {
  const url = await postgres.database()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    create table n8n_chat_histories (id serial primary key, session_id varchar(255) not null, message jsonb not null)`)
  const say = (session: string, type: 'human' | 'ai' | 'tool', content: string) =>
    client.query('insert into n8n_chat_histories (session_id, message) values ($1, $2)', [
      session,
      JSON.stringify({ type, content, additional_kwargs: {}, response_metadata: {} }),
    ])
  return { url, client, say, [Symbol.asyncDispose]: () => client.end() }
}

const start = () => startApi({ works: true })

/** Waits until the source's latest run has ended, and answers the source. */
async function settled(server: ApiServer, as: Credentials, id: string) {
  for (let looks = 0; looks < 400; looks++) {
    const { items } = (await server.ask('GET', '/api/sources', { as })).body
    const source = items.find((one: { id: string }) => one.id === id)
    if (source === undefined || !['queued', 'running'].includes(source.run?.status)) return source
    await pause(25)
  }
  return assert.fail('the run did not end')
}

const crew = (url: string, settings: object = {}) => ({
  channel: 'chat-history',
  settings: { crew: 'Website', table: 'n8n_chat_histories', ...settings },
  databaseUrl: url,
})

describe('a table of an AI agent', () => {
  it('comes in whole, then what is new; a conversation for each session; steps are no talk', async () => {
    await using agents = await openAgents()
    await using server = await start()
    const { as } = await claimForKen(server)
    await agents.say('web-1', 'human', 'My boiler shows F28 and there is no hot water')
    await agents.say('web-1', 'tool', '{"slots":["Friday 9:00"]}')
    await agents.say('web-1', 'ai', 'We can come on Friday at nine. Shall I book it?')
    await agents.say('web-2', 'human', 'How much is a new tap?')

    const checked = await server.ask('POST', '/api/sources/check', { as, body: crew(agents.url) })
    assert.equal(checked.status, 200, checked.text)
    assert.deepEqual([checked.body.found.layout, checked.body.found.times], ['n8n', 'none'])
    const added = await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })
    assert.equal(added.status, 201, added.text)
    const { id } = added.body
    const first = await settled(server, as, id)
    assert.deepEqual([first.run.status, first.messages, first.trouble], ['completed', 4, null])
    const ledger = (await server.ask('GET', `/api/sync/${first.run.syncId}/ledger`, { as })).body
    assert.deepEqual(
      [ledger.seen, ledger.stored, ledger.countedAtSource, ledger.addsUp, ledger.sourceAgrees],
      [4, 4, 4, true, true],
    )
    const conversations = async () => (await server.ask('GET', '/api/conversations', { as })).body.items
    assert.equal((await conversations()).length, 2)

    await agents.say('web-1', 'human', 'Yes please, it leaks as well')
    const run = await server.ask('POST', `/api/sources/${id}/sync`, { as })
    assert.equal(run.status, 200, run.text)
    const second = await settled(server, as, id)
    assert.deepEqual([second.run.status, second.messages], ['completed', 5])
    const all = await conversations()
    assert.equal(all.length, 2)
    const boiler = all.find(({ last }: { last: { preview: string } }) =>
      last.preview.includes('leaks as well'),
    )
    const messages = (
      await server.ask('GET', `/api/conversations/${boiler.id}/messages?order=oldest_first`, { as })
    ).body.items
    assert.deepEqual(
      messages.map(({ text, direction }: { text: string; direction: string }) => [direction, text]),
      [
        ['in', 'My boiler shows F28 and there is no hot water'],
        ['out', 'We can come on Friday at nine. Shall I book it?'],
        ['in', 'Yes please, it leaks as well'],
      ],
    )
    assert.equal(
      JSON.stringify((await server.ask('GET', '/api/sources', { as })).body).includes(agents.url),
      false,
    )
    const again = await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })
    assert.equal(again.body.error.code, 'source_there')

    const other = await server.ask('POST', '/api/sources', { as, body: crew(agents.url, { crew: 'Phone' }) })
    await settled(server, as, other.body.id)
    const runs = async (query: string) =>
      (await server.ask('GET', `/api/sync${query}`, { as })).body.items.map(
        ({ sourceId }: { sourceId: string }) => sourceId,
      )
    assert.deepEqual(await runs(''), [other.body.id, id, id])
    assert.deepEqual(await runs(`?sourceId=${id}`), [id, id])
    assert.deepEqual(await runs(`?sourceId=${newId(systemClock)}`), [])
  })

  it('that is away is told of, waited for longer each time, and goes on where it was', async () => {
    await using agents = await openAgents()
    await using server = await start()
    const { as } = await claimForKen(server)
    await agents.say('web-1', 'human', 'Is anybody there?')
    const { id } = (await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })).body
    await settled(server, as, id)

    await agents.client.query('alter table n8n_chat_histories rename to elsewhere')
    await server.ask('POST', `/api/sources/${id}/sync`, { as })
    const away = await settled(server, as, id)
    assert.deepEqual(
      [away.run.status, away.state, away.trouble.code, away.trouble.failures],
      ['failed', 'active', 'not_found', 1],
    )
    assert.ok(Date.parse(away.trouble.tryAt) > Date.now())
    const incidents = async () => (await server.ask('GET', '/api/incidents', { as })).body.items
    assert.deepEqual(
      (await incidents()).map(({ kind, endedAt }: { kind: string; endedAt: string | null }) => [
        kind,
        endedAt,
      ]),
      [['not_found', null]],
    )
    await agents.client.query('alter table elsewhere rename to n8n_chat_histories')
    await agents.say('web-1', 'human', 'Hello?')
    await server.ask('POST', `/api/sources/${id}/sync`, { as })
    const back = await settled(server, as, id)
    assert.deepEqual([back.run.status, back.trouble, back.messages], ['completed', null, 2])
    const [healed] = await incidents()
    assert.deepEqual([healed.recovered, healed.endedAt === null], [1, false])
  })

  it('that refuses us needs a person, who sets anew what opens it', async () => {
    await using agents = await openAgents()
    await using server = await start()
    const { as } = await claimForKen(server)
    await agents.say('web-1', 'human', 'Is anybody there?')
    const { id } = (await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })).body
    await settled(server, as, id)
    const refused = agents.url.replace(/database|dbname|\/[^/?]+(?=\?|$)/, '/no_such_database')
    const set = (secret: string) =>
      server.ask('PUT', `/api/sources/${id}/credentials`, { as, body: { secret } })
    assert.equal((await set(refused)).status, 200)
    assert.notEqual((await settled(server, as, id)).trouble, null)
    await agents.say('web-1', 'human', 'Hello?')
    assert.equal((await set(agents.url)).status, 200)
    const back = await settled(server, as, id)
    assert.deepEqual([back.state, back.trouble, back.messages], ['active', null, 2])
  })

  it('is paused and resumed, and taken away with what opens it while its messages stay', async () => {
    await using agents = await openAgents()
    await using server = await start()
    const { as, firmId } = await claimForKen(server)
    await agents.say('web-1', 'human', 'Is anybody there?')
    const { id } = (await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })).body
    await settled(server, as, id)
    const ask = (what: string) => server.ask('POST', `/api/sources/${id}/${what}`, { as })
    assert.equal((await ask('pause')).body.state, 'paused')
    assert.equal((await ask('sync')).body.error.code, 'source_paused')
    assert.equal((await ask('resume')).body.state, 'active')
    assert.equal((await ask('sync')).status, 200)
    await settled(server, as, id)

    const dana = await joinAs(server, as, 'dispatcher')
    assert.equal((await server.ask('DELETE', `/api/sources/${id}`, { as: dana })).status, 403)
    const other = await secondFirm(server)
    assert.equal((await server.ask('DELETE', `/api/sources/${id}`, { as: other.as })).status, 404)
    assert.equal((await server.ask('DELETE', `/api/sources/${id}`, { as })).status, 204)
    assert.deepEqual((await server.ask('GET', '/api/sources', { as })).body.items, [])
    assert.equal((await ask('sync')).status, 404)
    const { rows } = await server.store.pool.query('select 1 from secret where tenant_id = $1', [firmId])
    assert.deepEqual(rows, [])
    assert.equal((await server.ask('GET', '/api/conversations', { as })).body.items.length, 1)
    const again = await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })
    assert.equal(again.body.id, id)
    const listed = await settled(server, as, id)
    assert.deepEqual([listed.run.status, listed.messages], ['completed', 1])
    const told = (await server.ask('GET', '/api/audit', { as })).body.items
      .map(({ action }: { action: string }) => action)
      .filter((action: string) => action.startsWith('source.'))
    assert.deepEqual(told, [
      'source.added',
      'source.removed',
      'source.asked',
      'source.resumed',
      'source.paused',
      'source.added',
    ])
  })

  it('is asked at once when the agents say that a session is complete, each crew its own', async () => {
    await using agents = await openAgents()
    await using server = await start()
    const { as, firmId } = await claimForKen(server)
    const { id } = (await server.ask('POST', '/api/sources', { as, body: crew(agents.url) })).body
    await settled(server, as, id)
    const { secret } = (
      await server.ask('PUT', '/api/webhook-secrets/conversation-complete', { as, body: {} })
    ).body
    const say = (crewCode: string) => {
      const said = JSON.stringify({ session_id: 'web-7', crew_code: crewCode })
      const [messageId, at] = [newId(systemClock), String(Math.floor(Date.now() / 1000))]
      const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
        .update(`${messageId}.${at}.${said}`)
        .digest('base64')
      return fetch(`${server.url}/api/webhooks/conversation-complete?firm=${firmId}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': messageId,
          'webhook-timestamp': at,
          'webhook-signature': `v1,${signature}`,
        },
        body: said,
      })
    }
    await agents.say('web-7', 'human', 'The radiator in the hall is cold')
    const taken = await say('Website')
    assert.equal(taken.status, 200)
    const { syncId } = (await taken.json()) as { syncId: string }
    const source = await settled(server, as, id)
    assert.deepEqual([source.run.syncId, source.messages], [syncId, 1])
    assert.equal((await say('Nobody')).status, 404)
  })
})
