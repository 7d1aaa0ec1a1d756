/**
 * How long it takes to look whether a large firm's rows agree with themselves, what the program holds meanwhile above what it
 * holds at rest, and how long other requests wait for it: 1,000,000 messages on a PostgreSQL server, 100,000 on the embedded
 * database; and a checkpoint of them. `node bench/check.ts [postgres|pglite] [MESSAGES]`
 */
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { type App, openApp } from '../src/app.ts'
import type { Id } from '../src/base/ids.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { threadAll } from '../src/pipeline/pipeline.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { fillSound } from './fill-sound.ts'
import { type Figure, percentile, report } from './kit.ts'

const SECONDS_MAX = 60
const MEMORY_MB_MAX = 100
const MIB = 1024 * 1024
const ASK_EVERY_MS = 50

// As the program sets it.
setFlagsFromString('--heap-growing-percent=100')

const [only, count] = process.argv.slice(2)
if (only !== 'pglite') {
  await using postgres = await startPostgres()
  report(await measure('PostgreSQL', Number(count ?? 1_000_000), await postgres.database()))
}
if (only !== 'postgres') report(await measure('PGlite', Number(count ?? 100_000)))

async function measure(where: string, messages: number, databaseUrl?: string): Promise<Figure[]> {
  using folder = temporaryFolder()
  const config = readConfig({
    PLUMBLINE_DATA_DIR: join(folder.path, 'data'),
    SYNC_CONSISTENCY_CHECK_INTERVAL: '0',
    BACKUP_EVERY_HOURS: '0',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  })
  await using app = await openApp(config, { log: silentLog })
  const firm = await app.access.makeFirm({
    name: 'Harbor Plumbing',
    region: 'US',
    timeZone: 'America/Chicago',
  })
  const tenantId = firm.id
  const filledMs = performance.now()
  await fillSound(app.store, {
    ...{ firmId: tenantId, messages },
    thread: () => threadAll(app, { tenantId, timeoutHours: 24 }),
  })
  await app.store.vacuum()
  console.log(`${where}: ${messages} messages made and threaded in ${seconds(filledMs)} s`)
  global.gc?.()
  const idleMb = heldMb()
  const rssIdleMb = process.memoryUsage().rss / MIB
  const waits = openWaits(app, tenantId)
  let peakMb = idleMb
  let rssPeakMb = rssIdleMb
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, heldMb())
    rssPeakMb = Math.max(rssPeakMb, process.memoryUsage().rss / MIB)
  }, 20)
  const beganMs = performance.now()
  const begun = await app.auditor.begin({ tenantId, depth: 'usual', names: null })
  const run = await app.auditor.ended({ tenantId, runId: begun.id })
  const took = Number(seconds(beganMs))
  clearInterval(watch)
  const waited = await waits.end()
  if (run.status !== 'completed' || run.found > 0)
    throw new Error(
      `The check was ${run.status} and found ${run.found}: ${JSON.stringify(run.results.filter(({ found }) => found > 0))}`,
    )
  for (const { name, looked, of, ms } of run.results)
    console.log(`  ${name.padEnd(24)} ${looked} of ${of ?? '–'}: ${(ms / 1000).toFixed(1)} s`)
  const againMs = performance.now()
  const again = await app.auditor.begin({ tenantId, depth: 'new', names: null })
  await app.auditor.ended({ tenantId, runId: again.id })
  const byClock = seconds(againMs)
  const stateMs = performance.now()
  const state = await app.auditor.readState(tenantId)
  const rows = state.tables.reduce((sum, table) => sum + table.rows, 0)
  const checkpoint = seconds(stateMs)
  return [
    {
      what: `${where}: check of ${messages} messages`,
      ours: `${took} s`,
      baseline: `${SECONDS_MAX} s asked; one by the clock ${byClock} s; a checkpoint of ${rows} rows ${checkpoint} s`,
      ratio: SECONDS_MAX / took,
      bound: 'at least 1',
    },
    {
      what: `${where}: memory of the process above idle`,
      ours: `${(rssPeakMb - rssIdleMb).toFixed(0)} MB (heap and buffers, with what is not collected yet: ${(peakMb - idleMb).toFixed(0)} MB)`,
      baseline: `${MEMORY_MB_MAX} MB asked`,
      ratio: MEMORY_MB_MAX / Math.max(1, rssPeakMb - rssIdleMb),
      bound: 'at least 1',
    },
    {
      what: `${where}: a look at one message meanwhile, p50 and p99`,
      ours: `${percentile(waited, 0.5).toFixed(0)} and ${percentile(waited, 0.99).toFixed(0)} ms of ${waited.length}`,
      baseline: '250 ms for p99',
      ratio: 250 / percentile(waited, 0.99),
      bound: 'at least 1',
    },
  ]
}

function heldMb(): number {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / MIB
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(1)
}

/** Asks the database for something small again and again, as a screen does, and notes how long it waits. */
function openWaits({ store }: App, tenantId: Id): { end(): Promise<number[]> } {
  const waits: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const startMs = performance.now()
      await store.read(tenantId, (db) =>
        db.selectFrom('conversation').select('id').orderBy('id').limit(1).execute(),
      )
      waits.push(performance.now() - startMs)
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    }
  })()
  return {
    end: async () => {
      isOver = true
      await asking
      return waits
    },
  }
}
