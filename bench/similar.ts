/**
 * How soon messages like one are found among 100,000 of a firm, on a PostgreSQL server and on the embedded database, and how many of the ten
 * nearest are among those found: against measuring all vectors. `node bench/similar.ts [postgres|pglite [MESSAGES]]`
 *
 * The vectors are made of real ones, of what the sample firm's customers say: a message that says two things means some of both, so each
 * is a mean of two messages' with weights of its own. How near that comes to the model's own vector of both is printed.
 */
import { join } from 'node:path'
import { makeDemoArchive } from '../src/demo/demo.ts'
import { openCodes, openEncoder, similarMessages } from '../src/embeddings/embeddings.ts'
import { likeness, quantised, signsOf } from '../src/embeddings/encoder/vector.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { newFirm, temporaryFolder } from '../test/kit/store.ts'
import { virtualTime } from '../test/kit/waiting.ts'
import { fillFirm } from './fill.ts'
import { type Figure, percentile, report } from './kit.ts'

const REAL_MAX = 2_500
const ASKED = 300
const WARM_UP = 10
const NEAREST = 10
const VERSION = 'bench'

const [kind, messages] = process.argv.slice(2)
const count = Number(messages ?? 100_000)
const { chance } = virtualTime()
const encoder = openEncoder()
const real = await realVectors()
const vectors = Array.from({ length: count }, () => mixed(someOf(real), someOf(real)))
const figures: Figure[] = []
if (kind === undefined || kind === 'postgres') {
  await using postgres = await startPostgres()
  await using store = await openStore({ databaseUrl: await postgres.database() })
  figures.push(...(await measure(store, 20)))
}
if (kind === undefined || kind === 'pglite') {
  using folder = temporaryFolder()
  await using store = await openStore({ dataDir: join(folder.path, 'data') })
  figures.push(...(await measure(store, 100)))
}
await encoder[Symbol.asyncDispose]()
report(figures)

/** Of texts of the sample firm, each another. */
async function realVectors(): Promise<number[][]> {
  using folder = temporaryFolder()
  const said = new Set<string>()
  await makeDemoArchive({
    path: join(folder.path, 'demo.zip'),
    now: new Date('2026-11-22T12:00:00Z'),
    onMessage: ({ text, transcript }) => said.add(text || transcript || ''),
  })
  const texts = [...said].filter((_, at) => at % Math.ceil(said.size / REAL_MAX) === 0)
  const cpu = process.cpuUsage()
  const made = (await encoder.encode(texts)).flatMap((vector) => (vector === null ? [] : [[...vector]]))
  const { user, system } = process.cpuUsage(cpu)
  const pairs = Array.from(
    { length: 50 },
    () => [Math.floor(chance() * texts.length), Math.floor(chance() * texts.length)] as const,
  )
  const both = await encoder.encode(pairs.map(([a, b]) => `${texts[a]} ${texts[b]}`))
  const singles = await encoder.encode(pairs.flatMap(([a, b]) => [texts[a] ?? '', texts[b] ?? '']))
  const near = pairs.flatMap((_, at) => {
    const [one, other, joined] = [singles[at * 2], singles[at * 2 + 1], both[at]]
    if (one == null || other == null || joined == null) return []
    return [
      likeness(
        joined,
        quantised(one.map((value, n) => (value + (other[n] ?? 0)) / 2) as unknown as number[]),
      ),
    ]
  })
  console.log(
    `${texts.length} of ${said.size} texts encoded, ${((user + system) / 1000 / texts.length).toFixed(1)} ms of the processor each; ` +
      `a mean of two is as near to both said at once as ${percentile(near, 0.5).toFixed(2)} (median of ${near.length})`,
  )
  return made
}

function someOf<T>(all: readonly T[]): T {
  return all[Math.floor(chance() * all.length)] as T
}

function mixed(one: readonly number[], other: readonly number[]): Float32Array {
  const share = 0.5 + chance() * 0.5
  const of = (vector: readonly number[]) => Math.hypot(...vector)
  const [a, b] = [share / of(one), (1 - share) / of(other)]
  const vector = Float32Array.from(one, (value, at) => a * value + b * (other[at] ?? 0))
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

async function measure(store: Store, boundMs: number): Promise<Figure[]> {
  const tenantId = await newFirm(store)
  await fillFirm(store.pool, { firmId: tenantId, conversations: Math.ceil(count / 3), version: VERSION })
  const { rows } = await store.pool.query<{ id: string }>(
    'select id from message where tenant_id = $1 order by at desc, id desc limit $2',
    [tenantId, count],
  )
  const ids = rows.map(({ id }) => id)
  for (let at = 0; at < ids.length; at += 1_000) {
    const part = vectors.slice(at, at + 1_000).map((vector) => quantised([...vector]))
    await store.pool.query(
      `insert into message_vector (tenant_id, message_id, model, number, dimension, vector, signs, made_at)
       select $1, id, $2, $3 + n, 512, vector, signs, now()
       from unnest($4::uuid[], $5::bytea[], $6::bytea[]) with ordinality v (id, vector, signs, n)`,
      [
        ...[tenantId, encoder.model, at, ids.slice(at, at + 1_000)],
        ...[
          part.map((vector) => Buffer.from(vector.buffer)),
          part.map((vector) => Buffer.from(signsOf(vector))),
        ],
      ],
    )
  }
  await store.pool.query(
    'insert into message_vector_count (tenant_id, model, last_number, forgotten) values ($1, $2, $3, 0)',
    [tenantId, encoder.model, ids.length],
  )
  await store.vacuum()
  const { rows: sizes } = await store.pool.query<{ mb: number }>(
    "select pg_total_relation_size('message_vector') / 1048576.0 as mb",
  )
  const codes = openCodes()
  const ask = (messageId: string, filters = {}) =>
    similarMessages({ store, encoder, codes }, { tenantId, messageId, floor: 0, limit: NEAREST, filters })
  const [coldMs] = await timed(() => ask(ids[0] ?? ''))
  console.log(
    `${store.kind}, ${count} vectors, ${Number(sizes[0]?.mb).toFixed(0)} MB: the first, which reads all signs, took ${coldMs.toFixed(0)} ms`,
  )
  const asked = Array.from({ length: ASKED + WARM_UP }, () => Math.floor(chance() * ids.length))
  const plain: Took[] = []
  let right = 0
  for (const [round, place] of asked.entries()) {
    const [ms, found, workMs] = await timed(() => ask(ids[place] ?? ''))
    if (round < WARM_UP) continue
    plain.push({ ms, workMs })
    const truly = new Set(exactly(place).map((at) => ids[at]))
    right += found.filter(({ messageId }) => truly.has(messageId)).length
  }
  const allMs: number[] = []
  for (let round = 0; round < 3; round++) allMs.push((await timed(() => measureAll(store, tenantId)))[0])
  const recall = right / ASKED / NEAREST
  const figures = [
    {
      ...figureOf(`the ${NEAREST} most alike, recall ${recall.toFixed(3)},`, plain, allMs),
      bound: `p95 under ${boundMs} ms, recall at least 0.95`,
    },
  ]
  const {
    rows: [some],
  } = await store.pool.query(
    'select customer_id as customer from contact_point where tenant_id = $1 limit 1',
    [tenantId],
  )
  const since = (share: number) =>
    new Date(Date.parse('2020-01-01') + (1 - share) * Math.ceil(count / 3) * 31 * 60_000)
  for (const [what, filters] of [
    ['of one customer', { customerId: some.customer }],
    ['of the newest hundredth', { since: since(0.01) }],
    ['of the newer half', { since: since(0.5) }],
    ['that came in', { direction: 'in' }],
    ['of a channel that has none', { channel: 'gmail' }],
  ] as const) {
    const times: Took[] = []
    for (const place of asked.slice(0, 60)) {
      const [ms, , workMs] = await timed(() => ask(ids[place] ?? '', filters))
      times.push({ ms, workMs })
    }
    figures.push({ ...figureOf(what, times, allMs), bound: 'told' })
  }
  return figures

  function figureOf(
    what: string,
    times: readonly Took[],
    baseline: readonly number[],
  ): Omit<Figure, 'bound'> {
    const [ms, workMs] = [times.map((one) => one.ms), times.map((one) => one.workMs)]
    return {
      what: `similar: ${what} among ${count} on ${store.kind}`,
      ours: `p50 ${percentile(ms, 0.5).toFixed(1)} ms, p95 ${percentile(ms, 0.95).toFixed(1)} ms; of the processor p50 ${percentile(workMs, 0.5).toFixed(1)} ms, p95 ${percentile(workMs, 0.95).toFixed(1)} ms`,
      baseline: `${percentile(baseline, 0.5).toFixed(0)} ms for reading and measuring all`,
      ratio: percentile(baseline, 0.5) / percentile(ms, 0.95),
    }
  }
}

type Took = { ms: number; workMs: number }

async function timed<T>(work: () => Promise<T>): Promise<[number, T, number]> {
  const beganMs = performance.now()
  const cpu = process.cpuUsage()
  const done = await work()
  const { user, system } = process.cpuUsage(cpu)
  return [performance.now() - beganMs, done, (user + system) / 1000]
}

/** Places of the nearest to a place, by the whole numbers. */
function exactly(place: number): number[] {
  const own = vectors[place] as Float32Array
  const best: { at: number; score: number }[] = []
  for (const [at, vector] of vectors.entries()) {
    if (at === place) continue
    let score = 0
    for (let n = 0; n < own.length; n++) score += (own[n] as number) * (vector[n] as number)
    if (best.length === NEAREST && score <= (best.at(-1)?.score ?? 0)) continue
    best.push({ at, score })
    best.sort((a, b) => b.score - a.score)
    best.length = Math.min(best.length, NEAREST)
  }
  return best.map(({ at }) => at)
}

async function measureAll(store: Store, tenantId: string): Promise<number> {
  const own = quantised([...(vectors[0] as Float32Array)])
  const { rows } = await store.read(tenantId, async (db) => ({
    rows: await db.selectFrom('messageVector').select('vector').execute(),
  }))
  let most = 0
  for (const { vector } of rows)
    if (vector !== null) most = Math.max(most, likeness(own, new Int8Array(vector)))
  return most
}
