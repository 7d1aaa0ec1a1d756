import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Suggestion } from '../../src/contract/suggestions.ts'
import { openHouse, until } from '../kit/house.ts'
import { type Received, type Reply, startModelServer } from '../kit/model-server.ts'

const TIMEOUT_MS = 600
const PROVIDERS = [
  { provider: 'anthropic', model: 'claude-haiku-5-5', key: 'sk-for-tests' },
  { provider: 'openai', model: 'gpt-6-luna', key: 'sk-for-tests' },
  { provider: 'openai-compatible', model: 'llama3.2', key: undefined },
] as const

const GOOD = 'Hello,\n\nThank you for telling us. Could you send us a photo of it?\n\nHarbor Plumbing'
const good: Reply = { says: { text: GOOD, language: 'en' }, tokens: [1_000, 100] }

/** What was asked of a model, whichever wire it speaks. */
function promptOf({ body }: Received): string {
  const { content } = body.messages.findLast(({ role }: { role: string }) => role === 'user')
  return typeof content === 'string' ? content : content[0].text
}

/** Harbor Plumbing, whose answers a model of a provider drafts; `reply` is asked for each request for a draft, counted from 0. */
async function openDrafting(
  { provider, model, key }: (typeof PROVIDERS)[number],
  reply: (nth: number) => Reply,
  env: Record<string, string> = {},
) {
  await using opened = new AsyncDisposableStack()
  const asked: Received[] = []
  const server = opened.use(
    await startModelServer((request) =>
      promptOf(request).includes('"answer_by"') ? reply(asked.push(request) - 1) : { says: {} },
    ),
  )
  const house = opened.use(
    await openHouse({
      ...{ MODEL_PROVIDER: provider, MODEL_NAME: model, MODEL_BASE_URL: server.url },
      ...(key !== undefined && { MODEL_API_KEY: key }),
      ...{ MODEL_TIMEOUT_MS: `${TIMEOUT_MS}`, MODEL_PRICE_INPUT_USD: '1', MODEL_PRICE_OUTPUT_USD: '5' },
      ...env,
    }),
  )
  const held = opened.move()
  let written = 0
  /** Another customer writes; what is pending once the model has been asked about it, or was not to be. */
  const drafted = async (isOver: (one: Suggestion, id: string) => Promise<boolean>) => {
    const number = ++written
    await house.comes(`Rosa${String.fromCodePoint(96 + number)} Alvarez`, `Case ${number}: the faucet drips.`)
    const { id } = await house.office.with(`Case ${number}:`)
    await house.quiet()
    const offline = await house.suggested(id)
    assert.notEqual(offline.text, '', 'something can be sent at once')
    await until(
      async () => isOver(await house.suggested(id), id),
      (over) => over,
    )
    return { id, one: await house.suggested(id) }
  }
  const costs = async () => {
    const { body } = await house.office.firm.ask('GET', '/api/models/costs')
    const found = body.purposes.find(({ purpose }: { purpose: string }) => purpose === 'suggestion')
    return found as {
      calls: number
      outcomes: Record<string, number>
      costUsd: number
      unpricedCalls: number
    }
  }
  return { house, asked, drafted, costs, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

for (const provider of PROVIDERS)
  describe(`answers drafted by ${provider.provider}`, () => {
    const faults: { what: string; reply: Reply; outcome: string }[] = [
      // What came before the line broke may be billed, which an error is not.
      { what: 'that is cut off in the middle', reply: { ...good, severed: true }, outcome: 'bad_shape' },
      { what: 'that is no JSON', reply: { raw: '{"broken' }, outcome: 'bad_shape' },
      { what: 'of another shape', reply: { says: { text: 7 } }, outcome: 'bad_shape' },
      {
        what: 'that stops at its most tokens',
        reply: { says: { text: 'Thank you for' }, cut: true },
        outcome: 'bad_shape',
      },
      { what: 'that never comes', reply: { says: {}, afterMs: 60_000 }, outcome: 'timeout' },
      {
        what: '429 that asks to wait too long',
        reply: { status: 429, headers: { 'retry-after': '60' } },
        outcome: 'rate_limited',
      },
    ]

    it('take the place of the offline draft, and cost what they cost', async () => {
      await using drafting = await openDrafting(provider, () => good)
      const { id, one } = await drafting.drafted(async ({ source }) => source === 'model')
      assert.deepEqual(
        [one.text, one.model, one.language],
        [GOOD, `${provider.provider}/${provider.model}`, 'en'],
      )
      const [request] = drafting.asked
      assert.equal(request?.body.model, provider.model)
      assert.match(JSON.stringify(request?.body), /"language"/, 'the shape is told')
      // 1,000 tokens at 1 USD and 100 at 5 USD for a million.
      const { calls, outcomes, costUsd } = await drafting.costs()
      assert.deepEqual([calls, outcomes, costUsd], [1, { ok: 1 }, 0.0015])
      const { body } = await drafting.house.office.firm.ask('GET', `/api/conversations/${id}/model-costs`)
      assert.ok(body.purposes.some(({ purpose }: { purpose: string }) => purpose === 'suggestion'))
    })

    it('wait as the provider asks, where that is soon', async () => {
      const slow: Reply = { status: 429, headers: { 'retry-after': '0.1' } }
      await using drafting = await openDrafting(provider, (nth) => (nth === 0 ? slow : good), {
        MODEL_TIMEOUT_MS: '5000',
      })
      const { one } = await drafting.drafted(async ({ source }) => source === 'model')
      assert.equal(one.text, GOOD)
      const { outcomes, costUsd } = await drafting.costs()
      assert.deepEqual([outcomes, costUsd], [{ ok: 1, rate_limited: 1 }, 0.0015])
    })

    it('leave the offline draft, whatever goes wrong, within their time, counted', async () => {
      let now: Reply = good
      await using drafting = await openDrafting(provider, () => now)
      const counted: Record<string, number> = {}
      for (const [at, { what, reply, outcome }] of faults.entries()) {
        now = reply
        counted[outcome] = (counted[outcome] ?? 0) + 1
        const startedMs = performance.now()
        const { one } = await drafting.drafted(async () => true)
        const wanted = JSON.stringify(sorted(counted))
        await until(
          async () => JSON.stringify(sorted((await drafting.costs())?.outcomes ?? {})),
          (found) => found === wanted,
        )
        assert.equal(one.source, 'template', what)
        assert.ok(performance.now() - startedMs < 60_000, what)
        // Five failures in a row would have it left alone for a while: some that are well lie between.
        if (at % 3 < 2) continue
        now = good
        counted.ok = (counted.ok ?? 0) + 1
        await drafting.drafted(async ({ source }) => source === 'model')
      }
      const { calls, unpricedCalls } = await drafting.costs()
      assert.equal(calls, drafting.asked.length)
      // Who never answers, breaks off or answers nonsense may have worked on it: that counts against the budget at its most.
      assert.equal(unpricedCalls, 3)
    })
  })

const sorted = (record: Record<string, number>) => Object.entries(record).toSorted()

describe('a budget for suggested answers', () => {
  it('stops the model and nothing else, says so, and ends with the day', async () => {
    const [anthropic] = PROVIDERS
    await using drafting = await openDrafting(anthropic, () => good, { MODEL_BUDGET_USD: '0.025' })
    const { house } = drafting
    await drafting.drafted(async ({ source }) => source === 'model')
    const budgets = async () => (await house.office.firm.ask('GET', '/api/models/budgets')).body
    // A question may cost up to 0.02 USD, by its length and 2,000 tokens back: after some of 0.0015 there is no room for another.
    let asked = 0
    for (let turn = 0; turn < 8 && !(await budgets()).day.isUsedUp; turn++) {
      asked = drafting.asked.length
      await drafting.drafted(
        async ({ source }) => source === 'model' || (await budgets()).day.stoppedAt !== null,
      )
    }
    const { day } = await budgets()
    assert.ok(day.isUsedUp && day.stoppedAt !== null && day.spentUsd <= 0.025, JSON.stringify(day))
    const { one } = await drafting.drafted(async () => true)
    assert.equal(one.source, 'template')
    assert.equal((await house.approve(one)).status, 200, 'and can be sent')
    assert.equal(drafting.asked.length, asked, 'the model is not asked')
    await house.app.app.watch.look()
    const { alerts } = (await house.office.firm.ask('GET', '/api/monitoring/alerts')).body
    assert.ok(alerts.some(({ alertType }: { alertType: string }) => alertType === 'model_budget'))
    house.clock.advance(24 * 60 * 60_000)
    const next = await drafting.drafted(async ({ source }) => source === 'model')
    assert.equal(next.one.text, GOOD)
    assert.equal((await budgets()).day.isUsedUp, false)
  })
})
