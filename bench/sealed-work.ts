/**
 * What syncing and sealing cost the program's own work on the embedded database: taking in an archive, lists, searches, opening. The
 * baseline is the same program on a plain cluster with every sync left out, in the same run, turn by turn, each in a process of its own.
 * `node bench/sealed-work.ts [MESSAGES]`, 20,000 unless said. Bounds are of the clock; the processor tells more on a machine that is busy.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { makeArchive } from '../src/demo/demo.ts'
import { sealEmbedded } from '../src/store/store.ts'
import { prepareDataDir, temporaryFolder } from '../test/kit/store.ts'
import { type Figure, machine, percentile, report } from './kit.ts'
import type { Took, Work } from './sealed-work/program.ts'

const ROUNDS = 3
const KEY = Buffer.alloc(32, 9)
const UNSYNCED = new URL('./sealed-work/unsynced.ts', import.meta.url).href

const messages = Number(process.argv[2] ?? 20_000)
using folder = temporaryFolder()
const at = (name: string) => join(folder.path, name)
const archive = at('takeout.zip')
await makeArchive({ path: archive, messages, now: new Date('2026-10-01T12:00:00Z') })
await prepareDataDir(at('plain'))
cpSync(at('plain'), at('sealed'), { recursive: true })
await sealEmbedded(at('sealed'), { candidates: () => [KEY], first: () => KEY })

const asItComes: Work[] = []
const ours: Work[] = []
for (let round = 0; round < ROUNDS; round++) {
  asItComes.push(await measure('plain', { round, preload: [UNSYNCED] }))
  ours.push(await measure('sealed', { round, preload: [] }))
}

type Unit = keyof Took
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length
const inUnit = (works: readonly Work[], of: keyof Work, unit: Unit) =>
  works.flatMap((work) => work[of]).map((took) => took[unit])

/** `fold`: what of all the times is compared. */
function figure(
  what: string,
  of: keyof Work,
  { unit, bound, fold }: { unit: Unit; bound: string; fold: (values: readonly number[]) => number },
): Figure {
  const [mine, theirs] = [fold(inUnit(ours, of, unit)), fold(inUnit(asItComes, of, unit))]
  const ratio = bound.startsWith('at least') ? theirs / mine : mine / theirs
  return { what, ours: `${mine.toFixed(1)} ms`, baseline: `${theirs.toFixed(1)} ms`, ratio, bound }
}
const p50 = (values: readonly number[]) => percentile(values, 0.5)
const p95 = (values: readonly number[]) => percentile(values, 0.95)
const words = `of ${messages.toLocaleString('en')} messages`
console.log(machine())
report([
  figure(`an import ${words}, p50`, 'import', { unit: 'ms', bound: 'at least 0.8', fold: p50 }),
  figure('the same, of the processor', 'import', { unit: 'cpuMs', bound: 'at least 0.8', fold: p50 }),
  figure(`a list ${words}, p95`, 'list', { unit: 'ms', bound: 'at most 1.2', fold: p95 }),
  figure('the same, of the processor, mean', 'list', { unit: 'cpuMs', bound: 'at most 1.2', fold: mean }),
  figure(`a search ${words}, p95`, 'search', { unit: 'ms', bound: 'at most 1.2', fold: p95 }),
  figure('the same, of the processor, mean', 'search', { unit: 'cpuMs', bound: 'at most 1.2', fold: mean }),
  figure('opening the program, p50', 'open', { unit: 'ms', bound: 'at most 1.5', fold: p50 }),
  figure('the same, of the processor', 'open', { unit: 'cpuMs', bound: 'at most 1.5', fold: p50 }),
])

async function measure(
  kind: 'plain' | 'sealed',
  { round, preload }: { round: number; preload: string[] },
): Promise<Work> {
  const dataDir = at(`${kind}-${round}`)
  cpSync(at(kind), dataDir, { recursive: true })
  const program = fork(new URL('./sealed-work/program.ts', import.meta.url), [dataDir, archive], {
    execArgv: preload.flatMap((module) => ['--import', module]),
    env: { ...process.env, PLUMBLINE_MASTER_KEY: KEY.toString('base64') },
  })
  const [told] = await Promise.race([once(program, 'message'), once(program, 'exit')])
  if (typeof told !== 'object') throw new Error(`The program ended with ${told}.`)
  return told as Work
}
