import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import type { Store } from './store.ts'

/** Schemas whose tables belong to no firm: who somebody is must be known before their firm is, and a machine works for all. */
const OUTSIDE_FIRMS = ['auth', 'machine', 'migration']

let postgres: TestPostgres
let store: Store
before(async () => {
  postgres = await startPostgres()
  store = await openTestStore(await postgres.database())
})
after(async () => {
  await store[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

/** First column of every row of a query that looks for offenders. */
const offenders = async (query: string): Promise<unknown[]> =>
  (await store.pool.query(`select * from (${query}) found order by 1`)).rows.map(
    (row) => Object.values(row)[0],
  )

const FIRM_TABLES = `
  select c.oid, c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relkind,
         (select attnum from pg_attribute where attrelid = c.oid and attname = 'tenant_id') as tenant
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`

// Citus, "Determining the Distribution Column" and "Limitations": what lets a table be spread by tenant_id unchanged.
describe('every table of the firms', () => {
  it('is in schema public, and nothing else is', async () => {
    assert.ok((await offenders(FIRM_TABLES)).length >= 20)
    assert.deepEqual(await offenders(`select name from (${FIRM_TABLES}) t where relkind <> 'r'`), [])
    const schemas = await offenders(
      "select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')",
    )
    assert.deepEqual(schemas, OUTSIDE_FIRMS)
  })

  it('says whose each row is', async () => {
    const query = `select name from (${FIRM_TABLES}) t left join pg_attribute a on a.attrelid = t.oid and a.attnum = tenant
      where tenant is null or not attnotnull or atttypid <> 'uuid'::regtype`
    assert.deepEqual(await offenders(query), [])
  })

  it('carries the firm in every key and unique index, first', async () => {
    const query = `select indexrelid::regclass::text from (${FIRM_TABLES}) t join pg_index i on i.indrelid = t.oid
      where (indisunique or indisexclusion) and indkey[0] is distinct from tenant`
    assert.deepEqual(await offenders(query), [])
    const without = `select name from (${FIRM_TABLES}) t
      where not exists (select from pg_constraint where conrelid = t.oid and contype = 'p')`
    assert.deepEqual(await offenders(without), [])
  })

  it('points to no row of another firm: foreign keys carry the firm on both sides, in the same place', async () => {
    const query = `select conrelid::regclass || ' ' || conname from pg_constraint k
      join (${FIRM_TABLES}) t on t.oid = conrelid left join (${FIRM_TABLES}) f on f.oid = confrelid
      where contype = 'f' and (f.tenant is null or array_position(conkey, t.tenant) is null
        or array_position(conkey, t.tenant) is distinct from array_position(confkey, f.tenant))`
    assert.deepEqual(await offenders(query), [])
    const intoFirms = `select conrelid::regclass::text from pg_constraint k join (${FIRM_TABLES}) t on t.oid = confrelid
      where contype = 'f' and conrelid not in (select oid from (${FIRM_TABLES}) own)`
    assert.deepEqual(await offenders(intoFirms), [])
  })

  it('has row-level security on, also for its owner, by the one policy', async () => {
    const query = `select name from (${FIRM_TABLES}) t where not relrowsecurity or not relforcerowsecurity or
      array(select format('%s %s %s %s %s %s', polname, polcmd, polpermissive, polroles::regrole[],
                          pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
            from pg_policy where polrelid = t.oid)
      <> array['firm * t {-} (tenant_id = ( SELECT app_tenant() AS app_tenant)) (tenant_id = ( SELECT app_tenant() AS app_tenant))']`
    assert.deepEqual(await offenders(query), [])
  })

  it('is explained, and so is each of its columns, and so is what lies outside the firms', async () => {
    const query = `select c.oid::regclass || coalesce('.' || attname, '') from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and nspname in ('public', ${OUTSIDE_FIRMS.map((name) => `'${name}'`)})
      join lateral (select attnum, attname from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
                    union all select 0, null) part on true
      where c.relkind in ('r', 'p', 'v', 'm') and nullif(trim(case attnum when 0 then obj_description(c.oid, 'pg_class')
        else col_description(c.oid, attnum) end), '') is null`
    assert.deepEqual(await offenders(query), [])
  })

  it('names the room that writes it', async () => {
    const query = `select name from (${FIRM_TABLES}) t where obj_description(oid, 'pg_class') !~ 'Written by [a-z]+'`
    assert.deepEqual(await offenders(query), [])
  })
})

describe('the role of the application', () => {
  it('cannot bypass row-level security, own anything, sign in or make roles', async () => {
    const { rows } = await store.pool.query(`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
             (select count(*)::integer from pg_class where relowner = r.oid) as owns,
             (select count(*)::integer from pg_auth_members where member = r.oid) as borrows
      from pg_roles r where rolname = 'plumbline_app'`)
    assert.deepEqual(rows, [
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolcanlogin: false,
        rolreplication: false,
        owns: 0,
        borrows: 0,
      },
    ])
  })

  it('reads and writes rows of the firms, and has no other right', async () => {
    const allowed = ['DELETE', 'INSERT', 'SELECT', 'UPDATE']
    const query = `select name from (${FIRM_TABLES}) t where array(select privilege_type::text
      from information_schema.role_table_grants where grantee = 'plumbline_app' and table_schema = 'public'
      and table_name = t.name order by 1) <> array[${allowed.map((right) => `'${right}'`)}]`
    assert.deepEqual(await offenders(query), [])
    const elsewhere = `select table_schema || '.' || table_name from information_schema.role_table_grants
      where grantee in ('plumbline_app', 'PUBLIC') and table_schema = any('{${OUTSIDE_FIRMS}}')`
    assert.deepEqual(await offenders(elsewhere), [])
    const firm = await newFirm(store)
    await assert.rejects(
      store.read(firm, (db) =>
        db
          .selectFrom('auth.user' as never)
          .selectAll()
          .execute(),
      ),
      /permission denied for schema auth/,
    )
  })

  it('is what every query of a firm runs as', async () => {
    const firm = await newFirm(store)
    const { rows } = await store.read(firm, (db) => sql`select current_user::text as me`.execute(db))
    assert.deepEqual(rows, [{ me: 'plumbline_app' }])
    assert.equal((await store.pool.query('select current_user::text as me')).rows[0].me, 'postgres')
  })
})

describe('without a firm', () => {
  it('no row is seen in any table', async () => {
    await newFirm(store)
    const tables = await offenders(`select name from (${FIRM_TABLES}) t`)
    const client = await store.pool.connect()
    await client.query('begin read only; set local role plumbline_app')
    for (const table of tables) {
      const { rows } = await client.query(`select count(*)::integer as rows from ${table}`)
      assert.equal(rows[0].rows, 0, String(table))
    }
    await client.query('rollback')
    client.release()
  })
})
