/**
 * How soon a change of a conversation's status is on 50 live lines: from before its transaction begins to its frame at the last of
 * them, with the lines' other ends in the same process. On the embedded database, or on a server with DATABASE_URL.
 * `node bench/live.ts`
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import { listen, openApp } from '../src/app.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { type Line, openLine } from '../test/kit/line.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { fillFirm } from './fill.ts'
import { percentile, report } from './kit.ts'

const LINES = 50
const KEYS = 5
const CHANGES = 300
const WARM_UP = 30
const P95_MS_MAX = 50

using folder = temporaryFolder()
const { DATABASE_URL } = process.env
const config = readConfig({
  PLUMBLINE_DATA_DIR: join(folder.path, 'data'),
  PORT: '0',
  BACKUP_EVERY_HOURS: '0',
  ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }),
})
await using app = await openApp(config, { log: silentLog })
const { store } = app
const firm = await app.access.makeFirm(
  { name: 'Harbor Plumbing', region: 'US', timeZone: 'America/Chicago' },
  { name: 'Ken Alvarez', email: 'ken@harbor.example' },
)
const { version } = await store.read(firm.id, app.stages.understander.presentBy)
await fillFirm(store.pool, { firmId: firm.id, conversations: 1_000, version })
await using doors = await listen(app)
// What the firm was filled with is worked off: a morning as any other.
const { understander, ticketer, rollUp, indexer } = app.stages
await understander.catchUp({ tenantId: firm.id })
for (const stage of [ticketer, rollUp, indexer]) await stage.catchUp(firm.id)
const url = `http://127.0.0.1:${doors.port}`
const headers = await keys()
await using lines = new AsyncDisposableStack()
const heard: Line[] = []
for (let n = 0; n < LINES; n++)
  heard.push(lines.use(await openLine(url, { headers: headers[n % KEYS] ?? {} })))
await Promise.all(heard.map((line) => line.until(({ type }) => type === 'hello' || type === 'reset')))
const ids = await store.read(firm.id, async (db) =>
  (
    await db
      .selectFrom('conversation')
      .select('id')
      .limit(CHANGES + WARM_UP)
      .execute()
  ).map(({ id }) => id),
)

const alone: number[] = []
const each: number[] = []
const last: number[] = []
for (const [n, id] of ids.entries()) {
  for (const line of heard) line.frames.length = 0
  const startMs = performance.now()
  const arrived = heard.map(async (line) => {
    await line.until(
      (frame) => frame.type === 'events' && frame.events.some((told) => told.ids?.includes(id)),
    )
    return performance.now() - startMs
  })
  await store.write(firm.id, (tx) =>
    sql`update conversation set status = case status when 'archived' then 'active' else 'archived' end where id = ${id}`.execute(
      tx,
    ),
  )
  const committedMs = performance.now() - startMs
  const times = await Promise.all(arrived)
  if (n < WARM_UP) continue
  alone.push(committedMs)
  each.push(...times)
  last.push(Math.max(...times))
}
const ms = (times: readonly number[], share: number) => percentile(times, share).toFixed(1)
const baseline = `the transaction alone: p50 ${ms(alone, 0.5)} ms, p95 ${ms(alone, 0.95)}`
if (percentile(last, 0.95) > P95_MS_MAX) process.exitCode = 1
report([
  {
    what: `A changed status is on the last of ${LINES} live lines, ${store.kind}`,
    ours: `p50 ${ms(last, 0.5)} ms, p95 ${ms(last, 0.95)}, p99 ${ms(last, 0.99)}; on each: p50 ${ms(each, 0.5)}, p95 ${ms(each, 0.95)}`,
    baseline,
    ratio: percentile(last, 0.5) / percentile(alone, 0.5),
    bound: `p95 at most ${P95_MS_MAX} ms`,
  },
])

/** Nobody has so many lines: several programs' keys. */
async function keys(): Promise<Record<string, string>[]> {
  const { token } = await app.access.signInLink((await app.access.ownerOf(firm.id)) ?? '')
  const signedIn = await fetch(`${url}/api/login-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  return Promise.all(
    Array.from({ length: KEYS }, async (_, n) => {
      const made = await fetch(`${url}/api/keys`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ name: `Board ${n}`, scopes: ['conversations.read'] }),
      })
      const { key } = (await made.json()) as { key: string }
      return { authorization: `Bearer ${key}` }
    }),
  )
}
