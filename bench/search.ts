/**
 * How soon one search answers, by words alone and by words and meaning: 1,000,000 messages of a firm on a PostgreSQL server, 100,000 on the
 * embedded database, against reading all of them with ILIKE. And how long making the index takes, and its size.
 * `node bench/search.ts [postgres|pglite [MESSAGES]] [--words]`; with --words no vectors are made, and meaning is left out.
 */
import { join } from 'node:path'
import type pg from 'pg'
import { systemClock } from '../src/base/clock.ts'
import { hitKinds, type SearchBy } from '../src/contract/search.ts'
import { makeDemoArchive } from '../src/demo/demo.ts'
import { type Meaning, openEncoder, openMeaning } from '../src/embeddings/embeddings.ts'
import { search, updateIndex } from '../src/search/search.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { newFirm, temporaryFolder } from '../test/kit/store.ts'
import { fillVectors } from './fill-vectors.ts'
import { type Figure, percentile, report } from './kit.ts'

const ROUNDS = 25
const WARM_UP = 3

/** What is asked, by what it tries. `%` is filled with a number that is another each time. */
const QUERIES: Record<string, readonly string[]> = {
  'one word': ['thermocouple', 'descaling', 'dialysis', 'sernik'],
  'two words': ['boiler leaking', 'kitchen drain', 'invoice friday', 'kran cieknie'],
  'first keystrokes': ['b', 'bo', 'boi', 'boil'],
  'phone fragment': ['0%', '555 1%', '+1512000'],
  typo: ['thermocuple', 'furnase', 'dispozal', 'kaloryfwr'],
  filtered: ['water status:needs_reply', 'boiler before:2021-01-01', 'has:photo leak', 'from:name% water'],
  'common word': ['water', 'the', 'the water', 'hot water'],
  'nothing found': ['xylophone', 'qqqq zzzz', 'brontosaurus heater'],
  phrase: ['"no hot water"', '"back door code"'],
}

/** Beside those, where meaning is looked for: each is another each time, so that it is encoded. */
const SENTENCES: Record<string, readonly string[]> = {
  'a question in English': [
    'apartment 2% below is getting wet',
    'no heat in unit % and a newborn',
    'who mistook us for shop %',
  ],
  'a question in Polish': ['ile kosztuje nowy bojler % litrów', 'woda kapie z sufitu w mieszkaniu %'],
  'a question, filtered': [
    'apartment % is getting wet before:2021-01-01',
    'woda leci z sufitu % status:needs_reply',
  ],
}
/** Texts that are encoded to make the vectors of: as many as tell what the sample firm's messages are about. */
const TEXTS_MAX = 1_000

const [kind, messages] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const isWordsOnly = process.argv.includes('--words')
let number = 100
const figures: Figure[] = []
if (kind === undefined || kind === 'postgres')
  figures.push(...(await measurePostgres(Number(messages ?? 1_000_000))))
if (kind === undefined || kind === 'pglite')
  figures.push(...(await measurePglite(Number(messages ?? 100_000))))
report(figures)

async function measurePostgres(messages: number): Promise<Figure[]> {
  await using postgres = await startPostgres()
  await using store = await openStore({ databaseUrl: await postgres.database() })
  return await measure(store, { messages, bound: 50 })
}

async function measurePglite(messages: number): Promise<Figure[]> {
  using folder = temporaryFolder()
  await using store = await openStore({ dataDir: join(folder.path, 'data') })
  return await measure(store, { messages, bound: 150 })
}

async function measure(
  store: Store,
  { messages, bound }: { messages: number; bound: number },
): Promise<Figure[]> {
  const tenantId = await newFirm(store)
  const texts = await fill(store.pool, { tenantId, messages })
  await store.vacuum()
  const startedMs = performance.now()
  const cpu = process.cpuUsage()
  await updateIndex({ store, clock: systemClock }, { tenantId })
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpu)
  await store.vacuum()
  const sizes = await sizesOf(store.pool)
  console.log(
    `${store.kind}, ${messages} messages: indexed in ${seconds.toFixed(0)} s (${((user + system) / 1e6).toFixed(0)} s of this process), ` +
      `${sizes.total.toFixed(0)} MB (${((sizes.total / messages) * 100_000).toFixed(1)} MB per 100,000): ${sizes.told}`,
  )
  const scan = await timesOf(3, () =>
    store.read(tenantId, (db) =>
      db
        .selectFrom('message')
        .select('id')
        .where('body', 'ilike', '%thermocouple%')
        .orderBy('at', 'desc')
        .limit(20)
        .execute(),
    ),
  )
  const figures: Figure[] = []
  const ask = async (by: SearchBy, queries: typeof QUERIES, meaning?: Meaning) => {
    const all: Time[] = []
    for (const [what, asked] of Object.entries(queries)) {
      const times: Time[] = []
      for (let round = -WARM_UP; round < ROUNDS; round++)
        for (const query of asked) {
          const time = await timeOf(
            { store, meaning },
            { tenantId, by, query: query.replace('%', nextNumber()) },
          )
          if (round >= 0) times.push(time)
        }
      all.push(...times)
      figures.push(figureOf(`${what}, by ${by}, at ${messages} messages on ${store.kind}`, times))
    }
    figures.push(figureOf(`all of these by ${by} at ${messages} messages on ${store.kind}`, all))
  }
  await ask('words', QUERIES)
  if (isWordsOnly) return figures
  await using encoder = openEncoder()
  await fillVectors(store.pool, { tenantId, encoder, texts: texts.slice(0, TEXTS_MAX) })
  await store.vacuum()
  const meaning = openMeaning(encoder)
  const loadedMs = performance.now()
  await timeOf({ store, meaning }, { tenantId, by: 'meaning', query: 'is anybody there' })
  console.log(
    `signs and model loaded with the first question in ${(performance.now() - loadedMs).toFixed(0)} ms`,
  )
  await ask('both', { ...QUERIES, ...SENTENCES }, meaning)
  return figures

  function figureOf(what: string, times: readonly Time[]): Figure {
    const [ms, workMs] = [times.map((one) => one.ms), times.map((one) => one.workMs)]
    const late = times.filter(({ isLate }) => isLate).length / times.length
    const p95 = percentile(ms, 0.95)
    return {
      what: `search: ${what}`,
      ours: `p50 ${percentile(ms, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; of the processor p50 ${percentile(workMs, 0.5).toFixed(1)} ms, p95 ${percentile(workMs, 0.95).toFixed(1)} ms${late === 0 ? '' : `; meaning late for ${(late * 100).toFixed(0)} %`}`,
      baseline: `${percentile(scan, 0.5).toFixed(0)} ms for ILIKE over all`,
      ratio: percentile(scan, 0.5) / p95,
      bound: `p95 under ${bound} ms`,
    }
  }
}

/**
 * How long a search took, and how long this process worked for it: with all of the embedded database, and nothing of a server. `isLate`:
 * meaning was not there in time, so that words alone were answered.
 */
type Time = { ms: number; workMs: number; isLate: boolean }

async function timeOf(
  io: { store: Store; meaning?: Meaning | undefined },
  asked: { tenantId: string; by: SearchBy; query: string },
): Promise<Time> {
  const beganMs = performance.now()
  const before = process.cpuUsage()
  const now = new Date('2026-11-22T12:00:00Z')
  const { meaning } = await search(io, { ...asked, kinds: new Set(hitKinds), limit: 20, now })
  return { ms: performance.now() - beganMs, workMs: workedMs(before), isLate: meaning === 'late' }
}

/** Another each time, for nearly a thousand times. */
function nextNumber(): string {
  return String(number++ % 900)
}

function workedMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

async function timesOf(rounds: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const beganMs = performance.now()
    await work()
    times.push(performance.now() - beganMs)
  }
  return times
}

async function sizesOf(pool: pg.Pool): Promise<{ total: number; told: string }> {
  const { rows } = await pool.query<{ name: string; mb: number }>(`
    select relname as name, pg_total_relation_size(oid) / 1048576.0 as mb from pg_class
    where relname like 'search\\_%' and relkind = 'r' order by 2 desc`)
  return {
    total: rows.reduce((sum, { mb }) => sum + Number(mb), 0),
    told: rows.map(({ name, mb }) => `${name} ${Number(mb).toFixed(1)}`).join(', '),
  }
}

/**
 * Fills the firm, and answers what is said in it: messages of ten years, each said as the sample firm's are, with one or two words more that are rare, as names, models and streets
 * are: a vocabulary of some 60,000 words. Conversations of ten messages, customers of ten conversations.
 */
async function fill(
  pool: pg.Pool,
  { tenantId, messages }: { tenantId: string; messages: number },
): Promise<string[]> {
  using folder = temporaryFolder()
  const texts: string[] = []
  await makeDemoArchive({
    path: join(folder.path, 'demo.zip'),
    now: new Date('2026-11-22T12:00:00Z'),
    onMessage: ({ text, transcript }) => texts.push(text || transcript || ''),
  })
  const id = (kind: string, n = 'n') =>
    `overlay(overlay(md5('${kind}' || (${n})) placing '7' from 13) placing '8' from 17)::uuid`
  const client = await pool.connect()
  const conversations = Math.ceil(messages / 10)
  const customers = Math.ceil(messages / 100)
  try {
    await client.query(`set session_replication_role = replica`) // no triggers: what they tell is not what is measured
    await client.query(
      `create temporary table said as select k, text from unnest($1::text[]) with ordinality s (text, k)`,
      [texts],
    )
    const insert = (table: string, columns: string, from: string, count: number) =>
      client.query(
        `insert into ${table} (tenant_id, ${columns}) select '${tenantId}', ${from.replaceAll('$count', String(count))}`,
      )
    await insert(
      'source',
      'id, channel, label, made_at',
      `${id('source', '1')}, 'google-voice', 'x', now()`,
      1,
    )
    await insert(
      'customer',
      'id, name, name_from, made_at, changed_at',
      `${id('customer')}, 'Name' || n || ' Family' || n % 997, 'contacts', now(), now() from generate_series(1, $count) n`,
      customers,
    )
    await insert(
      'contact_point',
      'id, kind, value, customer_id, made_at',
      `${id('point')}, 'phone', '+1512' || lpad(n::text, 7, '0'), ${id('customer')}, now() from generate_series(1, $count) n`,
      customers,
    )
    await insert(
      'participants',
      'id, key, kind, made_at',
      `${id('party')}, 'phone:' || n, 'one', now() from generate_series(1, $count) n`,
      customers,
    )
    await insert(
      'participant',
      'participants_id, contact_point_id',
      `${id('party')}, ${id('point')} from generate_series(1, $count) n`,
      customers,
    )
    const at = `timestamptz '2016-11-22' + n * (interval '3652 days' / $count)`
    await insert(
      'message',
      'id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, body, labels, deleted, parse_version',
      `${id('message')}, ${id('source', '1')}, ${id('raw', '1')}, n, ${id('identity')}, ${id('party', `(n / 10) % ${customers} + 1`)}, 'google-voice', 'text', ${at}, case n % 2 when 0 then 'in' else 'out' end,
       s.text || ' ' || 'street' || (n::bigint * 7919) % 50021 || case n % 3 when 0 then ' model' || (n::bigint * 31) % 9973 else '' end, '{}', false, 1
       from generate_series(1, $count) n join said s on s.k = 1 + (n::bigint * 48271) % ${texts.length}`,
      messages,
    )
    await insert(
      'conversation',
      'id, participants_id, anchor_message_id, last_message_id, first_at, last_at, message_count, spam, status, status_reason, made_at',
      `${id('conversation')}, ${id('party', `n % ${customers} + 1`)}, ${id('message', 'n * 10')}, ${id('message', 'n * 10 + 9')}, ${at}, ${at}, 10, false, case when n % 1000 = 0 then 'needs_reply' else 'archived' end, 'x', now() from generate_series(0, $count) n`,
      conversations,
    )
    await insert(
      'thread_entry',
      'message_id, conversation_id, participants_id, at, turn, decision, confidence, factors, rule_version',
      `${id('message')}, ${id('conversation', 'n / 10')}, ${id('party', `(n / 10) % ${customers} + 1`)}, ${at}, 1, 'new_thread', 1, '[]', 1 from generate_series(1, $count) n`,
      messages,
    )
  } finally {
    await client.query(`reset session_replication_role`)
    client.release()
  }
  return texts
}
