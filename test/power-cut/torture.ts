/**
 * `npm run torture [-- --cuts N] [--plain]`: cuts the power at N seeded places of a recorded workload (2,000), of a sealed cluster
 * and of a plain one, and prints what was lost and what was corrupt; then the same disk deaf to syncs, which must fail.
 */
import { parseArgs } from 'node:util'
import { cutPowerAside } from './aside.ts'
import { recordWorkload } from './cuts.ts'
import type { Deaf } from './disk-model.ts'

const CONTROL_CUTS = 20

await torture()

async function torture(): Promise<void> {
  const { values } = parseArgs({ options: { cuts: { type: 'string' }, messages: { type: 'string' } } })
  const cuts = Number(values.cuts ?? 2_000)
  using recorded = await recordWorkload({ messages: Number(values.messages ?? 400) })
  console.log('cluster  syncs carried out  cut points   lost  corrupt')
  let isSound = true
  const row = async (kind: string, count: number, deaf: Deaf) => {
    const tally = await cutPowerAside({ recorded, cuts: count, seed: 1, deaf })
    const syncs = deaf === 'none' ? 'all' : deaf === 'all' ? 'none' : `not of ${deaf}`
    const numbers = [tally.cuts, tally.lost, tally.corrupt].map((n, at) =>
      String(n).padStart([12, 7, 9][at] ?? 0),
    )
    console.log(`${kind.padEnd(9)}${syncs.padEnd(17)}${numbers.join('')}`)
    if (deaf === 'none') for (const example of tally.examples) console.log(`  ${example}`)
    isSound &&= (deaf === 'none') === (tally.lost + tally.corrupt === 0)
  }
  await row('plain', cuts, 'none')
  for (const deaf of ['all', 'log', 'pages', 'names'] as const) await row('plain', CONTROL_CUTS, deaf)
  if (!isSound) process.exitCode = 1
}
