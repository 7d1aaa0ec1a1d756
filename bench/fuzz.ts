/**
 * 10,000 wrong requests to a server on a small archive; ends with 1 when one of them is answered in a way that is not
 * documented, or breaks something. `node bench/fuzz.ts [REQUESTS] [SEED]`
 */
import { fuzzApi } from '../test/journeys/api-fuzz.ts'

const [requests = 10_000, seed = 1] = process.argv.slice(2).map(Number)
const startedMs = performance.now()
const { asked, byStatus, neverGood, wrong, slowestMs } = await fuzzApi({ requests, seed })
for (const one of wrong) console.log(one)
const seconds = Math.round((performance.now() - startedMs) / 1000)
console.log(
  `${asked} requests with seed ${seed} in ${seconds} s, the slowest ${slowestMs} ms; wrong: ${wrong.length}`,
)
console.log(`by status: ${JSON.stringify(byStatus)}; never answered well: ${neverGood.join(', ') || 'none'}`)
process.exitCode = wrong.length === 0 ? 0 : 1
