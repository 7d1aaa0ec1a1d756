import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import Cursor from 'pg-cursor'
import { newFirm, openTestStore } from '../../../test/kit/store.ts'
import type { Store } from '../store.ts'

/** More often than PostgreSQL makes plans for the parameters at hand before it settles for one. */
const OFTEN = 12

describe('statements that are asked again and again', () => {
  let store: Store
  before(async () => {
    store = await openTestStore()
    await store.pool.query('create table visit (id integer primary key, state text not null, town text)')
  })
  after(() => store[Symbol.asyncDispose]())

  const keptOf = async (part: string): Promise<{ name: string; generic: number; custom: number }[]> =>
    (
      await store.pool.query(`
        select name, generic_plans::integer as generic, custom_plans::integer as custom from pg_prepared_statements
        where name like 'kept%' and statement like '%${part}%'`)
    ).rows
  const again = async <T>(times: number, work: (time: number) => Promise<T>): Promise<T[]> => {
    const all: T[] = []
    for (let time = 0; time < times; time++) all.push(await work(time))
    return all
  }

  it('are kept from the second time on, for all connections, and planned no more at last', async () => {
    const asked = (client: pg.Pool | pg.ClientBase, n: number) =>
      client.query('select $1::integer + 1 as once_more', [n])
    assert.deepEqual((await asked(store.pool, 1)).rows, [{ once_more: 2 }])
    assert.deepEqual(await keptOf('once_more'), [])
    const clients = await Promise.all([store.pool.connect(), store.pool.connect()])
    try {
      await again(OFTEN, async (n) => {
        for (const client of clients) assert.deepEqual((await asked(client, n)).rows, [{ once_more: n + 1 }])
      })
    } finally {
      for (const client of clients) client.release()
    }
    const [kept, ...others] = await keptOf('once_more')
    assert.deepEqual(others, [])
    assert.equal(kept?.custom, 5)
    assert.equal(kept?.generic, 2 * OFTEN - 5)
  })

  it('show each firm its own rows alone, whoever asked before', async () => {
    const firms = [await newFirm(store, 'Harbor Plumbing'), await newFirm(store, 'Hydraulik Nowak')] as const
    const names = await again(OFTEN, (time) =>
      store.read(firms[time % 2 === 0 ? 0 : 1], (db) =>
        db.selectFrom('tenant').select('name').where('name', '<>', '').execute(),
      ),
    )
    assert.deepEqual(
      names.map((rows) => rows.map(({ name }) => name)),
      Array.from({ length: OFTEN }, (_, time) => [time % 2 === 0 ? 'Harbor Plumbing' : 'Hydraulik Nowak']),
    )
  })

  it('return what a table has by now when it is changed between', async () => {
    await store.pool.query("insert into visit values (1, 'new', 'Gdynia')")
    const read = () => store.pool.query('select * from visit where id = $1', [1])
    await again(OFTEN, read)
    await store.pool.query('alter table visit add column minutes integer default 30')
    assert.deepEqual((await again(3, read)).at(-1)?.rows, [
      { id: 1, state: 'new', town: 'Gdynia', minutes: 30 },
    ])
    const [{ id, state } = {}] = (await read()).rows
    assert.deepEqual([id, state], [1, 'new'])
  })

  it('work when a unique index of some rows decides what is there already', async () => {
    await store.pool.query("create unique index visit_open on visit (town) where state = 'open'")
    const open = (id: number) =>
      store.pool.query(
        'insert into visit (id, state, town) values ($1, $2, $3) on conflict (town) where state = $4 do nothing',
        [id, 'open', 'Sopot', 'open'],
      )
    const counts = await again(OFTEN, async (time) => (await open(100 + time)).rowCount)
    assert.deepEqual(counts, [1, ...Array(OFTEN - 1).fill(0)])
  })

  it('that are refused leave their connection in step, and are carried out the next time', async () => {
    const client = await store.pool.connect()
    const share = (by: number | string) => client.query('select 12 / $1::integer as share', [by])
    try {
      await again(3, () => share(4))
      for (const [by, code] of [
        ['boiler', '22P02'],
        [0, '22012'],
      ] as const)
        await again(3, async () => {
          await assert.rejects(share(by), { code })
          assert.deepEqual((await share(4)).rows, [{ share: 3 }])
        })
      await client.query('begin')
      await assert.rejects(share(0), { code: '22012' })
      await assert.rejects(share(4), { code: '25P02' })
      await client.query('rollback')
      assert.deepEqual((await share(4)).rows, [{ share: 3 }])
    } finally {
      client.release()
    }
  })

  it('are read in parts as others are', async () => {
    const client = await store.pool.connect()
    try {
      const sums = await again(4, async () => {
        const cursor = client.query(new Cursor('select n from generate_series(1, $1::integer) n', [250]))
        let sum = 0
        for (let rows = await cursor.read(100); rows.length > 0; rows = await cursor.read(100))
          for (const { n } of rows) sum += n
        await cursor.close()
        return sum
      })
      assert.deepEqual(sums, Array(4).fill((250 * 251) / 2))
    } finally {
      client.release()
    }
  })

  it('are planned anew once much was written, so that none goes on reading all of a table that was small', async () => {
    const found = (id: number) =>
      store.pool.query('select state as found from visit where id = $1', [id]).then(({ rows }) => rows)
    await store.pool.query('analyze visit')
    await again(OFTEN, () => found(1))
    const [kept] = await keptOf('state as found')
    assert.ok(kept !== undefined && kept.generic > 0)
    const plan = async () =>
      JSON.stringify((await store.pool.query(`explain (format json) execute ${kept.name}(1)`)).rows)
    assert.match(await plan(), /"Seq Scan"/)
    await store.pool.query("insert into visit select n, 'new', 'Gdynia' from generate_series(1000, 30000) n")
    const endMs = performance.now() + 20_000
    while (/"Seq Scan"/.test(await plan())) {
      assert.ok(performance.now() < endMs, await plan())
      await pause(20)
    }
    assert.deepEqual(await found(1000), [{ found: 'new' }])
  })

  it('are as many as there is room for: the one that was not asked for longest makes room', async () => {
    await again(420, (n) => again(2, () => store.pool.query(`select $1::integer + ${n} as one_of_many`, [1])))
    const names = (await keptOf('one_of_many')).length
    assert.ok(names > 300 && names <= 400, `${names}`)
    assert.deepEqual((await store.pool.query('select $1::integer + 0 as one_of_many', [1])).rows, [
      { one_of_many: 1 },
    ])
  })
})
