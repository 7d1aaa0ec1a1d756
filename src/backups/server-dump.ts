import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { Add, Archive } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { serverMajor, serverTool, startTool } from './server-tools.ts'

/** The database in an archive of an installation on a PostgreSQL server, as pg_dump writes it (custom format). */
export const DUMP = 'database.dump'

/** Which database, and where PostgreSQL's own tools are looked for. */
export type ServerPlace = { databaseUrl: string | undefined; toolFolders: readonly string[] }

/** Adds the server's database as it is at one instant. Refuses with `server_tool_missing` and `server_dump_failed`. */
export async function dumpServer(
  { pool }: Pick<Store, 'pool'>,
  { databaseUrl, toolFolders, add }: ServerPlace & { add: Add },
): Promise<void> {
  if (databaseUrl === undefined) throw new Error('A server is reached by its URL.')
  const path = await serverTool('pg_dump', { serverMajor: await serverMajor(pool), toolFolders })
  const dump = startTool(path, ['--format=custom', '--no-owner'], { databaseUrl, stdin: 'ignore' })
  try {
    await add(DUMP, dump.child.stdout as AsyncIterable<Uint8Array>)
    await dump.ended
  } catch (cause) {
    dump.child.kill()
    if (errorCode(cause) !== undefined) throw cause
    throw new Refusal(
      'server_dump_failed',
      `pg_dump did not get to its end: ${(cause as Error).message}`,
      'It reads all firms: connect as a user that may (a superuser, or one with BYPASSRLS), or back up at the server.',
      { cause },
    )
  }
}

/** Puts a dump into an empty database, all of it or nothing. Refuses with `database_not_empty` and `server_restore_failed`. */
export async function restoreServer(
  archive: Archive,
  { databaseUrl = '', toolFolders }: ServerPlace,
): Promise<void> {
  const entry = archive.entries.find(({ name }) => name === DUMP)
  if (entry === undefined) throw new Error('An archive of an installation on a server has its database.')
  const path = await serverTool('pg_restore', {
    serverMajor: await prepareDatabase(databaseUrl),
    toolFolders,
  })
  const restore = startTool(path, ['--single-transaction', '--exit-on-error', '--no-owner'], {
    databaseUrl,
    stdin: 'pipe',
  })
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
    throw new Refusal(
      'server_restore_failed',
      `pg_restore did not get to its end: ${why}`,
      'The database is as it was. It takes a user that may make schemas and roles in it.',
      { cause },
    )
  }
}

/** Refuses a database that has something in it; makes the role that rights are given to, which no dump holds. */
async function prepareDatabase(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      "select from pg_tables where schemaname in ('public', 'auth') limit 1",
    )
    if (rows.length > 0)
      throw new Refusal(
        'database_not_empty',
        'The database in DATABASE_URL has tables already.',
        'Make a new one and set DATABASE_URL to it; nothing was changed.',
        { status: 409 },
      )
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = 'plumbline_app') then create role plumbline_app nologin; end if;
    end $$`)
    return await serverMajor(client)
  } finally {
    await client.end()
  }
}
