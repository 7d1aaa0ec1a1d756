import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Clock } from '../../src/base/clock.ts'
import { type OpenIdProvider, startOpenIdProvider } from '../kit/openid-provider.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import {
  type Answer,
  type ApiServer,
  type Credentials,
  claimForKen,
  joinAs,
  ken,
  secondFirm,
  startApi,
} from './api-server.ts'

const CALLBACK = 'http://127.0.0.1/api/oidc/callback'
const MINUTE_MS = 60_000

let postgres: TestPostgres
let idp: OpenIdProvider
before(async () => {
  postgres = await startPostgres()
  idp = await startOpenIdProvider(CALLBACK)
})
after(async () => {
  await idp[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})
const dana = { sub: 'dana-1', email: 'Dana@harbor.example', email_verified: true, name: 'Dana Whitfield' }
beforeEach(() => {
  Object.assign(idp, { person: dana, agrees: true, forge: (claims: object) => claims })
})

/** ID tokens are of the machine's own time, so the clock goes with it, and ahead where a test says so. */
function movingClock(): Clock & { aheadMs: number } {
  const clock = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) }
  return clock
}

const start = async (more: object = {}) => startApi({ databaseUrl: await postgres.database(), ...more })

const setProvider = (server: ApiServer, as: Credentials, more: object = {}) =>
  server.ask('PUT', '/api/sign-in-provider', {
    as,
    body: {
      issuer: idp.issuer,
      clientId: idp.clientId,
      clientSecret: idp.clientSecret,
      emailDomains: ['harbor.example'],
      newcomerRole: 'technician',
      ...more,
    },
  })

/** Harbor Plumbing, whose people sign in by the provider. */
async function harbor(server: ApiServer, more: object = {}) {
  const claimed = await claimForKen(server)
  const set = await setProvider(server, claimed.as, more)
  assert.equal(set.status, 200, set.text)
  return claimed
}

const begin = (server: ApiServer, body: object = { firm: 'harbor-plumbing' }) =>
  server.ask('POST', '/api/oidc/start', { body })
/** Comes back to the server with what the provider said. */
const comeBack = (server: ApiServer, { search }: URL, cookie: string | undefined, headers = {}) =>
  server.ask('GET', `/api/oidc/callback${search}`, {
    ...(cookie === undefined ? {} : { as: { cookie } }),
    headers,
  })
/** Signs in by the provider as a browser does. */
async function signIn(server: ApiServer, at = idp, body?: object): Promise<Answer> {
  const begun = await begin(server, body)
  assert.equal(begun.status, 200, begun.text)
  return comeBack(server, await at.visit(begun.body.url), begun.cookie)
}
const codeOf = ({ body }: Answer) => body?.error?.code
const me = async (server: ApiServer, { cookie }: Answer) =>
  (await server.ask('GET', '/api/me', { as: { cookie: cookie ?? '' } })).body
const trail = async (server: ApiServer, as: Credentials) =>
  (await server.ask('GET', '/api/audit', { as })).body.items
const proved = (server: ApiServer, email: string) =>
  server.store.pool.query('update auth."user" set email_verified = true where email = $1', [email])

describe('a firm’s provider', () => {
  it('is set by an owner, shown without its secret, and taken away', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const get = () => server.ask('GET', '/api/sign-in-provider', { as })
    assert.deepEqual((await get()).body, { provider: null, redirectUrl: CALLBACK })
    const manager = await joinAs(server, as, 'manager')
    assert.equal(codeOf(await setProvider(server, manager)), 'not_permitted')
    assert.equal(codeOf(await setProvider(server, as, { clientSecret: undefined })), 'client_secret_needed')
    const set = await setProvider(server, as, { emailDomains: ['Harbor.example', 'harbor.example'] })
    const { changedAt, ...shown } = set.body.provider
    assert.ok(changedAt)
    assert.deepEqual(shown, {
      issuer: idp.issuer,
      clientId: 'plumbline',
      emailDomains: ['harbor.example'],
      newcomerRole: 'technician',
    })
    assert.equal((await setProvider(server, as, { clientSecret: undefined })).status, 200)
    assert.equal(
      codeOf(await setProvider(server, as, { clientSecret: undefined, clientId: 'other' })),
      'client_secret_needed',
    )
    const { rows } = await server.store.pool.query('select * from auth.sign_in_provider')
    assert.ok(!JSON.stringify(rows).includes(idp.clientSecret))
    assert.ok(!rows[0].sealed.toString().includes(idp.clientSecret))
    const told = await trail(server, as)
    assert.equal(told[0].action, 'sign_in_provider.set')
    assert.ok(!JSON.stringify(told).includes(idp.clientSecret))

    await server.secrets.rotate()
    assert.equal((await signIn(server)).status, 303)
    assert.equal((await server.ask('DELETE', '/api/sign-in-provider', { as })).status, 204)
    assert.equal(codeOf(await server.ask('DELETE', '/api/sign-in-provider', { as })), 'provider_not_found')
    assert.equal(codeOf(await begin(server)), 'provider_not_set_up')
  })

  it('is refused unless it answers, as itself, where it can be trusted', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const code = async (more: object) => codeOf(await setProvider(server, as, more))
    for (const issuer of [
      'http://id.harbor.example',
      'ftp://127.0.0.1',
      `${idp.issuer}/?a=b`,
      `${idp.issuer}/#a`,
      idp.issuer.replace('//', '//user:secret@'),
    ])
      assert.equal(await code({ issuer }), 'issuer_unusable', issuer)
    for (const issuer of [
      'http://127.0.0.1:1', // nobody listens
      idp.issuer.replace('127.0.0.1', 'localhost'), // calls itself by another name
      `${idp.issuer}/realms/other`,
      server.url, // a web server that is no provider
    ])
      assert.equal(await code({ issuer }), 'provider_silent', issuer)
    assert.equal(await code({ emailDomains: ['harbor.example', 'gmail.com'] }), 'domain_anybodys')
    assert.equal(await code({ emailDomains: ['gmail.com'], newcomerRole: null }), undefined)
    for (const wrong of [
      { emailDomains: [] },
      { emailDomains: ['harbor'] },
      { newcomerRole: 'owner' },
      { issuer: 'x' },
    ])
      assert.equal(await code(wrong), 'bad_input', JSON.stringify(wrong))
  })

  it('without https is taken only for trials on one’s own machine', async () => {
    await using server = await start({ publicUrl: 'https://plumbline.harbor.example' })
    const { as } = await claimForKen(server)
    assert.equal(codeOf(await setProvider(server, as)), 'issuer_unusable')
  })

  it('is found by the firm’s short name, or by the domain of an address if one firm alone has it', async () => {
    await using server = await start()
    const { as } = await harbor(server)
    const leadsTo = async (body: object) => {
      const { status, body: answer } = await begin(server, body)
      return status === 200 ? new URL(answer.url).origin : answer.error.code
    }
    assert.equal(await leadsTo({ firm: 'harbor-plumbing' }), idp.issuer)
    assert.equal(await leadsTo({ email: 'Anybody@Harbor.example' }), idp.issuer)
    assert.equal(await leadsTo({ email: 'anybody@elsewhere.example' }), 'provider_not_set_up')
    assert.equal(await leadsTo({ firm: 'no-such-firm' }), 'provider_not_set_up')
    const mokotow = await secondFirm(server)
    assert.equal(await leadsTo({ firm: 'mokotow-klima' }), 'provider_not_set_up')
    await setProvider(server, mokotow.as)
    assert.equal(await leadsTo({ email: 'anybody@harbor.example' }), 'provider_not_set_up')
    assert.equal(await leadsTo({ firm: 'harbor-plumbing' }), idp.issuer)
    await setProvider(server, as, { emailDomains: ['gmail.com'], newcomerRole: null })
    assert.equal(await leadsTo({ email: 'anybody@gmail.com' }), 'provider_not_set_up')
  })
})

describe('signing in by the provider', () => {
  it('lets somebody new in as what newcomers are, and knows them again by their subject', async () => {
    await using server = await start()
    const { as, firmId } = await harbor(server)
    const first = await signIn(server)
    assert.deepEqual([first.status, first.headers.get('location')], [303, '/'])
    const [session = '', attempt = ''] = first.headers.getSetCookie()
    assert.match(session, /^plumbline\.session_token=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    assert.match(attempt, /^plumbline\.sign_in_attempt=; Path=\/api\/oidc\/callback;.*Max-Age=0$/)
    const { person, role, firm } = await me(server, first)
    assert.deepEqual(
      [person.name, person.email, role],
      ['Dana Whitfield', 'dana@harbor.example', 'technician'],
    )
    assert.deepEqual([firm.id, person.emailVerified], [firmId, true])

    idp.person = { ...dana, email: 'd.whitfield@harbor.example', name: 'Dana W.' }
    const again = await signIn(server)
    assert.equal((await me(server, again)).person.id, person.id)
    assert.notEqual(again.cookie, first.cookie)
    assert.deepEqual(
      (await trail(server, as))
        .slice(0, 3)
        .map(({ action, details }: { action: string; details: object }) => ({
          action,
          ...details,
        })),
      [
        { action: 'session.opened', by: 'provider', linked: false },
        { action: 'session.opened', by: 'provider', linked: true },
        { action: 'person.joined', by: 'provider', role: 'technician' },
      ],
    )
  })

  it('works with a provider that takes the secret in the form, too', async () => {
    await using other = await startOpenIdProvider(CALLBACK, { authMethod: 'client_secret_post' })
    await using server = await start()
    await harbor(server, { issuer: other.issuer })
    other.person = dana
    assert.equal((await signIn(server, other)).status, 303)
  })

  it('lets in only who works for the firm or is invited, where newcomers are not', async () => {
    await using server = await start()
    const { as } = await harbor(server, { newcomerRole: null })
    assert.equal(codeOf(await signIn(server)), 'provider_person_unknown')
    await server.ask('POST', '/api/invitations', { as, body: { email: dana.email, role: 'dispatcher' } })
    const joined = await signIn(server)
    assert.equal((await me(server, joined)).role, 'dispatcher')
    assert.deepEqual((await server.ask('GET', '/api/invitations', { as })).body.items, [])
    assert.equal((await trail(server, as))[1].action, 'invitation.accepted')
    assert.equal((await signIn(server)).status, 303)
  })

  it('is over, with its sessions, for who is removed, until they are invited again', async () => {
    await using server = await start()
    const { as } = await harbor(server)
    const first = await signIn(server)
    const { id } = (await me(server, first)).person
    assert.equal((await server.ask('DELETE', `/api/people/${id}`, { as })).status, 204)
    assert.equal(codeOf(await signIn(server)), 'provider_person_unknown')
    await server.ask('POST', '/api/invitations', { as, body: { email: dana.email, role: 'read_only' } })
    idp.person = { ...dana, sub: 'dana-2' } // the provider made her anew, too
    const back = await signIn(server)
    assert.deepEqual([(await me(server, back)).person.id, (await me(server, back)).role], [id, 'read_only'])
    assert.equal((await server.ask('GET', '/api/me', { as: { cookie: first.cookie ?? '' } })).status, 401)
  })

  it('does not ask for a second factor of ours', async () => {
    await using server = await start()
    await harbor(server)
    await proved(server, 'ken@harbor.example')
    await server.store.pool.query(
      `insert into auth.second_factor (user_id, sealed, made_at, confirmed_at) select id, '\\x00', now(), now() from auth."user"`,
    )
    idp.person = { sub: 'ken-1', email: ken.email, email_verified: true }
    assert.equal((await me(server, await signIn(server))).person.name, 'Ken Alvarez')
  })
})

describe('a person who is here already', () => {
  const kenThere = { sub: 'ken-1', email: ken.email, email_verified: true }

  it('is known by address only once it was proved: nobody makes an account ahead in another’s name', async () => {
    await using server = await start()
    await harbor(server)
    idp.person = kenThere
    assert.equal(codeOf(await signIn(server)), 'provider_address_unproved')
    await proved(server, 'ken@harbor.example')
    const { person, role } = await me(server, await signIn(server))
    assert.deepEqual([person.name, role], ['Ken Alvarez', 'owner'])
  })

  it('is not who gets their address later', async () => {
    await using server = await start()
    await harbor(server)
    const first = await me(server, await signIn(server))
    idp.person = { ...dana, sub: 'another-dana' }
    assert.equal(codeOf(await signIn(server)), 'provider_address_taken')
    idp.person = dana
    assert.equal((await me(server, await signIn(server))).person.id, first.person.id)
  })

  it('is let in by another firm’s provider to that firm alone, whatever it says of them', async () => {
    await using theirs = await startOpenIdProvider(CALLBACK)
    await using server = await start()
    const { as, firmId } = await harbor(server)
    await proved(server, 'ken@harbor.example')
    const mokotow = await secondFirm(server)
    await setProvider(server, mokotow.as, { issuer: theirs.issuer })
    theirs.person = kenThere
    const byTheirs = () => signIn(server, theirs, { firm: 'mokotow-klima' })

    assert.equal(codeOf(await byTheirs()), 'provider_person_unknown') // he works elsewhere: not new, not invited
    await server.ask('POST', '/api/invitations', {
      as: mokotow.as,
      body: { email: ken.email, role: 'manager' },
    })
    const { cookie = '' } = await byTheirs()
    const asGuest = { cookie }
    const seen = (await server.ask('GET', '/api/me', { as: asGuest })).body
    assert.deepEqual(
      [seen.person.name, seen.role, seen.firm.name],
      ['Ken Alvarez', 'manager', 'Mokotów Klima'],
    )
    const toHarbor = { as: asGuest, headers: { 'x-plumbline-firm': firmId } }
    assert.equal((await server.ask('GET', '/api/me', toHarbor)).status, 401)
    assert.equal((await server.ask('POST', `/api/firms/${firmId}/switch`, { as: asGuest })).status, 404)
    const firms = (await server.ask('GET', '/api/firms', { as: asGuest })).body.items
    assert.deepEqual(
      firms.map(({ name }: { name: string }) => name),
      ['Mokotów Klima'],
    )
    const sessions = (await server.ask('GET', '/api/me/sessions', { as: asGuest })).body.items
    assert.equal(sessions.length, 1)
    await server.ask('DELETE', '/api/me/sessions', { as: asGuest })
    assert.equal((await server.ask('GET', '/api/me', { as })).status, 200)
    for (const [method, path, body] of [
      ['POST', '/api/me/second-factor', {}],
      ['POST', '/api/me/second-factor/confirm', { code: '123456' }],
      ['POST', '/api/demo', undefined],
    ] as const)
      assert.equal(codeOf(await server.ask(method, path, { as: asGuest, body })), 'only_own_sign_in', path)
    const set = await server.ask('PUT', '/api/me/password', {
      as: asGuest,
      body: { password: 'a wrench of theirs' },
    })
    assert.equal(codeOf(set), 'wrong_password')
  })
})

describe('what a provider says', () => {
  it('counts only of an address that it vouches for, of a domain that the firm lets in', async () => {
    await using server = await start()
    const { as } = await harbor(server)
    const { email_verified: _, ...silent } = dana
    for (const person of [silent, { ...dana, email_verified: false }, { ...dana, email_verified: 'true' }])
      assert.equal(
        codeOf(await signIn(server, Object.assign(idp, { person }))),
        'provider_email_unproved',
        JSON.stringify(person),
      )
    for (const email of [
      'dana@elsewhere.example',
      'dana@sub.harbor.example',
      'dana@harbor.example@x.example',
    ])
      assert.equal(
        codeOf(await signIn(server, Object.assign(idp, { person: { ...dana, email } }))),
        'provider_email_elsewhere',
        email,
      )
    const [{ action, actor, details }] = await trail(server, as)
    assert.deepEqual(
      [action, actor.kind, details],
      ['session.refused', 'system', { by: 'provider', code: 'provider_email_elsewhere' }],
    )
    assert.equal((await server.ask('GET', '/api/people', { as })).body.items.length, 1)
  })

  it('counts only in an ID token for us, of now, by this issuer, with the nonce of this browser', async () => {
    await using server = await start()
    await harbor(server)
    const now = Math.floor(Date.now() / 1000)
    const forgeries: Record<string, (claims: Record<string, unknown>) => Record<string, unknown>> = {
      nonce: (claims) => ({ ...claims, nonce: 'another' }),
      'no nonce': ({ nonce: _, ...claims }) => claims,
      issuer: (claims) => ({ ...claims, iss: 'https://id.elsewhere.example' }),
      audience: (claims) => ({ ...claims, aud: 'another-client' }),
      'one audience of several': (claims) => ({ ...claims, aud: ['plumbline', 'another-client'] }),
      expiry: (claims) => ({ ...claims, iat: now - 7_200, exp: now - 3_600 }),
      'no subject': ({ sub: _, ...claims }) => claims,
    }
    for (const [what, forge] of Object.entries(forgeries))
      assert.equal(
        codeOf(await signIn(server, Object.assign(idp, { forge }))),
        'provider_answer_invalid',
        what,
      )
    idp.forge = (claims) => claims
    assert.equal((await signIn(server)).status, 303)
  })

  it('counts only under its own signature', async () => {
    await using server = await start()
    await harbor(server)
    const { fetch: real } = globalThis
    try {
      globalThis.fetch = async (input, init) => {
        const answer = await real(input, init)
        if (!String(input).endsWith('/token')) return answer
        const told = (await answer.json()) as { id_token: string }
        const [head = '', claims = ''] = told.id_token.split('.')
        const forged = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'ken-1' }
        const text = Buffer.from(JSON.stringify(forged)).toString('base64url')
        return Response.json({ ...told, id_token: `${head}.${text}.${told.id_token.split('.')[2]}` })
      }
      assert.equal(codeOf(await signIn(server)), 'provider_answer_invalid')
    } finally {
      globalThis.fetch = real
    }
  })

  it('is told in one plain sentence when it refuses us, refuses them, or is not there', async () => {
    await using server = await start()
    const { as } = await harbor(server)
    await setProvider(server, as, { clientSecret: 'a secret that was revoked' })
    assert.equal(codeOf(await signIn(server)), 'provider_refuses')
    await setProvider(server, as)
    idp.agrees = false
    assert.equal(codeOf(await signIn(server)), 'provider_denied')
    idp.agrees = true

    const gone = await startOpenIdProvider(CALLBACK)
    gone.person = dana
    await setProvider(server, as, { issuer: gone.issuer })
    const begun = await begin(server)
    const back = await gone.visit(begun.body.url)
    await gone[Symbol.asyncDispose]()
    for (const answer of [await comeBack(server, back, begun.cookie), await begin(server)]) {
      assert.deepEqual([answer.status, codeOf(answer)], [502, 'provider_silent'])
      assert.doesNotMatch(answer.text, /ECONN|fetch|127\.0\.0\.1/)
    }
  })

  it('is not waited for, nor read, without end', async () => {
    const endless = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(randomBytes(200_000).toString('hex')), 5)
      response.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
    await using server = await start()
    const { as } = await claimForKen(server)
    const issuer = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`
    const began = Date.now()
    assert.equal(codeOf(await setProvider(server, as, { issuer })), 'provider_silent')
    assert.ok(Date.now() - began < 8_000)
    endless.closeAllConnections()
    endless.close()
  })
})

describe('coming back from the provider', () => {
  it('counts once, in the browser that was sent there, within ten minutes', async () => {
    const clock = movingClock()
    await using server = await start({ clock })
    await harbor(server)
    const stale = async (answer: Promise<Answer>) =>
      assert.equal(codeOf(await answer), 'provider_sign_in_stale')
    const begun = await begin(server)
    assert.match(
      begun.headers.get('set-cookie') ?? '',
      /; Path=\/api\/oidc\/callback; HttpOnly; SameSite=Lax; Max-Age=600$/,
    )
    const back = await idp.visit(begun.body.url)
    const other = await begin(server)
    await stale(comeBack(server, back, undefined))
    await stale(comeBack(server, back, other.cookie))
    await stale(comeBack(server, back, 'plumbline.sign_in_attempt=guess'))
    const forged = new URL(back)
    forged.searchParams.set('state', 'x'.repeat(43))
    await stale(comeBack(server, forged, begun.cookie))
    const both = await Promise.all([1, 2].map(() => comeBack(server, back, begun.cookie)))
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 403])
    await stale(comeBack(server, back, begun.cookie))

    const late = await begin(server)
    const tooLate = await idp.visit(late.body.url)
    clock.aheadMs = 10 * MINUTE_MS
    await stale(comeBack(server, tooLate, late.cookie))
    const { rows } = await server.store.pool.query(
      'select count(*)::integer as count from auth.sign_in_attempt',
    )
    await begin(server)
    assert.ok(rows[0].count >= 2)
    const left = await server.store.pool.query('select expires_at from auth.sign_in_attempt')
    assert.equal(left.rows.length, 1)
  })

  it('works once with a code, which is of no use under another state, nonce or verifier', async () => {
    await using server = await start()
    await harbor(server)
    const [mine, theirs] = [await begin(server), await begin(server)]
    const stolen = await idp.visit(theirs.body.url)
    const injected = new URL(await idp.visit(mine.body.url))
    injected.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    assert.equal(codeOf(await comeBack(server, injected, mine.cookie)), 'provider_answer_invalid')

    const begun = await begin(server)
    const url = new URL(begun.body.url)
    url.searchParams.set('nonce', 'another')
    assert.equal(
      codeOf(await comeBack(server, await idp.visit(url.href), begun.cookie)),
      'provider_answer_invalid',
    )
  })

  it('is refused under the name of another issuer, and once another provider is set', async () => {
    await using other = await startOpenIdProvider(CALLBACK)
    await using server = await start()
    const { as } = await harbor(server)
    const begun = await begin(server)
    const back = await idp.visit(begun.body.url)
    back.searchParams.set('iss', other.issuer)
    assert.equal(codeOf(await comeBack(server, back, begun.cookie)), 'provider_answer_invalid')

    const signedIn = await signIn(server)
    const before = await begin(server)
    const fromBefore = await idp.visit(before.body.url)
    await setProvider(server, as, { issuer: other.issuer })
    assert.equal(codeOf(await comeBack(server, fromBefore, before.cookie)), 'provider_sign_in_stale')
    assert.equal((await server.ask('GET', '/api/me', { as: { cookie: signedIn.cookie ?? '' } })).status, 401)
    assert.equal((await server.ask('GET', '/api/me', { as })).status, 200)
    other.person = { ...dana, sub: 'elsewhere-9' } // the same address, proved: the same person
    assert.equal((await me(server, await signIn(server, other))).person.email, 'dana@harbor.example')
  })

  it('works on another process than the one it began on, in a new session always', async () => {
    const databaseUrl = await postgres.database()
    const masterKey = randomBytes(32)
    await using one = await startApi({ databaseUrl, masterKey })
    await using other = await startApi({ databaseUrl, masterKey })
    const { as } = await harbor(one)
    const begun = await begin(one)
    const back = await idp.visit(begun.body.url)
    const cookie = `${begun.cookie}; ${(as as { cookie: string }).cookie}` // somebody else is signed in there
    const done = await comeBack(other, back, cookie)
    assert.equal(done.status, 303)
    assert.notEqual(done.cookie, (as as { cookie: string }).cookie)
    assert.equal((await one.ask('GET', '/api/me', { as })).body.person.name, 'Ken Alvarez')
  })

  it('leads a browser to the sign-in page with the reason', async () => {
    await using server = await start()
    await harbor(server)
    const back = new URL(`${CALLBACK}?state=${'x'.repeat(43)}&code=y`)
    const refused = await comeBack(server, back, undefined, { accept: 'text/html,application/xhtml+xml' })
    assert.deepEqual(
      [refused.status, refused.headers.get('location'), refused.cookie],
      [303, '/sign-in?refused=provider_sign_in_stale', undefined],
    )
    assert.equal((await server.ask('GET', '/api/oidc/callback')).body.error.code, 'bad_input')
    const browser = { headers: { accept: 'text/html' } }
    const senseless = await server.ask('GET', '/api/oidc/callback', browser)
    assert.equal(senseless.headers.get('location'), '/sign-in?refused=bad_input')
  })

  it('leads a browser there that comes too often, and says for how long', async () => {
    await using server = await startApi({
      databaseUrl: await postgres.database(),
      settings: { signInsPerMinuteMax: 1 },
    })
    const come = () =>
      server.ask('GET', `/api/oidc/callback?state=${'x'.repeat(43)}&code=y`, {
        headers: { accept: 'text/html' },
      })
    await come()
    const late = await come()
    assert.deepEqual(
      [late.status, late.headers.get('location'), late.headers.has('retry-after')],
      [303, '/sign-in?refused=too_many_requests', true],
    )
  })
})
