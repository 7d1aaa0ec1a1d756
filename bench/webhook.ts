/**
 * How soon a mail that Postmark hands over is in the inbox of a firm with 10,000 messages: from the call to its answer,
 * through HTTP, on the embedded database. 500 calls one after another, 500 ten at a time. `node bench/webhook.ts`
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { listen, openApp } from '../src/app.ts'
import { silentLog } from '../src/base/log.ts'
import { readConfig } from '../src/config.ts'
import { callWebhook, inboundJson, startPostmarkServer } from '../test/kit/postmark-server.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { fillFirm } from './fill.ts'
import { type Figure, percentile, report } from './kit.ts'

const CALLS = 500
const WARM_UP = 30
const AT_ONCE = 10
const CONVERSATIONS = 3_334
const P95_MS_MAX = 250
/** One mail in three comes from somebody who wrote before. */
const PEOPLE = Math.round((CALLS * 2) / 3)

using folder = temporaryFolder()
await using postmark = await startPostmarkServer()
const config = readConfig({
  PLUMBLINE_DATA_DIR: join(folder.path, 'data'),
  PORT: '0',
  BACKUP_EVERY_HOURS: '0',
  RATE_LIMIT_PER_MINUTE: '1000000',
})
await using app = await openApp(config, { log: silentLog, postmarkUrl: postmark.baseUrl })
const firm = await app.access.makeFirm({ name: 'Harbor Plumbing', region: 'US', timeZone: 'America/Chicago' })
const { version } = await app.store.read(firm.id, app.stages.understander.presentBy)
await fillFirm(app.store.pool, { firmId: firm.id, conversations: CONVERSATIONS, version })
await app.store.vacuum()
await using doors = await listen(app)
const url = `http://127.0.0.1:${doors.port}`
const address = await addSource()
await app.stages.understander.catchUp({ tenantId: firm.id })

let number = 0
for (let call = 0; call < WARM_UP; call++) await handOver()
const alone = await measure(1)
const together = await measure(AT_ONCE)
const health = await timesOf(1, () => fetch(`${url}/api/health`).then((answer) => answer.arrayBuffer()))
const count = (await ask('GET', '/api/sources')).items.at(-1).messages
if (count !== number) throw new Error(`Of ${number} mails ${count} are in the inbox.`)
const baseline = `GET /api/health: p50 ${ms(health, 0.5)} ms, p95 ${ms(health, 0.95)}`
const figures = [
  { what: `${CALLS} one after another`, times: alone },
  { what: `${CALLS}, ${AT_ONCE} at a time`, times: together },
].map(({ what, times }): Figure => {
  if (percentile(times, 0.95) > P95_MS_MAX) process.exitCode = 1
  return {
    what: `A mail that Postmark hands over is in the inbox, 10,000 messages, ${what}`,
    ours: `p50 ${ms(times, 0.5)} ms, p95 ${ms(times, 0.95)}, p99 ${ms(times, 0.99)}`,
    baseline,
    ratio: percentile(times, 0.5) / percentile(health, 0.5),
    bound: `p95 at most ${P95_MS_MAX} ms`,
  }
})
report(figures)

async function addSource(): Promise<string> {
  const { id } = await ask('POST', '/api/sources', {
    channel: 'postmark',
    settings: { address: 'office@harbor.example' },
    serverToken: postmark.serverToken,
  })
  for (let status = 'queued'; status !== 'completed'; await pause(50)) {
    const { items } = await ask('GET', '/api/sources')
    status = items.find((source: { id: string }) => source.id === id).run.status
  }
  const webhook = new URL((await ask('POST', `/api/sources/${id}/webhook`)).url)
  webhook.port = `${doors.port}`
  return webhook.href
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function ask(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${app.access.operatorKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const json = await answer.json()
  if (!answer.ok) throw new Error(JSON.stringify(json))
  return json
}

async function handOver(): Promise<void> {
  const Email = `customer-${++number % PEOPLE}@alvarez.example`
  const mail = inboundJson(number, {
    ...{ From: Email, FromFull: { Email, Name: `Customer ${number % PEOPLE}`, MailboxHash: '' } },
    ...{
      To: 'office@harbor.example',
      ToFull: [{ Email: 'office@harbor.example', Name: '', MailboxHash: '' }],
    },
    TextBody: `The boiler shows F28 and there is no hot water, for the ${number}th time. Can you come on Friday?`,
  })
  const status = await callWebhook(address, mail)
  if (status !== 200) throw new Error(`The call was answered with ${status}.`)
}

function measure(atOnce: number): Promise<number[]> {
  return timesOf(atOnce, handOver)
}

/** Milliseconds that each of `CALLS` takes, so many under way at once. */
async function timesOf(atOnce: number, call: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let left = CALLS
  const worker = async () => {
    while (left-- > 0) {
      const startedMs = performance.now()
      await call()
      times.push(performance.now() - startedMs)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return times
}

function ms(times: readonly number[], share: number): string {
  return percentile(times, share).toFixed(1)
}
