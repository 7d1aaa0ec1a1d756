import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type GmailFault,
  type GmailMethod,
  type GmailServer,
  startGmailServer,
} from '../../../test/kit/gmail-server.ts'
import { type Keeper, newKeeper } from '../../../test/kit/keeper.ts'
import { mailOf, mailsOf } from '../../../test/kit/mails.ts'
import { virtualTime } from '../../../test/kit/waiting.ts'
import { WireError } from '../wire.ts'
import type { GmailConfig } from './config.ts'
import { openGmail } from './gmail.ts'
import { gmailTokens } from './oauth.ts'

/** What does not listen holds on until the line falls silent for it, which takes many times this. */
const AT_ONCE_MS_MAX = 1_000
type Time = ReturnType<typeof virtualTime>

async function harbor(config: GmailConfig = {}, more: Partial<Time> = {}) {
  const time = { ...virtualTime(), ...more }
  const google = await startGmailServer(time)
  let refreshToken = google.refreshToken
  const tokens = gmailTokens(google.client, { refreshToken: async () => refreshToken, clock: time.clock })
  const wire = openGmail({ baseUrl: google.baseUrl, batchMails: 10, ...config }, { tokens, waiting: time })
  return {
    time,
    google,
    wire,
    consentAnew: (token: string) => {
      refreshToken = token
    },
    [Symbol.asyncDispose]: () => google[Symbol.asyncDispose](),
  }
}

/** One request in `each`, of the methods named; the same ones in every run of the test. */
const some =
  (
    fault: GmailFault,
    each: number,
    methods: GmailMethod[] = ['list', 'get', 'history', 'profile', 'token'],
  ) =>
  (method: GmailMethod, nth: number) =>
    methods.includes(method) && (nth * 31 + 7) % each === 0 ? fault : undefined

const DAY_MS = 86_400_000

/** What goes wrong, while a mailbox of 60 mails is read for the first time and 40 more come in between. */
const table: {
  name: string
  fault?: GmailServer['fault']
  isMessy?: boolean
  /** After each batch. */
  between?: (google: GmailServer, time: Time) => void
}[] = [
  {
    name: '429 with Retry-After',
    fault: some({ status: 429, reason: 'rateLimitExceeded', retryAfter: '3' }, 4),
  },
  { name: '403 for too many', fault: some({ status: 403, reason: 'userRateLimitExceeded' }, 4) },
  { name: '500', fault: some({ status: 500 }, 3) },
  { name: '503', fault: some({ status: 503 }, 3) },
  { name: 'connection cut in the answer', fault: some('cut', 3) },
  { name: 'no answer', fault: some('silent', 23, ['list', 'get', 'history']) },
  { name: 'a hotel’s page in between', fault: some('garbage', 4, ['list', 'get', 'history', 'profile']) },
  {
    name: 'all of it down for a while',
    fault: (_, nth) => (nth % 40 > 25 ? { status: 503 } : undefined),
  },
  { name: 'access token ended', between: (google) => google.expireTokens() },
  {
    name: 'history forgotten',
    between: (google) => {
      if (google.counts.list > 4 && google.counts.profile < 4) google.forgetHistory()
    },
  },
  { name: 'pages in disorder, doubled, empty', isMessy: true },
  { name: 'clock a day ahead', between: (_, time) => time.clock.advance(DAY_MS) },
  { name: 'clock a day back', between: (_, time) => time.clock.advance(-DAY_MS) },
]

suite('Gmail out of order', () => {
  for (const { name, fault = () => undefined, isMessy = false, between } of table)
    test(`${name}: lost 0, doubled 0`, async (t) => {
      await using here = await harbor({ timeoutMs: name === 'no answer' ? 60 : 5_000 })
      const { google, time, wire } = here
      const ids = mailsOf(60).map((mail) => google.put(mail))
      Object.assign(google, { fault, isMessy, historyPage: isMessy ? 6 : 500 })
      const keeper = newKeeper()
      let more = 0
      const each = () => {
        between?.(google, time)
        for (let count = 0; count < 4 && more < 40; count++) ids.push(google.put(mailOf(100 + more++)))
      }
      while (more < 40) {
        await keeper.runThrough(wire, { each, triesMax: 60 })
        each()
      }
      await keeper.runThrough(wire, { triesMax: 60 })
      const lost = ids.filter((id) => !keeper.items.has(id)).length
      const doubled = countDoubled(keeper)
      t.diagnostic(`runs broken off: ${keeper.faults.length}, handed over again: ${keeper.repeats}`)
      assert.deepEqual({ lost, doubled }, { lost: 0, doubled: 0 })
      if (name === 'history forgotten')
        assert.equal(keeper.incidents.filter(({ kind }) => kind === 'cursor_expired').length, 3)
      for (const { items, setAside, listed } of keeper.batches)
        assert.equal(items.length + setAside.length, listed)
    })

  test('is tried six times, ever later, and then left in peace', async () => {
    await using here = await harbor({}, { chance: () => 1 })
    const { google, time, wire } = here
    google.fault = (method) => (method === 'profile' ? { status: 500 } : undefined)
    await assert.rejects(newKeeper().run(wire), { name: 'WireError', fault: 'busy' })
    assert.equal(google.counts.profile, 6)
    assert.deepEqual(time.waits, [1_000, 2_000, 4_000, 8_000, 16_000])
  })

  test('is asked no sooner than it says, and not waited for when it says long', async () => {
    await using here = await harbor({}, { chance: () => 0 })
    const { google, time, wire } = here
    google.fault = (method, nth) =>
      method === 'profile' && nth === 0 ? { status: 429, retryAfter: '40' } : undefined
    await newKeeper().run(wire)
    assert.ok(Math.max(...time.waits) >= 40_000)
    const inTwentyMinutes = new Date(time.clock.now().getTime() + 1_200_000).toISOString()
    for (const [fault, ms] of [
      [{ status: 429, retryAfter: '900' }, 900_000],
      [{ status: 429, message: `User-rate limit exceeded.  Retry after ${inTwentyMinutes}` }, 1_200_000],
    ] as const) {
      google.fault = () => fault
      time.waits.length = 0
      await assert.rejects(newKeeper().run(wire), (error) => {
        assert.ok(error instanceof WireError && error.fault === 'busy')
        assert.ok(Math.abs((error.retryAfterMs ?? 0) - ms) < 1_000)
        return true
      })
      assert.ok(Math.max(0, ...time.waits) < 1_000) // the pace's alone
    }
  })

  test('whose consent was taken back is told at once, and goes on after a new one', async () => {
    await using here = await harbor()
    const { google, wire, consentAnew } = here
    const ids = mailsOf(30).map((mail) => google.put(mail))
    const keeper = newKeeper()
    const revoke = () => google.revoke()
    await assert.rejects(keeper.run(wire, { each: revoke }), { fault: 'credentials_refused' })
    assert.ok(keeper.items.size > 0 && keeper.items.size < 30)
    const before = google.counts.token
    await assert.rejects(keeper.run(wire), { fault: 'credentials_refused' })
    assert.ok(google.counts.token <= before + 2) // it is not asked over and over
    consentAnew(google.consent())
    await keeper.run(wire)
    assert.deepEqual(new Set(keeper.items.keys()), new Set(ids))
    assert.equal(keeper.repeats, 0)
  })

  test('that does not let this be read is no question of waiting', async () => {
    await using here = await harbor()
    const { google, wire, time } = here
    for (const [fault, expected] of [
      [{ status: 403, reason: 'insufficientPermissions' }, 'credentials_refused'],
      [{ status: 403, reason: 'dailyLimitExceeded' }, 'busy'],
      [{ status: 400, reason: 'failedPrecondition' }, 'not_found'],
    ] as const) {
      google.fault = (method) => (method === 'profile' ? fault : undefined)
      await assert.rejects(newKeeper().run(wire), (error) => {
        assert.ok(error instanceof WireError)
        assert.equal(error.fault, expected)
        assert.doesNotMatch(error.message, /harbor|Alvarez/)
        return true
      })
    }
    assert.deepEqual(time.waits, [])
  })

  test('at one mail only does not stand in the way of all others for ever', async () => {
    await using here = await harbor()
    const { google, wire } = here
    const ids = mailsOf(25).map((mail) => google.put(mail))
    const bad = ids[12] ?? ''
    google.fault = (method, _, path) => (method === 'get' && path.endsWith(bad) ? { status: 500 } : undefined)
    const keeper = newKeeper()
    await keeper.runThrough(wire)
    assert.deepEqual(
      keeper.faults.map(({ fault }) => fault),
      ['busy', 'busy'],
    )
    assert.equal(keeper.items.size, 24)
    assert.deepEqual(
      keeper.batches.flatMap(({ setAside }) => setAside),
      [
        {
          path: bad,
          code: 'not_a_mail',
          reason: 'Gmail lists the mail, and does not hand it over.',
          records: 1,
        },
      ],
    )
  })

  test('that goes away in the midst of a batch has handed over what came before', async () => {
    await using here = await harbor()
    const { google, wire } = here
    for (const mail of mailsOf(25)) google.put(mail)
    google.fault = (method, nth) => (method === 'get' && nth >= 17 ? { status: 500 } : undefined)
    const keeper = newKeeper()
    await assert.rejects(keeper.run(wire), { fault: 'busy' })
    assert.equal(keeper.items.size, 17)
    google.fault = () => undefined
    google.counts.get = 0
    await keeper.run(wire)
    assert.deepEqual([keeper.items.size, keeper.repeats, google.counts.get], [25, 0, 8])
  })

  test('with a quota finds its pace: few refusals, nothing lost', async (t) => {
    await using here = await harbor({ batchMails: 100 })
    const { google, wire, time } = here
    google.quota = 6_000
    const ids = mailsOf(3_000).map((mail) => google.put(mail)) // 15,000 units and more
    const keeper = newKeeper()
    const beganMs = time.clock.now().getTime()
    await keeper.runThrough(wire)
    const minutes = (time.clock.now().getTime() - beganMs) / 60_000
    t.diagnostic(
      `3,000 mails in ${minutes.toFixed(1)} minutes of a quota for 2.5, ${google.refused} refusals`,
    )
    assert.equal(keeper.items.size, ids.length)
    assert.equal(keeper.faults.length, 0)
    assert.ok(google.refused < 150, `${google.refused}`)
    assert.ok(minutes < 5, `${minutes}`)
  })

  test('is let go of at once when a run is to end', async () => {
    await using here = await harbor({}, { wait: virtualTime().wait })
    const { google, wire } = here
    mailsOf(50).map((mail) => google.put(mail))
    google.fault = (method) => (method === 'get' ? 'silent' : undefined)
    const controller = new AbortController()
    const outcome = assert.rejects(newKeeper().run(wire, { signal: controller.signal }), /end of shift/)
    await pause(100)
    const beganMs = performance.now()
    controller.abort(new Error('end of shift'))
    await outcome
    assert.ok(performance.now() - beganMs < AT_ONCE_MS_MAX)
  })
})

/** Mails that were kept twice: under two ids, though their bytes, which differ from mail to mail, are the same. */
function countDoubled({ items }: Keeper): number {
  return items.size - new Set([...items.values()].map(({ bytes }) => `${bytes}`)).size
}
