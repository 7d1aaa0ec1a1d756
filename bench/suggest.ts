/**
 * How soon an answer is suggested without a language model, asked by somebody on the screen, and what asking a model adds to the model's
 * own time: of a firm with 400 past answers and 2,000 decisions, on the embedded database. One is asked when what the one before set off
 * is done, as customers write: seldom two in a second. `node bench/suggest.ts`, a minute and a half.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { silentLog } from '../src/base/log.ts'
import { makeDemoArchive, type Truth } from '../src/demo/demo.ts'
import { openModel } from '../src/models/models.ts'
import { improveSuggestion, suggestionsToImprove } from '../src/suggestions/suggestions.ts'
import { openHouse } from '../test/kit/house.ts'
import { startModelServer } from '../test/kit/model-server.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { percentile, report } from './kit.ts'

const PAST = 400
const WAITING = 120
const WARM_UP = 20
const DECISIONS = 2_000
const OFFLINE_MS_MAX = 300
const MODEL_MS = 200
const ADDED_MS_MAX = 30
const MINUTE_MS = 60_000
/** Until those who listen to the firm's events have heard of the one before. */
const REST_MS = 150

// Nothing works beside what is measured.
await using house = await openHouse({ ENABLE_SUGGESTIONS: 'false', ENABLE_BACKGROUND_JOBS: 'false' })
const { firm } = house.office
const { store } = house.app.app
await fill()
await store.vacuum()
const waiting = await waitingIds()
if (waiting.length < WAITING) throw new Error(`${waiting.length} conversations wait.`)

const read = await timed(waiting, (id) => firm.ask('GET', `/api/conversations/${id}/messages`))
const suggested = await timed(waiting, (id) => firm.ask('POST', `/api/conversations/${id}/suggestion`))
const sources = Map.groupBy(await house.list('pending'), ({ source }) => source)
console.log(`suggested: ${[...sources].map(([source, { length }]) => `${length} by ${source}`).join(', ')}`)
const added = await measureModel()

report([
  {
    what: `POST /api/conversations/{id}/suggestion with ${PAST} past answers and ${DECISIONS} decisions, without a language model, p95, against reading the conversation's messages`,
    ours: shown(suggested),
    baseline: shown(read),
    ratio: percentile(ms(suggested), 0.95) / percentile(ms(read), 0.95),
    bound: `p95 under ${OFFLINE_MS_MAX} ms`,
  },
  {
    what: `what asking a language model adds to its own ${MODEL_MS} ms, p95: reading the conversation, the prompt, the wire, the guard, keeping it`,
    ours: shown(added),
    baseline: `${MODEL_MS} ms of the model`,
    ratio: percentile(ms(added), 0.95) / MODEL_MS,
    bound: `p95 under ${ADDED_MS_MAX} ms`,
  },
])

/** How long one took, and how long this process worked for it, with all of the embedded database. */
type Time = { ms: number; workMs: number }

async function timed<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<Time[]> {
  const times: Time[] = []
  for (const one of all) {
    await pause(REST_MS)
    const [beganMs, before] = [performance.now(), process.cpuUsage()]
    await work(one)
    const { user, system } = process.cpuUsage(before)
    times.push({ ms: performance.now() - beganMs, workMs: (user + system) / 1000 })
  }
  return times.slice(WARM_UP)
}

function ms(times: readonly Time[]): number[] {
  return times.map((one) => one.ms)
}

function shown(times: readonly Time[]): string {
  const work = times.map(({ workMs }) => workMs)
  const at = (values: readonly number[]) =>
    `p50 ${percentile(values, 0.5).toFixed(1)} ms, p95 ${percentile(values, 0.95).toFixed(1)} ms`
  return `${at(ms(times))}; of the processor ${at(work)}`
}

async function measureModel(): Promise<Time[]> {
  const text = 'Hello,\n\nThank you for telling us. Could you send us a photo of it?\n\nHarbor Plumbing'
  await using server = await startModelServer(({ body }) => {
    const language = /[ąęłóśżźćń]/.test(JSON.stringify(body)) ? 'pl' : 'en'
    return { says: { text, language }, afterMs: MODEL_MS }
  })
  const { clock } = house
  await using model = openModel(
    { store, clock, log: silentLog },
    {
      ...{ provider: 'anthropic', model: 'claude-haiku-5-5', baseUrl: server.url, apiKey: 'sk-for-tests' },
      ...{ timeoutMs: 10_000, concurrentMax: 1, budgetUsdPerDay: 1_000, price: undefined },
    },
  )
  if (model === undefined) throw new Error('The model did not open.')
  const asked = await store.read(firm.id, (db) => suggestionsToImprove(db, WAITING))
  const times = await timed(asked, (one) =>
    improveSuggestion({ store, clock, model }, { tenantId: firm.id, asked: one }),
  )
  if (server.received.length < asked.length / 2) throw new Error('The model was hardly asked.')
  return times.map((one) => ({ ...one, ms: one.ms - MODEL_MS }))
}

async function waitingIds(): Promise<string[]> {
  const ids: string[] = []
  for (let cursor = ''; ids.length < WAITING; ) {
    const { body } = await firm.ask('GET', `/api/conversations?status=needs_reply&limit=100${cursor}`)
    ids.push(...body.items.map(({ id }: { id: string }) => id))
    if (body.next === null) break
    cursor = `&cursor=${body.next}`
  }
  return ids.slice(0, WAITING)
}

/** What the sample firm's customers first write and are first answered comes as mails; the last ones wait. */
async function fill(): Promise<void> {
  const pairs = await samplePairs()
  const nowMs = house.clock.now().getTime()
  for (let index = 0; index < PAST + WAITING; index++) {
    const { question = '', answer = '' } = pairs[index % pairs.length] ?? {}
    const at = (minutes: number) =>
      new Date(nowMs - (PAST + WAITING - index) * MINUTE_MS + minutes * MINUTE_MS)
    const customer = `Rosa Alvarez <customer-${index}@alvarez.example>`
    const office = `Harbor Plumbing <${house.google.address}>`
    const head = (from: string, to: string, date: Date, own: string, answers?: string) => [
      ...[`From: ${from}`, `To: ${to}`, 'Subject: A question', `Date: ${date.toUTCString()}`],
      ...[`Message-ID: <${own}>`, ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`])],
      ...['Content-Type: text/plain; charset=utf-8', ''],
    ]
    const asked = `q${index}@alvarez.example`
    house.google.put(Buffer.from([...head(customer, office, at(0), asked), question, ''].join('\r\n')))
    if (index >= PAST) continue
    const answered = [...head(office, customer, at(0.5), `a${index}@harbor.example`, asked), answer, '']
    house.google.put(Buffer.from(answered.join('\r\n')), { labels: ['SENT'] })
  }
  const source = async () => (await firm.ask('GET', '/api/sources')).body.items[0]
  await firm.ask('POST', `/api/sources/${(await source()).id}/sync`)
  while ((await source()).run?.status !== 'completed') await pause(100)
  await firm.ask('POST', '/api/understanding/catch-up', {})
  const { ticketer, rollUp, indexer } = house.app.app.stages
  for (const stage of [ticketer, rollUp, indexer]) await stage.catchUp(firm.id)
  await store.write(firm.id, (tx) =>
    sql`
    insert into suggestion (id, conversation_id, message_id, state, body, language, source, confidence, prior, reasons, made_at,
      decided_at, rejection, edit_distance)
    select gen_random_uuid(), conversation_id, message_id, 'rejected', 'Hello', 'en', 'template', 0.2 + (n % 60) / 100.0,
      0.2 + (n % 60) / 100.0, '[]', now() - make_interval(mins => n::int), now() - make_interval(mins => n::int), 'wrong', null
    from (select conversation_id, message_id, row_number() over (order by message_id) as n from thread_entry e
      join message m on m.tenant_id = e.tenant_id and m.id = e.message_id and m.direction = 'out'
      cross join generate_series(1, 10) limit ${DECISIONS}) d`.execute(tx),
  )
}

async function samplePairs(): Promise<{ question: string; answer: string }[]> {
  const truths: Truth[] = []
  using folder = temporaryFolder()
  await makeDemoArchive({
    path: `${folder.path}/sample.zip`,
    now: house.clock.now(),
    onMessage: (truth) => truths.push(truth),
  })
  const talks = Map.groupBy(
    truths.filter(({ kind, group, text }) => kind === 'text' && group === null && text !== ''),
    ({ peer }) => peer,
  )
  return [...talks.values()].flatMap((said) => {
    const first = said.findIndex(({ direction }) => direction === 'in')
    const answer = said.find(({ direction }, index) => index > first && direction === 'out')
    const question = said[first]
    return question === undefined || answer === undefined
      ? []
      : [{ question: question.text, answer: answer.text }]
  })
}
