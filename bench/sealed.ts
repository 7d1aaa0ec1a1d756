/**
 * What syncing and sealing cost the embedded database, against PGlite as it comes (its NodeFS, no fsync), in one run, turn by turn:
 * opening, rows taken in, single commits, and reads of pages that are not in PostgreSQL's memory.
 */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { openClusterKey } from '../src/store/pglite/disk/cluster-key.ts'
import { ClusterDisk } from '../src/store/pglite/disk/disk.ts'
import { startParams } from '../src/store/pglite/start-params.ts'
import { sealEmbedded } from '../src/store/store.ts'
import { prepareDataDir, temporaryFolder } from '../test/kit/store.ts'
import { machine, percentile, report } from './kit.ts'

const ROUNDS = 3
const BATCHES = 40
const BATCH_ROWS = 2_000
const COMMITS = 200
const READS = 400
const KEY = Buffer.alloc(32, 9)

/** By the clock, and `importCpuMs` of the processor. */
type Times = Record<'openMs' | 'importMs' | 'importCpuMs' | 'commitMs' | 'readMs', number[]>

using folder = temporaryFolder()
const [plain, sealed] = [join(folder.path, 'plain'), join(folder.path, 'sealed')]
await prepareDataDir(plain)
cpSync(plain, sealed, { recursive: true })
const masterKeys = { candidates: () => [KEY], first: () => KEY }
await sealEmbedded(sealed, masterKeys)
const dataKey = openClusterKey(sealed, masterKeys)

const noTimes = (): Times => ({ openMs: [], importMs: [], importCpuMs: [], commitMs: [], readMs: [] })
const [asItComes, ours] = [noTimes(), noTimes()]
for (let round = 0; round < ROUNDS; round++) {
  const [there, here] = [join(folder.path, `plain-${round}`), join(folder.path, `sealed-${round}`)]
  cpSync(join(plain, 'db'), there, { recursive: true })
  cpSync(join(sealed, 'db'), here, { recursive: true })
  await measure(asItComes, () =>
    PGlite.create({ fs: new NodeFS(there), startParams: [...startParams(PGlite), '-F'] }),
  )
  await measure(ours, () =>
    PGlite.create({
      fs: new ClusterDisk(here, { dataKey, isSynced: true }),
      startParams: startParams(PGlite),
    }),
  )
}

const figure = (what: string, of: keyof Times, { share, bound }: { share: number; bound: string }) => {
  const [mine, theirs] = [percentile(ours[of], share), percentile(asItComes[of], share)]
  const ratio = bound.startsWith('at least') ? theirs / mine : mine / theirs
  return { what, ours: `${mine.toFixed(2)} ms`, baseline: `${theirs.toFixed(2)} ms`, ratio, bound }
}
console.log(machine())
report([
  figure(`${BATCHES * BATCH_ROWS} rows in ${BATCHES} commits, and a checkpoint`, 'importMs', {
    share: 0.5,
    bound: 'at least 0.8',
  }),
  figure('the same, of the processor', 'importCpuMs', { share: 0.5, bound: 'at least 0.8' }),
  figure('a single commit, p50', 'commitMs', { share: 0.5, bound: 'at most 3' }),
  figure('50 rows by their key, anywhere in a table larger than memory, p95', 'readMs', {
    share: 0.95,
    bound: 'at most 1.2',
  }),
  figure('opening, p50', 'openMs', { share: 0.5, bound: 'at most 1.5' }),
])

async function measure(times: Times, open: () => Promise<PGlite>): Promise<void> {
  const timed = async <T>(list: number[], work: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now()
    const result = await work()
    list.push(performance.now() - startedMs)
    return result
  }
  const session = await timed(times.openMs, open)
  await session.exec(
    'create table visit (n integer primary key, words text); create table day (n serial, words text)',
  )
  const cpu = process.cpuUsage()
  await timed(times.importMs, async () => {
    for (let batch = 0; batch < BATCHES; batch++)
      await session.query(
        'insert into visit select n, repeat(md5(n::text), 20) from generate_series($1::integer, $2::integer) n',
        [batch * BATCH_ROWS, (batch + 1) * BATCH_ROWS - 1],
      )
    await session.exec('checkpoint')
  })
  const { user, system } = process.cpuUsage(cpu)
  times.importCpuMs.push((user + system) / 1000)
  for (let n = 0; n < COMMITS; n++)
    await timed(times.commitMs, () =>
      session.query('insert into day (words) values ($1)', ['Mrs Alvarez, boiler']),
    )
  for (let n = 0; n < READS; n++) {
    const first = (n * 7_919) % (BATCHES * BATCH_ROWS - 50)
    await timed(times.readMs, () =>
      session.query('select n, words from visit where n between $1 and $2 order by n', [first, first + 49]),
    )
  }
  await session.close()
}
