import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds. A query takes a millisecond, one that waits for a batch of an import a tenth of a second. */
const QUERY_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30]
const REQUEST_SECONDS = [0.005, 0.025, 0.1, 0.25, 1, 5, 30]

/** What is counted of the process, whichever firm it works for. */
export type MachineMeter = ReturnType<typeof openMachineMeter>

/** How the process is at this moment. */
export type MachineReading = {
  /** Heap and buffers of the main thread, bytes: what grows when the program itself keeps too much. */
  memoryBytes: number
  /** All that the process was given, bytes: with the embedded database, threads and code. */
  rssBytes: number
  /** How late the event loop was since the reading before, seconds. */
  eventLoopP50: number
  eventLoopP99: number
  /** null where it cannot be told. */
  diskFreeBytes: number | null
  pool: { used: number; idle: number; waiting: number }
}

export function openMachineMeter(version: string) {
  const registry = new Registry()
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ registers, name: `plumbline_${name}`, help, labelNames })
  gauge('info', 'Always 1; the version is in the label.', ['version']).set({ version }, 1)
  const memory = gauge(
    'memory_bytes',
    'own: heap and buffers of the main thread; resident: all of the process.',
    ['kind'],
  )
  const delay = gauge('event_loop_delay_seconds', 'How late the event loop was since it was last asked.', [
    'quantile',
  ])
  const disk = gauge('disk_free_bytes', 'Room on the disk of the data folder.')
  const pool = gauge('database_pool_connections', 'Connections to the database, and requests for one.', [
    'state',
  ])
  return {
    registry,
    requests: new Counter({
      registers,
      name: 'plumbline_http_requests_total',
      help: 'Requests that were answered.',
      labelNames: ['method', 'route', 'status'],
    }),
    durations: new Histogram({
      registers,
      name: 'plumbline_http_request_duration_seconds',
      help: 'How long an answer took.',
      labelNames: ['route'],
      buckets: REQUEST_SECONDS,
    }),
    queries: new Histogram({
      registers,
      name: 'plumbline_database_query_duration_seconds',
      help: 'How long a query of the firms’ tables took, waiting for its turn within the database included.',
      buckets: QUERY_SECONDS,
    }),
    /** Sets the gauges. */
    read: (reading: MachineReading) => {
      memory.set({ kind: 'own' }, reading.memoryBytes)
      memory.set({ kind: 'resident' }, reading.rssBytes)
      delay.set({ quantile: '0.5' }, reading.eventLoopP50)
      delay.set({ quantile: '0.99' }, reading.eventLoopP99)
      if (reading.diskFreeBytes !== null) disk.set(reading.diskFreeBytes)
      for (const [state, count] of Object.entries(reading.pool)) pool.set({ state }, count)
    },
  }
}
