import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, type AppOptions, listen, openApp } from '../../src/app.ts'
import { type Clock, systemClock } from '../../src/base/clock.ts'
import type { Id } from '../../src/base/ids.ts'
import { readConfig } from '../../src/config.ts'
import type { Role } from '../../src/contract/permissions.ts'
import type { Ledger, Run } from '../../src/contract/runs.ts'
import { movingClock } from './office.ts'
import { prepareSampleDir, sampleBeginsAt } from './sample-firm.ts'
import type { ExportedMessage } from './score.ts'
import { prepareDataDir, temporaryFolder } from './store.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLLOW_EVERY_MS = 40
const OPEN: readonly Run['status'][] = ['queued', 'running']

/** What an endpoint answered. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
export type Answer = { status: number; body: any }

/** One firm of a running Plumbline, as its command line sees it. */
export type TestFirm = {
  id: Id
  slug: string
  url: string
  /** Headers that prove who asks. */
  headers: Record<string, string>
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  /** The same firm as a new colleague sees it, in place of the command line. */
  join(role: Role): Promise<TestFirm>
  /** Asks for an import and returns at once. */
  start(paths: string[], options?: { dryRun?: boolean }): Promise<Run>
  /** Waits until a run has ended, or `until` holds. */
  follow(run: Run, until?: (run: Run) => boolean): Promise<Run>
  /** Imports to the end, and until all of it is understood. */
  import(paths: string[], options?: { dryRun?: boolean }): Promise<Run>
  ledger(run: Run): Promise<Ledger>
  export(): Promise<Exported>
}

/** What an export holds. */
export type Exported = {
  messages: ExportedMessage[]
  conversations: { id: string; messageCount: number; participants: string }[]
  customers: {
    id: string
    name: string | null
    contactPoints: { kind: string; value: string }[]
  }[]
  /** All rows by table, but for the diary of runs. */
  tables: Record<string, string>
  mediaFiles: string[]
}

export type TestApp = AsyncDisposable & {
  app: App
  url: string
  dataDir: string
  /** Environment in which the command line works through this program. */
  env: Record<string, string>
  makeFirm(name: string): Promise<TestFirm>
  sampleFirm(): Promise<TestFirm>
}

/** The whole program in this process, with its doors open, on an empty database of its own. */
export async function startApp(
  options: {
    databaseUrl?: string
    env?: Record<string, string>
    clock?: Clock
    google?: AppOptions['google']
    postmarkUrl?: string
    /** The sample firm is there, and by default the time is that of its tests. */
    sample?: boolean
  } = {},
): Promise<TestApp> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const dataDir = join(folder.path, 'data')
  if (options.sample) await prepareSampleDir(dataDir)
  else if (options.databaseUrl === undefined) await prepareDataDir(dataDir)
  const env = environment({ dataDir, ...options })
  const { clock = options.sample ? movingClock(sampleBeginsAt) : systemClock, google, postmarkUrl } = options
  const app = opened.use(
    await openApp(readConfig(env), { clock, ...(google && { google }), ...(postmarkUrl && { postmarkUrl }) }),
  )
  const { port } = opened.use(await listen(app))
  const url = `http://127.0.0.1:${port}`
  const as = operator(app.access.operatorKey)
  const held = opened.move()
  return {
    app,
    url,
    dataDir,
    env,
    makeFirm: async (name) => {
      const { id, slug } = await app.access.makeFirm({ name, region: 'US', timeZone: 'America/Chicago' })
      return firmAt({ url, as, id, slug })
    },
    sampleFirm: async () => {
      const { id, slug } = (await app.access.listFirms()).find(({ sample }) => sample) ?? assert.fail()
      return firmAt({ url, as, id, slug })
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** The only firm of a Plumbline in another process, by its key in the data folder. */
export async function firmServed(url: string, dataDir: string): Promise<TestFirm> {
  const key = (await readFile(join(dataDir, 'cli.key'), 'utf8')).trim()
  const answer = await fetch(`${url}/api/firms`, { headers: { authorization: `Bearer ${key}` } })
  const { items } = (await answer.json()) as { items: { id: Id; slug: string }[] }
  const [firm] = items
  assert.ok(firm !== undefined, 'the installation has a firm')
  return firmAt({ url, as: operator(key), ...firm })
}

function operator(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}

type At = { url: string; as: Record<string, string>; id: Id; slug: string }

function firmAt({ url, as, id, slug }: At): TestFirm {
  const send = (method: string, path: string, body?: unknown) =>
    fetch(url + path, {
      method,
      headers: {
        ...as,
        'x-plumbline-firm': slug,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const ask: TestFirm['ask'] = async (method, path, body) => {
    const answer = await send(method, path, body)
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.startsWith('application/json')
    return { status: answer.status, body: json ? JSON.parse(text) : text }
  }
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(method, path, body)
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }
  const firm: TestFirm = {
    headers: as,
    id,
    slug,
    url,
    ask,
    join: async (role) => {
      const email = `${role}.${randomUUID()}@harbor.example`
      const invited = await call('POST', '/api/invitations', { email, role })
      const [, token] = invited.url.split('#')
      const person = { token, name: `Robin, ${role}`, password: 'turn it clockwise' }
      const joined = await send('POST', '/api/invitations/accept', person)
      const [cookie = ''] = joined.headers.getSetCookie()
      return firmAt({ url, as: { cookie: cookie.split(';', 1)[0] ?? '' }, id, slug })
    },
    start: (paths, options = {}) => call('POST', '/api/sync/start', { paths, ...options }),
    follow: async (run, until = () => false) => {
      let now = run
      while (OPEN.includes(now.status) && !until(now)) {
        await pause(FOLLOW_EVERY_MS)
        now = await call('GET', `/api/sync/${run.syncId}/progress`)
      }
      return now
    },
    import: async (paths, options) => {
      const run = await firm.follow(await firm.start(paths, options))
      if (!run.dryRun) await call('POST', '/api/understanding/catch-up', {})
      return run
    },
    ledger: (run) => call('GET', `/api/sync/${run.syncId}/ledger`),
    export: async () => {
      using folder = temporaryFolder()
      await call('POST', '/api/export', { dir: join(folder.path, 'out') })
      return await readExport(join(folder.path, 'out')) // the folder goes away on return
    },
  }
  return firm
}

/** Reads what `plumbline export` wrote. */
export async function readExport(dir: string): Promise<Exported> {
  const lines = async <T>(name: string): Promise<T[]> =>
    (await readFile(join(dir, name), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T)
  const tables: Record<string, string> = {}
  for (const name of await readdir(join(dir, 'tables')))
    if (name !== 'run.jsonl') tables[name] = await readFile(join(dir, 'tables', name), 'utf8')
  return {
    messages: await lines('messages.jsonl'),
    conversations: await lines('conversations.jsonl'),
    customers: await lines('customers.jsonl'),
    tables,
    mediaFiles: existsSync(join(dir, 'media')) ? (await readdir(join(dir, 'media'))).sort() : [],
  }
}

/** How a command ended and what it printed. `json` is its last line of output, when that is JSON. */
export type Ended = {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  json: any
}

/** A command under way. Disposing it kills it, when it has not ended. */
export type Running = AsyncDisposable & {
  child: ChildProcess
  ended: Promise<Ended>
  /** Waits until its output matches; null when it ends before that. */
  says(words: RegExp): Promise<RegExpExecArray | null>
}

/** Starts a server and waits until it is reachable; returns its address. */
export async function startServer(options: CommandOptions): Promise<Running & { url: string }> {
  const running = startPlumbline(['serve'], options)
  const said = await running.says(/Plumbline is at (http:\S+)/)
  if (said?.[1] === undefined) throw new Error(`The server did not start: ${(await running.ended).stderr}`)
  return { ...running, url: said[1] }
}

export type CommandOptions = {
  env: Record<string, string>
  /** Whose rights it has; only root may give others'. */
  uid?: number
  /** Its standard input; nothing unless said otherwise. */
  input?: string
  /** What is started: the program itself, unless said otherwise. */
  program?: string
}

/** Environment of a command or program on a data folder; nothing of the tests' own environment sets it otherwise. */
export function environment(options: {
  dataDir: string
  databaseUrl?: string
  env?: Record<string, string>
}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    PLUMBLINE_DATA_DIR: options.dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    MESSAGE_VECTORS: 'false', // the model is heavy; tests that need it say so
    BACKUP_EVERY_HOURS: '0', // likewise: the first would come half a minute after the start
    MEMORY_ALERT_THRESHOLD_MB: '4096', // a test holds its own things, and garbage, in the same process
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    ...options.env,
  }
}

/** V8 does not optimise the database's code, for which a short life is too short: a fifth less of the processor. */
const UP_SOONER = '--liftoff-only'

/** Starts `plumbline` with these arguments in a process of its own. */
export function startPlumbline(args: string[], options: CommandOptions): Running {
  const { env, uid, input, program = join(ROOT, 'src/main.ts') } = options
  const child = spawn(process.execPath, [UP_SOONER, program, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  child.stdin.on('error', () => undefined) // it may end before it has read all
  child.stdin.end(input ?? '')
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    tell()
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
    tell()
  })
  let over = false
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      over = true
      tell()
      resolve({ code, signal, stdout, stderr, json: lastLine(stdout) })
    })
  })
  return {
    child,
    ended,
    says: (words) =>
      new Promise((resolve) => {
        const look = () => {
          const said = words.exec(stdout)
          if (said === null && !over) return
          listeners.delete(look)
          resolve(said)
        }
        listeners.add(look)
        look()
      }),
    [Symbol.asyncDispose]: async () => {
      if (!over) child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs `plumbline` to its end. */
export async function plumbline(args: string[], options: CommandOptions): Promise<Ended> {
  await using running = startPlumbline(args, options)
  return await running.ended
}

function lastLine(stdout: string): unknown {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  } catch {
    return undefined
  }
}
