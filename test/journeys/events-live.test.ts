import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { systemClock } from '../../src/base/clock.ts'
import { type Id, newId } from '../../src/base/ids.ts'
import { type LiveFrame, lineClosed } from '../../src/contract/live.ts'
import type { Tx } from '../../src/store/store.ts'
import { type Line, openLine } from '../kit/line.ts'
import { startPostgres } from '../kit/postgres.ts'
import {
  type ApiServer,
  type Credentials,
  claimForKen,
  joinAs,
  secondFirm,
  signedIn,
  startApi,
} from './api-server.ts'

type Firm = { as: Credentials; firmId: Id }

let server: ApiServer
let ken: Firm
let anna: Firm
before(async () => {
  server = await startApi()
  ken = await claimForKen(server)
  anna = await secondFirm(server)
})
after(() => server[Symbol.asyncDispose]())

const open = async (as: Credentials, after?: string): Promise<Line> => {
  const line = await openLine(server.url, { headers: { ...as }, after })
  await line.until(({ type }) => type === 'hello' || type === 'reset')
  return line
}
const addCustomer = async (firm: Firm, on = server): Promise<Id> => {
  const id = newId(systemClock)
  await on.store.write(firm.firmId, (tx) =>
    sql`insert into customer (id, name, made_at, changed_at) values (${id}, 'Mrs Alvarez', now(), now())`.execute(
      tx,
    ),
  )
  return id
}
const addRunRow = (tx: Tx, id: Id) =>
  sql`insert into run (id, channel, sync_type, status, input, input_key, made_at)
    values (${id}, 'google-voice', 'initial', 'completed', '{}', ${id}, now())`.execute(tx)
const rename = async (firm: Firm, id: Id) => {
  const { status } = await server.ask('PATCH', `/api/customers/${id}`, {
    ...firm,
    body: { name: 'Maria Alvarez' },
  })
  assert.equal(status, 200)
}
const tellsOf = (kind: string, id: Id) => (frame: LiveFrame) =>
  frame.type === 'events' && frame.events.some((told) => told.kind === kind && told.ids?.includes(id))

describe('a live line', () => {
  it('tells a colleague of the customer that Ken renames: a kind and an id, and no name', async () => {
    const id = await addCustomer(ken)
    await using robins = await open(await joinAs(server, ken.as, 'technician'))
    await rename(ken, id)
    const frame = await robins.until(tellsOf('customer.changed', id))
    assert.deepEqual(Object.keys(frame).toSorted(), ['at', 'events', 'type'])
    assert.doesNotMatch(JSON.stringify(robins.frames), /alvarez/i)
  })

  it('tells a new window of what changed while it was being opened', async () => {
    const id = await addCustomer(ken)
    await using line = await open(ken.as)
    await line.until(tellsOf('customer.added', id))
  })

  it('tells nobody of another firm', async () => {
    await using annas = await open(anna.as)
    await using kens = await open(ken.as)
    const [hers, his] = [await addCustomer(anna), await addCustomer(ken)]
    await annas.until(tellsOf('customer.added', hers))
    await kens.until(tellsOf('customer.added', his))
    assert.ok(!JSON.stringify(annas.frames).includes(his))
    assert.ok(!JSON.stringify(kens.frames).includes(hers))
  })

  it('tells nobody of what they may not read', async () => {
    await using robins = await open(await joinAs(server, ken.as, 'technician'))
    await using kens = await open(ken.as)
    const runId = newId(systemClock)
    await server.store.write(ken.firmId, (tx) => addRunRow(tx, runId))
    const id = await addCustomer(ken)
    await kens.until(tellsOf('run.added', runId))
    await robins.until(tellsOf('customer.added', id))
    assert.ok(!JSON.stringify(robins.frames).includes('run.'))
  })

  it('goes on where it was cut, and says so where nobody knows any more what was missed', async () => {
    const before = await open(ken.as)
    const first = await addCustomer(ken)
    await before.until(tellsOf('customer.added', first))
    const { at } = before
    await before[Symbol.asyncDispose]()
    const missed = await addCustomer(ken)
    await using again = await open(ken.as, at)
    await again.until(tellsOf('customer.added', missed))
    assert.ok(!again.frames.some(tellsOf('customer.added', first)))
    await using lost = await open(ken.as, '999999999-1')
    assert.equal(lost.frames[0]?.type, 'reset')
    const next = await addCustomer(ken)
    await lost.until(tellsOf('customer.added', next))
  })

  it('tells of very many as of any', async () => {
    await using line = await open(ken.as)
    await server.store.write(ken.firmId, (tx) =>
      sql`insert into customer (id, name, made_at, changed_at) select gen_random_uuid(), 'X', now(), now() from generate_series(1, 400)`.execute(
        tx,
      ),
    )
    await line.until((frame) => frame.type === 'events' && frame.events.some(({ ids }) => ids === null))
  })

  it('is closed when its session ends, wherever that happens', async () => {
    const robin = await joinAs(server, ken.as, 'dispatcher')
    await using line = await open(robin)
    await server.ask('POST', '/api/sign-out', { as: robin, body: {} })
    assert.deepEqual(await line.closed, { code: lineClosed.signedOut })
  })

  it('follows another role, and is closed when somebody is put out of the firm', async () => {
    const robin = await joinAs(server, ken.as, 'dispatcher')
    const personId = (await server.ask('GET', '/api/me', { as: robin })).body.person.id
    await using robins = await open(robin)
    const addRun = async () => {
      const id = newId(systemClock)
      await server.store.write(ken.firmId, (tx) => addRunRow(tx, id))
      return id
    }
    await robins.until(tellsOf('run.added', await addRun()))
    await server.ask('PUT', `/api/people/${personId}/role`, { ...ken, body: { role: 'technician' } })
    for (let isTold = true; isTold; ) {
      // the line asks for the rights anew as soon as it hears that they changed
      const [runId, customerId] = [await addRun(), await addCustomer(ken)]
      await robins.until(tellsOf('customer.added', customerId))
      isTold = robins.frames.some(tellsOf('run.added', runId))
    }
    const removed = await server.ask('DELETE', `/api/people/${personId}`, ken)
    assert.ok(removed.status < 300, removed.text)
    assert.deepEqual(await robins.closed, { code: lineClosed.signedOut })
  })

  it('is opened for an API key, with its scopes alone, until it is revoked', async () => {
    const { body: made } = await server.ask('POST', '/api/keys', {
      ...ken,
      body: { name: 'Books', scopes: ['imports.read'] },
    })
    await using line = await open({ authorization: `Bearer ${made.key}` })
    await using kens = await open(ken.as)
    const id = await addCustomer(ken)
    await kens.until(tellsOf('customer.added', id))
    const revoked = await server.ask('DELETE', `/api/keys/${made.id}`, ken)
    assert.ok(revoked.status < 300, revoked.text)
    assert.deepEqual(await line.closed, { code: lineClosed.signedOut })
    assert.ok(!JSON.stringify(line.frames).includes('customer.'))
  })

  it('is refused to pages of other sites, to nobody, and to who asks without a WebSocket', async () => {
    const foreign = { ...ken.as, origin: 'https://evil.example' }
    await assert.rejects(openLine(server.url, { headers: foreign }), /refused/)
    await using own = await openLine(server.url, { headers: { ...ken.as, origin: server.url } })
    assert.equal(own.closed instanceof Promise, true)
    await assert.rejects(openLine(server.url, { headers: {} }), /refused/)
    const plain = await server.ask('GET', '/api/live', ken)
    assert.deepEqual([plain.status, plain.body.error.code], [426, 'websocket_only'])
  })

  it('is refused to who has very many open already', async () => {
    const robin = await joinAs(server, ken.as, 'dispatcher')
    await using lines = new AsyncDisposableStack()
    for (let n = 0; n < 30; n++) lines.use(await open(robin))
    await assert.rejects(open(robin), /refused/)
    const { status, body } = await server.ask('GET', '/api/live', { as: robin })
    assert.deepEqual([status, body.error.code], [429, 'too_many_lines'])
    await using _kens = await open(ken.as)
  })
})

describe('what changed lately', () => {
  it('is shown with who did it, before and after, and without what people are called', async () => {
    const id = await addCustomer(ken)
    await rename(ken, id)
    const { body } = await server.ask('GET', '/api/sync/events/recent?limit=1&kind=customer.changed', ken)
    const { body: me } = await server.ask('GET', '/api/me', ken)
    const [event] = body.items
    assert.deepEqual(
      [event.kind, event.ids, event.actor],
      ['customer.changed', [id], `person:${me.person.id}`],
    )
    assert.deepEqual(event.changes[id].name, [])
    assert.doesNotMatch(JSON.stringify(body), /alvarez/i)
    const older = await server.ask('GET', `/api/sync/events/recent?limit=200&cursor=${body.next}`, ken)
    assert.ok(older.body.items.every(({ cursor }: { cursor: string }) => cursor !== event.cursor))
    const newer = await server.ask('GET', `/api/sync/events/recent?after=${event.cursor}`, ken)
    assert.deepEqual(newer.body, { items: [], next: event.cursor })
    const next = await addCustomer(ken)
    const then = await server.ask('GET', `/api/sync/events/recent?after=${event.cursor}`, ken)
    assert.deepEqual(
      then.body.items.map(({ ids }: { ids: Id[] }) => ids),
      [[next]],
    )
  })

  it('is for owners and managers', async () => {
    const robin = await joinAs(server, ken.as, 'dispatcher')
    assert.equal((await server.ask('GET', '/api/sync/events/recent', { as: robin })).status, 403)
    assert.deepEqual(
      (await server.ask('GET', '/api/sync/events/recent?limit=200', anna)).body.items.some(
        ({ actor }: { actor: string }) => actor !== 'system',
      ),
      false,
    )
  })
})

describe('two processes on one PostgreSQL server', () => {
  it('tell each other’s people', async () => {
    await using postgres = await startPostgres()
    const databaseUrl = await postgres.database()
    const masterKey = Buffer.alloc(32, 7)
    await using here = await startApi({ databaseUrl, masterKey })
    const firm = await claimForKen(here)
    await using there = await startApi({ databaseUrl, masterKey })
    const { body } = await here.ask('GET', '/api/me', firm)
    await using line = await openLine(there.url, { headers: { ...(await signedIn(there, body.person.id)) } })
    await line.until(({ type }) => type === 'hello')
    const id = await addCustomer(firm, here)
    await line.until(tellsOf('customer.added', id))
  })
})
