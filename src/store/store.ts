import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import Cursor from 'pg-cursor'
import { errorCode, Refusal } from '../base/refusal.ts'
import { type Condition, conditionAsker } from './condition.ts'
import type { Tables } from './generated/tables.ts'
import { GuardedPool } from './guard.ts'
import { type Hearing, hearEmbedded, hearServer } from './hear.ts'
import { migrateUp } from './migrate.ts'
import type { MasterKeys } from './pglite/disk/cluster-key.ts'
import { openPglite } from './pglite/pglite.ts'
import { refuseUnfinished } from './restoring.ts'
import { openSession, type Session } from './session.ts'

export { firmTables, type KeyColumn, keyColumns, readRows, writeRows } from './carry.ts'
export type { Condition } from './condition.ts'
export type * from './generated/tables.ts'
export type { Tables } from './generated/tables.ts'
export type { Heard } from './hear.ts'
export {
  type MigrationStatus,
  migrateDown,
  migrateUp,
  migrationStatus,
  schemaFingerprint,
} from './migrate.ts'
export { behind, newestPage } from './newest-first.ts'
export {
  type ClusterState,
  clusterState,
  type MasterKeys,
  rewrapClusterKey,
} from './pglite/disk/cluster-key.ts'
export { dataDirHolder } from './pglite/lock.ts'
export { sealEmbedded } from './pglite/pglite.ts'
export { beginRestoring, endRestoring, isEmptyDatabase } from './restoring.ts'
export { type ActorName, type Db, freshPlans, type Session, type Tx } from './session.ts'
export { holdTable, type UnheldTable, unheldTables } from './tenancy.ts'
export { inTransaction } from './transaction.ts'

/** The role that row-level security binds; created by the first migration. */
const APP_ROLE = 'plumbline_app'

/** The open database, embedded or a server: one road for both. */
export type Store = Session &
  AsyncDisposable & {
    kind: 'pglite' | 'postgres'
    /** The pool itself, for what lives outside tenancy: migrations, people's accounts, health. Guarded like all else. */
    pool: pg.Pool
    /** Reclaims and measures what a bulk load left behind (VACUUM ANALYZE). PGlite never does so by itself. */
    vacuum(): Promise<void>
    /** Measures the tables alone (ANALYZE), so that plans fit what is in them by now; a quick part of `vacuum`. */
    analyze(): Promise<void>
    /** Whether the database answers, is merely busy, or is dead; says so within a few seconds. */
    condition(): Promise<Condition>
    /** Hears what transactions tell on a channel as they commit, also those of other processes; until disposed of. */
    hear: Hearing['hear']
    /** Settles with the reason if the embedded database dies; never on a server. */
    died: Promise<Error>
    /** The same for what nobody waits for at a screen: the embedded database has one session, and answers such transactions last. */
    background: Store
  }

export type StoreOptions = {
  /** `postgres://…`; undefined opens the embedded database. */
  databaseUrl?: string | undefined
  /** Folder of the embedded database; undefined keeps it in memory. */
  dataDir?: string | undefined
  /** What the embedded database is sealed under; without, a new one is plain. */
  masterKeys?: MasterKeys | undefined
  /** Most connections to a server. */
  connectionsMax?: number
  /** Apply pending migrations; true unless said otherwise. */
  migrate?: boolean
  /** Hears how long each query of the firms' tables took, milliseconds. */
  onQuery?: ((ms: number) => void) | undefined
}

/** Opens the database and brings its schema up to date. */
export async function openStore(options: StoreOptions): Promise<Store> {
  await using opened = new AsyncDisposableStack()
  const embedded =
    options.databaseUrl === undefined
      ? opened.use(await openPglite(options.dataDir, options.masterKeys))
      : undefined
  const pool = new GuardedPool(
    embedded?.config ?? { connectionString: options.databaseUrl, max: options.connectionsMax ?? 10 },
  )
  pool.on('error', () => undefined) // an idle connection was cut; the next query opens another
  pool.on('connect', (client) => client.on('error', () => undefined)) // one in use: whoever asks it next is told
  opened.defer(() => pool.end())
  const hearing = opened.use(
    options.databaseUrl === undefined ? hearEmbedded(pool) : hearServer(options.databaseUrl),
  )
  const role = await prepare(pool, options.migrate ?? true)
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool, cursor: Cursor }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    ...(options.onQuery && { log: ({ queryDurationMillis }) => options.onQuery?.(queryDurationMillis) }),
  })
  const held = opened.move()
  const store: Omit<Store, 'background'> = {
    ...openSession({ pool, kysely, role }),
    kind: embedded === undefined ? 'postgres' : 'pglite',
    pool,
    hear: hearing.hear,
    condition: conditionAsker({ pool, databaseUrl: options.databaseUrl }),
    died: embedded?.died ?? new Promise(() => undefined),
    vacuum: async () => {
      await pool.query('vacuum')
      await measure(pool)
    },
    analyze: () => measure(pool),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
  const background: Store = {
    ...store,
    ...openSession({ pool, kysely, role }, { mayWait: true }),
    get background() {
      return background
    },
  }
  return { ...store, background }
}

/**
 * Measures our tables. PostgreSQL's own are left out: they change with migrations alone, and measuring them took 0.2 s of the
 * processor, which is more than all of ours in a small firm.
 */
async function measure(pool: GuardedPool): Promise<void> {
  const { rows } = await pool.query<{ tables: string }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables
     from pg_tables where schemaname in ('public', 'auth', 'machine', 'migration')`,
  )
  await pool.query(`analyze ${rows[0]?.tables}`)
}

/** Migrates, and finds out which role to take on: none when the connection's own user is bound by row-level security. */
async function prepare(pool: GuardedPool, migrate: boolean): Promise<string | undefined> {
  const client = await connect(pool)
  try {
    await refuseUnfinished(client)
    if (migrate) await migrateUp(client)
    const { rows } = await client.query<{ bypasses: boolean; may: boolean | null }>(`
      select (r.rolsuper or r.rolbypassrls) as bypasses,
             (select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = '${APP_ROLE}') as may
      from pg_roles r where r.rolname = current_user`)
    const me = rows[0]
    if (me?.bypasses === false) return undefined
    // Unmigrated, there are no firms to read: taking on a role that is missing fails, and cannot leak.
    if (me?.may === true || !migrate) return APP_ROLE
    throw new Refusal(
      'unbound_database_user',
      'The database user in DATABASE_URL can read every firm past row-level security, and the role plumbline_app is missing.',
      'Connect once as a user that may create roles and run "plumbline migrate up", or use an ordinary user.',
      { status: 500 },
    )
  } finally {
    client.release()
  }
}

async function connect(pool: GuardedPool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    throw new Refusal(
      'database_unreachable',
      `The database does not answer (${errorCode(error)}).`,
      'Check DATABASE_URL and that the PostgreSQL server runs; without DATABASE_URL the embedded database is used.',
      { status: 503, cause: error },
    )
  }
}
