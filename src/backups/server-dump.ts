import { errorCode, Refusal } from '../base/refusal.ts'
import type { Add } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { serverMajor, serverTool, startTool } from './server-tools.ts'

/** The database in an archive of an installation on a PostgreSQL server, as pg_dump writes it (custom format). */
export const DUMP = 'database.dump'

/** Which database, and where PostgreSQL's own tools are looked for. */
export type ServerPlace = { databaseUrl: string | undefined; toolFolders: readonly string[] }

/** Whoever changes tables' shapes for longer holds all others up as well. */
const LOCK_WAIT = '60s'

/** Adds the server's database as it is at one instant. Refuses with `server_tool_missing` and `server_dump_failed`. */
export async function dumpServer(
  { pool }: Pick<Store, 'pool'>,
  { databaseUrl, toolFolders, add }: ServerPlace & { add: Add },
): Promise<void> {
  if (databaseUrl === undefined) throw new Error('A server is reached by its URL.')
  const path = await serverTool('pg_dump', { serverMajor: await serverMajor(pool), toolFolders })
  const dump = startTool(path, ['--format=custom', '--no-owner', `--lock-wait-timeout=${LOCK_WAIT}`], {
    ...{ databaseUrl, stdin: 'ignore' },
  })
  try {
    await add(DUMP, dump.child.stdout as AsyncIterable<Uint8Array>)
    await dump.ended
  } catch (cause) {
    dump.child.kill()
    if (errorCode(cause) !== undefined) throw cause
    throw dumpFailed(cause as Error)
  }
}

function dumpFailed(cause: Error): Refusal {
  if (/row-level security/.test(cause.message))
    return new Refusal(
      'server_dump_failed',
      'The database user may not read past row-level security, and a backup takes all firms.',
      'Set BACKUP_DATABASE_URL to the same database with a user that may: a superuser, or one that "alter role … bypassrls" was said of.',
      { cause },
    )
  return new Refusal(
    'server_dump_failed',
    `pg_dump did not get to its end: ${cause.message}`,
    'Look at the PostgreSQL server and its log, and try again; docs/operations.md says what a backup takes.',
    { cause },
  )
}
