/**
 * What limits cost a request on the embedded database: GET /api/health with a key that is counted, against the command
 * line's, which is not; and counting in memory against a statement for each. `node bench/limits.ts`
 */
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { openLimits } from '../src/access/access.ts'
import { listen, openApp } from '../src/app.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { percentile, report } from './kit.ts'

const ROUNDS = 60
const REQUESTS_A_ROUND = 500
const AT_ONCE = 8
const COUNTS = 2_000

using folder = temporaryFolder()
const config = readConfig({
  PLUMBLINE_DATA_DIR: join(folder.path, 'data'),
  PORT: '0',
  BACKUP_EVERY_HOURS: '0',
  RATE_LIMIT_PER_MINUTE: '1000000',
})
await using app = await openApp(config, { log: silentLog })
await using doors = await listen(app)
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
const { operatorKey } = app.access
const unknownKey = operatorKey.replace(/./g, 'x')
const perSecond = { limited: [] as number[], unlimited: [] as number[] }
for (let round = -6; round < ROUNDS; round++) {
  const limitedFirst = round % 2 === 0
  for (const limited of [limitedFirst, !limitedFirst]) {
    const rate = await requestsPerSecond(limited ? unknownKey : operatorKey)
    if (round >= 0) perSecond[limited ? 'limited' : 'unlimited'].push(rate)
  }
}
agent.destroy()
const median = (rates: number[]) => percentile(rates, 0.5)
/** Of both halves of each round, for a busy machine is as busy for both. */
const ratios = perSecond.limited.map((rate, round) => rate / (perSecond.unlimited[round] ?? Number.NaN))

const limits = await openLimits({ pool: app.store.pool, clock: app.clock, log: silentLog })
const limit = { subject: 'bench', max: 1_000_000, windowMs: 60_000 }
const inMemory = await countsPerSecond(() => limits.count(limit))
const inDatabase = await countsPerSecond(() => limits.countExactly([limit]))
await limits.close()

report([
  {
    what: 'GET /api/health on PGlite, requests/s with limits against without',
    ours: Math.round(median(perSecond.limited)).toLocaleString('en'),
    baseline: Math.round(median(perSecond.unlimited)).toLocaleString('en'),
    ratio: median(ratios),
    bound: 'at least 0.9',
  },
  {
    what: 'Requests counted in memory, and shared every second, a second, against one statement on PGlite for each',
    ours: Math.round(inMemory).toLocaleString('en'),
    baseline: Math.round(inDatabase).toLocaleString('en'),
    ratio: inMemory / inDatabase,
    bound: 'at least 100',
  },
])

async function requestsPerSecond(key: string): Promise<number> {
  const startedMs = performance.now()
  let left = REQUESTS_A_ROUND
  const worker = async () => {
    while (left-- > 0) await ask(key)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return (REQUESTS_A_ROUND / (performance.now() - startedMs)) * 1000
}

function ask(key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  return new Promise((resolve, reject) => {
    const request = get({ agent, port: doors.port, path: '/api/health', headers }, (response) => {
      const counted = 'ratelimit-limit' in response.headers
      if (response.statusCode !== 200 || counted === (key === operatorKey))
        reject(new Error(`Answered ${response.statusCode}, ${counted ? 'counted' : 'not counted'}.`))
      response.resume().on('end', resolve)
    })
    request.on('error', reject)
  })
}

async function countsPerSecond(count: () => unknown): Promise<number> {
  const startedMs = performance.now()
  for (let request = 0; request < COUNTS; request++) await count()
  return (COUNTS / (performance.now() - startedMs)) * 1000
}
