/**
 * GET /api/conversations with 1,000 and with 100,000 conversations, through HTTP: the newest of all, and those who wait,
 * the most pressing first. `node bench/list.ts`
 */
import { join } from 'node:path'
import { listen, openApp } from '../src/app.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { type Figure, percentile, report } from './kit.ts'

const REQUESTS = 300
const WARM_UP = 50

/** Lists by what is asked, and a page in their midst where pages are turned. */
const LISTS: Record<string, (cursor: string) => string> = {
  '': () => '',
  '?status=needs_reply': () => '?status=needs_reply',
  '?status=needs_reply, second page': (cursor) => `?status=needs_reply&cursor=${cursor}`,
  '?urgency=high': () => '?urgency=high',
}

using folder = temporaryFolder()
const few = await measure(1_000)
const many = await measure(100_000)
const figures = Object.keys(LISTS).map((name): Figure => {
  const [ours, baseline] = [many.get(name), few.get(name)]
  if (ours === undefined || baseline === undefined) throw new Error(`The list ${name} was not measured.`)
  return {
    what: `GET /api/conversations${name} (50 rows), p50 at 100,000 conversations against 1,000`,
    ours: `${ours.p50.toFixed(2)} ms (p95 ${ours.p95.toFixed(2)})`,
    baseline: `${baseline.p50.toFixed(2)} ms (p95 ${baseline.p95.toFixed(2)})`,
    ratio: ours.p50 / baseline.p50,
    bound: 'at most 1.5',
  }
})
report(figures)

type Times = Map<string, { p50: number; p95: number }>

async function measure(conversations: number): Promise<Times> {
  const config = readConfig({ PLUMBLINE_DATA_DIR: join(folder.path, String(conversations)), PORT: '0' })
  await using app = await openApp(config, { log: silentLog })
  const firm = await app.access.makeFirm({
    name: 'Harbor Plumbing',
    region: 'US',
    timeZone: 'America/Chicago',
  })
  await fill(app.store.pool, { firmId: firm.id, conversations, version: app.understander.version })
  await app.store.vacuum()
  await using doors = await listen(app)
  const url = `http://127.0.0.1:${doors.port}/api/conversations`
  const headers = { authorization: `Bearer ${app.access.operatorKey}` }
  await app.understander.catchUp({ tenantId: firm.id }) // all is understood; the look for it is over
  const ask = async (query: string) => {
    const answer = await fetch(url + query, { headers })
    const body = (await answer.json()) as { items: unknown[]; next: string }
    if (body.items?.length !== 50) throw new Error(`Expected 50 conversations, got ${JSON.stringify(body)}.`)
    return body
  }
  const { next } = await ask('?status=needs_reply')
  const found: Times = new Map()
  for (const [name, query] of Object.entries(LISTS)) {
    const times: number[] = []
    for (let request = 0; request < WARM_UP + REQUESTS; request++) {
      const startedMs = performance.now()
      await ask(query(next))
      if (request >= WARM_UP) times.push(performance.now() - startedMs)
    }
    found.set(name, { p50: percentile(times, 0.5), p95: percentile(times, 0.95) })
  }
  return found
}

/** Conversations of three messages with one customer each; all wait, a hundredth with an emergency, a tenth high. */
async function fill(
  pool: import('pg').Pool,
  { firmId, conversations, version }: { firmId: string; conversations: number; version: string },
): Promise<void> {
  // UUIDs of a valid version, so that answers pass their shapes.
  const id = (kind: string, column = 'n') =>
    `overlay(overlay(md5('${kind}' || ${column}) placing '7' from 13) placing '8' from 17)::uuid`
  const client = await pool.connect()
  const insert = (table: string, columns: string, values: string, from = 'generate_series(1, $2::int) n') =>
    client.query(
      `insert into ${table} (tenant_id, ${columns}) select $1::uuid, ${values} from ${from} where $2::int is not null`,
      [firmId, conversations],
    )
  const once = 'generate_series(1, 1) n'
  await insert('source', 'id, channel, label, made_at', `${id('source')}, 'google-voice', 'x', now()`, once)
  await insert(
    'run',
    'id, source_id, channel, sync_type, status, input, input_key, made_at',
    `${id('run')}, ${id('source')}, 'google-voice', 'manual', 'completed', '{"paths":[],"names":[]}', 'x', now()`,
    once,
  )
  await insert(
    'raw_item',
    'id, source_id, run_id, external_id, path, encoding, body, bytes, received_at',
    `${id('raw')}, ${id('source')}, ${id('run')}, 'x', 'x', 'identity', 'x', 1, now()`,
    once,
  )
  await insert(
    'customer',
    'id, name, name_from, made_at, changed_at',
    `${id('customer')}, 'Customer ' || n, 'contacts', now(), now()`,
  )
  await insert(
    'contact_point',
    'id, kind, value, customer_id, made_at',
    `${id('point')}, 'phone', '+1512' || lpad(n::text, 7, '0'), ${id('customer')}, now()`,
  )
  await insert(
    'participants',
    'id, key, kind, made_at',
    `${id('party')}, 'phone:+1512' || lpad(n::text, 7, '0'), 'one', now()`,
  )
  await insert('participant', 'participants_id, contact_point_id', `${id('party')}, ${id('point')}`)
  const at = `timestamptz '2020-01-01' + n * interval '31 minutes' + m * interval '1 minute'`
  await insert(
    'message',
    'id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, body, labels, deleted, parse_version',
    `${id('message', 'n * 3 + m')}, ${id('source', '1')}, ${id('raw', '1')}, m, ${id('identity', 'n * 3 + m')}, ${id('party')}, 'google-voice', 'text', ${at}, 'in', 'The furnace is leaking again, when can you come?', '{}', false, 1`,
    'generate_series(1, $2::int) n, generate_series(0, 2) m',
  )
  await insert(
    'understanding',
    'message_id, version, rule_version, language, urgency, sentiment, ticket, confidence, detail',
    `${id('message', 'n * 3 + m')}, '${version}', 0, 'en', 'medium', 'neutral', true, 1, '{}'`,
    'generate_series(1, $2::int) n, generate_series(0, 2) m',
  )
  const last = `timestamptz '2020-01-01' + n * interval '31 minutes' + interval '2 minutes'`
  await insert(
    'conversation',
    'id, participants_id, anchor_message_id, last_message_id, first_at, last_at, message_count, spam, urgency, status, status_reason, made_at',
    `${id('conversation')}, ${id('party')}, ${id('message', 'n * 3')}, ${id('message', 'n * 3 + 2')}, ${last} - interval '2 minutes', ${last}, 3, false, case when n % 100 = 0 then 'emergency' when n % 10 = 0 then 'high' else 'medium' end, 'needs_reply', 'they_spoke_last', now()`,
  )
  client.release()
}
