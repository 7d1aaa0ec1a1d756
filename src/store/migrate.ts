import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Refusal } from '../base/refusal.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

/** A step of the schema's history: `NNNN-name.up.sql` and its way back. */
export type Migration = { name: string; up: string; down: string }

/** Where the database stands: names applied, oldest first, and names still to come. */
export type MigrationStatus = { applied: string[]; pending: string[] }

/** Every migration in the folder, in order. */
export function listMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.up.sql'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.up.sql'.length)
      return {
        name,
        up: readFileSync(join(FOLDER, file), 'utf8'),
        down: readFileSync(join(FOLDER, `${name}.down.sql`), 'utf8'),
      }
    })
}

/** A short name for the whole schema as these files make it; changes when any of them does. */
export function schemaFingerprint(): string {
  const hash = createHash('sha256')
  for (const migration of listMigrations()) hash.update(migration.name).update(migration.up)
  return hash.digest('hex').slice(0, 16)
}

/** Which migrations the database has, and which it lacks. */
export async function migrationStatus(client: pg.ClientBase): Promise<MigrationStatus> {
  const applied = await appliedNames(client)
  return {
    applied,
    pending: listMigrations()
      .map(({ name }) => name)
      .filter((name) => !applied.includes(name)),
  }
}

/**
 * Applies what is pending, each migration in a transaction of its own, one process at a time. Returns the names applied.
 * Refuses with `schema_too_new` when the database has migrations that this program does not know.
 */
export async function migrateUp(client: pg.ClientBase): Promise<string[]> {
  const migrations = listMigrations()
  await alone(client, () =>
    client.query(`
      create schema if not exists migration;
      create table if not exists migration.applied (name text primary key, applied_at timestamptz not null default now());
      comment on schema migration is 'Which steps of the schema history this database has had.';
      comment on table migration.applied is 'One row per migration applied. Written by store.';
      comment on column migration.applied.name is 'Name of its files, without the ending.';
      comment on column migration.applied.applied_at is 'When it was applied.';`),
  )
  const done: string[] = []
  for (const { name, up } of migrations) {
    await alone(client, async () => {
      const applied = await appliedNames(client)
      refuseUnknown(applied, migrations)
      if (applied.includes(name)) return
      await client.query(up)
      await client.query('insert into migration.applied (name) values ($1)', [name])
      done.push(name)
    })
  }
  return done
}

/** Takes back the newest `steps` migrations, one process at a time. Returns their names, newest first. */
export async function migrateDown(client: pg.ClientBase, steps: number): Promise<string[]> {
  const migrations = listMigrations()
  const undone: string[] = []
  for (let step = 0; step < steps; step++) {
    const name = await alone(client, async () => {
      const applied = await appliedNames(client)
      refuseUnknown(applied, migrations)
      const newest = migrations.findLast((migration) => applied.includes(migration.name))
      if (newest === undefined) return undefined
      await client.query(newest.down)
      await client.query('delete from migration.applied where name = $1', [newest.name])
      return newest.name
    })
    if (name === undefined) break
    undone.push(name)
  }
  return undone
}

/**
 * Runs `work` in a transaction while nobody else migrates this database. An advisory lock, because `create … if not
 * exists` by two sessions at once fails in one of them, and before it there is no table to lock.
 */
async function alone<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline migration'))")
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function appliedNames(client: pg.ClientBase): Promise<string[]> {
  const { rows: exists } = await client.query(`select to_regclass('migration.applied') is not null as yes`)
  if (!exists[0]?.yes) return []
  const { rows } = await client.query<{ name: string }>('select name from migration.applied order by name')
  return rows.map(({ name }) => name)
}

function refuseUnknown(applied: string[], known: Migration[]): void {
  const unknown = applied.filter((name) => !known.some((migration) => migration.name === name))
  if (unknown.length === 0) return
  throw new Refusal(
    'schema_too_new',
    `The database was made by a newer Plumbline: it has ${unknown.join(', ')}, which this one does not know.`,
    'Start the newer version, or take its migrations back with it first (plumbline migrate down).',
    { status: 409 },
  )
}
