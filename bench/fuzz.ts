/**
 * 10,000 wrong requests to a server on a small archive; ends with 1 when one of them is answered in a way that is not
 * documented, or breaks something. `node bench/fuzz.ts [REQUESTS] [SEED] [--postgres]`
 */
import { fuzzApi } from '../test/journeys/api-fuzz.ts'
import { startPostgres } from '../test/kit/postgres.ts'

const onServer = process.argv.includes('--postgres')
const [requests = 10_000, seed = 1] = process.argv.slice(2).map(Number).filter(Number.isInteger)
await using postgres = onServer ? await startPostgres() : undefined
const databaseUrl = await postgres?.database()
const startedMs = performance.now()
const fuzzed = await fuzzApi({ requests, seed, ...(databaseUrl === undefined ? {} : { databaseUrl }) })
const { asked, byStatus, neverGood, wrong, slowestMs } = fuzzed
for (const one of wrong) console.log(one)
const seconds = Math.round((performance.now() - startedMs) / 1000)
console.log(
  `${asked} requests with seed ${seed} in ${seconds} s, the slowest ${slowestMs} ms; wrong: ${wrong.length}`,
)
console.log(`by status: ${JSON.stringify(byStatus)}; never answered well: ${neverGood.join(', ') || 'none'}`)
process.exitCode = wrong.length === 0 ? 0 : 1
