import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { systemClock } from '../../src/base/clock.ts'
import type { MirrorLayoutTable, MirrorPreview } from '../../src/contract/mirrors.ts'
import { addContactPoint, addCustomer } from '../../src/customers/customers.ts'
import { mirrorSubscriber } from '../../src/mirror/mirror.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, type Credentials, claimForKen, startApi } from './api-server.ts'

const mapping = {
  customer: {
    table: 'clients',
    key: 'id',
    ourId: 'plumbline',
    columns: { name: { column: 'name' }, phone: { column: 'phone' } },
  },
  ticket: {
    table: 'jobs',
    key: 'id',
    ourId: 'plumbline',
    columns: { title: { column: 'what' }, customer: { column: 'client' } },
  },
}

describe('Harbor Plumbing keeps its office software in step', () => {
  let postgres: TestPostgres
  let url: string
  let server: ApiServer
  let ken: { as: Credentials; firmId: string }
  let mirrorId: string
  let rosa: string
  before(async () => {
    postgres = await startPostgres()
    url = await postgres.database()
    await inCrm(
      `create table clients (id serial primary key, plumbline text, name text, phone text);
       create table jobs (id serial primary key, plumbline text, what text, client integer references clients)`,
    )
    server = await startApi({ subscribers: [mirrorSubscriber({ clock: systemClock })] })
    ken = await claimForKen(server)
    rosa = await server.store.write(ken.firmId, async (tx) => {
      const customerId = await addCustomer(tx, { clock: systemClock, name: 'Rosa Alvarez' })
      await addContactPoint(tx, { clock: systemClock, customerId, written: '(512) 555-0142' })
      return customerId
    })
  })
  after(async () => {
    await server?.[Symbol.asyncDispose]()
    await postgres?.[Symbol.asyncDispose]()
  })
  /** On a connection of its own, since the server is killed between. */
  async function inCrm(statement: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(statement)
    await client.end()
    return rows
  }
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await server.ask(method, path, { as: ken.as, ...(body === undefined ? {} : { body }) })
    assert.ok(answer.status < 300, `${path}: ${answer.text}`)
    return answer.body
  }

  it('without a mirror, everything of a customer is in one place', async () => {
    const { inOnePlace, rederived, mirrors } = await ask('GET', `/api/sync/users/${rosa}/sync`)
    assert.deepEqual({ inOnePlace, rederived, mirrors }, { inOnePlace: true, rederived: true, mirrors: [] })
  })

  it('lists the tables there, what a column says, and what would become of the rows; and writes nothing', async () => {
    await inCrm(
      `create table stages (stage text check (stage in ('TODO', 'DONE', 'HOLD', 'Ken''s')), note text); insert into stages values ('TODO'), ('DONE'), ('TODO');
       insert into clients (name, phone) values ('Rosa A.', '512-555-0142'), ('', ''), ('Beth Feldman', null);
       insert into jobs (what) values ('Gutter over the porch')`,
    )
    const { tables } = await ask('POST', '/api/mirrors/layout', { databaseUrl: url })
    assert.deepEqual(
      tables.map(({ name, key }: MirrorLayoutTable) => [name, key]),
      [
        ['clients', 'id'],
        ['jobs', 'id'],
        ['stages', null],
      ],
    )
    assert.deepEqual(tables[0].columns[0], { name: 'id', type: 'integer', isRequired: false })
    const place = { databaseUrl: url, schema: 'public', table: 'stages', column: 'stage' }
    const { words } = await ask('POST', '/api/mirrors/words', place)
    assert.deepEqual(words, [
      { word: 'TODO', rows: 2 },
      { word: 'DONE', rows: 1 },
      { word: 'HOLD', rows: 0 },
      { word: "Ken's", rows: 0 },
    ])
    const gone = await server.ask('POST', '/api/mirrors/words', {
      as: ken.as,
      body: { ...place, column: `"stage"); drop table jobs; --` },
    })
    assert.equal(gone.body.error.code, 'mirror_unfit')
    for (const [path, body] of [
      ['layout', {}],
      ['words', place],
      ['check', { mapping }],
    ] as const) {
      const unread = await server.ask('POST', `/api/mirrors/${path}`, {
        as: ken.as,
        body: { ...body, databaseUrl: 'the one of the office' },
      })
      assert.deepEqual([unread.status, unread.body.error.code], [424, 'mirror_not_there'], path)
    }
    const { preview } = await ask('POST', '/api/mirrors/check', { databaseUrl: url, mapping })
    const [clients, jobs] = preview as MirrorPreview[]
    assert.deepEqual(
      [clients?.looked, clients?.known, clients?.made, clients?.setAside, clients?.here],
      [3, 1, 1, [{ reason: 'nobody:', count: 1 }], 1],
    )
    assert.deepEqual(
      clients?.first.map(({ becomes, fields }) => [becomes, fields.name, fields.phone]),
      [
        ['known', 'Rosa A.', ['phone:+15125550142']],
        ['set_aside', null, []],
        ['made', 'Beth Feldman', []],
      ],
    )
    assert.deepEqual(
      [jobs?.kind, jobs?.made, jobs?.first[0]?.fields.title],
      ['ticket', 1, 'Gutter over the porch'],
    )
    assert.equal((await ask('GET', '/api/customers')).items.length, 1)
    assert.deepEqual(await inCrm('select count(*)::int as n from clients where plumbline is not null'), [
      { n: 0 },
    ])
    await inCrm(
      'drop table stages; delete from clients; delete from jobs; alter sequence clients_id_seq restart; alter sequence jobs_id_seq restart',
    )
  })

  it('connects it, and no answer, log line or trail tells what opens it', async () => {
    const wrong = await server.ask('POST', '/api/mirrors', {
      as: ken.as,
      body: { label: 'Office', databaseUrl: 'postgres://ken:hunter2@localhost:1/crm', mapping },
    })
    assert.deepEqual([wrong.status, wrong.body.error.code], [424, 'mirror_unreachable'])
    assert.ok(!wrong.text.includes('hunter2'))
    const added = await ask('POST', '/api/mirrors', { label: 'Office', databaseUrl: url, mapping })
    mirrorId = added.id
    assert.ok(!JSON.stringify(await ask('GET', '/api/mirrors')).includes('postgres://'))
    assert.equal((await ask('POST', `/api/mirrors/${mirrorId}/sync`, {})).customers, 1)
    assert.deepEqual(await inCrm('select plumbline, name, phone from clients'), [
      { plumbline: rosa, name: 'Rosa Alvarez', phone: '+15125550142' },
    ])
    const { items } = await ask('GET', '/api/audit?limit=50')
    assert.ok(items.some(({ action }: { action: string }) => action === 'mirror.added'))
  })

  it('brings one customer and their tickets into step on demand', async () => {
    await ask('POST', '/api/tickets', { title: 'Water heater leaks', customerId: rosa })
    const { inOnePlace, mirrors } = await ask('GET', `/api/sync/users/${rosa}/sync`)
    assert.deepEqual(
      [inOnePlace, mirrors],
      [false, [{ mirrorId, label: 'Office', result: 'in_step', reason: null, rows: 2, conflicts: 0 }]],
    )
    assert.deepEqual(await inCrm('select what, client from jobs'), [
      { what: 'Water heater leaks', client: 1 },
    ])
  })

  it('says that the other database is away, and loses nothing of what happens meanwhile', async () => {
    await postgres.kill()
    await ask('PATCH', `/api/customers/${rosa}`, { name: 'Rosa M. Alvarez' })
    const away = await ask('POST', `/api/mirrors/${mirrorId}/sync`, {})
    assert.deepEqual([away.trouble, away.failures, away.waiting > 0], ['unreachable', 1, true])
    const { mirrors } = await ask('GET', `/api/sync/users/${rosa}/sync`)
    assert.deepEqual([mirrors[0].result, mirrors[0].reason], ['unreachable', 'unreachable'])
    await postgres.start()
    const back = await ask('POST', `/api/mirrors/${mirrorId}/sync`, {})
    assert.deepEqual([back.trouble, back.failures, back.waiting], [null, 0, 0])
    assert.deepEqual(await inCrm('select name from clients'), [{ name: 'Rosa M. Alvarez' }])
  })

  it('erases there whoever is erased here, also when it was away then; and takes them in no more', async () => {
    await postgres.kill()
    await ask('POST', `/api/customers/${rosa}/erase`, { reason: 'She asked' })
    const links = await server.store.read(ken.firmId, (db) =>
      db.selectFrom('mirrorLink').selectAll().execute(),
    )
    assert.ok(
      links.every(
        ({ state, agreed, localId }) => state === 'forgetting' && agreed === null && localId === null,
      ),
    )
    const refused = await server.ask('DELETE', `/api/mirrors/${mirrorId}`, { as: ken.as })
    assert.equal(refused.body.error.code, 'mirror_forgetting')
    await postgres.start()
    await ask('POST', `/api/mirrors/${mirrorId}/sync`, {})
    assert.deepEqual(await inCrm('select plumbline, name, phone from clients'), [
      { plumbline: null, name: null, phone: null },
    ])
    assert.deepEqual(await inCrm('select plumbline, what from jobs'), [{ plumbline: null, what: null }])
    await inCrm(`insert into clients (name, phone) values ('Rosa Alvarez', '512-555-0142')`)
    const now = await ask('POST', `/api/mirrors/${mirrorId}/sync`, {})
    assert.deepEqual(
      now.setAside.filter(({ reason }: { reason: string }) => reason.startsWith('erased_here')),
      [{ kind: 'customer', reason: 'erased_here:', count: 1 }],
    )
    assert.deepEqual((await ask('GET', '/api/customers')).items, [])
    assert.deepEqual((await ask('GET', '/api/tickets')).items, [])
  })
})
