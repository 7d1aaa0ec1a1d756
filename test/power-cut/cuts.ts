import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { openClusterKey } from '../../src/store/pglite/disk/cluster-key.ts'
import { sealEmbedded } from '../../src/store/store.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'
import { type Deaf, DiskModel } from './disk-model.ts'
import { examine } from './examine.ts'
import { type Acknowledged, type Op, readRecord } from './recorder.ts'

/** A workload as it reached the disk: the cluster as it was before, where it was, what was done to it, and what it is sealed under. */
export type Recorded = { base: string; root: string; record: string; dataKey?: string | undefined }

const MASTER_KEY = Buffer.alloc(32, 5)
const masterKeys = { candidates: () => [MASTER_KEY], first: () => MASTER_KEY }

/** Runs the workload on a new installation, recording it. */
export async function recordWorkload({
  messages,
  isSealed = false,
}: {
  messages: number
  isSealed?: boolean
}): Promise<Recorded & Disposable> {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await prepareDataDir(dataDir)
  if (isSealed) await sealEmbedded(dataDir, masterKeys)
  const root = join(dataDir, 'db')
  const base = join(folder.path, 'base', 'db')
  cpSync(root, base, { recursive: true })
  const record = join(folder.path, 'record')
  const recorder = new URL('./recorder.ts', import.meta.url).href
  const words = [dataDir, String(messages), MASTER_KEY.toString('base64')]
  const workload = fork(new URL('./workload.fixture.ts', import.meta.url), words, {
    execArgv: ['--import', recorder],
    env: { ...process.env, PLUMBLINE_RECORD: record },
  })
  const [code] = await once(workload, 'exit')
  assert.equal(code, 0, 'the workload failed')
  const dataKey = isSealed ? openClusterKey(dataDir, masterKeys).toString('base64') : undefined
  return { base, root, record, dataKey, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

/** What power cuts came to. `examples` are the first few things found wrong. */
export type Tally = { cuts: number; lost: number; corrupt: number; examples: string[] }

/** Cuts the power `cuts` times, at seeded places, each time as if it were the first; looks at what the disk may hold. */
export async function cutPower(
  { base, root, record, dataKey }: Recorded,
  { cuts, seed, deaf = 'none' }: { cuts: number; seed: number; deaf?: Deaf },
): Promise<Tally> {
  const chance = seeded(seed)
  const ops = readRecord(record)
  const key = dataKey === undefined ? undefined : Buffer.from(dataKey, 'base64')
  const places = Array.from({ length: cuts }, () => Math.floor(chance() * ops.length)).sort((a, b) => a - b)
  const model = new DiskModel(base, deaf)
  const here = (path: string) => path.replace(root, base)
  const tally: Tally = { cuts: 0, lost: 0, corrupt: 0, examples: [] }
  let acknowledged: Acknowledged | undefined
  let at = 0
  for (const place of places) {
    for (; at < place; at++) {
      const op = ops[at]
      if (op?.op === 'ack') acknowledged = op.acknowledged
      else if (op !== undefined) model.take(moved(op, here))
    }
    const verdict = await examine(model.cut(chance), { root: base, dataKey: key, acknowledged })
    tally.cuts++
    if (verdict.lost.length > 0) tally.lost++
    if (verdict.corrupt.length > 0) tally.corrupt++
    const wrong = [...verdict.lost, ...verdict.corrupt]
    if (wrong.length > 0 && tally.examples.length < 5)
      tally.examples.push(`at ${place}: ${wrong.join('; ').slice(0, 300)}`)
  }
  return tally
}

function moved(op: Op, here: (path: string) => string): Op {
  if (op.op === 'rename') return { ...op, path: here(op.path), to: here(op.to) }
  return 'path' in op ? { ...op, path: here(op.path) } : op
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
