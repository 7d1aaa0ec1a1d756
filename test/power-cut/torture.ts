/**
 * `npm run torture [-- --cuts N] [--messages N]`: cuts the power at N seeded places (2,000) of a recorded workload, on a plain cluster
 * and on a sealed one, and prints what was lost and what was corrupt; then the same disk deaf to syncs, which must fail.
 */
import { parseArgs } from 'node:util'
import { cutPowerAside } from './aside.ts'
import { type Recorded, recordWorkload } from './cuts.ts'
import type { Deaf } from './disk-model.ts'

const CONTROL_CUTS = 20
const DEAF = ['all', 'log', 'pages', 'names'] as const

await torture()

async function torture(): Promise<void> {
  const { values } = parseArgs({ options: { cuts: { type: 'string' }, messages: { type: 'string' } } })
  const cuts = Number(values.cuts ?? 2_000)
  const messages = Number(values.messages ?? 400)
  console.log('cluster  syncs carried out  cut points   lost  corrupt')
  let isSound = true
  const row = async (recorded: Recorded, count: number, deaf: Deaf) => {
    const kind = recorded.dataKey === undefined ? 'plain' : 'sealed'
    const tally = await cutPowerAside({ recorded, cuts: count, seed: 1, deaf })
    const syncs = deaf === 'none' ? 'all' : deaf === 'all' ? 'none' : `not of ${deaf}`
    const numbers = [tally.cuts, tally.lost, tally.corrupt].map((n, at) =>
      String(n).padStart([12, 7, 9][at] ?? 0),
    )
    console.log(`${kind.padEnd(9)}${syncs.padEnd(17)}${numbers.join('')}`)
    if (deaf === 'none') for (const example of tally.examples) console.log(`  ${example}`)
    isSound &&= (deaf === 'none') === (tally.lost + tally.corrupt === 0)
  }
  for (const isSealed of [false, true]) {
    using recorded = await recordWorkload({ messages, isSealed })
    await row(recorded, cuts, 'none')
    for (const deaf of DEAF) await row(recorded, CONTROL_CUTS, deaf)
  }
  if (!isSound) process.exitCode = 1
}
