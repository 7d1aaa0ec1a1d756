/**
 * What sealing raw items costs an import on a PostgreSQL server, in processor time of the program and of the server's sessions: the same
 * archive into new databases with and without it, by turns. `node bench/sealed-items.ts [MESSAGES]`, 5,000 unless said.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../src/base/clock.ts'
import { makeArchive } from '../src/demo/demo.ts'
import { openItemSeal, startRun } from '../src/intake/intake.ts'
import { importTakeout } from '../src/pipeline/import-takeout.ts'
import { openStore } from '../src/store/store.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { newFirm, temporaryFolder } from '../test/kit/store.ts'
import { machine, report } from './kit.ts'

const ROUNDS = 5
const TICK_MS = 10

const messages = Number(process.argv[2] ?? 5_000)
using folder = temporaryFolder()
const archive = join(folder.path, 'takeout.zip')
await makeArchive({ path: archive, messages, now: new Date('2026-10-01T12:00:00Z') })
await using postgres = await startPostgres()

await importOnce(true) // code is compiled, caches are warm
const times = { sealed: [] as Took[], plain: [] as Took[] }
for (let round = 0; round < ROUNDS; round++) {
  times.plain.push(await importOnce(false))
  times.sealed.push(await importOnce(true))
}
console.log(machine())
report([figure('the program', 'programMs'), figure('the server’s sessions', 'serverMs')])

type Took = { programMs: number; serverMs: number }

async function importOnce(sealsNew: boolean): Promise<Took> {
  await using store = await openStore({ databaseUrl: await postgres.database() })
  const tenantId = await newFirm(store)
  const { runId } = await store.write(tenantId, (tx) =>
    startRun(tx, {
      ...{ clock: systemClock, channel: 'google-voice', syncType: 'manual', dryRun: false },
      ...{ input: { paths: [archive], names: ['takeout.zip'] }, inputKey: randomUUID() },
    }),
  )
  const io = {
    ...{ store, clock: systemClock, media: undefined, erasedKey: randomBytes(32) },
    itemSeal: openItemSeal(randomBytes(32), { sealsNew }),
  }
  const before = process.cpuUsage()
  const input = { tenantId, runId, paths: [archive], timeoutHours: 24, signal: AbortSignal.timeout(600_000) }
  const status = await importTakeout(io, input)
  if (status !== 'completed') throw new Error(`The import is ${status}.`)
  const { user, system } = process.cpuUsage(before)
  const { rows } = await store.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'",
  )
  return { programMs: (user + system) / 1000, serverMs: rows.reduce((sum, { pid }) => sum + cpuMs(pid), 0) }
}

/** Processor time of a process so far (proc(5): utime and stime, in ticks of 10 ms). */
function cpuMs(pid: number): number {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return 0
  const fields = readFileSync(path, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

function figure(whose: string, name: keyof Took) {
  const least = (took: readonly Took[]) => Math.min(...took.map((one) => one[name]))
  const [ours, baseline] = [least(times.sealed), least(times.plain)]
  return {
    what: `Import of ${messages.toLocaleString('en')} messages on a server, raw items sealed: processor time of ${whose}, the least of ${ROUNDS}`,
    ours: `${ours.toFixed(0)} ms`,
    baseline: `in the clear: ${baseline.toFixed(0)} ms`,
    ratio: ours / baseline,
    bound: 'none: it is told',
  }
}
