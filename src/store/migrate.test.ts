import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { openTestStore } from '../../test/kit/store.ts'
import { type CatalogFact, catalogFacts } from './catalog.ts'
import { listMigrations, migrateDown, migrateUp, migrationStatus } from './migrate.ts'
import { openStore, type Store } from './store.ts'

/** Facts that the embedded database and a server may differ in, each with its reason; none at present. */
const MAY_DIFFER: readonly RegExp[] = []

const migrations = listMigrations()
const names = migrations.map(({ name }) => name)
/** The whole schema as each kind of database describes it. */
const schemas = new Map<Store['kind'], CatalogFact[]>()

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

const databases: Record<string, () => Promise<Store>> = {
  'the embedded database': () => openTestStore(),
  'a PostgreSQL server': async () => openStore({ databaseUrl: await postgres.database() }),
}

for (const [name, open] of Object.entries(databases)) {
  describe(`migrations on ${name}`, () => {
    let store: Store
    let client: pg.PoolClient
    before(async () => {
      store = await open()
      client = await store.pool.connect()
      schemas.set(store.kind, await catalogFacts(client))
    })
    after(async () => {
      client.release()
      await store[Symbol.asyncDispose]()
    })

    it('each way back leaves exactly what its way up had found, and up again gives the same schema', async () => {
      const whole = await catalogFacts(client)
      const leftByDown: CatalogFact[][] = []
      for (const migration of migrations.toReversed()) {
        assert.deepEqual(await migrateDown(client, 1), [migration.name])
        leftByDown.unshift(await catalogFacts(client))
      }
      assert.deepEqual(await migrateDown(client, 1), [])
      assert.deepEqual(await migrationStatus(client), { applied: [], pending: names })
      for (const [index, migration] of migrations.entries()) {
        assert.deepEqual(await catalogFacts(client), leftByDown[index], `taking back ${migration.name}`)
        await client.query(migration.up)
      }
      assert.deepEqual(await catalogFacts(client), whole)
      for (const { down } of migrations.toReversed()) await client.query(down)
      assert.deepEqual(await migrateUp(client), names)
      assert.deepEqual(await catalogFacts(client), whole)
      assert.deepEqual(await migrateUp(client), [])
    })

    it('a schema made by a newer Plumbline is refused before anything is changed', async () => {
      const whole = await catalogFacts(client)
      await client.query("insert into migration.applied (name) values ('9999-from-next-year')")
      await assert.rejects(migrateUp(client), { code: 'schema_too_new', message: /9999-from-next-year/ })
      await assert.rejects(migrateDown(client, 1), { code: 'schema_too_new' })
      assert.deepEqual(await catalogFacts(client), whole)
      await client.query("delete from migration.applied where name = '9999-from-next-year'")
    })
  })
}

describe('the schema', () => {
  it('is the same on both databases', () => {
    const differs = (mine: CatalogFact[] = [], other: CatalogFact[] = []) =>
      mine.filter((fact) => !other.includes(fact) && !MAY_DIFFER.some((pattern) => pattern.test(fact)))
    const [embedded, server] = [schemas.get('pglite'), schemas.get('postgres')]
    assert.ok((embedded?.length ?? 0) > 500)
    assert.deepEqual(differs(embedded, server), [])
    assert.deepEqual(differs(server, embedded), [])
  })
})

// A session of the server each, as processes of their own would have.
describe('on a PostgreSQL server, programs that start at once', () => {
  const openAll = async (urls: string[]) => {
    const opened = await Promise.allSettled(urls.map((databaseUrl) => openStore({ databaseUrl })))
    for (const one of opened) if (one.status === 'fulfilled') await one.value[Symbol.asyncDispose]()
    return opened.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  }
  const stepsApplied = async (url: string): Promise<string[]> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { applied } = await migrationStatus(client)
    await client.end()
    return applied
  }

  it('apply each migration once', async () => {
    for (let round = 0; round < 3; round++) {
      const url = await postgres.database()
      assert.deepEqual(await openAll(Array<string>(6).fill(url)), [])
      assert.deepEqual(await stepsApplied(url), names)
    }
  })

  it('each on a database of its own do not quarrel over the role they share', async () => {
    await using fresh = await startPostgres()
    const urls = await Promise.all(Array.from({ length: 6 }, () => fresh.database()))
    assert.deepEqual(await openAll(urls), [])
  })

  it('take the schema back once', async () => {
    const url = await postgres.database()
    await openAll([url])
    const clients = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const client = new pg.Client({ connectionString: url })
        await client.connect()
        return client
      }),
    )
    try {
      const undone = await Promise.all(clients.map((client) => migrateDown(client, names.length)))
      assert.deepEqual(undone.flat().sort(), names)
    } finally {
      await Promise.all(clients.map((client) => client.end()))
    }
  })
})
