import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { DeadRows } from './dead-rows.ts'

describe('dead rows', () => {
  let session: PGlite
  before(async () => {
    session = await PGlite.create()
    await session.exec(`
      create table queue (id integer primary key);
      create table book (id integer primary key, words text);
      insert into book select n, repeat('leak ', 4) from generate_series(1, 6000) n;
      create schema "Own"; create table "Own"."Queue" (id integer primary key)`)
  })
  after(() => session.close())

  const pagesOf = async (table: string): Promise<number> =>
    (await session.query<{ n: number }>(`select (pg_relation_size('${table}') / 8192)::int as n`)).rows[0]
      ?.n ?? 0
  const passThrough = (table: string) =>
    session.exec(`insert into ${table} select generate_series(1, 5000); delete from ${table}`)

  it('leave a table that much went through, one at a look, whatever it is called', async () => {
    const deadRows = new DeadRows({ everyMs: 0 })
    await passThrough('queue')
    await passThrough('"Own"."Queue"')
    await deadRows.tidy(session)
    await deadRows.tidy(session)
    assert.deepEqual([await pagesOf('queue'), await pagesOf('"Own"."Queue"')], [0, 0])
  })

  it('stay where they are few beside those alive', async () => {
    await session.exec('delete from book where id > 4900')
    const before = await pagesOf('book')
    await new DeadRows({ everyMs: 0 }).tidy(session)
    assert.equal(await pagesOf('book'), before)
    await session.exec('delete from book where id > 4000')
    await new DeadRows({ everyMs: 0 }).tidy(session)
    assert.ok((await pagesOf('book')) < before)
  })

  it('are not looked for all the time', async () => {
    const deadRows = new DeadRows({ everyMs: 60_000 })
    await passThrough('queue')
    await deadRows.tidy(session)
    assert.ok((await pagesOf('queue')) > 0)
  })
})
