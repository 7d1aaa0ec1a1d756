import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { type Reply, startModelServer } from '../../test/kit/model-server.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Store, Tx } from '../store/store.ts'
import { type Ask, type ModelProvider, type ModelSettings, openModel } from './models.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const MODELS: Record<ModelProvider, string> = {
  anthropic: 'claude-haiku-5-5',
  openai: 'gpt-6-luna',
  'openai-compatible': 'llama3.2',
}
const SECRET = 'the message nobody else may read'
const GOOD: Reply = { says: { mood: 'calm' } }

/** A firm, a provider that replies as told, and a model of it. */
async function house(
  replies: Reply | Reply[] | ((index: number) => Reply),
  more: Partial<ModelSettings> = {},
) {
  const server = await startModelServer((_, index) =>
    typeof replies === 'function'
      ? replies(index)
      : Array.isArray(replies)
        ? (replies[index] ?? replies.at(-1) ?? GOOD)
        : replies,
  )
  const clock = fixedClock('2026-11-21T12:00:00Z')
  const lines: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const tenantId = await newFirm(store)
  const provider = more.provider ?? 'anthropic'
  const settings: ModelSettings = {
    provider,
    model: MODELS[provider],
    baseUrl: server.url,
    apiKey: 'sk-for-tests',
    timeoutMs: 5_000,
    concurrentMax: 4,
    budgetUsdPerDay: 5,
    price: undefined,
    ...more,
  }
  const model = openModel({ store, clock, log }, settings)
  assert.ok(model)
  const ask = async (firm: Id = tenantId) => {
    const told = await model.ask(question(firm))
    return told.answer === undefined && told.later ? 'later' : told.answer
  }
  return {
    server,
    clock,
    lines,
    tenantId,
    model,
    ask,
    calls: () =>
      store.read(tenantId, (db) => db.selectFrom('modelCall').selectAll().orderBy('outcome').execute()),
    [Symbol.asyncDispose]: async () => {
      await model[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

const question = (tenantId: Id): Ask<string> => ({
  tenantId,
  purpose: 'refine',
  messageId: null,
  system: 'How is the mood?',
  prompt: SECRET,
  schema: {
    type: 'object',
    properties: { mood: { type: 'string' } },
    required: ['mood'],
    additionalProperties: false,
  },
  read: (answer) =>
    typeof answer === 'object' && answer !== null && 'mood' in answer && typeof answer.mood === 'string'
      ? answer.mood
      : null,
})

const NO_ANSWER = { answer: undefined, later: false }
const NOT_PUT = { answer: undefined, later: true }

const nameOf = (tenantId: Id) =>
  store.read(
    tenantId,
    async (db) => (await db.selectFrom('tenant').select('name').executeTakeFirstOrThrow()).name,
  )

const costs: Record<ModelProvider, number> = {
  anthropic: (1_000 * 0.1 + 100 * 0.5) / 1e6,
  openai: (1_000 * 0.1 + 100 * 0.5) / 1e6,
  'openai-compatible': 0, // on this machine
}

for (const provider of ['anthropic', 'openai', 'openai-compatible'] as const) {
  describe(`a model of ${provider}`, () => {
    it('answers in the shape asked for, and the cost is written down', async () => {
      await using firm = await house(GOOD, { provider })
      assert.equal(await firm.ask(), 'calm')
      const [call, ...others] = await firm.calls()
      assert.equal(others.length, 0)
      assert.ok(call)
      assert.deepEqual(
        [call.provider, call.model, call.purpose, call.outcome, call.httpStatus],
        [provider, MODELS[provider], 'refine', 'ok', null],
      )
      assert.deepEqual([call.inputTokens, call.outputTokens], [1_000, 100])
      assert.deepEqual([call.costUsd, call.budgetedUsd], [costs[provider], costs[provider]])
      assert.deepEqual(call.at, firm.clock.now())
    })

    it('is sent the key, the shape, and the question as what it is', async () => {
      await using firm = await house(GOOD, { provider })
      await firm.ask()
      const [{ path, headers, body }] = firm.server.received as [(typeof firm.server.received)[0]]
      assert.equal(path, provider === 'anthropic' ? '/v1/messages' : '/v1/chat/completions')
      assert.equal(
        provider === 'anthropic' ? headers['x-api-key'] : headers.authorization,
        provider === 'anthropic' ? 'sk-for-tests' : 'Bearer sk-for-tests',
      )
      const user = body.messages.find((one: { role: string }) => one.role === 'user')
      assert.ok(JSON.stringify(user).includes(SECRET))
      assert.ok(JSON.stringify(body).includes('"mood"'))
      assert.equal(body.stream ?? false, false)
    })

    for (const [name, reply, outcome] of [
      ['words that are no JSON', { says: 'calm, I would say' }, 'bad_shape'],
      ['JSON of another shape', { says: { temper: 'calm' } }, 'bad_shape'],
      ['half an answer', { says: '{"mood": "ca', cut: true }, 'bad_shape'],
      ['a page in place of the protocol', { raw: '<html>It works!</html>' }, 'bad_shape'],
      ['a body that breaks off', { raw: '{"id": "msg_01", "con' }, 'bad_shape'],
      ['a refusal', { refuses: true }, 'refused'],
    ] satisfies [string, Reply, string][]) {
      it(`says nothing on ${name}`, async () => {
        await using firm = await house(reply, { provider })
        assert.equal(await firm.ask(), undefined)
        assert.deepEqual(
          (await firm.calls()).map((call) => call.outcome),
          [outcome],
        )
        assert.equal(firm.server.received.length, 1)
      })
    }

    it('may wrap its JSON as in a chat', async () => {
      await using firm = await house({ says: '```json\n{"mood":"calm"}\n```' }, { provider })
      assert.equal(await firm.ask(), 'calm')
    })

    it('is given up when it is slow', async () => {
      await using firm = await house({ ...GOOD, afterMs: 3_000 }, { provider, timeoutMs: 250 })
      const from = performance.now()
      assert.equal(await firm.ask(), undefined)
      assert.ok(performance.now() - from < 1_500)
      const [call] = await firm.calls()
      assert.equal(call?.outcome, 'timeout')
      assert.equal(call?.costUsd, null)
      assert.ok((call?.latencyMs ?? 0) >= 240)
    })

    it('is asked once more after 429, when it says', async () => {
      await using firm = await house([{ status: 429, headers: { 'retry-after': '1' } }, GOOD], { provider })
      const from = performance.now()
      assert.equal(await firm.ask(), 'calm')
      assert.ok(performance.now() - from >= 950)
      assert.deepEqual(
        (await firm.calls()).map((call) => [call.outcome, call.httpStatus, call.costUsd]),
        [
          ['ok', null, costs[provider]],
          ['rate_limited', 429, 0],
        ],
      )
    })

    it('is not waited for longer than there is time', async () => {
      await using firm = await house([{ status: 429, headers: { 'retry-after': '60' } }, GOOD], { provider })
      const from = performance.now()
      assert.equal(await firm.ask(), undefined)
      assert.ok(performance.now() - from < 2_000)
      assert.equal(firm.server.received.length, 1)
    })

    it('is asked once more after a 500, and no third time', async () => {
      await using firm = await house({ status: 500 }, { provider })
      assert.equal(await firm.ask(), undefined)
      assert.deepEqual(
        (await firm.calls()).map((call) => [call.outcome, call.httpStatus]),
        [
          ['error', 500],
          ['error', 500],
        ],
      )
    })

    it('is not asked again when the key is refused', async () => {
      await using firm = await house({ status: 401 }, { provider })
      assert.equal(await firm.ask(), undefined)
      assert.equal(firm.server.received.length, 1)
    })

    it('is not followed to another address', async () => {
      await using other = await startModelServer(() => GOOD)
      await using firm = await house(
        { status: 307, headers: { location: `${other.url}/messages` } },
        { provider },
      )
      assert.equal(await firm.ask(), undefined)
      assert.equal(other.received.length, 0)
    })
  })
}

describe('an older model of anthropic', () => {
  it('answers through a tool', async () => {
    await using firm = await house(GOOD, { model: 'claude-sonnet-4-0' })
    assert.equal(await firm.ask(), 'calm')
    assert.ok(firm.server.received[0]?.body.tools.length > 0)
  })
})

describe('a model of openai', () => {
  for (const [model, effort] of [
    ['gpt-6-luna', 'none'],
    ['gpt-5.4-mini', 'none'],
    ['gpt-5-mini', 'minimal'],
    ['gpt-4.1-mini', undefined],
  ])
    it(`${model} is told to think ${effort ?? 'as it likes'}`, async () => {
      await using firm = await house(GOOD, { provider: 'openai', model: model ?? '' })
      assert.equal(await firm.ask(), 'calm')
      assert.equal(firm.server.received[0]?.body.reasoning_effort, effort)
    })
})

describe('a model', () => {
  it('that is not there is no harm', async () => {
    await using firm = await house(GOOD, { baseUrl: 'http://127.0.0.1:1/v1' })
    assert.equal(await firm.ask(), undefined)
    const [call] = await firm.calls()
    assert.deepEqual([call?.outcome, call?.httpStatus, call?.costUsd], ['error', null, 0])
  })

  it('without a key is not opened, and nobody is called', async () => {
    await using server = await startModelServer(() => GOOD)
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    for (const provider of ['anthropic', 'openai'] as const) {
      const settings = {
        provider,
        model: MODELS[provider],
        baseUrl: server.url,
        apiKey: undefined,
        timeoutMs: 1_000,
        concurrentMax: 1,
        budgetUsdPerDay: 5,
        price: undefined,
      }
      assert.equal(openModel({ store, clock: fixedClock('2026-11-21'), log }, settings), undefined)
    }
    assert.equal(lines.filter((line) => line.includes('MODEL_API_KEY')).length, 2)
    assert.equal(server.received.length, 0)
  })

  it('of one’s own needs no key', async () => {
    await using firm = await house(GOOD, { provider: 'openai-compatible', apiKey: undefined })
    assert.equal(await firm.ask(), 'calm')
    assert.equal(firm.server.received[0]?.headers.authorization, undefined)
  })

  it('whose price nobody knows has no cost, and is budgeted as the dearest', async () => {
    await using firm = await house(GOOD, { model: 'claude-nova-9' })
    assert.equal(await firm.ask(), 'calm')
    const [call] = await firm.calls()
    assert.equal(call?.costUsd, null)
    assert.equal(call?.inputTokens, 1_000)
    assert.ok((call?.budgetedUsd ?? 0) >= (1_000 * 15 + 100 * 75) / 1e6 - 1e-9)
  })

  it('costs what the firm says it costs', async () => {
    const price = { inputUsd: 2, outputUsd: 10 }
    await using firm = await house(GOOD, { model: 'claude-nova-9', price })
    await firm.ask()
    assert.equal((await firm.calls())[0]?.costUsd, 0.003)
  })

  it('with a dated name has the price of its family', async () => {
    await using firm = await house(GOOD, { model: 'claude-haiku-4-5-20251001' })
    await firm.ask()
    assert.equal((await firm.calls())[0]?.costUsd, (1_000 * 1 + 100 * 5) / 1e6)
  })

  it('that tells no tokens has no cost, and is budgeted with the most it can have been', async () => {
    await using firm = await house({ ...GOOD, tokens: null }, { provider: 'openai' })
    assert.equal(await firm.ask(), 'calm')
    const [call] = await firm.calls()
    assert.deepEqual([call?.inputTokens, call?.costUsd], [null, null])
    assert.ok((call?.budgetedUsd ?? 0) > 0.001)
  })

  it('is left alone when the day’s budget is used up, until the next day; other firms have their own', async () => {
    const price = { inputUsd: 1_000, outputUsd: 1_000 } // 1.10 a question; at the most 4 and some
    await using firm = await house(GOOD, { price, budgetUsdPerDay: 7 })
    const answers = []
    for (let i = 0; i < 8; i++) answers.push(await firm.ask())
    const answered = answers.filter((one) => one === 'calm').length
    assert.deepEqual(answers.slice(answered), Array(8 - answered).fill('later'))
    assert.ok(answered >= 2 && answered <= 6, `${answered}`)
    const spent = (await firm.calls()).reduce((sum, call) => sum + (call.costUsd ?? 0), 0)
    assert.ok(spent <= 7)
    assert.equal(firm.lines.filter((line) => line.includes('used up')).length, 1)
    assert.equal(await firm.ask(await newFirm(store)), 'calm')
    firm.clock.advance(12 * 60 * 60_000)
    assert.equal(await firm.ask(), 'calm')
  })

  it('asked many things at once stays within the budget, and within its turns', async () => {
    const price = { inputUsd: 1_000, outputUsd: 1_000 }
    await using firm = await house({ ...GOOD, afterMs: 30 }, { price, budgetUsdPerDay: 12, concurrentMax: 3 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => firm.ask()))
    assert.deepEqual(new Set(answers), new Set(['calm', 'later']))
    const spent = (await firm.calls()).reduce((sum, call) => sum + (call.costUsd ?? 0), 0)
    assert.ok(spent > 0 && spent <= 12, `${spent}`)
    assert.ok(firm.server.atOnceMax() <= 3)
  })

  it('waits its turn', async () => {
    await using firm = await house({ ...GOOD, afterMs: 40 }, { concurrentMax: 2 })
    const answers = await Promise.all(Array.from({ length: 9 }, () => firm.ask()))
    assert.deepEqual(new Set(answers), new Set(['calm']))
    assert.equal(firm.server.atOnceMax(), 2)
  })

  it('that keeps failing is left alone, tried again after a pause, and back when it is well', async () => {
    let well = false
    await using firm = await house(() => (well ? GOOD : { status: 400 }))
    for (let i = 0; i < 9; i++) assert.equal(await firm.ask(), i < 5 ? undefined : 'later')
    assert.equal(firm.server.received.length, 5)
    firm.clock.advance(31_000)
    const trials = await Promise.all([firm.ask(), firm.ask(), firm.ask()])
    assert.deepEqual(trials, [undefined, 'later', 'later'])
    assert.equal(firm.server.received.length, 6)
    firm.clock.advance(31_000) // the second pause is twice as long
    assert.equal(await firm.ask(), 'later')
    assert.equal(firm.server.received.length, 6)
    firm.clock.advance(31_000)
    well = true
    assert.equal(await firm.ask(), 'calm')
    assert.equal(await firm.ask(), 'calm')
    assert.equal(firm.lines.filter((line) => line.includes('left alone')).length, 2)
  })

  it('that refuses one message is well', async () => {
    await using firm = await house({ refuses: true })
    for (let i = 0; i < 7; i++) await firm.ask()
    assert.equal(firm.server.received.length, 7)
  })

  it('is let go of at once when the program ends', async () => {
    await using firm = await house({ ...GOOD, afterMs: 4_000 })
    const asked = firm.ask()
    while (firm.server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const from = performance.now()
    await firm.model[Symbol.asyncDispose]()
    assert.equal(await asked, 'later')
    assert.ok(performance.now() - from < 1_000)
    assert.deepEqual(
      (await firm.calls()).map((call) => call.outcome),
      ['stopped'],
    )
    assert.equal(await firm.ask(), 'later')
    assert.equal(firm.server.received.length, 1)
  })

  it('leaves no word of a message in the log or the database, however it fails', async () => {
    for (const reply of [{ status: 500 }, { raw: SECRET }, { says: SECRET }, { status: 400, raw: SECRET }]) {
      await using firm = await house(reply)
      for (let i = 0; i < 6; i++) await firm.ask()
      const kept = firm.lines.join('') + JSON.stringify(await firm.calls())
      assert.ok(!kept.includes(SECRET) && !kept.includes('sk-for-tests'))
    }
  })

  it('writes what an answer is made into together with its cost, once, whatever the tries before came to', async () => {
    await using firm = await house((index) => (index === 0 ? { status: 500 } : GOOD))
    const made: unknown[] = []
    const told = await firm.model.ask({
      ...question(firm.tenantId),
      keep: async (answer) => {
        made.push(answer)
        return async (tx) => {
          await tx
            .updateTable('tenant')
            .set({ name: `In a ${answer} mood` })
            .execute()
        }
      },
    })
    assert.deepEqual(told, { answer: 'calm' })
    assert.deepEqual(made, ['calm'])
    assert.deepEqual(
      (await firm.calls()).map(({ outcome }) => outcome),
      ['error', 'ok'],
    )
    assert.equal(await nameOf(firm.tenantId), 'In a calm mood')
  })

  it('makes something of having no answer, but not of a question that was not put', async () => {
    await using firm = await house({ refuses: true }, { price: { inputUsd: 1_000, outputUsd: 1_000 } })
    const made: unknown[] = []
    const keep = async (answer: string | null) => {
      made.push(answer)
      return async () => {}
    }
    assert.deepEqual(await firm.model.ask({ ...question(firm.tenantId), keep }), NO_ANSWER)
    assert.deepEqual(made, [null])
    await firm.model[Symbol.asyncDispose]()
    assert.deepEqual(await firm.model.ask({ ...question(firm.tenantId), keep }), NOT_PUT)
    assert.deepEqual(made, [null])
  })

  it('whose answer cannot be kept was paid for all the same, and who asked hears why', async () => {
    await using firm = await house(GOOD)
    const before = await nameOf(firm.tenantId)
    const ends = [
      async () => {
        throw new Error('no draft')
      },
      async () => async (tx: Tx) => {
        await tx.updateTable('tenant').set({ name: 'Half' }).execute()
        throw new Error('no row')
      },
    ]
    for (const keep of ends)
      await assert.rejects(firm.model.ask({ ...question(firm.tenantId), keep }), /no (draft|row)/)
    assert.deepEqual(
      (await firm.calls()).map(({ outcome }) => outcome),
      ['ok', 'ok'],
    )
    assert.equal(await nameOf(firm.tenantId), before)
    assert.equal(await firm.ask(), 'calm')
  })

  it('never throws, not even when nothing can be written down', async () => {
    await using firm = await house(GOOD)
    assert.equal(await firm.ask('00000000-0000-7000-8000-000000000000'), undefined)
    assert.equal(await firm.ask(), 'calm')
  })

  it('asked inside a transaction says nothing rather than wait for ever', async () => {
    await using firm = await house(GOOD)
    assert.equal(await store.write(firm.tenantId, () => firm.ask()), undefined)
    assert.equal(await firm.ask(), 'calm')
  })
})
