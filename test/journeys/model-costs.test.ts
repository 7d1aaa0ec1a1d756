import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { makeArchive } from '../../src/demo/demo.ts'
import { type Model, openModel } from '../../src/models/models.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type ModelServer, type Reply, startModelServer } from '../kit/model-server.ts'
import { temporaryFolder } from '../kit/store.ts'

const DAY_MS = 24 * 60 * 60_000
/** US dollars for a million tokens; an answer of 1,000 and 100 tokens costs 0.11. */
const PRICE = 100
const COST = 0.11

/** Harbor Plumbing's second day with a language model, and what it is told of its cost. */
describe('what a language model costs Harbor Plumbing', () => {
  const clock = fixedClock('2026-03-02T08:00:00Z')
  let provider: ModelServer
  let plumbline: TestApp
  let model: Model
  let firm: TestFirm
  let other: TestFirm
  let reply: Reply = { says: {} }
  /** With a ticket, and without one. */
  let booked: { id: string; messageIds: string[] }
  let plain: { id: string; messageIds: string[] }
  let openedToday: number

  before(async () => {
    provider = await startModelServer(() => reply)
    plumbline = await startApp({
      clock,
      env: {
        ...{ MODEL_PROVIDER: 'anthropic', MODEL_API_KEY: 'sk-for-tests', MODEL_BASE_URL: provider.url },
        ...{ MODEL_PRICE_INPUT_USD: String(PRICE), MODEL_PRICE_OUTPUT_USD: String(PRICE) },
        ...{ MODEL_BUDGET_USD: '50', MODEL_BUDGET_MONTH_USD: '90', MODEL_COST_ALERT_USD: '3' },
        MODEL_UNSURE_BELOW: '0.001', // Plumbline itself asks nothing
        ENABLE_BACKGROUND_JOBS: 'false', // and is told when to look whether all is well
      },
    })
    const { config, store, metrics } = plumbline.app
    assert.ok(config.model)
    const opened = openModel({ store, clock, log: silentLog, metrics }, config.model)
    assert.ok(opened)
    model = opened
    firm = await plumbline.makeFirm('Harbor Plumbing')
    other = await plumbline.makeFirm('Mokotów Hydraulika')
    using folder = temporaryFolder()
    const dir = join(folder.path, 'takeout')
    await makeArchive({ dir, messages: 150, seed: 5, now: clock.now() })
    assert.equal((await firm.import([dir])).status, 'completed')
    const conversations = (await get('/api/conversations?limit=100')).items
    const free = conversations.filter(({ tickets }: { tickets: unknown[] }) => tickets.length === 0)
    plain = await withMessages(free[0].id)
    booked = await withMessages(
      free.find(
        ({ id, messageCount }: { id: string; messageCount: number }) => id !== plain.id && messageCount > 1,
      ).id,
    )
    const made = await firm.ask('POST', `/api/sync/conversations/${booked.id}/create-ticket`, {})
    assert.ok(made.status < 300, JSON.stringify(made.body))
    openedToday = (await get('/api/tickets?limit=100')).items.length
  })
  after(async () => {
    await model?.[Symbol.asyncDispose]()
    await plumbline?.[Symbol.asyncDispose]()
    await provider?.[Symbol.asyncDispose]()
  })

  const get = async (path: string, as = firm) => {
    const { status, body } = await as.ask('GET', path)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const withMessages = async (id: string) => {
    const { items } = await get(`/api/conversations/${id}/messages?limit=100`)
    return { id, messageIds: items.map((message: { id: string }) => message.id) }
  }
  const ask = async (purpose: string, messageId: string | null = null, answers: Reply = { says: {} }) => {
    reply = answers
    const told = await model.ask({
      ...{ tenantId: firm.id, purpose, messageId, system: 'Answer', prompt: 'When can you come?' },
      ...{ schema: { type: 'object' }, read: () => 'At two' },
    })
    return told.answer ?? (told.later ? 'not put' : 'nothing')
  }
  const near = (found: number, wanted: number) => assert.ok(Math.abs(found - wanted) < 1e-9, `${found}`)
  const alerts = async () =>
    (await get('/api/monitoring/alerts')).alerts.map(
      ({ alertType, message }: { alertType: string; message: string }) => `${alertType}: ${message}`,
    )

  it('is nothing before it is asked', async () => {
    const { total, days, tickets, from, to } = await get('/api/models/costs')
    assert.deepEqual([total.calls, total.costUsd, total.latencyMs.p95, days], [0, 0, null, []])
    assert.deepEqual([from, to], ['2026-03-01', '2026-03-02'])
    assert.deepEqual(
      [tickets.opened, tickets.calls, tickets.costUsd, tickets.usdPerTicket],
      [openedToday, 0, 0, 0],
    )
  })

  it('is told by day, purpose and model, with what is not known and what failed', async () => {
    assert.equal(await ask('refine', booked.messageIds[0]), 'At two')
    clock.advance(DAY_MS)
    assert.equal(await ask('suggestion', booked.messageIds.at(-1)), 'At two')
    assert.equal(await ask('suggestion', plain.messageIds[0]), 'At two')
    assert.equal(await ask('suggestion', plain.messageIds[0], { raw: '<html>It works!</html>' }), 'nothing')
    assert.equal(await ask('suggestion', null, { status: 400 }), 'nothing')
    const { total, days, purposes, models, from, to } = await get('/api/models/costs')
    assert.deepEqual([from, to], ['2026-03-01', '2026-03-03'])
    assert.deepEqual(total.outcomes, { ok: 3, bad_shape: 1, error: 1 })
    assert.deepEqual([total.calls, total.inputTokens, total.outputTokens], [5, 3_000, 300])
    near(total.costUsd, 3 * COST)
    assert.equal(total.unpricedCalls, 1)
    assert.ok(total.unpricedUsdMax > COST)
    assert.ok(total.latencyMs.p50 > 0 && total.latencyMs.p50 <= total.latencyMs.p95)
    assert.ok(total.latencyMs.p95 <= total.latencyMs.max)
    assert.deepEqual(
      days.map(({ day, calls }: { day: string; calls: number }) => [day, calls]),
      [
        ['2026-03-02', 1],
        ['2026-03-03', 4],
      ],
    )
    assert.deepEqual(
      purposes.map(({ purpose, calls }: { purpose: string; calls: number }) => [purpose, calls]),
      [
        ['suggestion', 4],
        ['refine', 1],
      ],
    )
    assert.deepEqual(
      [models.length, models[0].provider, models[0].model],
      [1, 'anthropic', 'claude-haiku-5-5'],
    )
    near(days[1].models[0].costUsd, 2 * COST)
    const first = await get('/api/models/costs?from=2026-03-02&to=2026-03-02')
    assert.deepEqual([first.total.calls, first.purposes[0].purpose], [1, 'refine'])
  })

  it('is told of a conversation, and goes where its messages go', async () => {
    const costs = (id: string) => get(`/api/conversations/${id}/model-costs`)
    const { total, purposes } = await costs(booked.id)
    near(total.costUsd, 2 * COST)
    assert.deepEqual(purposes.map(({ purpose }: { purpose: string }) => purpose).sort(), [
      'refine',
      'suggestion',
    ])
    assert.deepEqual(
      [(await costs(plain.id)).total.calls, (await costs(plain.id)).total.unpricedCalls],
      [2, 1],
    )
    const [messageId] = booked.messageIds // the newest
    const split = await firm.ask('POST', `/api/conversations/${booked.id}/split`, { messageId })
    assert.equal(split.status, 200, JSON.stringify(split.body))
    const { changeId, otherConversationId } = split.body
    for (const id of [booked.id, otherConversationId]) near((await costs(id)).total.costUsd, COST)
    assert.equal((await firm.ask('POST', `/api/thread-changes/${changeId}/undo`)).status, 200)
    near((await costs(booked.id)).total.costUsd, 2 * COST)
    for (const id of [plain.id, crypto.randomUUID()])
      assert.equal((await other.ask('GET', `/api/conversations/${id}/model-costs`)).status, 404)
  })

  it('is told for each ticket that was opened, of all that was asked about its conversations', async () => {
    const tickets = async (span: string) => (await get(`/api/models/costs?${span}`)).tickets
    const { opened, calls, costUsd, usdPerTicket } = await tickets('from=2026-03-02&to=2026-03-02')
    assert.deepEqual([opened, calls], [openedToday, 2]) // one of them asked a day later
    near(costUsd, 2 * COST)
    near(usdPerTicket, (2 * COST) / openedToday)
    const later = await tickets('from=2026-03-03&to=2026-03-03')
    assert.deepEqual(later, { opened: 0, calls: 0, costUsd: 0, unpricedCalls: 0, usdPerTicket: null })
  })

  it('is nobody else’s to see, and asked in its order and for a year at most', async () => {
    assert.equal((await get('/api/models/costs', other)).total.calls, 0)
    assert.equal((await get('/api/models/budgets', other)).day.spentUsd, 0)
    const technician = await firm.join('technician')
    assert.equal((await technician.ask('GET', '/api/models/costs')).status, 403)
    for (const span of ['from=2026-03-04', 'from=2025-01-01&to=2026-03-03', 'from=soon'])
      assert.equal((await firm.ask('GET', `/api/models/costs?${span}`)).status, 400, span)
  })

  it('is reckoned by prices that say when they were taken, and where what holds here is from', async () => {
    const { takenOn, takenFrom, prices, inUse } = await get('/api/models/prices')
    assert.match(takenOn, /^\d{4}-\d\d-\d\d$/)
    assert.ok(takenFrom.length > 0 && prices.length > 20)
    const listed = prices.find(({ model }: { model: string }) => model === 'claude-haiku-5-5')
    assert.deepEqual(listed, { model: 'claude-haiku-5-5', inputUsd: 0.1, outputUsd: 0.5 })
    const price = { inputUsd: PRICE, outputUsd: PRICE }
    assert.deepEqual(inUse, { provider: 'anthropic', model: 'claude-haiku-5-5', price, origin: 'setting' })
  })

  it('raises an alert when a day costs much, which is over with the day', async () => {
    const { app } = plumbline
    await app.watch.look()
    assert.deepEqual(await alerts(), [])
    for (let asked = 0; asked < 30; asked++) await ask('refine')
    await app.watch.look()
    const spent = Math.round((await get('/api/models/budgets')).day.spentUsd * 100) / 100
    assert.deepEqual(await alerts(), [
      `model_cost: Language models have cost ${spent} US dollars today, where 3 are meant to be told of.`,
    ])
    clock.advance(DAY_MS)
    await app.watch.look()
    assert.deepEqual(await alerts(), [])
  })

  it('stops at the budget that a manager chose; a dispatcher may look at it, and no more', async () => {
    const { app } = plumbline
    const manager = await firm.join('manager')
    const dispatcher = await firm.join('dispatcher')
    const body = { dayUsd: 2, monthUsd: null }
    assert.equal((await dispatcher.ask('PUT', '/api/models/budgets', body)).status, 403)
    const chosen = await manager.ask('PUT', '/api/models/budgets', body)
    assert.equal(chosen.status, 200, JSON.stringify(chosen.body))
    assert.deepEqual(
      [chosen.body.day.limitUsd, chosen.body.day.ownUsd, chosen.body.day.installationUsd],
      [2, 2, 50],
    )
    assert.deepEqual([chosen.body.month.limitUsd, chosen.body.month.ownUsd], [90, null])
    assert.deepEqual([chosen.body.setBy, chosen.body.model], ['Robin, manager', 'anthropic/claude-haiku-5-5'])
    while ((await ask('refine')) !== 'not put');
    const asked = provider.received.length
    const { day, month } = await get('/api/models/budgets', dispatcher)
    assert.deepEqual([day.isUsedUp, month.isUsedUp], [true, false])
    assert.deepEqual([day.from, day.until], ['2026-03-04', '2026-03-05T00:00:00.000Z'])
    assert.deepEqual([day.stoppedAt, month.until], [clock.now().toISOString(), '2026-04-01T00:00:00.000Z'])
    assert.ok(day.spentUsd <= 2)
    assert.equal(await ask('refine'), 'not put')
    assert.equal(provider.received.length, asked)
    await app.watch.look()
    const [alert] = await alerts()
    assert.match(alert, /^model_budget: The budget for language models is used up for this day/)
    assert.equal((await get('/api/monitoring/dashboard')).models.day.isUsedUp, true)
  })

  it('goes on when the budget is raised, and nobody has to see to the alert', async () => {
    const back = await firm.ask('PUT', '/api/models/budgets', { dayUsd: null, monthUsd: null })
    assert.deepEqual([back.body.day.isUsedUp, back.body.day.limitUsd], [false, 50])
    assert.equal(await ask('refine'), 'At two')
    await plumbline.app.watch.look()
    assert.deepEqual(await alerts(), [])
  })

  it('is refused beyond what the installation allows, and without figures; who chose what stands in the trail', async () => {
    const put = async (body: unknown) => {
      const answer = await firm.ask('PUT', '/api/models/budgets', body)
      return `${answer.status} ${answer.body.error?.code}`
    }
    assert.equal(await put({ dayUsd: 50.5, monthUsd: null }), '400 budget_too_high')
    assert.equal(await put({ dayUsd: null, monthUsd: 91 }), '400 budget_too_high')
    for (const body of [null, {}, { dayUsd: -1, monthUsd: null }, { dayUsd: '5', monthUsd: null }])
      assert.equal(await put(body), '400 bad_input', JSON.stringify(body))
    const trail = (await get('/api/audit?limit=50')).items
    const [newest] = trail.filter(({ action }: { action: string }) => action === 'model_budgets.set')
    assert.deepEqual(newest.details, {
      before: { dayUsd: 2, monthUsd: null },
      after: { dayUsd: null, monthUsd: null },
    })
  })

  it('is counted for Prometheus, by model and outcome', async () => {
    const text = await plumbline.app.watch.metricsText(firm.id)
    const { total } = await get('/api/models/costs')
    const labels = 'model="anthropic/claude-haiku-5-5",outcome="error"'
    assert.ok(text.includes(`plumbline_model_calls_total{purpose="suggestion",${labels}} 1`), text)
    const [, cost] = /plumbline_model_cost_usd_total\{[^}]*outcome="ok"\} ([\d.]+)/.exec(text) ?? []
    near(Number(cost), total.costUsd)
  })

  it('stays what it was when the customer is erased', async () => {
    const before = (await get('/api/models/costs')).total
    const { party } = await get(`/api/conversations/${plain.id}`)
    const { customerId } = party.members[0]
    const erased = await firm.ask('POST', `/api/customers/${customerId}/erase`, {
      reason: 'They asked for it',
    })
    assert.ok(erased.status < 300, JSON.stringify(erased.body))
    assert.deepEqual((await get('/api/models/costs')).total, before)
    const rows = await plumbline.app.store.read(firm.id, (db) =>
      db.selectFrom('modelCall').select('messageId').where('purpose', '=', 'suggestion').execute(),
    )
    assert.equal(rows.filter(({ messageId }) => plain.messageIds.includes(messageId ?? '')).length, 0)
  })
})
