import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { Refusal } from '../base/refusal.ts'

/** Where Debian and its kin keep the tools of each version; elsewhere they are in the PATH. */
const VERSIONED = '/usr/lib/postgresql'
const ERROR_CHARACTERS_MAX = 300

/**
 * One of PostgreSQL's own tools: of the server's version, or else of the next that there is. Older ones refuse, and a
 * pg_restore that is newer sets what an older server does not know. Refuses with `server_tool_missing`.
 */
export async function serverTool(
  name: 'pg_dump' | 'pg_restore',
  input: { serverMajor: number; toolFolders: readonly string[]; versioned?: string },
): Promise<string> {
  const { serverMajor, toolFolders, versioned = VERSIONED } = input
  const byVersion = existsSync(versioned)
    ? readdirSync(versioned).map((version) => join(versioned, version, 'bin'))
    : []
  const paths = [...byVersion, ...toolFolders].map((folder) => join(folder, name)).filter(existsSync)
  const tools = await Promise.all(paths.map(async (path) => ({ path, major: await majorOf(path) })))
  const fitting = tools
    .filter(({ major }) => major >= serverMajor)
    .toSorted((a, b) => a.major - b.major)
    .at(0)
  if (fitting !== undefined) return fitting.path
  const there =
    tools.length === 0 ? 'there is none' : `there is ${Math.max(...tools.map((tool) => tool.major))}`
  throw new Refusal(
    'server_tool_missing',
    `This takes ${name} of PostgreSQL ${serverMajor} or newer; here ${there}.`,
    `Install it (Debian: apt-get install postgresql-client-${serverMajor}), or back up at the server: docs/operations.md says how.`,
  )
}

/** The server's major version. */
export async function serverMajor(pool: Pick<pg.Pool | pg.Client, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ number: string }>(
    "select current_setting('server_version_num') as number",
  )
  return Math.floor(Number(rows[0]?.number) / 10_000)
}

/**
 * Starts a tool on a database, with nothing of our own environment. Where the database is goes by the tool's: arguments can be
 * read by everybody on the machine.
 */
export function startTool(
  path: string,
  args: readonly string[],
  input: { databaseUrl: string; stdin: 'ignore' | 'pipe' },
): { child: ChildProcess; ended: Promise<void> } {
  const child = spawn(path, args, {
    stdio: [input.stdin, 'pipe', 'pipe'],
    env: { LC_ALL: 'C', ...placeInEnvironment(input.databaseUrl) },
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, ERROR_CHARACTERS_MAX)
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(said.trim() || `it was ended (${signal ?? code})`)),
    )
  })
  ended.catch(() => undefined) // whoever reads its output waits for it afterwards
  return { child, ended }
}

/** What of a URL's query libpq takes from the environment under another name. */
const OF_QUERY = {
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  options: 'PGOPTIONS',
} as const

/**
 * A database's place as libpq reads it (manual, "Environment Variables"). Our own client reads URLs that libpq refuses, such as with
 * `sslmode=no-verify`.
 */
export function placeInEnvironment(databaseUrl: string): Record<string, string> {
  const { host, port, user, database, password } = new pg.Client({ connectionString: databaseUrl })
  const query = new URLSearchParams(databaseUrl.split('?')[1])
  const ssl = query.get('sslmode') ?? (query.get('ssl') === 'true' ? 'require' : null)
  const found: Record<string, string | null | undefined> = {
    ...{ PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database },
    PGPASSWORD: typeof password === 'string' ? password : null,
    PGSSLMODE: ssl === 'no-verify' ? 'require' : ssl,
    PGCONNECT_TIMEOUT: '30',
  }
  for (const [name, variable] of Object.entries(OF_QUERY)) found[variable] = query.get(name)
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}

/** 0 for one that does not say. */
async function majorOf(path: string): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'])
    return Number(/(\d+)(\.\d+)*(devel|beta\d*|rc\d*)?\b/.exec(stdout)?.[1] ?? 0)
  } catch {
    return 0
  }
}
