import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fixedClock } from '../../src/base/clock.ts'
import { environment, startServer } from '../kit/app.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'
import { type ApiServer, claimForKen, ken, type ServerOptions, secondFirm, startApi } from './api-server.ts'

/** Counts made in memory are shared every second. */
const SHARED_MS = 1_500
const HOUR_MS = 60 * 60_000

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

/** On a server, which opens an empty database faster. */
const start = async (options: ServerOptions = {}) =>
  startApi({ databaseUrl: await postgres.database(), ...options })
/** As the reverse proxy on this machine tells where somebody comes from. */
const from = (address: string) => ({ 'x-forwarded-for': address })
const guess = (server: ApiServer, address: string, email = ken.email) =>
  server.ask('POST', '/api/sign-in', { headers: from(address), body: { email, password: 'guess' } })
const told = ({ headers }: { headers: Headers }) =>
  ['limit', 'remaining', 'reset'].map((field) => Number(headers.get(`ratelimit-${field}`) ?? Number.NaN))
/** How many of so many requests in turn are let through. */
async function admitted(requests: number, ask: () => Promise<{ status: number }>): Promise<number> {
  let through = 0
  for (let request = 0; request < requests; request++) if ((await ask()).status !== 429) through++
  return through
}

describe('requests from one address', () => {
  it('are limited, whatever they ask for, and told where they stand', async () => {
    const clock = fixedClock('2026-03-02T08:00:00Z')
    await using server = await start({ clock, settings: { requestsPerMinuteMax: 6 } })
    const asks = [
      () => server.ask('GET', '/api/health'),
      () => server.ask('GET', '/api/me'),
      () => server.ask('GET', '/api/me', { as: { authorization: 'Bearer plumb_guess' } }),
      () => server.ask('GET', '/api/nothing'),
      () => server.ask('GET', '/'),
      () =>
        server.ask('POST', '/api/sign-in', { body: '{', headers: { 'content-type': 'application/json' } }),
    ]
    for (const [index, ask] of asks.entries()) {
      const answer = await ask()
      assert.ok(answer.status < 429, answer.text)
      assert.deepEqual(told(answer), [6, 5 - index, 60 - index])
      assert.equal(answer.headers.get('retry-after'), null)
      clock.advance(1_000)
    }
    for (const ask of asks) {
      const refused = await ask()
      assert.equal(refused.status, 429)
      assert.deepEqual(told(refused), [6, 0, 54])
      assert.equal(refused.headers.get('retry-after'), '54')
      assert.deepEqual(refused.body, {
        error: {
          code: 'too_many_requests',
          message: 'There were too many requests from your address.',
          next: 'Wait 54 seconds.',
        },
      })
    }
    const elsewhere = await server.ask('GET', '/api/health', { headers: from('198.51.100.1') })
    assert.equal(elsewhere.status, 200)
    clock.advance(54_000)
    assert.deepEqual(told(await server.ask('GET', '/api/health')), [6, 5, 60])
  })

  it('are those of one IPv6 network of 64 bits, and of an IPv4 address in either notation', async () => {
    await using server = await start({ settings: { requestsPerMinuteMax: 100 } })
    const left = async (address: string) =>
      told(await server.ask('GET', '/api/health', { headers: from(address) }))[1]
    assert.equal(await left('2001:db8:1:2::1'), 99)
    assert.equal(await left('2001:DB8:1:2:ffff:ffff:ffff:ffff'), 98)
    assert.equal(await left('2001:db8:1:3::1'), 99)
    assert.equal(await left('2001:db8::2:0:0:0:1'), 99)
    assert.equal(await left('2001:db8::3:0:0:1'), 99)
    assert.equal(await left('198.51.100.1'), 99)
    assert.equal(await left('::ffff:198.51.100.1'), 98)
    assert.equal(await left('no address'), 99)
    assert.equal(await left('x'.repeat(5_000)), 98)
  })

  it('of the command line on the server are not limited', async () => {
    await using server = await start({ settings: { requestsPerMinuteMax: 3, signInsPerMinuteMax: 1 } })
    const { firmId } = await claimForKen(server)
    const as = { authorization: `Bearer ${server.access.operatorKey}` }
    const headers = { 'x-plumbline-firm': firmId }
    const through = await admitted(20, () => server.ask('GET', '/api/me', { as, headers }))
    assert.equal(through, 20)
    assert.equal((await server.ask('GET', '/api/me', { as, headers })).headers.get('ratelimit-limit'), null)
  })

  it('cost no write each: counts go to the database once a second', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const { pool } = server.store
    const { query } = pool
    const statements: string[] = []
    pool.query = ((statement: string, values?: unknown[]) => {
      statements.push(statement)
      return query.call(pool, statement, values as never, undefined as never)
    }) as never
    const startedMs = performance.now()
    for (let request = 0; request < 300; request++) await server.ask('GET', '/api/me', { as })
    await pause(SHARED_MS)
    const seconds = (performance.now() - startedMs) / 1000
    pool.query = query
    const written = statements.filter((statement) => /^\s*(insert|update|delete)/.test(statement))
    assert.ok(written.length >= 1 && written.length <= seconds + 2, `${written.length} in ${seconds} s`)
    assert.deepEqual(
      written.filter((statement) => !statement.includes('auth.rate_limit')),
      [],
    )
  })
})

describe('requests of a person or key', () => {
  it('are limited wherever they come from, and the tightest limit is the one told', async () => {
    await using server = await start({ settings: { requestsPerMinuteMax: 8 } })
    const { as } = await claimForKen(server)
    const other = await secondFirm(server)
    const me = (address: string, by = as) => server.ask('GET', '/api/me', { as: by, headers: from(address) })
    await me('198.51.100.1')
    assert.equal(told(await me('198.51.100.2'))[1], 5, 'that of the person; claiming asked once before')
    assert.equal(told(await server.ask('GET', '/api/health', { headers: from('198.51.100.2') }))[1], 6)
    let next = 10
    assert.equal(await admitted(10, () => me(`198.51.100.${next++}`)), 5)
    const refused = await me('198.51.100.99')
    assert.equal(refused.body.error.message, 'You have made too many requests.')
    assert.equal((await me('198.51.100.99', other.as)).status, 200)
  })

  it('hold a key to its own limit, in what it may not do as well', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const make = async (requestsPerMinuteMax?: number) => {
      const key = { name: 'books', scopes: ['customers.read'], requestsPerMinuteMax }
      const { body } = await server.ask('POST', '/api/keys', { as, body: key })
      return { authorization: `Bearer ${body.key}` }
    }
    const [slow, free] = [await make(3), await make()]
    const ask = (by: typeof slow, path = '/api/customers') => server.ask('GET', path, { as: by })
    assert.deepEqual(told(await ask(slow)).slice(0, 2), [3, 2])
    assert.equal((await ask(slow, '/api/keys')).status, 403)
    assert.deepEqual(told(await ask(slow)).slice(0, 2), [3, 0])
    const refused = await ask(slow)
    assert.equal(refused.status, 429)
    assert.equal(refused.body.error.message, 'This key has made too many requests.')
    assert.equal(told(await ask(free))[0], 100_000)
  })
})

describe('guesses at a password', () => {
  const settings = { signInsPerMinuteMax: 100, accountSignInsPerHourMax: 5 }

  it('are few an hour, over however many addresses, and the owner still gets in by a link', async () => {
    const clock = fixedClock('2026-03-02T08:00:00Z')
    await using server = await start({ clock, settings })
    await claimForKen(server)
    for (let i = 1; i <= 5; i++) assert.equal((await guess(server, `198.51.100.${i}`)).status, 401)
    const stopped = await guess(server, '198.51.100.6', 'KEN@Harbor.example')
    assert.equal(stopped.status, 429)
    assert.deepEqual(stopped.body.error, {
      code: 'too_many_requests',
      message: 'There were too many attempts to sign in with this e-mail address.',
      next: 'Wait 60 minutes, or use a sign-in link.',
    })
    assert.deepEqual([...told(stopped), stopped.headers.get('retry-after')], [5, 0, 3600, '3600'])
    const right = { email: ken.email, password: ken.password }
    const signIn = () => server.ask('POST', '/api/sign-in', { headers: from('203.0.113.9'), body: right })
    assert.equal((await signIn()).status, 429, 'also with the right password, or guessing would go on')

    const [owner] = await server.access.listPeople()
    const link = await server.access.signInLink(owner?.id ?? '')
    const byLink = await server.ask('POST', '/api/login-link', { body: { token: link.token } })
    assert.equal(byLink.status, 204, byLink.text)
    clock.advance(HOUR_MS)
    assert.equal((await signIn()).status, 204)
  })

  it('are answered alike whether there is such an account or not', async () => {
    const clock = fixedClock('2026-03-02T08:00:00Z')
    await using server = await start({ clock, settings })
    await claimForKen(server)
    const answers = async (email: string) => {
      const all = []
      for (let i = 1; i <= 7; i++) {
        const answer = await guess(server, `198.51.100.${i}`, email)
        all.push([answer.status, answer.text, ...told(answer)])
      }
      return all
    }
    const known = await answers(ken.email)
    clock.advance(60_000)
    assert.deepEqual(await answers('nobody@harbor.example'), known)
    const { rows } = await server.store.pool.query("select 1 from auth.rate_limit where subject ~ '@'")
    assert.equal(rows.length, 0, 'addresses that are tried are not kept')
  })

  it('count together by whatever way an account’s password is tried', async () => {
    await using server = await start({ settings })
    const { as } = await claimForKen(server)
    const other = await secondFirm(server)
    const invited = await server.ask('POST', '/api/invitations', {
      as: { authorization: `Bearer ${server.access.operatorKey}` },
      headers: { 'x-plumbline-firm': other.firmId },
      body: { email: ken.email, role: 'technician' },
    })
    const token = new URL(invited.body.url).hash.slice(1)
    const accept = () =>
      server.ask('POST', '/api/invitations/accept', { body: { token, name: 'Ken', password: 'guess' } })
    const change = () =>
      server.ask('PUT', '/api/me/password', { as, body: { current: 'guess', password: 'a long enough one' } })
    const endFactor = () => server.ask('DELETE', '/api/me/second-factor', { as, body: { password: 'guess' } })
    assert.equal((await accept()).status, 401)
    assert.equal((await endFactor()).status, 403)
    assert.equal((await change()).status, 403)
    assert.equal((await guess(server, '198.51.100.1')).status, 401)
    assert.equal((await accept()).status, 401)
    for (const attempt of [accept, change, endFactor, () => guess(server, '198.51.100.2')])
      assert.equal((await attempt()).status, 429)
  })
})

describe('several servers', () => {
  it('on one database share every limit, and that on secrets exactly', async () => {
    const databaseUrl = await postgres.database()
    const settings = { requestsPerMinuteMax: 100, signInsPerMinuteMax: 4 }
    const installation = { databaseUrl, masterKey: Buffer.alloc(32, 1), settings }
    await using one = await startApi(installation)
    await using other = await startApi(installation)
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, index) => guess(index % 2 === 0 ? one : other, '198.51.100.1')),
    )
    assert.equal(guesses.filter(({ status }) => status === 401).length, 4)
    assert.equal(guesses.filter(({ status }) => status === 429).length, 8)

    const health = (server: ApiServer) => () =>
      server.ask('GET', '/api/health', { headers: from('198.51.100.2') })
    assert.equal(await admitted(70, health(one)), 70)
    await pause(SHARED_MS)
    assert.equal(await admitted(1, health(other)), 1, 'which learns of the rest as it shares this one')
    await pause(2 * SHARED_MS)
    assert.equal(await admitted(60, health(other)), 29)
    await pause(2 * SHARED_MS)
    assert.equal(await admitted(10, health(one)), 0)
  })
})

describe('a killed server, on the embedded database,', () => {
  it('has forgotten nothing that was a second old, and no attempt at a secret', async () => {
    using folder = temporaryFolder()
    await prepareDataDir(folder.path)
    const env = environment({
      dataDir: folder.path,
      env: { RATE_LIMIT_PER_MINUTE: '20', SIGN_IN_LIMIT_PER_MINUTE: '3', SIGN_IN_LIMIT_PER_HOUR: '4' },
    })
    const health = (url: string) => () => fetch(`${url}/api/health`, { headers: from('198.51.100.1') })
    const signIn = (url: string, address: string) => () =>
      fetch(`${url}/api/sign-in`, {
        method: 'POST',
        headers: { ...from(address), 'content-type': 'application/json' },
        body: JSON.stringify({ email: ken.email, password: 'guess' }),
      })
    {
      await using server = await startServer({ env })
      assert.equal(await admitted(20, health(server.url)), 20)
      await pause(SHARED_MS)
      assert.equal(await admitted(3, signIn(server.url, '198.51.100.2')), 3)
      server.child.kill('SIGKILL')
    }
    await using server = await startServer({ env })
    assert.equal(await admitted(2, signIn(server.url, '198.51.100.2')), 0)
    assert.equal(await admitted(3, signIn(server.url, '198.51.100.3')), 0, 'the account was tried four times')
    assert.equal(await admitted(5, health(server.url)), 0)
  })
})
