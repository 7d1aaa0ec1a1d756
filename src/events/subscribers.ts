import type { Id } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../store/store.ts'
import { markReplayed, readDeadLetter } from './dead-letter.ts'
import { hearEvents } from './hear.ts'
import { letGoEvents } from './let-go.ts'
import { countUnread } from './read.ts'
import { type ReadingIo, readOn } from './reading.ts'
import { isOfAnotherServer, putBeforeAll } from './restored.ts'
import type { Subscriber } from './subscriber.ts'

/** Has all subscribers read what happens, in every firm, and lets the log go behind them. */
export type Subscribers = AsyncDisposable & {
  /** Begins; what happened while no process worked is read first. A log that was brought from another server is put in order before. */
  start(): Promise<void>
  /** Reads what is new in a firm, in all of them unless said; resolves once it was read or has failed. */
  catchUp(tenantId?: Id): Promise<void>
  /** How many events of a firm the one that has most to read has yet to read. */
  unread(db: Db): Promise<number>
  /** Lets go of what is old, in every firm. */
  letGo(): Promise<void>
  /**
   * Has an event that was given up tried once more. `write` is the transaction in which it is noted, and in which what follows is
   * written where it is written at all. Refuses with `subscriber_unknown`, `replay_failed`, and as `readDeadLetter`.
   */
  replay(input: {
    tenantId: Id
    id: Id
    by: string
    write(work: (tx: Tx) => Promise<void>): Promise<void>
  }): Promise<void>
  /** The one of a name. Refuses with `subscriber_unknown`. */
  named(name: string): Subscriber
}

export type SubscribersOptions = {
  subscribers: readonly Subscriber[]
  firms(): Promise<readonly { id: Id }[]>
  /** How long events are kept after all have read them: so long a screen that slept can go on. */
  keepDays: number
  letGoEveryMs: number
}

/** So many firms are read at once. */
const FIRMS_AT_ONCE = 3
/** What nobody reads for so many times the span goes all the same: one that is stuck must not fill the disk. */
const UNREAD_TIMES = 4
const AGAIN_AFTER_FAULT_MS = 5_000
const DAY_MS = 24 * 60 * 60_000

/**
 * A firm is looked at when its transactions tell of news, and when something is to be tried again; when nothing happens, nothing
 * is asked of the database.
 */
export function openSubscribers(io: ReadingIo, options: SubscribersOptions): Subscribers {
  const { store, clock, log } = io
  const due = new Set<Id>()
  const working = new Map<Id, Promise<void>>()
  const timers = new Map<Id, NodeJS.Timeout>()
  const resources = new DisposableStack()
  let closed = false

  const wake = (tenantId: Id) => {
    if (closed || options.subscribers.length === 0) return
    due.add(tenantId)
    pump()
  }
  const wakeLater = (tenantId: Id, ms: number) => {
    clearTimeout(timers.get(tenantId))
    timers.set(
      tenantId,
      setTimeout(() => {
        timers.delete(tenantId)
        wake(tenantId)
      }, ms).unref(),
    )
  }
  const pump = () => {
    for (const tenantId of due) {
      if (working.size >= FIRMS_AT_ONCE) return
      if (working.has(tenantId)) continue
      due.delete(tenantId)
      working.set(
        tenantId,
        readFirm(tenantId).then((again) => {
          working.delete(tenantId)
          if (again !== null) wakeLater(tenantId, again)
          pump()
        }),
      )
    }
  }
  /** Milliseconds until something is to be tried again; null where there is nothing. */
  const readFirm = async (tenantId: Id, settle = false): Promise<number | null> => {
    let soonest: number | null = null
    for (const subscriber of options.subscribers) {
      if (closed) return null
      const again = await readOn(io, { tenantId, subscriber, settle }).catch((error: unknown) => {
        if (!closed)
          log.error({ code: errorCode(error), subscriber: subscriber.name }, 'reading events failed')
        return AGAIN_AFTER_FAULT_MS
      })
      if (again !== null) soonest = Math.min(soonest ?? again, again)
    }
    return soonest
  }
  const wakeAll = async () => {
    for (const { id } of await options.firms()) wake(id)
  }
  const letGo = async () => {
    const now = clock.now().getTime()
    const before = new Date(now - options.keepDays * DAY_MS)
    const unreadBefore = new Date(now - UNREAD_TIMES * options.keepDays * DAY_MS)
    const subscribers = options.subscribers.map(({ name }) => name)
    for (const { id } of await options.firms()) {
      if (closed) return
      await readFirm(id, true)
      for (let done = false; !done && !closed; ) {
        const gone = await store.write(id, (tx) => letGoEvents(tx, { before, unreadBefore, subscribers }))
        if (gone.unread > 0)
          log.error({ events: gone.unread }, 'events were let go that a subscriber never read')
        done = gone.done
      }
    }
  }
  const named = (name: string): Subscriber => {
    const found = options.subscribers.find((subscriber) => subscriber.name === name)
    if (found === undefined) throw unknownSubscriber()
    return found
  }
  const orTell = (work: Promise<void>, what: string) =>
    work.catch((error: unknown) => {
      if (!closed) log.error({ code: errorCode(error) }, what)
    })

  return {
    start: async () => {
      for (const { id } of await options.firms())
        if (await store.read(id, isOfAnotherServer)) await store.write(id, putBeforeAll)
      resources.use(
        hearEvents(store, (tenantId) => {
          if (tenantId !== undefined) wake(tenantId)
          else void orTell(wakeAll(), 'looking which firms have news failed')
        }),
      )
      const timer = setInterval(
        () => void orTell(letGo(), 'letting old events go failed'),
        options.letGoEveryMs,
      ).unref()
      resources.defer(() => clearInterval(timer))
    },
    catchUp: async (tenantId) => {
      const firms = tenantId === undefined ? (await options.firms()).map(({ id }) => id) : [tenantId]
      for (const id of firms) {
        await working.get(id)
        await readFirm(id)
      }
    },
    letGo,
    unread: async (db) => {
      let most = 0
      for (const subscriber of options.subscribers)
        if ((await subscriber.isNeeded?.(db)) ?? true)
          most = Math.max(most, await countUnread(db, subscriber))
      return most
    },
    named,
    replay: async ({ tenantId, id, by, write }) => {
      const letter = await store.read(tenantId, (db) => readDeadLetter(db, id))
      const subscriber = named(letter.subscriber)
      const attempt = async (work: () => Promise<void>) => {
        try {
          await work()
        } catch (error) {
          throw replayFailed(errorCode(error) ?? 'internal', error)
        }
      }
      if ('deliver' in subscriber) await attempt(() => subscriber.deliver(letter.event, tenantId))
      await write(async (tx) => {
        if ('within' in subscriber) await attempt(() => subscriber.within(tx, letter.event))
        await markReplayed(tx, { clock, id, by })
      })
    },
    [Symbol.asyncDispose]: async () => {
      closed = true
      resources.dispose()
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(working.values())
    },
  }
}

const unknownSubscriber = () =>
  new Refusal('subscriber_unknown', 'Nobody of that name reads events here.', 'Check the name.', {
    status: 404,
  })

const replayFailed = (code: string, cause: unknown) =>
  new Refusal('replay_failed', `It failed again (${code}).`, 'Mend what it needs, and try again.', {
    status: 409,
    cause,
  })
