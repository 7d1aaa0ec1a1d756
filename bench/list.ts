/**
 * GET /api/conversations with 1,000 and with 100,000 conversations, through HTTP: the newest of all, and those who wait,
 * the most pressing first. And the same while vectors of the messages are made. `node bench/list.ts`
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { listen, openApp } from '../src/app.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { fillFirm } from './fill.ts'
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
const meanwhile = await measure(100_000, { vectors: true })
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
for (const [name, ours] of meanwhile) {
  const baseline = many.get(name) ?? ours
  figures.push({
    what: `GET /api/conversations${name} (50 rows), p95 at 100,000 conversations while vectors of their messages are made, against none being made`,
    ours: `${ours.p95.toFixed(2)} ms (p50 ${ours.p50.toFixed(2)})`,
    baseline: `${baseline.p95.toFixed(2)} ms (p50 ${baseline.p50.toFixed(2)})`,
    ratio: ours.p95 / baseline.p95,
    bound: 'at most 1.5',
  })
}
report(figures)

type Times = Map<string, { p50: number; p95: number }>

async function measure(conversations: number, { vectors = false } = {}): Promise<Times> {
  const config = readConfig({
    PLUMBLINE_DATA_DIR: join(folder.path, `${conversations} ${vectors}`),
    PORT: '0',
    BACKUP_EVERY_HOURS: '0',
    MESSAGE_VECTORS: String(vectors),
  })
  await using app = await openApp(config, { log: silentLog })
  const firm = await app.access.makeFirm({
    name: 'Harbor Plumbing',
    region: 'US',
    timeZone: 'America/Chicago',
  })
  const { version } = await app.store.read(firm.id, app.stages.understander.presentBy)
  await fillFirm(app.store.pool, { firmId: firm.id, conversations, version })
  await app.store.vacuum()
  await using doors = await listen(app)
  const url = `http://127.0.0.1:${doors.port}/api/conversations`
  const headers = { authorization: `Bearer ${app.access.operatorKey}` }
  await app.stages.understander.catchUp({ tenantId: firm.id }) // all is understood; the look for it is over
  const ask = async (query: string) => {
    const answer = await fetch(url + query, { headers })
    const body = (await answer.json()) as { items: unknown[]; next: string }
    if (body.items?.length !== 50) throw new Error(`Expected 50 conversations, got ${JSON.stringify(body)}.`)
    return body
  }
  const made = async () =>
    (await app.store.pool.query<{ n: number }>('select count(*)::integer as n from message_vector')).rows[0]
      ?.n
  if (vectors) while ((await made()) === 0) await pause(100) // the model is there, and at work
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
