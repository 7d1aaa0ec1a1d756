import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { Archive } from '../secrets/secrets.ts'
import { beginRestoring, endRestoring, isEmptyDatabase } from '../store/store.ts'
import { DUMP, type ServerPlace } from './server-dump.ts'
import { serverMajor, serverTool, startTool } from './server-tools.ts'

const WHOLE = ['--single-transaction', '--exit-on-error']
/** Who owns it, on which disks it lies and where it replicates to is the server's own. */
const OURS_ALONE = ['--no-owner', '--no-tablespaces', '--no-publications', '--no-subscriptions']

/**
 * Looks whether a dump can be put into a database, before anything is written anywhere. Refuses with `database_unreachable`,
 * `database_not_empty` and `server_tool_missing`.
 */
export async function examineTarget(place: ServerPlace): Promise<void> {
  await using target = await openTarget(place.databaseUrl)
  await toolFor(target.client, place)
}

/**
 * Puts a dump into an empty database, all of it or nothing, and then what belongs beside it (`finish`). Until both are there no
 * program opens the database, also after a kill. Refuses with `server_restore_failed` and as `examineTarget` does.
 */
export async function restoreServer(
  archive: Archive,
  { finish, ...place }: ServerPlace & { finish: () => Promise<void> },
): Promise<void> {
  await using target = await openTarget(place.databaseUrl)
  const { client } = target
  const path = await toolFor(client, place)
  await beginRestoring(client)
  try {
    await haveRole(client)
    await runRestore(path, { archive, databaseUrl: place.databaseUrl ?? '' })
  } catch (error) {
    await leaveEmpty(client).catch(() => undefined) // the server is gone: then the next start says so
    throw error
  }
  await client.query('analyze') // a dump has no figures to plan by
  await finish()
  await endRestoring(client)
}

/** Takes the mark away where nothing came of it; what somebody else's restoring has put there keeps it. */
async function leaveEmpty(client: pg.Client): Promise<void> {
  if (await isEmptyDatabase(client)) await endRestoring(client)
}

async function runRestore(
  path: string,
  { archive, databaseUrl }: { archive: Archive; databaseUrl: string },
): Promise<void> {
  const entry = archive.entries.find(({ name }) => name === DUMP)
  if (entry === undefined) throw new Error('An archive of an installation on a server has its database.')
  const { database = '' } = new pg.Client({ connectionString: databaseUrl })
  const into = `--dbname=dbname='${database.replace(/[\\']/g, '\\$&')}'`
  const restore = startTool(path, [...WHOLE, ...OURS_ALONE, into], { databaseUrl, stdin: 'pipe' })
  restore.child.stdout?.resume()
  try {
    if (restore.child.stdin !== null) await pipeline(archive.read(entry), restore.child.stdin)
    await restore.ended
  } catch (cause) {
    restore.child.kill()
    const why = await restore.ended.then(
      () => (cause as Error).message,
      (error: Error) => error.message,
    )
    throw restoreFailed(why, cause)
  }
}

function restoreFailed(why: string, cause: unknown): Refusal {
  const next = /role "plumbline_app" does not exist/.test(why)
    ? 'Have it made once by somebody who may make roles on that server: create role plumbline_app nologin.'
    : 'Make good what it says, and restore again; the server must not be older than the one that the backup is of.'
  return new Refusal(
    'server_restore_failed',
    `pg_restore did not get to its end: ${why}`,
    `${next} The database is as it was.`,
    { cause },
  )
}

/** Makes the role that rights are given to, which no dump holds. Where that is not allowed the dump tells whether it takes it. */
async function haveRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = 'plumbline_app') then create role plumbline_app nologin; end if;
  exception when insufficient_privilege then null;
  end $$`)
}

async function toolFor(client: pg.Client, { toolFolders }: ServerPlace): Promise<string> {
  return serverTool('pg_restore', { serverMajor: await serverMajor(client), toolFolders })
}

/** A connection to an empty database. */
async function openTarget(databaseUrl: string | undefined): Promise<AsyncDisposable & { client: pg.Client }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined) // whoever asks it next is told
  const close = () => client.end().catch(() => undefined)
  try {
    await client.connect()
    if (await isEmptyDatabase(client)) return { client, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw unreachable(error)
  }
  await close()
  throw new Refusal(
    'database_not_empty',
    'The database in DATABASE_URL has tables already.',
    'Make a new one and set DATABASE_URL to it; nothing was changed.',
    { status: 409 },
  )
}

function unreachable(cause: unknown): unknown {
  if (errorCode(cause) === undefined) return cause
  return new Refusal(
    'database_unreachable',
    `The database does not answer (${errorCode(cause)}).`,
    'Check DATABASE_URL, that the PostgreSQL server runs, and that the database is made. Nothing was changed.',
    { status: 503, cause },
  )
}
