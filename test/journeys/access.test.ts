import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, claimForKen, ken, type ServerOptions, secondFirm, startApi } from './api-server.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

const databases = {
  'the embedded database': async () => startApi(),
  'a PostgreSQL server': async () => startApi({ databaseUrl: await postgres.database() }),
  'a PostgreSQL server as an ordinary user': async () =>
    startApi({ databaseUrl: await postgres.ordinaryDatabase() }),
}

/** On a server, which opens an empty database faster. */
const start = async (options: ServerOptions = {}) =>
  startApi({ databaseUrl: await postgres.database(), ...options })

for (const [name, open] of Object.entries(databases)) {
  describe(`the first owner, on ${name}`, () => {
    let server: ApiServer
    before(async () => {
      server = await open()
    })
    after(() => server[Symbol.asyncDispose]())

    it('takes over by the newest link, once, and is signed in', async () => {
      assert.deepEqual((await server.ask('GET', '/api/setup')).body, { claimed: false, mail: false })
      const first = await server.access.setupLink()
      const second = await server.access.setupLink()
      assert.match(second?.url ?? '', /\/#claim=[\w-]{43}$/)
      const claim = (token: string | undefined, more = {}) =>
        server.ask('POST', '/api/setup/claim', { body: { token, ...ken, ...more } })

      const voided = await claim(first?.token)
      assert.equal(voided.status, 403)
      assert.equal(voided.body.error.code, 'setup_link_invalid')
      assert.equal((await claim('a guess')).body.error.code, 'setup_link_invalid')
      assert.equal(
        (await claim(second?.token, { timeZone: 'Mars/Olympus' })).body.error.code,
        'unknown_time_zone',
      )

      // Two at once: exactly one wins, and the other leaves nothing behind.
      const both = await Promise.all([
        claim(second?.token, { email: 'ken@harbor.example' }),
        claim(second?.token, { email: 'kim@elsewhere.example', firmName: 'Elsewhere' }),
      ])
      assert.deepEqual(both.map(({ status }) => status).sort(), [204, 403])
      assert.equal((await server.access.listFirms()).length, 1)
      assert.equal((await claim(second?.token)).status, 403)
      assert.equal(await server.access.setupLink(), null)
      assert.deepEqual((await server.ask('GET', '/api/setup')).body, { claimed: true, mail: false })

      const winner = both.find(({ status }) => status === 204)
      const cookie = winner?.headers.getSetCookie()[0] ?? ''
      assert.match(cookie, /^plumbline\.session_token=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
      const me = await server.ask('GET', '/api/me', { as: { cookie: winner?.cookie ?? '' } })
      assert.equal(me.status, 200)
      assert.equal(me.body.person.name, 'Ken Alvarez')
    })

    it('signs in by password, and out again', async () => {
      const { rows } = await server.store.pool.query('select email from auth."user"')
      const { email } = rows[0]
      const signIn = (body: object) => server.ask('POST', '/api/sign-in', { body })
      for (const wrong of [
        { email, password: 'a wrench in the work' },
        { email: 'nobody@harbor.example', password: ken.password },
      ]) {
        const refused = await signIn(wrong)
        assert.equal(refused.status, 401)
        assert.equal(refused.body.error.code, 'wrong_credentials')
        assert.equal(refused.cookie, undefined)
      }
      const signedIn = await signIn({ email: email.toUpperCase(), password: ken.password })
      assert.equal(signedIn.status, 204)
      const as = { cookie: signedIn.cookie ?? '' }
      assert.equal((await server.ask('GET', '/api/me', { as })).status, 200)
      const signedOut = await server.ask('POST', '/api/sign-out', { as })
      assert.equal(signedOut.cookie, 'plumbline.session_token=')
      assert.equal((await server.ask('GET', '/api/me', { as })).status, 401)
    })

    it('makes a key that works, is shown once, and does not work once revoked', async () => {
      const { body: firm } = await server.ask('GET', '/api/firms', {
        as: { authorization: `Bearer ${server.access.operatorKey}` },
      })
      const firmId = firm.items[0].id
      const operator = { authorization: `Bearer ${server.access.operatorKey}` }
      const made = await server.ask('POST', '/api/keys', {
        as: operator,
        body: { name: 'Booking site', scopes: ['customers.read'], expiresInDays: 30 },
      })
      assert.equal(made.status, 201)
      const as = { authorization: `Bearer ${made.body.key}` }
      const me = await server.ask('GET', '/api/me', { as })
      assert.equal(me.body.person, null)
      assert.equal(me.body.firm.id, firmId)
      assert.equal(
        (await server.ask('GET', '/api/me', { headers: { 'x-api-key': made.body.key } })).status,
        200,
      )
      assert.equal(
        (await server.ask('POST', '/api/keys', { as, body: { name: 'x', scopes: ['customers.read'] } }))
          .status,
        403,
      )

      const list = await server.ask('GET', '/api/keys', { as: operator })
      assert.equal(list.body.items[0].name, 'Booking site')
      assert.ok(list.body.items[0].lastUsedAt)
      assert.ok(!list.text.includes(made.body.key))
      const { rows } = await server.store.pool.query('select key from auth.apikey')
      assert.ok(!rows.some(({ key }) => made.body.key.includes(key)))

      assert.equal((await server.ask('DELETE', `/api/keys/${made.body.id}`, { as: operator })).status, 204)
      assert.equal((await server.ask('GET', '/api/me', { as })).status, 401)
      assert.equal((await server.ask('DELETE', `/api/keys/${made.body.id}`, { as: operator })).status, 404)
    })
  })
}

describe('access', () => {
  it('signs in by a link once, within a day', async () => {
    const clock = fixedClock('2026-03-02T08:00:00Z')
    await using server = await start({ clock })
    const { ownerId } = await server.access.makeFirm(
      { name: 'Millrace', region: 'US', timeZone: 'America/Chicago', sample: true },
      { name: 'Denise', email: 'denise@millrace.example' },
    )
    const use = (token: string) => server.ask('POST', '/api/login-link', { body: { token } })
    const link = await server.access.signInLink(ownerId ?? '')
    assert.match(link.url, /\/login#[\w-]{43}$/)
    const used = await use(link.token)
    assert.equal(used.status, 204)
    const me = await server.ask('GET', '/api/me', { as: { cookie: used.cookie ?? '' } })
    assert.equal(me.body.person.name, 'Denise')
    assert.equal((await use(link.token)).body.error.code, 'sign_in_link_invalid')
    const cutInPasting = link.token.slice(0, 12)
    assert.equal((await use(cutInPasting)).body.error.code, 'sign_in_link_invalid')

    const late = await server.access.signInLink(ownerId ?? '')
    clock.advance(25 * 60 * 60 * 1000)
    assert.equal((await use(late.token)).status, 403)
  })

  it('ends a key on its day, and a session whose person has left the firm', async () => {
    const clock = fixedClock('2026-03-02T08:00:00Z')
    await using server = await start({ clock })
    const { as, firmId } = await claimForKen(server)
    const made = await server.ask('POST', '/api/keys', {
      as,
      body: { name: 'Trial', expiresInDays: 1, scopes: ['customers.read'] },
    })
    const key = { authorization: `Bearer ${made.body.key}` }
    assert.equal((await server.ask('GET', '/api/me', { as: key })).status, 200)
    clock.advance(24 * 60 * 60 * 1000)
    assert.equal((await server.ask('GET', '/api/me', { as: key })).status, 401)

    assert.equal((await server.ask('GET', '/api/me', { as })).status, 200)
    await server.store.pool.query('delete from auth.member where organization_id = $1', [firmId])
    assert.equal((await server.ask('GET', '/api/me', { as })).status, 401)
  })

  it('lets the command line name a firm, and a key or person only their own', async () => {
    await using server = await start()
    const operator = { authorization: `Bearer ${server.access.operatorKey}` }
    const me = (as: object, firm?: string) =>
      server.ask('GET', '/api/me', {
        headers: { ...as, ...(firm === undefined ? {} : { 'x-plumbline-firm': firm }) },
      })
    assert.equal((await me(operator)).body.error.code, 'no_firm')
    const harbor = await claimForKen(server)
    assert.equal((await me(operator)).body.firm.name, 'Harbor Plumbing')
    const mokotow = await secondFirm(server)
    assert.equal((await me(operator)).body.error.code, 'which_firm')
    assert.equal((await me(operator, 'mokotow-klima')).body.firm.id, mokotow.firmId)
    assert.equal((await me(operator, harbor.firmId)).body.firm.name, 'Harbor Plumbing')
    assert.equal((await me(operator, 'nowhere')).status, 404)
    assert.equal((await me(mokotow.as, 'harbor-plumbing')).status, 401)
    assert.equal((await me(mokotow.as, 'mokotow-klima')).status, 200)
    assert.equal((await me(harbor.as, 'mokotow-klima')).status, 401)
  })

  it('gives a firm that the command line set up to whoever claims the installation', async () => {
    await using server = await start()
    const made = await server.access.makeFirm({ name: 'My firm', region: 'US', timeZone: 'America/New_York' })
    const { firmId } = await claimForKen(server)
    assert.equal(firmId, made.id)
    const [firm] = await server.access.listFirms()
    assert.equal(firm?.name, 'Harbor Plumbing')
    assert.deepEqual(await server.access.firmDetails(firmId), {
      name: 'Harbor Plumbing',
      region: 'US',
      timeZone: 'America/Chicago',
    })
  })

  it('switches a session between the firms of its person', async () => {
    await using server = await start()
    const { as, firmId } = await claimForKen(server)
    const made = await server.ask('POST', '/api/demo', { as })
    assert.equal(made.status, 200)
    assert.equal((await server.ask('GET', '/api/me', { as })).body.firm.name, 'Millrace Plumbing & Heating')
    const again = await server.ask('POST', '/api/demo', { as })
    assert.deepEqual(again.body, made.body)
    assert.deepEqual((await server.ask('GET', '/api/demo', { as })).body, { ...made.body, current: true })
    assert.equal((await server.ask('POST', `/api/firms/${firmId}/switch`, { as })).status, 204)
    assert.equal((await server.ask('GET', '/api/me', { as })).body.firm.name, 'Harbor Plumbing')
    const other = await secondFirm(server)
    assert.equal((await server.ask('POST', `/api/firms/${other.firmId}/switch`, { as })).status, 404)
    const { body: firms } = await server.ask('GET', '/api/firms', { as })
    assert.deepEqual(
      firms.items.map(({ name }: { name: string }) => name),
      ['Harbor Plumbing', 'Millrace Plumbing & Heating'],
    )
  })

  it('takes no credentials that are forged, foreign or malformed', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const cookie = 'cookie' in as ? as.cookie : ''
    const [name = '', value = ''] = cookie.split('=')
    const [token] = decodeURIComponent(value).split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const headers of [
      {},
      { cookie: `${name}=${token}` },
      { cookie: `${name}=${token}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D` },
      { cookie: `${name}=%00%ff.x` },
      { cookie: `__Secure-${name}=${value}` },
      { authorization: 'Bearer' },
      { authorization: `Bearer ${none}.e30.` },
      { authorization: `Bearer plumb_${'x'.repeat(43)}` },
      { authorization: `Bearer plumb_${"'; drop table auth.apikey; --"}` },
      { authorization: `Bearer ${'x'.repeat(5_000)}` },
      { authorization: `Basic ${Buffer.from('ken:pw').toString('base64')}`, cookie },
      { 'x-api-key': 'plumb_wrong', cookie },
    ]) {
      const refused = await server.ask('GET', '/api/me', { headers })
      assert.equal(refused.status, 401, JSON.stringify(headers))
      assert.equal(refused.body.error.code, 'sign_in_first')
    }
  })

  it('refuses changes that another web site asks a browser for', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const post = (headers: Record<string, string>) =>
      server.ask('POST', '/api/keys', { as, headers, body: { name: 'x', scopes: ['customers.read'] } })
    const host = server.url.replace('http://', '')
    assert.equal((await post({ 'sec-fetch-site': 'cross-site' })).body.error.code, 'foreign_site')
    assert.equal((await post({ 'sec-fetch-site': 'same-site' })).status, 403)
    assert.equal((await post({ origin: 'https://evil.example' })).status, 403)
    assert.equal((await post({ origin: 'null' })).status, 403)
    assert.equal((await post({ 'sec-fetch-site': 'same-origin' })).status, 201)
    assert.equal((await post({ origin: `http://${host}` })).status, 201)
    assert.equal((await post({})).status, 201)
    const signIn = await server.ask('POST', '/api/sign-in', {
      headers: { origin: 'https://evil.example' },
      body: { email: ken.email, password: ken.password },
    })
    assert.equal(signIn.status, 403)
    const foreign = await server.ask('GET', '/api/me', { as, headers: { origin: 'https://evil.example' } })
    assert.equal(foreign.headers.get('access-control-allow-origin'), null)
  })

  it('marks the cookie Secure when the visitor came by https', async () => {
    await using server = await start()
    await claimForKen(server)
    const signedIn = await server.ask('POST', '/api/sign-in', {
      headers: { 'x-forwarded-proto': 'https' },
      body: { email: ken.email, password: ken.password },
    })
    assert.match(signedIn.headers.getSetCookie()[0] ?? '', /; Secure$/)
  })

  it('lets few guesses at a password through in a minute', async () => {
    await using server = await start({ settings: { signInsPerMinuteMax: 3 } })
    const guess = () => server.ask('POST', '/api/sign-in', { body: { email: ken.email, password: 'guess' } })
    for (let i = 0; i < 3; i++) assert.equal((await guess()).status, 401)
    const stopped = await guess()
    assert.equal(stopped.status, 429)
    assert.equal(stopped.body.error.code, 'too_many_requests')
    assert.ok(stopped.headers.get('retry-after'))
  })

  it('keeps its keys in files that only their owner can read', async () => {
    await using server = await start()
    for (const file of ['auth.key', 'cli.key']) {
      assert.equal(statSync(join(server.dataDir, file)).mode & 0o777, 0o600)
    }
  })
})
