/**
 * GET /api/analytics of a year with 1,000,000 messages, on PostgreSQL, through HTTP: whole, and told apart by everything
 * that it can be. The figures of 333,000 conversations are made up by code, and added up by the stage's own step; a bare query
 * in the same run is the baseline. `node bench/analytics.ts`, some minutes.
 */
import { listen, openApp } from '../src/app.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { analyticsDimensions } from '../src/contract/insights.ts'
import { openChance } from '../src/demo/chance.ts'
import { deriveDays } from '../src/insights/insights.ts'
import { services } from '../src/understanding/understanding.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { type Figure, percentile, report } from './kit.ts'

const MESSAGES = Number(process.argv[2] ?? 1_000_000)
const MESSAGES_A_CONVERSATION = 3
const DAYS = 365
const ROWS_PER_STATEMENT = 5_000
const REQUESTS = 20
const WARM_UP = 3
const LIMIT_MS = 300

const WORDS = Array.from({ length: 3_000 }, (_, n) => `word${n}`)
const TOPICS = ['quote', 'invoice', 'book', 'complaint', 'praise', ...services]
const MOODS = ['neutral', 'neutral', 'neutral', 'positive', 'negative', 'urgent', 'frustrated']
const URGENCIES = ['low', 'medium', 'medium', 'high', 'emergency']
const FIRST_MS = Date.UTC(2025, 0, 1)

using folder = temporaryFolder()
await using postgres = await startPostgres()
const databaseUrl = await postgres.database()
const config = readConfig({
  PLUMBLINE_DATA_DIR: folder.path,
  PORT: '0',
  BACKUP_EVERY_HOURS: '0',
  DATABASE_URL: databaseUrl,
  CHECK_EVERY_HOURS: '0',
})
await using app = await openApp(config, { log: silentLog })
const firm = await app.access.makeFirm({ name: 'Harbor Plumbing', region: 'US', timeZone: 'America/Chicago' })
await fill()
const beganMs = performance.now()
let days = 0
for (let more = 1; more > 0; days += more) more = await app.store.write(firm.id, deriveDays)
const dayMs = (performance.now() - beganMs) / days
await app.store.vacuum()
await using doors = await listen(app)

const asks: Record<string, string> = { whole: '' }
for (const by of analyticsDimensions) asks[`by ${by}`] = `&by=${by}`
asks['by service, by week'] = '&by=service&step=week'
const ping = await times('/api/health/live')
const figures: Figure[] = []
for (const [name, query] of Object.entries(asks)) {
  const found = await times(`/api/analytics?from=2025-01-01&to=2025-12-31${query}`)
  figures.push({
    what: `GET /api/analytics of a year with ${MESSAGES.toLocaleString('en-US')} messages, ${name}`,
    ours: `p50 ${percentile(found, 0.5).toFixed(0)} ms, p95 ${percentile(found, 0.95).toFixed(0)}`,
    baseline: `GET /api/health/live: p50 ${percentile(ping, 0.5).toFixed(1)} ms`,
    ratio: LIMIT_MS / percentile(found, 0.95),
    bound: `p95 at most ${LIMIT_MS} ms, so at least 1`,
  })
}
console.log(`a day of ${Math.round(MESSAGES / DAYS)} messages is added up anew in ${dayMs.toFixed(0)} ms`)
report(figures)

async function times(path: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${app.access.operatorKey}`, 'x-plumbline-firm': firm.slug }
  const found: number[] = []
  for (let request = 0; request < WARM_UP + REQUESTS; request++) {
    const startedMs = performance.now()
    const answer = await fetch(`http://127.0.0.1:${doors.port}${path}`, { headers })
    const body = (await answer.json()) as { total?: { messagesIn: number } }
    if (!answer.ok) throw new Error(JSON.stringify(body))
    if (body.total !== undefined && body.total.messagesIn < MESSAGES / 2)
      throw new Error('Messages are missing.')
    if (request >= WARM_UP) found.push(performance.now() - startedMs)
  }
  return found
}

/** Figures of conversations, each of two messages in and one out, spread over the year; some 30,000 customers. */
async function fill(): Promise<void> {
  const chance = openChance(7)
  const conversations = Math.round(MESSAGES / MESSAGES_A_CONVERSATION)
  for (let at = 0; at < conversations; at += ROWS_PER_STATEMENT) {
    const rows = Array.from({ length: Math.min(ROWS_PER_STATEMENT, conversations - at) }, (_, n) =>
      conversation(at + n, chance),
    )
    const client = await app.store.pool.connect()
    await client.query(
      `insert into conversation_analytics (tenant_id, conversation_id, analysis_date, party_id, metrics, keyword_analysis)
       select $1, * from json_to_recordset($2::json) as r (conversation_id uuid, analysis_date text, party_id uuid, metrics jsonb, keyword_analysis jsonb)`,
      [firm.id, JSON.stringify(rows)],
    )
    client.release()
  }
  const client = await app.store.pool.connect()
  await client.query(
    'insert into insight_stale_day (tenant_id, day) select distinct tenant_id, analysis_date from conversation_analytics',
  )
  await client.query('analyze conversation_analytics')
  client.release()
}

function conversation(n: number, chance: ReturnType<typeof openChance>): object {
  const dayMs = FIRST_MS + (n % DAYS) * 86_400_000
  const service = chance.pick([...services])
  const urgency = chance.pick(URGENCIES)
  const hour = String(chance.int(0, 23))
  const answered = chance.odds(0.9)
  const words = Array.from({ length: 8 }, () => WORDS[Math.floor(WORDS.length * chance.next() ** 3)] ?? '')
  return {
    conversation_id: uuid(n),
    analysis_date: new Date(dayMs).toISOString().slice(0, 10),
    party_id: uuid(1_000_000_000 + (n % 30_000)),
    metrics: {
      ...{ in: 2, out: 1, hours: { [hour]: 2 }, channels: { 'google-voice': 2 }, languages: { en: 2 } },
      ...{ urgencies: { [urgency]: 2 }, sentiments: { [chance.pick(MOODS)]: 2 }, services: { [service]: 1 } },
      topics: { [chance.pick(TOPICS)]: 1, [service]: 1 },
      requests: [
        {
          ...{ waited: answered ? chance.int(1, 2_000) : null, worked: answered ? chance.int(1, 600) : null },
          ...{ hour, channel: 'google-voice', language: 'en', urgency, sentiment: 'neutral', service },
        },
      ],
    },
    keyword_analysis: Object.fromEntries(words.map((word) => [word, [1, word]])),
  }
}

function uuid(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}
