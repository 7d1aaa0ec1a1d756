import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type pg from 'pg'
import { newFirm, openTestStore } from '../../../test/kit/store.ts'
import type { Store } from '../store.ts'
import { MAY_WAIT } from './turns.ts'

describe('the embedded database', () => {
  let store: Store
  before(async () => {
    store = await openTestStore()
    await store.pool.query('create table load (id integer primary key, state text not null)')
  })
  after(() => store[Symbol.asyncDispose]())

  const value = async (query: string): Promise<unknown> =>
    Object.values((await store.pool.query(query)).rows[0] ?? {})[0]

  it('has PostgreSQL say what must be on the disk, by the one call that gets there', async () => {
    assert.equal(await value('show fsync'), 'on')
    assert.equal(await value('show full_page_writes'), 'on')
    assert.equal(await value('show synchronous_commit'), 'on')
    assert.equal(await value('show wal_sync_method'), 'fsync')
  })

  it('reclaims and measures its tables when asked to', async () => {
    await store.pool.query("insert into load select n, 'new' from generate_series(1, 20000) n")
    await store.pool.query("update load set state = 'done'")
    const state = async () =>
      (
        await store.pool.query(`
          select reltuples::integer as tuples, pg_relation_size(oid)::integer as bytes,
                 (select count(*)::integer from pg_stats where tablename = 'load') as measured
          from pg_class where relname = 'load'`)
      ).rows[0]
    const before = await state()
    assert.deepEqual([before.tuples, before.measured], [-1, 0])
    await store.vacuum()
    const after = await state()
    assert.deepEqual([after.tuples, after.measured], [20_000, 2])
    const { rows: measured } = await store.pool.query(`
      select schemaname = 'pg_catalog' as own, bool_and(last_analyze is not null) as all, bool_or(last_analyze is not null) as some
      from pg_stat_all_tables where schemaname !~ '^(pg_toast|information_schema)' group by 1 order by 1`)
    assert.deepEqual(measured, [
      { own: false, all: true, some: true },
      { own: true, all: false, some: false },
    ])
    await store.pool.query("update load set state = 'paid'")
    const again = (await state()).bytes
    assert.ok(
      again < 1.25 * before.bytes,
      `${before.bytes} bytes grew to ${again}: dead rows keep their room`,
    )
  })

  for (const [how, leave] of Object.entries({
    'is given back in the middle of a transaction': (client: pg.PoolClient) => client.release(true),
    'breaks in the middle of a transaction': (client: pg.PoolClient) => {
      client.on('error', () => undefined)
      const { connection } = client as unknown as { connection: pg.Connection }
      connection.stream.destroy()
      client.release(true)
    },
  })) {
    it(`a connection that ${how} is rolled back, and the others go on`, async () => {
      const firm = await newFirm(store)
      const client = await store.pool.connect()
      await client.query('begin')
      await client.query("insert into load values (-1, 'half done')")
      const others = Promise.all(
        Array.from({ length: 4 }, () =>
          store.read(firm, (db) => db.selectFrom('tenant').select('name').execute()),
        ),
      )
      leave(client)
      assert.deepEqual(await others, Array(4).fill([{ name: 'Harbor Plumbing' }]))
      assert.equal(await value('select count(*)::integer from load where id = -1'), 0)
    })
  }

  it('what nests too deep is refused, and the next query is answered', async () => {
    const brackets = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    for (const depth of [30_000, 300_000])
      await assert.rejects(store.pool.query('select $1::jsonb', [brackets(depth)]), /stack depth/)
    await assert.rejects(store.pool.query(`select 1${'+1'.repeat(50_000)}`), /stack depth/)
    assert.equal(await value('select 1'), 1)
  })

  it('a query that is refused at whichever of its steps leaves its connection in step', async () => {
    const client = await store.pool.connect()
    try {
      const refused: [query: string, values: unknown[], code: string][] = [
        ['selec $1', [1], '42601'], // when it is parsed
        ['select $1::integer', ['boiler'], '22P02'], // when its values are bound
        ['select 1', [5], '08P01'],
        ['select 1 / $1::integer', [0], '22012'], // when it is carried out
      ]
      for (const [query, values, code] of [...refused, ...refused.toReversed()]) {
        await assert.rejects(client.query(query, values), { code })
        assert.deepEqual((await client.query('select $1::integer as n', [7])).rows, [{ n: 7 }])
      }
      await client.query('begin')
      await assert.rejects(client.query('select 1 / $1::integer', [0]), { code: '22012' })
      await assert.rejects(
        client.query('select $1::integer', [7]),
        { code: '25P02' },
        'the transaction is over',
      )
      await client.query('rollback')
      assert.deepEqual((await client.query('select $1::integer as n', [7])).rows, [{ n: 7 }])
    } finally {
      client.release()
    }
  })

  for (const begin of ['begin', `${MAY_WAIT} begin`])
    it(`a connection that is destroyed while its "${begin}" waits in line does not leave a transaction behind`, async () => {
      const firm = await newFirm(store)
      const client = await store.pool.connect()
      client.on('error', () => undefined)
      const slow = store.pool.query('select count(md5(n::text)) from generate_series(1, 200000) n')
      const begun = client.query(begin).catch(() => undefined)
      client.release(true)
      await Promise.all([slow, begun])
      assert.equal(await store.write(firm, async () => 'kept'), 'kept')
    })
  it('answers whoever waits at a screen before what works in the background', async () => {
    const firm = await newFirm(store)
    const order: string[] = []
    const ask = async (who: 'screen' | 'background') => {
      const session = who === 'screen' ? store : store.background
      await session.read(firm, (db) => db.selectFrom('tenant').select('name').execute())
      order.push(who)
    }
    await Promise.all(Array.from({ length: 5 }, () => ask('screen'))) // all connected
    order.length = 0
    const slow = store.pool.query('select count(md5(n::text)) from generate_series(1, 200000) n')
    await Promise.all([slow, ask('background'), ask('background'), ask('screen'), ask('screen')])
    assert.deepEqual(order, ['screen', 'screen', 'background', 'background'])
  })
})
