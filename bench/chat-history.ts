// How fast AI-agent conversations are found in a chat-history table: node bench/chat-history.ts
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { systemClock } from '../src/base/clock.ts'
import { type Cursor, openChatHistory, parseChatItem } from '../src/channels/channels.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { percentile, report } from './kit.ts'

const SESSIONS = 100_000
const ROWS_EACH = 4
const OLD_SESSIONS = { few: 10_000, many: 1_000_000 }
const NEW_SESSIONS = 10
const LOOKS = 40

const signal = new AbortController().signal
await using server = await startPostgres()
const url = await server.database()
await using client = await connected(url)

await makeTable('first', SESSIONS, ROWS_EACH)
const rows = SESSIONS * ROWS_EACH
const plain = await timed(() => selectAll('first'))
const { ms: first, memory } = await timed(() => discover('first', null))
await makeTable('few', OLD_SESSIONS.few, 2)
await makeTable('many', OLD_SESSIONS.many, 2)
const looks = await lookForNew()

report([
  {
    what: `First discovery of ${SESSIONS.toLocaleString('en')} sessions (${rows.toLocaleString('en')} rows), received and parsed, rows/s`,
    ours: `${perSecond(first)} (${(first / 1000).toFixed(1)} s)`,
    baseline: `plain select of the same rows, their JSON parsed: ${perSecond(plain.ms)}`,
    ratio: plain.ms / first,
    bound: 'at least 0.2',
  },
  {
    what: 'First discovery, rows/s against what was asked',
    ours: perSecond(first),
    baseline: '10,000',
    ratio: ((rows / first) * 1000) / 10_000,
    bound: 'at least 1',
  },
  {
    what: 'Peak memory of that discovery beside the plain program, MB',
    ours: `${memory}`,
    baseline: '200',
    ratio: memory / 200,
    bound: 'at most 1',
  },
  {
    what: `Discovery of ${NEW_SESSIONS} new sessions, p50 with ${OLD_SESSIONS.many.toLocaleString('en')} old sessions against ${OLD_SESSIONS.few.toLocaleString('en')}`,
    ours: `${shown(looks.many)} ms`,
    baseline: `${shown(looks.few)} ms`,
    ratio: percentile(looks.many, 0.5) / percentile(looks.few, 0.5),
    bound: 'at most 1.5',
  },
  {
    what: `Discovery of ${NEW_SESSIONS} new sessions with ${OLD_SESSIONS.many.toLocaleString('en')} old ones, p95, ms`,
    ours: percentile(looks.many, 0.95).toFixed(1),
    baseline: '100',
    ratio: percentile(looks.many, 0.95) / 100,
    bound: 'at most 1',
  },
])

/** New sessions in both tables, in turns. Each look opens a connection of its own, and finds the table anew. */
async function lookForNew(): Promise<{ few: number[]; many: number[] }> {
  const times: { few: number[]; many: number[] } = { few: [], many: [] }
  const since: { few: Cursor | null; many: Cursor | null } = { few: null, many: null }
  for (const table of ['few', 'many'] as const) since[table] = await discover(table, null)
  for (let look = 0; look < LOOKS; look++) {
    for (const table of ['few', 'many'] as const) {
      await addSessions(table, 5_000_000 + look * NEW_SESSIONS, NEW_SESSIONS, 2)
      const start = performance.now()
      since[table] = await discover(table, since[table])
      if (look > 2) times[table].push(performance.now() - start)
    }
  }
  return times
}

async function discover(table: string, since: Cursor | null): Promise<Cursor | null> {
  await using wire = openChatHistory(
    { url, table, crew: 'bench', timeLimitMs: 600_000 },
    { clock: systemClock },
  )
  let cursor = since
  let messages = 0
  let listed = 0
  for await (const batch of wire.receive(since, { signal })) {
    for (const { path, bytes } of batch.items) messages += parseChatItem(path, bytes).messages.length
    listed += batch.listed ?? 0
    cursor = batch.cursor
  }
  if (messages !== listed) throw new Error(`${messages} messages of ${listed} rows`)
  return cursor
}

async function selectAll(table: string): Promise<void> {
  for (let after = 0, found = 1; found > 0; after += found) {
    const { rows } = await client.query<{ id: number }>(
      `select id, session_id, message from ${table} where id > $1 order by id limit 4000`,
      [after],
    )
    found = rows.length
  }
}

async function makeTable(table: string, sessions: number, rowsEach: number): Promise<void> {
  await client.query(
    `create table ${table} (id serial primary key, session_id varchar(255) not null, message jsonb not null)`,
  )
  await addSessions(table, 0, sessions, rowsEach)
  await client.query(`vacuum analyze ${table}`)
}

async function addSessions(table: string, from: number, sessions: number, rowsEach: number): Promise<void> {
  await client.query(
    `insert into ${table} (session_id, message)
     select 'whatsapp-' || s, jsonb_build_object('type', case n % 2 when 0 then 'human' else 'ai' end,
       'content', 'The water heater in unit ' || s || ' is leaking again, can somebody come on Thursday? ' || n,
       'tool_calls', '[]'::jsonb, 'additional_kwargs', '{}'::jsonb, 'response_metadata', '{}'::jsonb, 'invalid_tool_calls', '[]'::jsonb)
     from generate_series($1::int, $1 + $2 - 1) s, generate_series(0, $3 - 1) n`,
    [from, sessions, rowsEach],
  )
}

async function timed(run: () => Promise<unknown>): Promise<{ ms: number; memory: number }> {
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const start = performance.now()
  await run()
  clearInterval(watch)
  return { ms: performance.now() - start, memory: Math.round((most - before) / 1024 ** 2) }
}

async function connected(to: string): Promise<pg.Client & AsyncDisposable> {
  const opened = new pg.Client({ connectionString: to })
  await opened.connect()
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.end() })
}

function perSecond(ms: number): string {
  return Math.round((rows / ms) * 1000).toLocaleString('en')
}

function shown(times: readonly number[]): string {
  return `${percentile(times, 0.5).toFixed(1)} (p95 ${percentile(times, 0.95).toFixed(1)})`
}
