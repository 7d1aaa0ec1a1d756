import { Socket } from 'node:net'
import pg from 'pg'
import type { AddressOf } from '../hosts.ts'
import { WireError } from '../wire.ts'
import { wireErrorOf } from './faults.ts'

/** One connection to somebody else's database, on which nothing can be written. */
export type Connection = AsyncDisposable & {
  /**
   * Runs `body` in a transaction that only reads, in one snapshot, for at most `withinMs`. All settings end with it, for
   * behind a pooler the next transaction of the connection may be the agent's. Throws `WireError`, and the reason of `signal`.
   */
  read<Result>(options: ReadOptions, body: (ask: Ask) => Promise<Result>): Promise<Result>
}

export type ReadOptions = {
  withinMs: number
  signal: AbortSignal
  /**
   * `index`: never read a table from end to end, nor sort it, where there is an index; `scan`: read it from end to end. What
   * the server itself would do hangs on what it knows of the table, which may be nothing.
   */
  by?: 'index' | 'scan'
  /** Names without a schema mean what they mean to this user; else only what is PostgreSQL's own. */
  ownNames?: boolean
}

/** Asks one statement; rows are lists of values in the order of the statement. */
export type Ask = (statement: string, values?: readonly unknown[]) => Promise<unknown[][]>

const CONNECT_MS = 10_000
const IDLE_MS = 10_000
/** How long after the server should have given up. */
const GRACE_MS = 2_000

/** `url` as libpq reads it. Opens nothing yet. Throws `WireError` when it is not one. */
export function openConnection(
  url: string,
  { withinMs, addressOf }: { withinMs: number; addressOf: AddressOf },
): Connection {
  const pool = new pg.Pool({
    connectionString: readableUrl(url),
    application_name: 'plumbline',
    max: 1,
    connectionTimeoutMillis: Math.min(CONNECT_MS, withinMs),
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
    keepAlive: true,
    stream: () => new SocketTo(addressOf),
  })
  pool.on('error', ignore)
  return {
    read: (options, body) => readIn(pool, options, body),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

/** A socket that goes where `addressOf` says, while pg judges the certificate by the host's name. */
export class SocketTo extends Socket {
  readonly #addressOf: AddressOf

  constructor(addressOf: AddressOf) {
    super()
    this.#addressOf = addressOf
  }

  /** As pg calls it: a port and a host, or the path of a Unix socket. */
  override connect(...where: unknown[]): this {
    const [port, host] = where
    if (typeof port === 'number' && typeof host === 'string')
      this.#addressOf(host).then(
        (address) => (this.destroyed ? this : super.connect(port, address)),
        (error) => this.destroy(error),
      )
    else
      this.#addressOf(`${port}`).then(
        (path) => (this.destroyed ? this : super.connect(path)),
        (error) => this.destroy(error),
      )
    return this
  }
}

/** A connection that breaks tells whoever asks, and when nobody does, the next read opens another. */
function ignore(): void {}

async function readIn<Result>(
  pool: pg.Pool,
  options: ReadOptions,
  body: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const { signal, withinMs } = options
  signal.throwIfAborted()
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(tooLate()), withinMs + GRACE_MS)
  const stop = AbortSignal.any([signal, over.signal])
  let client: pg.PoolClient | undefined
  let isClean = false
  try {
    client = await orStopped(pool.connect(), stop, (late) => late.release(true))
    client.on('error', ignore)
    const asked = client
    const ask = async (statement: string, values: readonly unknown[] = []) => {
      const query = { text: statement, values: [...values], rowMode: 'array' as const }
      const { rows } = await orStopped(asked.query<unknown[]>(query), stop)
      return rows
    }
    await orStopped(asked.query(beginning(options)), stop)
    const result = await body(ask)
    await orStopped(asked.query('commit'), stop)
    isClean = true
    return result
  } catch (error) {
    signal.throwIfAborted()
    throw wireErrorOf(error)
  } finally {
    clearTimeout(timer)
    if (isClean) client?.off('error', ignore)
    client?.release(!isClean)
  }
}

const ROADS: Record<'index' | 'scan', readonly string[]> = {
  index: ['enable_seqscan = off', 'enable_bitmapscan = off', 'max_parallel_workers_per_gather = 0'],
  scan: ['enable_indexscan = off', 'enable_indexonlyscan = off', 'enable_bitmapscan = off'],
}

function beginning({ withinMs, by, ownNames = false }: ReadOptions): string {
  const settings = [
    `statement_timeout = ${Math.max(1, Math.ceil(withinMs))}`,
    'jit = off',
    ...(ownNames ? [] : ['search_path = pg_catalog']),
    ...(by === undefined ? [] : ROADS[by]),
  ]
  return [
    'begin isolation level repeatable read read only',
    ...settings.map((one) => `set local ${one}`),
  ].join(';')
}

/** What `promise` gives, unless `stop` comes first; `late` is told of what comes after that. */
function orStopped<Value>(
  promise: Promise<Value>,
  stop: AbortSignal,
  late: (value: Value) => void = () => {},
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(stop.reason)
      promise.then(late, () => {})
    }
    if (stop.aborted) return abort()
    stop.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => stop.removeEventListener('abort', abort))
  })
}

function tooLate(): WireError {
  return new WireError('timeout', 'The database server did not answer in time.')
}

/** Others name files of this machine, or change what a session may do. */
const PARAMETERS = new Set(['host', 'port', 'user', 'password', 'sslmode', 'sslnegotiation'])

/**
 * `url` with the parameters that are taken, and its `sslmode` read as libpq does: `require` encrypts and asks for no
 * certificate, since those of most hosted databases are signed by nobody known.
 */
export function readableUrl(url: string): string {
  const mark = url.indexOf('?')
  const [address, query] = mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
  if (!/^postgres(ql)?:\/\//i.test(address))
    throw new WireError('not_found', 'A connection string begins with postgres://.')
  const given = new URLSearchParams(query)
  const taken = new URLSearchParams([...given].filter(([name]) => PARAMETERS.has(name)))
  if (taken.get('sslmode') === 'verify-ca') taken.set('sslmode', 'verify-full')
  if (taken.has('sslmode')) taken.set('uselibpqcompat', 'true')
  const readable = taken.size === 0 ? address : `${address}?${taken}`
  try {
    new pg.Client({ connectionString: readable })
  } catch (error) {
    throw new WireError('not_found', 'The connection string cannot be read.', { cause: error })
  }
  return readable
}
