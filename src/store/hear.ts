import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** What one hears of a channel (NOTIFY): a payload, or undefined where something may have been missed and all is to be looked at. */
export type Heard = (payload: string | undefined) => void

/** Hears what transactions tell as they commit, this process's own and others'. */
export type Hearing = AsyncDisposable & {
  /**
   * Listens on a channel until disposed of. Whenever one begins to hear on it, at first and after an interruption, `heard` is told that
   * something may have been missed. It must not throw.
   */
  hear(channel: string, heard: Heard): Disposable
}

/** A connection on which nothing is heard any more does not say so: it is asked to hear itself. */
const PING_EVERY_MS = 30_000
const PING_MS_MAX = 5_000
const DEAF_PING_MS_MAX = 500
const RECONNECT_MS_MAX = 5_000
/** How often those who listen look for themselves while nothing can be heard. */
const DEAF_LOOK_MS = 2_000
/** After so many looks the connection is made anew. */
const DEAF_TRIES = 10

type Listeners = Map<string, Set<Heard>>
type Line = { client: pg.Client; listened: Set<string> }

/**
 * The embedded database is one session: what it hears, it says at the end of the answer to whoever asked last, which is the
 * commit itself where that told it. So every connection of the pool is an ear.
 */
export function hearEmbedded(pool: pg.Pool): Hearing {
  const listeners: Listeners = new Map()
  const outside = AsyncLocalStorage.snapshot() // an answer arrives inside whichever transaction it ends
  pool.on('connect', (client) =>
    client.on('notification', ({ channel, payload }) => outside(() => tell(listeners, channel, payload))),
  )
  return {
    hear: (channel, heard) => {
      const isNew = !listeners.has(channel)
      const leave = add(listeners, channel, heard)
      if (!isNew) return leave
      void pool.query(`listen ${pg.escapeIdentifier(channel)}`).then(
        () => heard(undefined),
        () => undefined, // the database is closing, or dead
      )
      return leave
    },
    [Symbol.asyncDispose]: async () => listeners.clear(),
  }
}

/**
 * On a server: a connection of its own, made when somebody first listens, and made again whenever it is lost. Where it is deaf, as
 * behind a pooler that lends connections out for one transaction, those who listen look for themselves every two seconds.
 */
export function hearServer(connectionString: string): Hearing {
  const listeners: Listeners = new Map()
  const ping = `plumbline_ping_${randomUUID().replaceAll('-', '')}`
  let line: Line | undefined
  let timer: NodeJS.Timeout | undefined
  let hearPing: (() => void) | undefined
  let failures = 0
  let state: 'idle' | 'at work' | 'ended' = 'idle'

  const later = (ms: number, work: () => Promise<void>) => {
    clearTimeout(timer)
    if (state !== 'ended') timer = setTimeout(() => void work(), ms).unref()
  }
  const lookAtAll = () => {
    for (const channel of listeners.keys()) tell(listeners, channel, undefined)
  }
  const listenToAll = async ({ client, listened }: Line) => {
    for (const channel of [ping, ...listeners.keys()]) {
      if (listened.has(channel)) continue
      listened.add(channel)
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      tell(listeners, channel, undefined)
    }
  }
  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString, keepAlive: true, application_name: 'plumbline listens' })
    client.on('notification', ({ channel, payload }) =>
      channel === ping ? hearPing?.() : tell(listeners, channel, payload),
    )
    client.on('error', () => undefined) // it ends, too
    client.once('end', () => {
      if (line?.client !== client) return
      line = undefined
      later(0, connect)
    })
    try {
      await client.connect()
      if (state === 'ended') return await client.end()
      line = { client, listened: new Set() }
      await listenToAll(line)
      await hearMyself()
    } catch {
      if (line?.client === client) line = undefined
      void client.end().catch(() => undefined)
      lookAtAll()
      later(Math.min(RECONNECT_MS_MAX, 50 * 2 ** ++failures), connect)
    }
  }
  const hearMyself = async (): Promise<void> => {
    const asked = line
    if (asked === undefined) return
    const heard = new Promise<boolean>((resolve) => {
      hearPing = () => resolve(true)
      setTimeout(() => resolve(false), failures === 0 ? PING_MS_MAX : DEAF_PING_MS_MAX).unref()
    })
    asked.client.query('select pg_notify($1, $2)', [ping, '']).catch(() => undefined) // lost: `end` tells
    const hears = await heard
    if (line !== asked) return
    if (hears) {
      failures = 0
      return later(PING_EVERY_MS, hearMyself)
    }
    lookAtAll()
    if (++failures % DEAF_TRIES !== 0) return later(DEAF_LOOK_MS, hearMyself)
    line = undefined
    asked.client.removeAllListeners('notification')
    void asked.client.end().catch(() => undefined) // may wait for ever for an answer, which nobody waits for
    later(0, connect)
  }

  return {
    hear: (channel, heard) => {
      const leave = add(listeners, channel, heard)
      if (state === 'idle') {
        state = 'at work'
        later(0, connect)
      } else if (line !== undefined) void listenToAll(line).catch(() => undefined) // lost: it is made again, and listens then
      return leave
    },
    [Symbol.asyncDispose]: async () => {
      state = 'ended'
      clearTimeout(timer)
      const last = line
      line = undefined
      listeners.clear()
      await last?.client.end().catch(() => undefined)
    },
  }
}

function tell(listeners: Listeners, channel: string, payload: string | undefined): void {
  for (const heard of listeners.get(channel) ?? []) heard(payload)
}

/** A channel that was listened on once stays so: nothing is told on it that costs anything. */
function add(listeners: Listeners, channel: string, heard: Heard): Disposable {
  const set = listeners.get(channel) ?? new Set()
  listeners.set(channel, set.add(heard))
  return { [Symbol.dispose]: () => void set.delete(heard) }
}
