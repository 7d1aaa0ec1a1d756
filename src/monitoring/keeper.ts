import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { type Metrics, mergeTallies, type Tally } from '../metrics/metrics.ts'
import type { Store } from '../store/store.ts'
import { keepMachineTallies, keepTallies } from './keep-metrics.ts'

/** Keeps what is measured: each firm's in its own minutes. Disposing it keeps the last; a kill loses some seconds. */
export type Keeper = AsyncDisposable & {
  /** Keeps what was measured until now. */
  flush(): Promise<void>
}

const FLUSH_EVERY_MS = 10_000
/** What could not be kept is tried again with what comes, up to so many. */
const PENDING_MAX = 10_000

export function openKeeper(io: { store: Store; log: Log; metrics: Metrics }): Keeper {
  const { store, log, metrics } = io
  let pending: Tally[] = []
  let flushing = Promise.resolve()
  const keep = async () => {
    const tallies = [...pending, ...metrics.takeTallies()]
    pending = []
    for (const [tenantId, some] of Map.groupBy(tallies, (tally) => tally.tenantId)) {
      const own = mergeTallies(some)
      try {
        if (tenantId === null) await keepMachineTallies(store, { processId: metrics.processId, tallies: own })
        else await store.write(tenantId, (tx) => keepTallies(tx, own))
      } catch (error) {
        log.warn({ code: errorCode(error) }, 'what was measured could not be kept yet')
        pending = [...pending, ...own].slice(-PENDING_MAX)
      }
    }
  }
  const flush = () => {
    flushing = flushing.then(keep)
    return flushing
  }
  const timer = setInterval(() => void flush(), FLUSH_EVERY_MS)
  timer.unref()
  return {
    flush,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
