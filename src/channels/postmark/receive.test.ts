import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Keeper, newKeeper } from '../../../test/kit/keeper.ts'
import {
  inboundJson,
  type PostmarkFault,
  type PostmarkMethod,
  type PostmarkServer,
  startPostmarkServer,
} from '../../../test/kit/postmark-server.ts'
import { virtualTime } from '../../../test/kit/waiting.ts'
import { WireError } from '../wire.ts'
import type { PostmarkConfig } from './config.ts'
import { openPostmark } from './postmark.ts'
import { readPostmarkCall } from './read-call.ts'
import { retryPostmark } from './send-postmark.ts'
import { postmarkToMail } from './to-mail.ts'

/** What does not listen holds on until the line falls silent for it, which takes many times this. */
const AT_ONCE_MS_MAX = 1_000
type Time = ReturnType<typeof virtualTime>

/** `ours`: a clock of our own beside Postmark's. */
async function harbor(config: Partial<PostmarkConfig> = {}, ours?: Time) {
  const time = virtualTime()
  const postmark = await startPostmarkServer(time)
  const { baseUrl, serverToken } = postmark
  const settings = { baseUrl, serverToken, ...config }
  const wire = openPostmark(settings, { waiting: ours ?? time })
  return { time, postmark, settings, wire, [Symbol.asyncDispose]: () => postmark[Symbol.asyncDispose]() }
}

const HOUR_MS = 3_600_000
const put = (
  postmark: PostmarkServer,
  from: number,
  count: number,
  more: Parameters<PostmarkServer['put']>[1] = {},
) => Array.from({ length: count }, (_, index) => postmark.put(inboundJson(from + index), more))
const putHourly = (postmark: PostmarkServer, count: number, newest: Date) =>
  Array.from({ length: count }, (_, index) =>
    postmark.put(inboundJson(1_000 + index), {
      at: new Date(newest.getTime() - (count - index) * HOUR_MS).toISOString(),
    }),
  )

suite('mail that Postmark took in', () => {
  test('is all handed over the first time, oldest first, also what its webhook failed to bring', async () => {
    await using here = await harbor({ batchMails: 20 })
    const { postmark, wire, time } = here
    const ids = putHourly(postmark, 60, time.clock.now())
    const failed = postmark.put(inboundJson(5), { status: 'failed', at: '2026-03-02T14:59:00Z' })
    postmark.put(inboundJson(6), { status: 'blocked' })
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [...ids, failed])
    for (const { items, setAside, listed } of keeper.batches) {
      assert.equal(items.length + setAside.length, listed)
      assert.ok(items.length <= 20)
    }
    const { bytes, details, path } = keeper.items.get(failed) ?? {}
    assert.equal(path, failed)
    assert.equal(details?.role, 'inbox')
    assert.match(postmarkToMail(JSON.parse(`${bytes}`)).toString(), /^Subject: The boiler, again \(5\)\r$/m)
    assert.deepEqual(await wire.addresses(), ['451d9b70cf9364d23ff6f9d51d870251569e@inbound.postmarkapp.com'])
    assert.equal(wire.watch, undefined)
  })

  test('has the same id by the webhook and by asking', async () => {
    await using here = await harbor()
    const { postmark, wire } = here
    const json = inboundJson(1, { RawEmail: 'From: rosa@alvarez.example\r\n\r\nHello\r\n' })
    postmark.put(json)
    const keeper = newKeeper()
    await keeper.run(wire)
    const call = readPostmarkCall({ 'content-type': 'application/json' }, Buffer.from(JSON.stringify(json)))
    assert.ok(call.kind === 'inbound' && keeper.items.has(call.item.externalId))
  })

  test('is asked for anew only where it came in lately, and not fetched twice', async () => {
    await using here = await harbor()
    const { postmark, wire, time } = here
    const keeper = newKeeper()
    let number = 1
    for (let hour = 0; hour < 24 * 6; hour += 4) {
      put(postmark, number++, 1)
      time.clock.advance(4 * HOUR_MS + 420_000)
      await keeper.run(wire)
    }
    assert.equal(keeper.items.size, 36)
    assert.equal(keeper.repeats, 0)
    assert.equal(postmark.counts.details, 36)
    const { fromMs, seen } = keeper.cursor as { fromMs: number; seen: string[] }
    assert.ok(time.clock.now().getTime() - fromMs <= 60 * HOUR_MS)
    assert.ok(seen.length <= 16, `${seen.length}`) // of the last days only
    const before = postmark.counts.inbound
    await keeper.run(wire)
    assert.ok(postmark.counts.inbound - before <= 3)
  })

  test('that its webhook gave up hours after it came in is found', async () => {
    await using here = await harbor()
    const { postmark, wire, time } = here
    const keeper = newKeeper()
    await keeper.run(wire)
    const late = postmark.put(inboundJson(1), { status: 'queued' })
    for (let hour = 0; hour < 11; hour++) {
      time.clock.advance(HOUR_MS)
      await keeper.run(wire)
    }
    assert.equal(keeper.items.size, 0) // Postmark still tries
    postmark.setStatus(late, 'failed')
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [late])
  })

  test('in thousands is listed in stretches, none left out', async () => {
    await using here = await harbor({ batchMails: 500, parallel: 16 })
    const { postmark, wire, time } = here
    const ids = putHourly(postmark, 2_300, time.clock.now())
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.deepEqual(new Set(keeper.items.keys()), new Set(ids))
    assert.deepEqual([...keeper.items.keys()], ids) // oldest first
    assert.ok(keeper.repeats <= 4) // at the seams
    assert.ok((keeper.cursor as { seen: string[] }).seen.length < 200)
  })

  test('that came without the bytes of its files says so, and is asked for with them where the webhook had failed', async () => {
    await using here = await harbor()
    const { postmark, wire, settings, time } = here
    const files = [{ Name: 'leak.jpg', ContentType: 'image/jpeg', ContentLength: 4, Content: 'SlBFRw==' }]
    const id = postmark.put(inboundJson(1, { Attachments: files }), { status: 'failed' })
    postmark.put(inboundJson(2, { Attachments: files }))
    postmark.put(inboundJson(3), { status: 'failed' })
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.equal(keeper.items.get(id)?.details?.filesMissing, '1')
    assert.deepEqual(postmark.retried, [id])
    await retryPostmark(settings, id, { signal: new AbortController().signal, waiting: time })
    assert.deepEqual(postmark.retried, [id, id])
  })

  test('that its webhook brought is not fetched; what came in after it and is not here is a gap', async () => {
    await using here = await harbor()
    const { postmark, wire, time } = here
    const keeper = newKeeper()
    const brought = new Set<string>()
    const isHere = async (ids: readonly string[]) => new Set(ids.filter((id) => brought.has(id)))
    const run = () => keeper.run(wire, { isHere })
    const comesIn = (number: number, status: 'processed' | 'failed' = 'processed') => {
      time.clock.advance(60_000)
      return postmark.put(inboundJson(number), { status })
    }
    comesIn(1) // before the webhook was set
    await run()
    comesIn(2)
    await run()
    assert.deepEqual(keeper.incidents, [])
    brought.add(comesIn(3))
    postmark.counts.details = 0
    await run()
    assert.deepEqual([keeper.items.size, postmark.counts.details], [2, 0])
    const missed = [comesIn(4), comesIn(5, 'failed')]
    brought.add(comesIn(6))
    await run()
    assert.deepEqual([...keeper.items.keys()].slice(2), missed)
    assert.deepEqual(keeper.incidents, [{ kind: 'gap_found', details: { missed: 2 } }])
    await run()
    assert.deepEqual([keeper.incidents.length, postmark.counts.details], [1, 2])
  })

  test('that is gone, too large, or no mail is left out or set aside', async () => {
    await using here = await harbor({ mailBytesMax: 4_000 })
    const { postmark, wire } = here
    const [gone = '', good] = put(postmark, 1, 2)
    postmark.put(inboundJson(3, { TextBody: 'Drip. '.repeat(1_000) }))
    postmark.put({ MessageID: '73e6d360-66eb-11e1-8e72-0000000000ff' })
    postmark.fault = (method) => {
      if (method === 'details') postmark.forget(gone)
      return undefined
    }
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [good])
    assert.deepEqual(keeper.batches.flatMap(({ setAside }) => setAside.map(({ code }) => code)).sort(), [
      'mail_too_large',
      'not_a_mail',
    ])
    assert.equal(
      keeper.batches.reduce((all, { listed }) => all + (listed ?? 0), 0),
      3,
    )
  })

  test('whose cursor cannot be read, or is of the future, is listed again', async () => {
    for (const cursor of [{ fromMs: 'x' }, { fromMs: Date.parse('2030-01-01T00:00:00Z'), seen: [] }]) {
      await using here = await harbor()
      const { postmark, wire } = here
      put(postmark, 1, 2)
      const keeper = newKeeper()
      keeper.cursor = cursor
      await keeper.run(wire)
      assert.equal(keeper.items.size, 2)
      assert.deepEqual(keeper.incidents, [{ kind: 'cursor_expired', details: { why: 'unreadable' } }])
    }
  })
})

/** One request in `each`, of the methods named; the same ones in every run of the test. */
const some =
  (fault: PostmarkFault, each: number, methods: PostmarkMethod[] = ['inbound', 'details']) =>
  (method: PostmarkMethod, nth: number) =>
    methods.includes(method) && (nth * 31 + 7) % each === 0 ? fault : undefined

const DAY_MS = 24 * HOUR_MS

/** What goes wrong, while 60 mails are asked for and 40 more come in between. */
const table: {
  name: string
  fault?: PostmarkServer['fault']
  /** After each batch, to our own clock. */
  jumpMs?: number
}[] = [
  { name: '429 with Retry-After', fault: some({ status: 429, errorCode: 429, retryAfter: '3' }, 4) },
  { name: '500', fault: some({ status: 500 }, 3) },
  { name: '503, maintenance', fault: some({ status: 503, errorCode: 100 }, 3) },
  { name: 'connection cut in the answer', fault: some('cut', 3) },
  { name: 'no answer', fault: some('silent', 23) },
  { name: 'a hotel’s page in between', fault: some('garbage', 4) },
  { name: 'all of it down for a while', fault: (_, nth) => (nth % 30 > 18 ? { status: 503 } : undefined) },
  { name: 'clock a day ahead', jumpMs: DAY_MS },
  { name: 'clock a day back', jumpMs: -DAY_MS },
]

suite('Postmark out of order', () => {
  for (const { name, fault = () => undefined, jumpMs = 0 } of table)
    test(`${name}: lost 0, doubled 0`, async (t) => {
      const ours = virtualTime()
      await using here = await harbor({ batchMails: 10, timeoutMs: name === 'no answer' ? 60 : 5_000 }, ours)
      const { postmark, wire, time } = here
      const ids = putHourly(postmark, 60, time.clock.now())
      postmark.fault = fault
      const keeper = newKeeper()
      let more = 0
      const each = () => {
        ours.clock.advance(jumpMs)
        time.clock.advance(60_000)
        for (let count = 0; count < 4 && more < 40; count++) ids.push(...put(postmark, 1 + more++, 1))
      }
      while (more < 40) {
        await keeper.runThrough(wire, { each, triesMax: 60 })
        each()
      }
      time.clock.advance(60_000)
      await keeper.runThrough(wire, { triesMax: 60 })
      const lost = ids.filter((id) => !keeper.items.has(id)).length
      t.diagnostic(`runs broken off: ${keeper.faults.length}, handed over again: ${keeper.repeats}`)
      assert.deepEqual({ lost, doubled: countDoubled(keeper) }, { lost: 0, doubled: 0 })
      for (const { items, setAside, listed } of keeper.batches)
        assert.equal(items.length + setAside.length, listed)
    })

  test('is told of at once when it does not know the token, and not asked again', async () => {
    await using here = await harbor({ serverToken: 'revoked' })
    const { postmark, wire, time } = here
    await assert.rejects(newKeeper().run(wire), (error) => {
      assert.ok(error instanceof WireError && error.fault === 'credentials_refused')
      assert.doesNotMatch(error.message, /revoked|harbor/)
      return true
    })
    assert.equal(postmark.counts.inbound, 1)
    assert.deepEqual(time.waits, [])
  })

  test('at one mail only does not stand in the way of all others for ever', async () => {
    await using here = await harbor()
    const { postmark, wire } = here
    const [, bad = '', ...others] = put(postmark, 1, 6)
    postmark.fault = (method, _, path) =>
      method === 'details' && path.includes(bad) ? { status: 500 } : undefined
    const keeper = newKeeper()
    await keeper.runThrough(wire)
    assert.equal(keeper.faults.length, 2)
    assert.equal(keeper.items.size, others.length + 1)
    assert.deepEqual(
      keeper.batches.flatMap(({ setAside }) => setAside.map(({ path, code }) => [path, code])),
      [[bad, 'not_a_mail']],
    )
  })

  test('of a server that goes away in the midst of a batch is handed over as far as it came', async () => {
    await using here = await harbor()
    const { postmark, wire } = here
    put(postmark, 1, 25)
    postmark.fault = (method, nth) => (method === 'details' && nth >= 17 ? { status: 500 } : undefined)
    const keeper = newKeeper()
    await assert.rejects(keeper.run(wire), { fault: 'busy' })
    assert.equal(keeper.items.size, 17)
    postmark.fault = () => undefined
    postmark.counts.details = 0
    await keeper.run(wire)
    assert.deepEqual([keeper.items.size, keeper.repeats, postmark.counts.details], [25, 0, 8])
  })

  test('is let go of at once when a run is to end', async () => {
    await using here = await harbor()
    const { postmark, wire } = here
    put(postmark, 1, 5)
    postmark.fault = (method) => (method === 'details' ? 'silent' : undefined)
    const controller = new AbortController()
    const outcome = assert.rejects(newKeeper().run(wire, { signal: controller.signal }), /end of shift/)
    await pause(100)
    const beganMs = performance.now()
    controller.abort(new Error('end of shift'))
    await outcome
    assert.ok(performance.now() - beganMs < AT_ONCE_MS_MAX)
  })
})

/** Mails that were kept twice: under two ids, though what they say differs from mail to mail. */
function countDoubled({ items }: Keeper): number {
  return items.size - new Set([...items.values()].map(({ bytes }) => JSON.parse(`${bytes}`).Subject)).size
}
