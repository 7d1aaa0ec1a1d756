/**
 * Cuts the power in processes of their own, some cuts to each: every cluster that is opened leaves memory behind, and one that
 * gives itself up may take its process along.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { cutPower, type Recorded, type Tally } from './cuts.ts'
import type { Deaf } from './disk-model.ts'

export type Cuts = { recorded: Recorded; cuts: number; seed: number; deaf?: Deaf }

const CUTS_IN_PROCESS = 50

if (process.argv[1] === import.meta.filename)
  process.once('message', async ({ recorded, ...cuts }: Cuts) => {
    process.send?.(await cutPower(recorded, cuts), () => process.exit(0))
  })

/** As `cutPower`, on all processors. */
export async function cutPowerAside({ cuts, seed, ...rest }: Cuts): Promise<Tally> {
  const total: Tally = { cuts: 0, lost: 0, corrupt: 0, examples: [] }
  let given = 0
  const take = async () => {
    while (given < cuts) {
      const share = Math.min(CUTS_IN_PROCESS, cuts - given)
      given += share
      const tally = await inProcess({ ...rest, cuts: share, seed: seed + given })
      total.cuts += tally.cuts
      total.lost += tally.lost
      total.corrupt += tally.corrupt
      total.examples.push(...tally.examples)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, take))
  return total
}

async function inProcess(slice: Cuts): Promise<Tally> {
  const child = fork(new URL(import.meta.url), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  child.send(slice)
  const [tally] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`A slice ended with ${code}.`))),
  ])
  return tally as Tally
}
