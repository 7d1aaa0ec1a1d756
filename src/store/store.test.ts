import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { migrateUp, migrationStatus, openStore, type Store } from './store.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

const databases = {
  'the embedded database': () => openTestStore(),
  'a PostgreSQL server': async () => openTestStore(await postgres.database()),
  'a PostgreSQL server as an ordinary user': async () => openTestStore(await postgres.ordinaryDatabase()),
}

describe('a database that nobody has migrated yet', () => {
  it('can be opened to be looked at, says what is pending, and is migrated then', async () => {
    await using store = await openStore({ databaseUrl: await postgres.database(), migrate: false })
    const client = await store.pool.connect()
    try {
      assert.equal((await migrationStatus(client)).applied.length, 0)
      await migrateUp(client)
      assert.equal((await migrationStatus(client)).pending.length, 0)
    } finally {
      client.release()
    }
  })
})

describe('a PostgreSQL server that cuts a connection while a transaction waits for something else', () => {
  it('fails that transaction alone: the program goes on, and so does the next one', async () => {
    const databaseUrl = await postgres.database()
    await using store = await openTestStore(databaseUrl)
    const firm = await newFirm(store)
    const other = new pg.Client({ connectionString: databaseUrl })
    await other.connect()
    const cut = store.write(firm, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await other.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await pause(50)
      await tx.updateTable('tenant').set({ name: 'Cut Plumbing' }).execute()
    })
    await assert.rejects(cut)
    await other.end()
    const name = await store.read(firm, (db) => db.selectFrom('tenant').select('name').executeTakeFirst())
    assert.deepEqual(name, { name: 'Harbor Plumbing' })
  })
})

for (const [name, open] of Object.entries(databases)) {
  describe(`on ${name}`, () => {
    let store: Store
    before(async () => {
      store = await open()
    })
    after(() => store[Symbol.asyncDispose]())

    it('a firm sees its own rows and nobody else’s', async () => {
      const harbor = await newFirm(store, 'Harbor Plumbing')
      const mokotow = await newFirm(store, 'Mokotów Klima')
      const seen = await store.read(harbor, (db) => db.selectFrom('tenant').selectAll().execute())
      assert.deepEqual(
        seen.map((tenant) => tenant.name),
        ['Harbor Plumbing'],
      )
      const other = await store.read(mokotow, (db) =>
        db.selectFrom('tenant').select('name').where('tenantId', '=', harbor).execute(),
      )
      assert.deepEqual(other, [])
    })

    it('writing a row into another firm is refused', async () => {
      const harbor = await newFirm(store)
      const other = await newFirm(store)
      await assert.rejects(
        store.write(harbor, (tx) =>
          tx
            .insertInto('source')
            .values({ tenantId: other, id: other, channel: 'google-voice', label: 'x', madeAt: new Date() })
            .execute(),
        ),
        /row-level security/,
      )
    })

    it('a query on another handle inside a transaction throws at once instead of waiting for ever', async () => {
      const harbor = await newFirm(store)
      await assert.rejects(
        store.write(harbor, () => store.pool.query('select 1')),
        /another handle inside a transaction/,
      )
      await assert.rejects(
        store.read(harbor, () => store.write(harbor, async () => 1)),
        /another handle inside a transaction/,
      )
      assert.equal((await store.pool.query('select 1 as one')).rows[0].one, 1)
    })

    it('what fails is rolled back whole and the next transaction works', async () => {
      const harbor = await newFirm(store)
      await assert.rejects(
        store.write(harbor, async (tx) => {
          await tx.updateTable('tenant').set({ name: 'Half done' }).execute()
          throw new Error('the van broke down')
        }),
        /van/,
      )
      const [firm] = await store.read(harbor, (db) => db.selectFrom('tenant').select('name').execute())
      assert.equal(firm?.name, 'Harbor Plumbing')
    })

    it('a read transaction cannot write', async () => {
      const harbor = await newFirm(store)
      await assert.rejects(
        store.read(harbor, (db) =>
          (db as never as import('./store.ts').Tx).updateTable('tenant').set({ name: 'x' }).execute(),
        ),
        /read-only/,
      )
    })

    it('twenty transactions at once each keep to themselves', async () => {
      const firms = await Promise.all(Array.from({ length: 20 }, (_, i) => newFirm(store, `Firm ${i}`)))
      const names = await Promise.all(
        firms.map((id) =>
          store.read(id, (db) => db.selectFrom('tenant').select('name').executeTakeFirstOrThrow()),
        ),
      )
      assert.deepEqual(
        names.map(({ name }) => name),
        firms.map((_, i) => `Firm ${i}`),
      )
    })
  })
}
