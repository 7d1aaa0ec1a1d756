import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Understanding } from '../../src/contract/understanding.ts'
import { makeArchive } from '../../src/demo/demo.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { type Received, type Reply, startModelServer } from '../kit/model-server.ts'
import { temporaryFolder } from '../kit/store.ts'

/** Plumbline with a language model that replies as told, and a firm whose last months were just brought in. */
async function open(reply: (request: Received) => Reply, env: Record<string, string> = {}) {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await startModelServer(reply))
  const plumbline = opened.use(
    await startApp({
      env: {
        MODEL_PROVIDER: 'anthropic',
        MODEL_API_KEY: 'sk-for-tests',
        MODEL_BASE_URL: server.url,
        MODEL_UNSURE_BELOW: '1', // all that is open is shown to it
        ...env,
      },
    }),
  )
  const firm = await plumbline.makeFirm('Harbor Plumbing')
  const folder = opened.use(temporaryFolder())
  const dir = join(folder.path, 'takeout')
  await makeArchive({ dir, messages: 150, seed: 5, now: new Date() })
  assert.equal((await firm.import([dir])).status, 'completed')
  const caughtUp = await firm.ask('POST', '/api/understanding/catch-up', {})
  assert.equal(caughtUp.status, 200, JSON.stringify(caughtUp.body))
  const held = opened.move()
  return { server, plumbline, firm, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

type Row = { refinedBy: string | null; refinedAt: Date | null; urgency: string; detail: unknown }

const rowsOf = (app: TestApp, tenantId: string) =>
  app.app.store.read(tenantId, (db) => db.selectFrom('understanding').selectAll().execute()) as Promise<Row[]>
const callsOf = (app: TestApp, tenantId: string) =>
  app.app.store.read(tenantId, (db) => db.selectFrom('modelCall').selectAll().execute())

async function until<T>(look: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look()
    if (holds(found)) return found
    assert.ok(tries < 400, 'it does not come about')
    await pause(50)
  }
}

/** Of everything: low, on the first words, and nobody owes anything. */
function belittle({ body }: Received): Reply {
  const asked = JSON.parse(body.messages[0].content[0].text)
  const said = (value: string) => ({ value, confidence: 1, quotes: [asked.message.slice(0, 12)] })
  return {
    says: {
      urgency: said('low'),
      sentiment: said('neutral'),
      style: said('brief'),
      business: said('no'),
      propertyManager: said('no'),
      ticket: said('no'),
      services: [],
    },
  }
}

describe('a firm with a language model', () => {
  it('sees by whom a message was understood, on which words, and what that cost; a danger stays one', async () => {
    await using house = await open(belittle)
    const { plumbline, firm } = house
    const done = await until(
      () => rowsOf(plumbline, firm.id),
      (rows) => rows.filter((row) => row.refinedBy !== null).length >= 3,
    )
    assert.ok(done.some(({ refinedBy }) => refinedBy === 'anthropic/claude-haiku-5-5'))
    const { body: list } = await firm.ask('GET', '/api/conversations?limit=100')
    const said: Understanding[] = []
    for (const { id } of list.items ?? []) {
      const { body } = await firm.ask('GET', `/api/conversations/${id}/messages?limit=100`)
      for (const message of body.items) if (message.understanding?.refinedBy) said.push(message.understanding)
    }
    assert.ok(said.length >= 3, `${said.length}`)
    const reasons = said.flatMap(({ urgency, style }) => [...urgency.reasons, ...style.reasons])
    assert.ok(reasons.some((reason) => reason.code === 'model_said' && reason.text))
    for (const { findings, urgency } of said)
      if (findings.some(({ kind, value }) => kind === 'hazard' && value === 'gas:present'))
        assert.equal(urgency.value, 'emergency')
    const calls = await callsOf(plumbline, firm.id)
    assert.ok(calls.every((call) => call.messageId !== null))
    assert.ok(calls.filter((call) => (call.costUsd ?? 0) > 0).length >= 3)
  })

  it('whose model never answers has all messages understood, and shuts down at once', async () => {
    await using house = await open(() => ({ says: {}, afterMs: 60_000 }), { MODEL_TIMEOUT_MS: '30000' })
    const { plumbline, firm, server } = house
    await until(
      async () => server.received.length,
      (count) => count > 0,
    )
    const rows = await rowsOf(plumbline, firm.id)
    assert.ok(rows.length > 20)
    assert.ok(rows.every((row) => row.refinedBy === null))
    const from = performance.now()
    await plumbline[Symbol.asyncDispose]()
    assert.ok(performance.now() - from < 5_000)
  })

  it('whose budget for the day is used up waits with the rest for another day', async () => {
    await using house = await open(belittle, { MODEL_BUDGET_USD: '0.0045' })
    const { plumbline, firm, server } = house
    const asked = await until(
      async () => server.received.length,
      (count) => count > 0,
    )
    await pause(300)
    assert.ok(asked <= 12)
    const calls = await callsOf(plumbline, firm.id)
    assert.ok(calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0) <= 0.0045)
    assert.ok((await rowsOf(plumbline, firm.id)).some((row) => row.refinedAt === null))
  })

  it('that gave no key is understood as if it had no model', async () => {
    await using house = await open(belittle, { MODEL_API_KEY: '' })
    await pause(300)
    assert.equal(house.server.received.length, 0)
    assert.ok((await rowsOf(house.plumbline, house.firm.id)).length > 20)
  })
})
