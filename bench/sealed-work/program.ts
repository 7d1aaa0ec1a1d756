/**
 * The program at work, as it is measured: takes an archive in, lists, searches, and opens again. Words: the data folder, the archive.
 * Sends a `Work` to its parent. Milliseconds are of the clock; those of the processor are of all threads.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type App, listen, openApp } from '../../src/app.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { firmServed, type TestFirm } from '../../test/kit/app.ts'

/** What something took: by the clock, and of the processor. */
export type Took = { ms: number; cpuMs: number }
export type Work = { import: Took; list: Took[]; search: Took[]; open: Took[] }

const REQUESTS = 150
const WARM_UP = 20
const OPENINGS = 4
/** Seldom: who waits longer for the disk would look more often, and the looks would count as its work. */
const LOOK_EVERY_MS = 200
const LISTS = ['', '?status=needs_reply', '?urgency=high']
const WORDS = ['boiler', 'kitchen drain', 'invoice friday', 'water', '555 1', 'thermocuple', '"no hot water"']

const [dataDir = '', archive = ''] = process.argv.slice(2)
const config = readConfig({
  ...{ PLUMBLINE_DATA_DIR: dataDir, PORT: '0', MESSAGE_VECTORS: 'false', BACKUP_EVERY_HOURS: '0' },
  PLUMBLINE_MASTER_KEY: process.env.PLUMBLINE_MASTER_KEY,
})
const open = () => openApp(config, { log: silentLog })

const work: Work = { import: { ms: 0, cpuMs: 0 }, list: [], search: [], open: [] }
{
  await using app = await open()
  await app.access.makeFirm({ name: 'Harbor Plumbing', region: 'US', timeZone: 'America/Chicago' })
  await using doors = await listen(app)
  const firm = await firmServed(`http://127.0.0.1:${doors.port}`, dataDir)
  work.import = await timed(() => takeIn(app, firm))
  await settle(app, firm)
  work.list = await ask(firm, (n) => `/api/conversations${LISTS[n % LISTS.length]}`)
  work.search = await ask(firm, (n) => `/api/search?q=${encodeURIComponent(WORDS[n % WORDS.length] ?? '')}`)
}
for (let n = 0; n < OPENINGS; n++) {
  let app: App | undefined
  work.open.push(
    await timed(async () => {
      app = await open()
    }),
  )
  await app?.[Symbol.asyncDispose]()
}
process.send?.(work)
process.disconnect?.()

/** An import, and a checkpoint, so that all of it is in its place. */
async function takeIn(app: App, firm: TestFirm): Promise<void> {
  let run = await firm.start([archive])
  while (run.status === 'queued' || run.status === 'running') {
    await pause(LOOK_EVERY_MS)
    run = (await firm.ask('GET', `/api/sync/${run.syncId}/progress`)).body
  }
  if (run.status !== 'completed') throw new Error(`The import is ${run.status}.`)
  await app.store.pool.query('checkpoint')
}

/** Waits until the stages behind an import are done, so that nothing else is at work. */
async function settle({ stages, store }: App, { id: tenantId }: TestFirm): Promise<void> {
  await stages.understander.catchUp({ tenantId })
  await stages.indexer.catchUp(tenantId)
  await store.vacuum()
}

async function ask(firm: TestFirm, path: (n: number) => string): Promise<Took[]> {
  const times: Took[] = []
  for (let n = 0; n < WARM_UP + REQUESTS; n++) {
    const took = await timed(async () => {
      const { status } = await firm.ask('GET', path(n))
      if (status !== 200) throw new Error(`${path(n)} was answered ${status}.`)
    })
    if (n >= WARM_UP) times.push(took)
  }
  return times
}

async function timed(act: () => Promise<void>): Promise<Took> {
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()]
  await act()
  const { user, system } = process.cpuUsage(cpu)
  return { ms: performance.now() - startedMs, cpuMs: (user + system) / 1000 }
}
