import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import type { Id } from '../base/ids.ts'
import { openStore, type Store } from './store.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

/** What is heard on a channel, and a way to wait for the next of it. */
function listenTo(store: Store, channel: string) {
  const heard: (string | undefined)[] = []
  let wake = () => {}
  const ear = store.hear(channel, (payload) => {
    heard.push(payload)
    wake()
  })
  const until = async (isThere: () => boolean) => {
    while (!isThere())
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  return { heard, until, ear }
}

const say = (store: Store, firm: Id, text: string) =>
  store.write(firm, (tx) => sql`select pg_notify('news', ${text})`.execute(tx))

const databases: Record<string, () => Promise<Store>> = {
  'the embedded database': () => openTestStore(),
  'a PostgreSQL server': async () => openStore({ databaseUrl: await postgres.database() }),
}

for (const [name, open] of Object.entries(databases)) {
  it(`what a transaction tells is heard once it is committed, and never where it is taken back, on ${name}`, async () => {
    await using store = await open()
    const firm = await newFirm(store)
    const { heard, until, ear } = listenTo(store, 'news')
    await until(() => heard.includes(undefined)) // from here on
    await assert.rejects(
      store.write(firm, async (tx) => {
        await sql`select pg_notify('news', 'never')`.execute(tx)
        throw new Error('taken back')
      }),
    )
    const before = heard.length
    await store.write(firm, async (tx) => {
      await sql`select pg_notify('news', 'first')`.execute(tx)
      assert.equal(heard.length, before, 'not before the end')
    })
    await say(store, firm, 'second')
    await until(() => heard.includes('second'))
    assert.deepEqual(heard.filter(Boolean), ['first', 'second'])
    ear[Symbol.dispose]()
    const other = listenTo(store, 'news')
    await say(store, firm, 'third')
    await other.until(() => other.heard.includes('third'))
    assert.ok(!heard.includes('third'))
  })

  it(`who hears may ask the database at once, though a transaction's answer brought the news, on ${name}`, async () => {
    await using store = await open()
    const firm = await newFirm(store)
    const { heard, until } = listenTo(store, 'news')
    await until(() => heard.includes(undefined))
    const asked = Promise.withResolvers<unknown>()
    store.hear('news', (payload) => {
      if (payload === 'look')
        store.read(firm, (db) => sql`select 1`.execute(db)).then(asked.resolve, asked.reject)
    })
    await say(store, firm, 'look')
    await Promise.all([asked.promise, say(store, firm, 'look')])
  })
}

describe('on a server', () => {
  it('another process is heard; a connection that is cut is made again, and all are told to look for themselves', async () => {
    const url = await postgres.database()
    await using here = await openStore({ databaseUrl: url })
    await using there = await openStore({ databaseUrl: url })
    const firm = await newFirm(there)
    const { heard, until } = listenTo(here, 'news')
    await until(() => heard.includes(undefined))
    await say(there, firm, 'from there')
    await until(() => heard.includes('from there'))
    heard.length = 0
    await there.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plumbline listens'",
    )
    await until(() => heard.includes(undefined))
    await say(there, firm, 'again')
    await until(() => heard.includes('again'))
  })
})
