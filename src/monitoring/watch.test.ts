import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { type Metrics, openMetrics } from '../metrics/metrics.ts'
import { openStore, type Store } from '../store/store.ts'
import { listAlerts, resolveAlert } from './alerts.ts'
import { openWatch, type Watch } from './watch.ts'

const MINUTE_MS = 60_000
const START = '2026-03-02T08:00:20Z'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

type House = AsyncDisposable & {
  store: Store
  firm: Id
  clock: ReturnType<typeof fixedClock>
  metrics: Metrics
  watch: Watch
  /** Another process at the same database. */
  other: Watch
  otherMetrics: Metrics
}

/** Harbor Plumbing, watched by two processes. */
async function openHouse(databaseUrl?: string): Promise<House> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const clock = fixedClock(START)
  const store = opened.use(await openTestStore(databaseUrl))
  const firm = await newFirm(store)
  const open = (at: Store, metrics = openMetrics({ clock, version: '0' })) => {
    const watch = openWatch(
      { store: at, clock, log: silentLog, metrics, mail: undefined, people: async () => [] },
      {
        thresholds: {
          performanceMs: 5_000,
          memoryMb: 100_000,
          errorRatePercent: 5,
          mirrorMinutes: 15,
          modelCostUsd: 100,
          suggestionGoodPercent: 25,
        },
        discoverySchedule: '*/5 * * * *',
        keepDays: 7,
        ...{ dataDir: folder.path, backupEveryHours: 24 },
        pageUrl: 'https://plumbline.example/health',
        googleTokenUrl: undefined,
        firms: async () => [{ id: firm }],
      },
    )
    return { metrics, watch: opened.use(watch) }
  }
  const one = open(store)
  const metrics = openMetrics({ clock, version: '0' })
  const onQuery = (ms: number) => metrics.query(ms)
  const another = databaseUrl === undefined ? store : opened.use(await openStore({ databaseUrl, onQuery }))
  const two = open(another, metrics)
  const held = opened.move()
  return {
    ...{ store, firm, clock, ...one, other: two.watch, otherMetrics: two.metrics },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

const active = ({ store, firm }: House) =>
  store.read(firm, async (db) => (await listAlerts(db, { status: 'active', limit: 50 })).alerts)
const types = async (house: House) => (await active(house)).map(({ alertType }) => alertType)

/** A minute later, both processes look. */
async function nextLook(house: House, minutes = 1): Promise<void> {
  house.clock.advance(minutes * MINUTE_MS)
  await house.watch.look()
  await house.other.look()
}

async function addSource({ store, firm, clock }: House, more: object = {}): Promise<Id> {
  const id = newId(clock)
  await store.write(firm, (tx) =>
    tx
      .insertInto('source')
      .values({
        ...{
          id,
          channel: 'imap',
          label: 'ken@harbor.example',
          addresses: [],
          settings: '{}',
          state: 'active',
        },
        ...{ madeAt: clock.now(), lookedAt: clock.now(), ...more },
      })
      .execute(),
  )
  return id
}

const setSource = ({ store, firm }: House, id: Id, values: object) =>
  store.write(firm, (tx) => tx.updateTable('source').set(values).where('id', '=', id).execute())

describe('what two processes measured', () => {
  let house: House
  before(async () => {
    house = await openHouse(await postgres.database())
  })
  after(() => house[Symbol.asyncDispose]())

  it('adds up, to the mean and the percentiles that one process would have had', async () => {
    const { firm, metrics, otherMetrics, watch, other } = house
    const receive = (by: Metrics, messages: number, ms: number) =>
      by.stage({ tenantId: firm, stage: 'receive', messages, ms })
    receive(metrics, 90, 90 * 4)
    receive(otherMetrics, 9, 9 * 40)
    receive(otherMetrics, 1, 400)
    for (const by of [metrics, otherMetrics]) by.stored({ tenantId: firm, channel: 'email', messages: 30 })
    await Promise.all([watch.flush(), other.flush()])
    await Promise.all([watch.flush(), other.flush()]) // the queries of the first time
    const { processing, stages, throughput, series, averageProcessingTime, queries } = await watch.dashboard({
      tenantId: firm,
      window: 'hour',
    })
    assert.equal(processing.count, 100)
    assert.equal(averageProcessingTime, (90 * 4 + 9 * 40 + 400) / 100)
    assert.ok((processing.p50Ms ?? 0) > 2 && (processing.p50Ms ?? 0) <= 5, 'in the bucket of 4 ms')
    assert.ok((processing.p95Ms ?? 0) > 20 && (processing.p95Ms ?? 0) <= 50, 'in the bucket of 40 ms')
    assert.ok((processing.p99Ms ?? 0) <= 50)
    assert.deepEqual(
      stages.map(({ stage, count }) => [stage, count]),
      [['receive', 100]],
    )
    assert.equal(throughput, 60 / 300)
    assert.ok(queries.count > 0 && (queries.p50Ms ?? 0) > 0)
    assert.deepEqual(
      series.map(({ messages }) => messages),
      [60],
    )
  })

  it('is kept in the minute in which it was done, and let go after the days that are set', async () => {
    const { store, firm, clock, watch, metrics } = house
    const minutes = async () => {
      const rows = await store.read(firm, (db) =>
        db.selectFrom('metricMinute').select('at').where('name', '=', 'stored').orderBy('at').execute(),
      )
      return rows.map(({ at }) => at.toISOString())
    }
    assert.deepEqual(await minutes(), ['2026-03-02T08:00:00.000Z'])
    await nextLook(house, 6 * 24 * 60)
    assert.equal((await minutes()).length, 1)
    metrics.stored({ tenantId: firm, channel: 'email', messages: 1 })
    clock.advance(25 * 60 * MINUTE_MS)
    await watch.look()
    assert.deepEqual(await minutes(), ['2026-03-08T08:00:00.000Z'])
  })
})

describe('an alert', () => {
  it('opens once for each source, whichever process looks, ends when the source is read, and is told afterwards', async () => {
    await using house = await openHouse(await postgres.database())
    const office = await addSource(house)
    const bot = await addSource(house, { channel: 'chat-history' })
    await setSource(house, office, { failures: 3 })
    await nextLook(house)
    assert.deepEqual(await types(house), [])
    await setSource(house, office, { failures: 4 })
    await setSource(house, bot, { failures: 7 })
    house.clock.advance(MINUTE_MS)
    await Promise.all([house.watch.look(), house.other.look(), house.watch.look(), house.other.look()])
    const found = await active(house)
    assert.deepEqual(
      found
        .map(({ alertType, severity, sourceId, details }) => [alertType, severity, sourceId, details])
        .sort(),
      [
        ['discovery_failures', 'high', office, { value: 4, threshold: 3 }],
        ['discovery_failures', 'high', bot, { value: 7, threshold: 3 }],
      ].sort(),
    )
    assert.match(found[0]?.message ?? '', /could not be read \d times in a row/)
    await setSource(house, office, { failures: 0 })
    await nextLook(house)
    assert.deepEqual(
      (await active(house)).map(({ sourceId }) => sourceId),
      [bot],
    )
    const { alerts: past } = await house.store.read(house.firm, (db) =>
      listAlerts(db, { status: 'resolved', limit: 50 }),
    )
    assert.deepEqual(
      past.map(({ sourceId, resolved, resolvedBy, lasts }) => [sourceId, resolved, resolvedBy, lasts]),
      [[office, true, null, false]],
    )
  })

  it('that a person resolved does not come again while it lasts, but does once it was over', async () => {
    await using house = await openHouse()
    const office = await addSource(house, { failures: 4 })
    await nextLook(house)
    const [first] = await active(house)
    await house.store.write(house.firm, (tx) =>
      resolveAlert(tx, {
        clock: house.clock,
        alertId: first?.alertId ?? '',
        by: 'Ken Alvarez',
        note: 'told the provider',
      }),
    )
    await setSource(house, office, { failures: 9 })
    await nextLook(house)
    assert.deepEqual(await types(house), [])
    await assert.rejects(
      house.store.write(house.firm, (tx) =>
        resolveAlert(tx, {
          clock: house.clock,
          alertId: first?.alertId ?? '',
          by: 'Ken Alvarez',
          note: undefined,
        }),
      ),
      { code: 'alert_resolved' },
    )
    await setSource(house, office, { failures: 0 })
    await nextLook(house)
    await setSource(house, office, { failures: 4 })
    await nextLook(house)
    assert.deepEqual(await types(house), ['discovery_failures'])
  })

  it('that a person resolved comes again when it gets graver', async () => {
    await using house = await openHouse()
    const { firm, metrics, store, clock } = house
    const takes = (ms: number) =>
      metrics.stage({ tenantId: firm, stage: 'understand', messages: 10, ms: ms * 10 })
    takes(6_000)
    await nextLook(house)
    await nextLook(house)
    const [alert] = await active(house)
    assert.equal(alert?.severity, 'medium')
    await store.write(firm, (tx) =>
      resolveAlert(tx, { clock, alertId: alert?.alertId ?? '', by: 'Ken Alvarez', note: undefined }),
    )
    await nextLook(house)
    assert.deepEqual(await types(house), [])
    for (let n = 0; n < 9; n++) takes(12_000)
    await nextLook(house)
    assert.deepEqual(
      (await active(house)).map(({ alertType, severity }) => [alertType, severity]),
      [['performance', 'high']],
    )
  })

  it('of what is measured must be seen twice, stays while it fades, and ends after minutes of calm', async () => {
    await using house = await openHouse()
    const { firm, metrics } = house
    const takes = (ms: number) =>
      metrics.stage({ tenantId: firm, stage: 'understand', messages: 10, ms: ms * 10 })
    takes(6_000)
    await nextLook(house)
    assert.deepEqual(await types(house), [])
    takes(6_000)
    await nextLook(house)
    assert.deepEqual(await types(house), ['performance'])
    const [alert] = await active(house)
    assert.deepEqual([alert?.severity, alert?.details.stage], ['medium', 'understand'])
    await nextLook(house, 6)
    takes(4_900)
    await nextLook(house)
    assert.deepEqual(await types(house), ['performance'])
    await nextLook(house, 6)
    assert.deepEqual(await types(house), ['performance'])
    await nextLook(house, 2)
    assert.deepEqual(await types(house), [])
  })

  it('tells that too much of what was done failed, once it was enough to tell', async () => {
    await using house = await openHouse()
    const { firm, metrics } = house
    const answer = (status: number) =>
      metrics.request({
        tenantId: firm,
        method: 'GET',
        route: '/api/x',
        status,
        ms: 3,
        timedOut: status === 503,
      })
    for (let n = 0; n < 4; n++) answer(503)
    await nextLook(house)
    await nextLook(house)
    assert.deepEqual(await types(house), ['timeout'])
    for (let n = 0; n < 30; n++) answer(200)
    await nextLook(house)
    await nextLook(house)
    assert.deepEqual((await types(house)).sort(), ['error_rate', 'timeout'])
    await nextLook(house, 6)
    await nextLook(house, 3)
    assert.deepEqual(await types(house), [])
  })

  it('tells of a source that the schedule should have asked, and of one that takes long; of none that rests', async () => {
    await using house = await openHouse()
    const { store, firm, metrics, clock } = house
    house.watch.start()
    const office = await addSource(house)
    await addSource(house, { state: 'paused', label: 'dana@harbor.example' })
    await addSource(house, { settings: null, label: 'archive' })
    await nextLook(house, 9)
    assert.deepEqual(await types(house), [])
    await nextLook(house, 8)
    await nextLook(house)
    assert.deepEqual(
      (await active(house)).map(({ alertType, sourceId, details }) => [alertType, sourceId, details.value]),
      [['discovery_stalled', office, 18]],
    )
    await setSource(house, office, { tryAt: new Date(clock.now().getTime() + 30 * MINUTE_MS), failures: 1 })
    await nextLook(house)
    assert.deepEqual(await types(house), [], 'it waits after a failure, and says so at the source')
    await setSource(house, office, { tryAt: null, failures: 0, lookedAt: clock.now() })
    metrics.beginLook({ tenantId: firm, sourceId: office, channel: 'imap', isFirst: false }).end()
    await store.write(firm, (tx) => tx.updateTable('metricMinute').set({ maxMs: 1 }).execute())
    await nextLook(house)
    await store.write(firm, (tx) =>
      tx.updateTable('metricMinute').set({ maxMs: 31_000 }).where('label', '=', office).execute(),
    )
    await nextLook(house)
    await nextLook(house)
    assert.deepEqual(await types(house), ['discovery_slow'])
    await setSource(house, office, { state: 'broken', failures: 5 })
    await nextLook(house, 6)
    assert.deepEqual(await types(house), ['source_needs_person'])
    await setSource(house, office, { state: 'paused' })
    await nextLook(house)
    assert.deepEqual(await types(house), [])
  })

  it('tells of a mirror that was not reached for a quarter of an hour, and of another that does not get on; each ends by itself', async () => {
    await using house = await openHouse()
    const { store, firm, clock } = house
    const setMirror = (id: Id, values: object) =>
      store.write(firm, (tx) => tx.updateTable('mirror').set(values).where('id', '=', id).execute())
    const addMirror = async (label: string) => {
      const id = newId(clock)
      const made = { id, label, mapping: '{}', madeBy: 'Ken Alvarez', madeAt: clock.now() }
      await store.write(firm, (tx) => tx.insertInto('mirror').values(made).execute())
      return id
    }
    const [books, office] = [await addMirror('Books'), await addMirror('Office')]
    const told = async () =>
      (await active(house))
        .map(({ alertType, mirrorId, severity, details }) => [alertType, mirrorId, severity, details.value])
        .sort()
    await setMirror(books, { troubleCode: 'unreachable', troubleAt: clock.now() })
    await setMirror(office, { troubleCode: 'credentials_refused', troubleAt: clock.now() })
    await nextLook(house, 14)
    assert.deepEqual(await told(), [])
    await nextLook(house)
    assert.deepEqual(await told(), [['mirror_unreachable', books, 'high', 15]])
    await nextLook(house)
    assert.deepEqual(await told(), [
      ['mirror_stuck', office, 'high', 16],
      ['mirror_unreachable', books, 'high', 16],
    ])
    await setMirror(books, { troubleCode: null, troubleAt: null, inStepAt: clock.now() })
    await nextLook(house)
    assert.deepEqual(await told(), [['mirror_stuck', office, 'high', 17]])
    await setMirror(office, { state: 'paused' })
    await nextLook(house)
    assert.deepEqual(await told(), [])
  })

  it('tells of a mirror that nobody works on, and of none that a long round is at', async () => {
    await using house = await openHouse()
    const { store, firm, clock } = house
    const id = newId(clock)
    const made = { id, label: 'Books', mapping: '{}', madeBy: 'Ken Alvarez', madeAt: clock.now() }
    await store.write(firm, (tx) => tx.insertInto('mirror').values(made).execute())
    house.watch.start()
    const setHeld = (heldUntil: Date | null) =>
      store.write(firm, (tx) => tx.updateTable('mirror').set({ heldUntil }).where('id', '=', id).execute())
    await setHeld(new Date(clock.now().getTime() + 60 * MINUTE_MS))
    await nextLook(house, 20)
    await nextLook(house)
    assert.deepEqual(await types(house), [])
    await setHeld(null)
    for (let look = 0; look < 2; look++) await nextLook(house)
    assert.deepEqual(await types(house), ['mirror_stuck'])
  })

  it('tells of messages that wait while none is understood, and of no queue that moves', async () => {
    await using house = await openHouse()
    const { firm, metrics } = house
    metrics.waiting({ tenantId: firm, messages: 700 })
    for (let minute = 0; minute < 9; minute++) {
      metrics.stage({ tenantId: firm, stage: 'understand', messages: 50, ms: 50 })
      await nextLook(house)
    }
    assert.deepEqual(await types(house), [])
    for (let minute = 0; minute < 13; minute++) await nextLook(house)
    const [alert] = await active(house)
    assert.deepEqual(
      [alert?.alertType, alert?.severity, alert?.details.what],
      ['queue_backup', 'high', 'messages'],
    )
    metrics.waiting({ tenantId: firm, messages: 0 })
    await nextLook(house)
    await nextLook(house, 3)
    assert.deepEqual(await types(house), [])
  })
})
