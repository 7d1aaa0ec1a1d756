import { type Id, newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { keepSchedule } from '../base/schedule.ts'
import {
  askByClock,
  claimWatch,
  type LiveSource,
  nextTryAt,
  releaseWatch,
  sourcesToAsk,
  WATCH_LEASE_MS,
} from '../intake/intake.ts'
import type { Runner } from './runner.ts'
import { openWire, type WiresIo } from './wires.ts'

export type ClockworkIo = WiresIo & { log: Log; runner: Pick<Runner, 'wake'> }

export type ClockworkOptions = {
  /** When sources are asked for what is new: five fields of cron. */
  schedule: string
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
}

/**
 * Asks sources for what is new as the clock says, and at once those that can tell of it themselves. Of several processes at
 * one database each asks, and one hears what a source tells: another takes over within half a minute when it is gone.
 * Disposing it ends that.
 */
export type Clockwork = AsyncDisposable & {
  /** Begins. Until then nothing is asked. */
  start(): void
  /** Looks at once which sources a firm has: one may have been added, resumed or taken away, or asked for the first time. */
  wake(tenantId: Id): void
}

const WATCH_AGAIN_MS = 5_000
const RENEW_EVERY_MS = WATCH_LEASE_MS / 3

/** Whether a source can tell of itself when something is new. */
function tellsOfNews({ channel }: LiveSource): boolean {
  return channel === 'imap'
}

export function openClockwork(io: ClockworkIo, options: ClockworkOptions): Clockwork {
  const watchers = new Map<
    Id,
    { tenantId: Id; stop: AbortController; ended: Promise<void>; settings: string }
  >()
  const holder = newId(io.clock)
  /** One process alone can have the embedded database. */
  const isAlone = io.store.kind === 'pglite'
  /** By firm, when the next of its sources has waited long enough after a failure, or may have nobody who hears it. */
  const alarms = new Map<Id, NodeJS.Timeout>()
  let looking: Promise<void> = Promise.resolve()
  let closing = false
  let cron: Disposable | undefined

  const ask = async (tenantId: Id, sourceId: Id) => {
    if (closing) return
    await io.store.write(tenantId, (tx) => askByClock(tx, { clock: io.clock, sourceId }))
    io.runner.wake(tenantId)
  }
  const claim = async (tenantId: Id, sourceId: Id) =>
    isAlone
      ? ({ mine: true } as const)
      : io.store.write(tenantId, (tx) => claimWatch(tx, { clock: io.clock, sourceId, holder }))
  /** What is claimed must have been asked for. */
  const watch = (tenantId: Id, source: LiveSource) => {
    const stop = new AbortController()
    const renewing = setInterval(
      () =>
        void claim(tenantId, source.id).then(
          ({ mine }) => (mine ? undefined : stop.abort()),
          () => undefined, // while the database is away, nobody else can have it
        ),
      RENEW_EVERY_MS,
    )
    const news = () =>
      void ask(tenantId, source.id).catch((error: unknown) =>
        io.log.error({ code: errorCode(error), sourceId: source.id }, 'asking a source failed'),
      )
    const ended = watchOne(io, { tenantId, source, signal: stop.signal, onNews: news })
      .catch((error: unknown) => {
        if (!stop.signal.aborted)
          io.log.info({ code: errorCode(error), sourceId: source.id }, 'a source is not watched any more')
      })
      .finally(async () => {
        clearInterval(renewing)
        if (!isAlone)
          await io.store
            .write(tenantId, (tx) => releaseWatch(tx, { sourceId: source.id, holder }))
            .catch(() => undefined) // it ends by itself
        if (watchers.get(source.id)?.stop === stop) watchers.delete(source.id)
        // What came meanwhile is asked for; once that is in, the source is watched again.
        if (!stop.signal.aborted && !closing) setTimeout(news, WATCH_AGAIN_MS).unref()
      })
    watchers.set(source.id, { tenantId, stop, ended, settings: JSON.stringify(source.settings) })
  }
  const setAlarm = async (tenantId: Id, freeAt: Date | undefined) => {
    const now = io.clock.now()
    const tryAt = await io.store.read(tenantId, (db) => nextTryAt(db, now))
    clearTimeout(alarms.get(tenantId))
    alarms.delete(tenantId)
    const [first] = [tryAt, freeAt]
      .filter((at) => at != null)
      .sort((one, other) => Number(one) - Number(other))
    if (first === undefined || closing) return
    const ring = () => lookNow(async () => [{ id: tenantId }], first === tryAt)
    alarms.set(tenantId, setTimeout(ring, Math.max(0, first.getTime() - now.getTime())).unref())
  }
  /** `asks`: whether the sources are asked for what is new as well, or only seen to. */
  const look = async (firms: readonly { id: Id }[], asks: boolean) => {
    for (const { id: tenantId } of firms) {
      const there = new Set<Id>()
      let freeAt: Date | undefined
      const sources = await io.store.read(tenantId, (db) => sourcesToAsk(db, io.clock.now()))
      for (const source of sources) {
        if (closing) return
        there.add(source.id)
        if (asks || source.cursor === null) await ask(tenantId, source.id)
        const watched = watchers.get(source.id)
        if (watched !== undefined && watched.settings !== JSON.stringify(source.settings))
          watched.stop.abort()
        else if (watched === undefined && source.cursor !== null && tellsOfNews(source)) {
          const claimed = await claim(tenantId, source.id)
          if (claimed.mine) watch(tenantId, source)
          else if (claimed.until !== null && !(freeAt !== undefined && freeAt <= claimed.until))
            freeAt = claimed.until
        }
      }
      for (const [sourceId, watcher] of watchers)
        if (watcher.tenantId === tenantId && !there.has(sourceId)) watcher.stop.abort()
      await setAlarm(tenantId, freeAt)
    }
  }
  const lookNow = (firms: () => Promise<readonly { id: Id }[]>, asks: boolean) => {
    looking = looking
      .then(async () => (closing ? undefined : look(await firms(), asks)))
      .catch((error: unknown) => io.log.error({ code: errorCode(error) }, 'looking for sources failed'))
  }
  return {
    start: () => {
      cron ??= keepSchedule(options.schedule, () => lookNow(options.firms, true))
      lookNow(options.firms, true)
    },
    wake: (tenantId) => {
      if (cron !== undefined) lookNow(async () => [{ id: tenantId }], false)
    },
    [Symbol.asyncDispose]: async () => {
      closing = true
      cron?.[Symbol.dispose]()
      for (const alarm of alarms.values()) clearTimeout(alarm)
      await looking
      for (const { stop } of watchers.values()) stop.abort()
      await Promise.all([...watchers.values()].map(({ ended }) => ended))
    },
  }
}

/** Watches a source on a connection of its own, until `signal` aborts or the connection is lost. */
async function watchOne(
  io: ClockworkIo,
  input: { tenantId: Id; source: LiveSource; signal: AbortSignal; onNews: () => void },
): Promise<void> {
  await using wire = await openWire(io, input)
  await wire.watch?.({ signal: input.signal, onNews: input.onNews })
}
