import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Reply, startModelServer } from '../../test/kit/model-server.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { silentLog } from '../base/log.ts'
import { Refusal } from '../base/refusal.ts'
import { openMetrics } from '../metrics/metrics.ts'
import { migrateDown, migrateUp, migrationStatus, type Store } from '../store/store.ts'
import { budgetsOf, type Limits, limitsOf, readSpending, setBudgets } from './budget.ts'
import { type ModelSettings, openModel } from './models.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const DAY_MS = 24 * 60 * 60_000
/** A question costs 1.10 by these prices; before it is put, 4 and some are set aside for it. */
const PRICE = { inputUsd: 1_000, outputUsd: 1_000 }
const COST = 1.1

/** Harbor Plumbing, whose model answers every question; `processes` of them ask it. */
async function house(
  more: Partial<ModelSettings>,
  options: { processes?: number; at?: Store; reply?: (index: number) => Reply } = {},
) {
  const { processes = 1, at = store, reply = () => ({ says: { mood: 'calm' } }) } = options
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await startModelServer((_, index) => reply(index)))
  const clock = fixedClock('2026-11-21T12:00:00Z')
  const firm = await newFirm(at)
  const metrics = openMetrics({ clock, version: '0' })
  const settings: ModelSettings = {
    ...{ provider: 'anthropic', model: 'claude-haiku-5-5', baseUrl: server.url, apiKey: 'sk-for-tests' },
    ...{ timeoutMs: 5_000, concurrentMax: 4, budgetUsdPerDay: 1_000, price: PRICE },
    ...more,
  }
  const models = Array.from({ length: processes }, () => {
    const model = openModel({ store: at, clock, log: silentLog, metrics }, settings)
    assert.ok(model)
    return opened.use(model)
  })
  const ask = async (by = 0) => {
    const told = await models[by]?.ask({
      ...{ tenantId: firm, purpose: 'refine', messageId: null, system: 'How?', prompt: 'Fine, thank you' },
      ...{ schema: { type: 'object' }, read: () => 'calm' },
    })
    return told?.answer ?? 'not put'
  }
  const limits = limitsOf(settings)
  const held = opened.move()
  return {
    ...{ server, clock, firm, metrics, ask },
    budgets: async () => budgetsOf(await store.read(firm, (db) => readSpending(db, clock.now())), limits),
    choose: (chosen: Limits) =>
      store.write(firm, (tx) => setBudgets(tx, { clock, by: 'Ken', limits, ...chosen })),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** Asks until the model is not asked any more, and tells how many questions were answered. */
async function answers(ask: () => Promise<string>): Promise<number> {
  for (let answered = 0; ; answered++) {
    assert.ok(answered < 50, 'it never stops')
    if ((await ask()) === 'not put') return answered
  }
}

const near = (found: number, wanted: number) => assert.ok(Math.abs(found - wanted) < 1e-6, `${found}`)

describe('the budget of a month', () => {
  it('stops the model over its days, until the next month', async () => {
    await using firm = await house({ budgetUsdPerDay: 7, budgetUsdPerMonth: 8.5 })
    const first = await answers(() => firm.ask())
    assert.equal((await firm.budgets()).day.isUsedUp, true)
    assert.equal((await firm.budgets()).month.isUsedUp, false)
    firm.clock.advance(DAY_MS)
    const second = await answers(() => firm.ask())
    const { day, month } = await firm.budgets()
    assert.deepEqual([day.isUsedUp, month.isUsedUp, month.stoppedAt], [false, true, firm.clock.now()])
    near(month.spentUsd, (first + second) * COST)
    near(day.spentUsd, second * COST)
    assert.ok(month.spentUsd <= 8.5 && second < first)
    firm.clock.advance(2 * DAY_MS)
    assert.equal(await firm.ask(), 'not put')
    firm.clock.advance(8 * DAY_MS) // the first of December
    assert.equal(await firm.ask(), 'calm')
    assert.equal((await firm.budgets()).month.isUsedUp, false)
  })
})

describe('a budget that a firm chose', () => {
  it('holds from the next question on; raised again, the model is asked again', async () => {
    await using firm = await house({})
    assert.equal(await firm.ask(), 'calm')
    await firm.choose({ dayUsd: 2, monthUsd: null })
    assert.equal(await firm.ask(), 'not put')
    assert.equal((await firm.budgets()).day.isUsedUp, true)
    await firm.choose({ dayUsd: 20, monthUsd: null })
    assert.equal((await firm.budgets()).day.isUsedUp, false)
    assert.equal(await firm.ask(), 'calm')
  })

  it('of nothing has no question put, and is no news', async () => {
    await using firm = await house({})
    await firm.choose({ dayUsd: 0, monthUsd: null })
    assert.equal((await firm.budgets()).day.isUsedUp, false)
    assert.equal(await firm.ask(), 'not put')
    assert.equal(firm.server.received.length, 0)
  })

  it('cannot be more than the installation allows, and is less as soon as that is', async () => {
    await using firm = await house({ budgetUsdPerDay: 7 })
    const isRefused = (error: unknown) => error instanceof Refusal && error.code === 'budget_too_high'
    await assert.rejects(firm.choose({ dayUsd: 7.01, monthUsd: null }), isRefused)
    await firm.choose({ dayUsd: 7, monthUsd: 12 })
    const spending = await store.read(firm.firm, (db) => readSpending(db, firm.clock.now()))
    const { day, month } = budgetsOf(spending, { dayUsd: 3, monthUsd: null })
    assert.deepEqual([day.limitUsd, month.limitUsd], [3, 12])
  })
})

describe('budgets of several processes', () => {
  it('are one: what one has spent the others know', async () => {
    await using firm = await house({ budgetUsdPerDay: 20 }, { processes: 3 })
    let turn = 0
    const answered = await answers(() => firm.ask(turn++ % 3))
    const { day } = await firm.budgets()
    near(day.spentUsd, answered * COST)
    assert.ok(day.spentUsd <= 20)
    for (const by of [0, 1, 2]) assert.equal(await firm.ask(by), 'not put')
  })

  it('are passed at most by what the others had under way', async () => {
    await using firm = await house({ budgetUsdPerDay: 20, concurrentMax: 2 }, { processes: 3 })
    await Promise.all(Array.from({ length: 60 }, (_, index) => firm.ask(index % 3)))
    const { day } = await firm.budgets()
    assert.ok(day.spentUsd > 10 && day.spentUsd <= 20 + 2 * 2 * COST, `${day.spentUsd}`)
  })
})

describe('a firm’s days of models', () => {
  it('add up to the requests that were made, by purpose, model and outcome', async () => {
    await using firm = await house({})
    await Promise.all(Array.from({ length: 9 }, () => firm.ask()))
    firm.clock.advance(DAY_MS)
    await firm.ask()
    const days = await store.read(firm.firm, (db) =>
      db.selectFrom('modelDay').selectAll().orderBy('day').execute(),
    )
    const calls = await store.read(firm.firm, (db) => db.selectFrom('modelCall').selectAll().execute())
    assert.deepEqual(
      days.map(({ day, purpose, model, outcome, calls: count }) => [day, purpose, model, outcome, count]),
      [
        ['2026-11-21', 'refine', 'claude-haiku-5-5', 'ok', 9],
        ['2026-11-22', 'refine', 'claude-haiku-5-5', 'ok', 1],
      ],
    )
    const [first] = days
    assert.deepEqual([first?.inputTokens, first?.outputTokens, first?.unpricedCalls], ['9000', '900', 0])
    near(first?.costUsd ?? 0, 9 * COST)
    assert.equal(
      first?.latencyBuckets.reduce((sum, count) => sum + count, 0),
      9,
    )
    const before = calls.filter(({ at }) => at.getUTCDate() === 21)
    assert.equal(first?.latencyMaxMs, Math.max(...before.map(({ latencyMs }) => latencyMs)))
  })

  it('are made of what was asked before days were added up', async () => {
    await using old = await openTestStore()
    await using firm = await house(
      { provider: 'openai' },
      {
        at: old,
        reply: (index) =>
          index % 3 === 0
            ? { status: 400 }
            : { says: { mood: 'calm' }, tokens: index % 3 === 1 ? null : [7, 9] },
      },
    )
    for (let asked = 0; asked < 9; asked++) {
      await firm.ask()
      firm.clock.advance(DAY_MS / 4)
    }
    const read = async () => {
      const days = await old.read(firm.firm, (db) =>
        db.selectFrom('modelDay').selectAll().orderBy('day').orderBy('outcome').execute(),
      )
      // Added up in another order, a sum may differ in its last digit.
      const rounded = (usd: number) => Number(usd.toPrecision(12))
      return days.map(({ costUsd, budgetedUsd, unpricedUsdMax, ...rest }) => ({
        ...rest,
        usd: [costUsd, budgetedUsd, unpricedUsdMax].map(rounded),
      }))
    }
    const kept = await read()
    const client = await old.pool.connect()
    try {
      const { applied } = await migrationStatus(client)
      await migrateDown(client, applied.filter((name) => name >= '0038').length)
      await migrateUp(client)
    } finally {
      client.release()
    }
    const made = await read()
    assert.ok(made.length > 3)
    assert.deepEqual(made, kept)
  })

  it('are counted for Prometheus, by model and outcome', async () => {
    await using firm = await house({})
    for (let asked = 0; asked < 3; asked++) await firm.ask()
    const text = await firm.metrics.firm(firm.firm).registry.metrics()
    const labels = 'model="anthropic/claude-haiku-5-5",outcome="ok"'
    assert.ok(text.includes(`plumbline_model_calls_total{purpose="refine",${labels}} 3`), text)
    assert.ok(text.includes(`plumbline_model_tokens_total{${labels},kind="input"} 3000`), text)
    assert.match(text, new RegExp(`plumbline_model_cost_usd_total{${labels}} 3\\.3`))
    assert.equal(await firm.metrics.all.registry.metrics(), text)
  })
})
