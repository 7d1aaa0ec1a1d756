import { statfs } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { MachineReading } from '../metrics/metrics.ts'
import type { Store } from '../store/store.ts'

/** How often the delay is looked at, milliseconds; the histogram counts this in, so it is taken off. */
const RESOLUTION_MS = 50
const NS = 1e9

/** Looks at the process itself. */
export type Machine = Disposable & { read(): Promise<MachineReading> }

/** `dataDir` is on the disk whose room counts. */
export function openMachine({ store, dataDir }: { store: Pick<Store, 'pool'>; dataDir: string }): Machine {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const late = (percent: number) => Math.max(0, (delay.percentile(percent) - RESOLUTION_MS * 1e6) / NS)
  return {
    read: async () => {
      const { heapUsed, external, rss } = process.memoryUsage()
      const { totalCount, idleCount, waitingCount } = store.pool
      return {
        memoryBytes: heapUsed + external,
        rssBytes: rss,
        eventLoopP50: delay.count === 0 ? 0 : late(50),
        eventLoopP99: delay.count === 0 ? 0 : late(99),
        diskFreeBytes: await freeBytes(dataDir),
        pool: { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount },
      }
    },
    [Symbol.dispose]: () => delay.disable(),
  }
}

/** Room on a folder's disk for who is not root, bytes; null where that cannot be told. */
export async function freeBytes(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir)
    return bavail * bsize
  } catch {
    return null
  }
}
