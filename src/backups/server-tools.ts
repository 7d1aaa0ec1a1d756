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
 * One of PostgreSQL's own tools, of the server's version or a newer one: older ones refuse. Refuses with
 * `server_tool_missing`.
 */
export async function serverTool(
  name: 'pg_dump' | 'pg_restore',
  input: { serverMajor: number; toolFolders: readonly string[] },
): Promise<string> {
  const folders = input.toolFolders.concat(
    existsSync(VERSIONED) ? readdirSync(VERSIONED).map((version) => join(VERSIONED, version, 'bin')) : [],
  )
  const majors: number[] = []
  for (const path of folders.map((folder) => join(folder, name))) {
    if (!existsSync(path)) continue
    const major = await majorOf(path)
    if (major >= input.serverMajor) return path
    majors.push(major)
  }
  const there = majors.length === 0 ? 'there is none' : `there is ${Math.max(...majors)}`
  throw new Refusal(
    'server_tool_missing',
    `This takes ${name} of PostgreSQL ${input.serverMajor} or newer; here ${there}.`,
    `Install it (Debian: postgresql-client-${input.serverMajor}), or back up at the server: docs/operations.md says how.`,
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
 * Starts a tool on a database, with nothing of our own environment. The password goes by the tool's: arguments can be read by
 * everybody on the machine.
 */
export function startTool(
  path: string,
  args: readonly string[],
  input: { databaseUrl: string; stdin: 'ignore' | 'pipe' },
): { child: ChildProcess; ended: Promise<void> } {
  const { databaseUrl, stdin } = input
  const { password } = new pg.Client({ connectionString: databaseUrl })
  const shown = databaseUrl.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1@')
  const child = spawn(path, [...args, `--dbname=${shown}`], {
    stdio: [stdin, 'pipe', 'pipe'],
    env: { LC_ALL: 'C', ...(typeof password === 'string' ? { PGPASSWORD: password } : {}) },
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, ERROR_CHARACTERS_MAX)
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trim()))))
  })
  ended.catch(() => undefined) // whoever reads its output waits for it afterwards
  return { child, ended }
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
