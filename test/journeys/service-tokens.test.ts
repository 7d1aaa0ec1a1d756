import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { fixedClock } from '../../src/base/clock.ts'
import { scopeNames } from '../../src/contract/permissions.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, type Credentials, claimForKen, secondFirm, startApi } from './api-server.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())
const clock = fixedClock('2026-03-02T08:00:00Z')

type Token = { token: string; expiresAt: string; scopes: string[] }
const bearer = (token: string): Credentials => ({ authorization: `Bearer ${token}` })
const me = (server: ApiServer, token: string) => server.ask('GET', '/api/me', { as: bearer(token) })

/** A server whose firm has a key that may read customers and conversations. */
async function start(options: { databaseUrl?: string; masterKey?: Buffer } = {}) {
  const server = await startApi({ databaseUrl: await postgres.database(), clock, ...options })
  const { as, firmId } = await claimForKen(server)
  const makeKey = async (more: object = {}): Promise<{ id: string; as: Credentials }> => {
    const scopes = ['customers.read', 'conversations.read']
    const { body } = await server.ask('POST', '/api/keys', { as, body: { name: 'Books', scopes, ...more } })
    return { id: body.id, as: bearer(body.key) }
  }
  const key = await makeKey()
  const makeToken = async (by = key.as, body: object = {}): Promise<Token> => {
    const made = await server.ask('POST', '/api/tokens', { as: by, body })
    assert.equal(made.status, 201, made.text)
    return made.body
  }
  return { server, as, firmId, key, makeKey, makeToken }
}

describe('a token', () => {
  it('stands for the key that asked, in its firm, for ten minutes', async () => {
    const { server, firmId, key, makeToken } = await start()
    await using _ = server
    const { token, expiresAt, scopes } = await makeToken()
    assert.deepEqual(scopes.toSorted(), ['conversations.read', 'customers.read'])
    assert.equal(Date.parse(expiresAt) - clock.now().getTime(), 10 * MINUTE_MS)
    const { body } = await me(server, token)
    assert.deepEqual(
      [body.person, body.firm.id, body.permissions.toSorted()],
      [null, firmId, scopes.toSorted()],
    )
    assert.equal((await server.ask('GET', '/api/customers', { as: bearer(token) })).status, 200)
    const refused = await server.ask('PATCH', `/api/customers/${firmId}`, {
      as: bearer(token),
      body: { name: 'x' },
    })
    assert.equal(refused.body.error.code, 'not_permitted')
    const { iss, aud, sub, firm, jti, exp, nbf, iat } = decodeJwt(token)
    assert.deepEqual([iss, aud, sub, firm], ['http://127.0.0.1', 'http://127.0.0.1/api', key.id, firmId])
    assert.equal(Number(exp) - Number(iat), 600)
    assert.ok(Number(nbf) <= Number(iat))
    const [entry] = await server.audit.list({ tenantId: firmId, limit: 1, action: 'token.' })
    assert.deepEqual([entry?.actor.id, entry?.details?.tokenId], [key.id, jti])
    clock.advance(10 * MINUTE_MS - 1_000)
    assert.equal((await me(server, token)).status, 200)
    clock.advance(1_000)
    assert.equal((await me(server, token)).status, 401)
  })

  it('is checked by another service with nothing but what is published', async () => {
    const { server, makeToken } = await start()
    await using _ = server
    const { token } = await makeToken()
    const published = createRemoteJWKSet(new URL(`${server.url}/api/jwks`))
    const asked = { issuer: 'http://127.0.0.1', audience: 'http://127.0.0.1/api', currentDate: clock.now() }
    const { payload, protectedHeader } = await jwtVerify(token, published, asked)
    assert.deepEqual(payload.scopes, ['conversations.read', 'customers.read'])
    assert.deepEqual([protectedHeader.alg, protectedHeader.typ], ['EdDSA', 'at+jwt'])
    const { keys } = (await server.ask('GET', '/api/jwks')).body
    assert.deepEqual(Object.keys(keys[0]).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })

  it('may do less than its key, never more, and no token makes another', async () => {
    const { server, as, makeToken, key } = await start()
    await using _ = server
    const narrow = await makeToken(key.as, { scopes: ['customers.read'] })
    assert.equal((await server.ask('GET', '/api/customers', { as: bearer(narrow.token) })).status, 200)
    assert.equal((await server.ask('GET', '/api/conversations', { as: bearer(narrow.token) })).status, 403)
    const ask = async (who: Credentials, body: object = {}) =>
      (await server.ask('POST', '/api/tokens', { as: who, body })).body.error?.code
    assert.equal(await ask(key.as, { scopes: ['rules.write'] }), 'not_permitted')
    assert.equal(await ask(key.as, { scopes: ['keys.manage'] }), 'bad_input')
    assert.equal(await ask(key.as, { scopes: [] }), 'bad_input')
    assert.equal(await ask(bearer(narrow.token)), 'only_keys')
    assert.equal(await ask(as), 'only_keys')
    assert.equal(await ask(bearer(server.access.operatorKey)), 'only_keys')
  })

  it('ends with its key, and loses what its key loses', async () => {
    const { server, as, key, makeKey, makeToken } = await start()
    await using _ = server
    const { token } = await makeToken()
    await server.store.pool.query(`update auth.apikey set permissions = '["customers.read","rules.read"]'`)
    assert.deepEqual((await me(server, token)).body.permissions, ['customers.read'])
    await server.ask('DELETE', `/api/keys/${key.id}`, { as })
    assert.equal((await me(server, token)).status, 401)

    const brief = await makeKey({ expiresInDays: 1 })
    clock.advance(DAY_MS - MINUTE_MS)
    const last = await makeToken(brief.as)
    assert.equal(Date.parse(last.expiresAt) - clock.now().getTime(), MINUTE_MS)
    assert.equal((await me(server, last.token)).status, 200)
    clock.advance(MINUTE_MS)
    assert.equal((await me(server, last.token)).status, 401)
  })

  it('counts against the limit of its key', async () => {
    const { server, makeKey, makeToken } = await start()
    await using _ = server
    const key = await makeKey({ requestsPerMinuteMax: 3 })
    const { token } = await makeToken(key.as)
    assert.deepEqual([(await me(server, token)).status, (await me(server, token)).status], [200, 200])
    assert.equal((await me(server, token)).status, 429)
  })
})

describe('whatever is no token of ours', () => {
  it('is refused with the same sentence as no credentials at all', async () => {
    const { server, key, firmId, makeToken } = await start()
    await using _ = server
    const elsewhere = await start()
    await using _elsewhere = elsewhere.server
    const mokotow = await secondFirm(server)
    const { token } = await makeToken()
    const [head = '', payload = '', signature = ''] = token.split('.')
    const header = decodeProtectedHeader(token)
    const claims = decodeJwt(token)
    const { keys } = (await server.ask('GET', '/api/jwks')).body
    const stranger = generateKeyPairSync('ed25519')
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = (by: typeof stranger.privateKey, head: object, body: object) => {
      const text = `${part(head)}.${part(body)}`
      return `${text}.${sign(by.asymmetricKeyType === 'rsa' ? 'sha256' : null, Buffer.from(text), by).toString('base64url')}`
    }
    const hmac = (secret: string | Buffer) => {
      const text = `${part({ ...header, alg: 'HS256' })}.${payload}`
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
    }
    const jwk = stranger.publicKey.export({ format: 'jwk' })
    const wrong: Record<string, string> = {
      'no algorithm': `${part({ ...header, alg: 'none' })}.${payload}.`,
      'no algorithm, in capitals': `${part({ ...header, alg: 'NONE' })}.${payload}.${signature}`,
      'no signature': `${head}.${payload}.`,
      'the public key as secret': hmac(keys[0].x),
      'the public key’s bytes as secret': hmac(Buffer.from(keys[0].x, 'base64url')),
      'the key set as secret': hmac(JSON.stringify({ keys })),
      'another key under our name': signed(stranger.privateKey, header, claims),
      'another key, brought along': signed(stranger.privateKey, { ...header, jwk }, claims),
      'another key, to be fetched': signed(
        stranger.privateKey,
        { ...header, jku: 'https://evil.example/jwks' },
        claims,
      ),
      'a key nobody has': signed(stranger.privateKey, { ...header, kid: firmId }, claims),
      'a key with SQL for a name': signed(stranger.privateKey, { ...header, kid: "' or true --" }, claims),
      'no name of a key': signed(stranger.privateKey, { ...header, kid: undefined }, claims),
      'an extension that must be understood': signed(
        stranger.privateKey,
        { ...header, crit: ['b64'], b64: false },
        claims,
      ),
      'another algorithm': signed(rsa.privateKey, { ...header, alg: 'RS256' }, claims),
      'more scopes': `${head}.${part({ ...claims, scopes: scopeNames })}.${signature}`,
      'another firm': `${head}.${part({ ...claims, firm: mokotow.firmId })}.${signature}`,
      'a later end': `${head}.${part({ ...claims, exp: Number(claims.exp) + 3_600 })}.${signature}`,
      'another kind': `${part({ ...header, typ: 'JWT' })}.${payload}.${signature}`,
      'another installation': (await elsewhere.makeToken()).token,
      'half of it': token.slice(0, token.length / 2),
      'a bit that is flipped': `${token.slice(0, -3)}${token.at(-3) === 'A' ? 'B' : 'A'}${token.slice(-2)}`,
      'something behind it': `${token}.e30`,
      'white space in it': `${head} .${payload}.${signature}`,
      'no JSON': `${Buffer.from('{').toString('base64url')}.${payload}.${signature}`,
      'an empty one': '..',
      'without end': `${head}.${'A'.repeat(9_000)}.${signature}`,
      garbage: 'plumb.line.token',
    }
    for (const [what, credential] of Object.entries(wrong)) {
      const refused = await me(server, credential)
      assert.equal(refused.status, 401, what)
      assert.deepEqual(refused.body, (await server.ask('GET', '/api/me')).body, what)
    }
    const atAnother = await server.ask('GET', '/api/me', {
      as: bearer(token),
      headers: { 'x-plumbline-firm': mokotow.firmId },
    })
    assert.equal(atAnother.status, 401, 'at another firm')
    assert.equal((await server.ask('GET', '/api/me', { headers: { 'x-api-key': token } })).status, 401)
    assert.equal((await me(server, token)).status, 200)
    assert.equal((await server.ask('GET', '/api/me', { as: key.as })).status, 200)
  })

  it('is what our own key signed for others, before its time, or for too long', async () => {
    const { server, makeToken } = await start()
    await using _ = server
    const { token } = await makeToken()
    const header = decodeProtectedHeader(token)
    const claims = decodeJwt(token)
    const pair = generateKeyPairSync('ed25519')
    const { x } = pair.publicKey.export({ format: 'jwk' })
    await server.store.pool.query('update auth.signing_key set public_key = $1', [x])
    const signed = async (more: object, head: object = {}) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const text = `${part({ ...header, ...head })}.${part({ ...claims, ...more })}`
      return (
        await me(server, `${text}.${sign(null, Buffer.from(text), pair.privateKey).toString('base64url')}`)
      ).status
    }
    assert.equal(await signed({}), 200, 'as it was, signed by a key that is ours by now')
    const later = clock.now().getTime() / 1000 + 60
    for (const more of [
      { iss: 'https://elsewhere.example' },
      { aud: 'https://elsewhere.example' },
      { aud: undefined },
      { nbf: later },
      { nbf: undefined },
      { exp: later - 60 },
      { exp: undefined },
      { exp: 'never' },
      { iat: undefined },
      { sub: undefined },
      { sub: claims.firm },
      { sub: "' or true --" },
      { firm: claims.sub },
      { firm: undefined },
      { scopes: 'customers.read' },
      { scopes: undefined },
    ])
      assert.equal(await signed(more), 401, JSON.stringify(more))
    assert.equal(await signed({}, { typ: 'JWT' }), 401)
    assert.equal(await signed({}, { typ: undefined }), 401)
    assert.deepEqual(await signed({ scopes: ['keys.manage', 'everything', 'customers.read'] }), 200)
  })
})

describe('the keys that tokens are signed with', () => {
  it('are replaced after thirty days, and published until their last token has ended', async () => {
    const { server, makeToken } = await start()
    await using _ = server
    const published = async () =>
      (await server.ask('GET', '/api/jwks')).body.keys.map(({ kid }: { kid: string }) => kid)
    const kidOf = ({ token }: Token) => decodeProtectedHeader(token).kid
    const first = await makeToken()
    clock.advance(30 * DAY_MS - 5 * MINUTE_MS)
    const last = await makeToken()
    assert.equal(kidOf(last), kidOf(first))
    clock.advance(6 * MINUTE_MS)
    const next = await makeToken()
    assert.notEqual(kidOf(next), kidOf(last))
    assert.deepEqual(await published(), [kidOf(next), kidOf(last)])
    assert.equal((await me(server, last.token)).status, 200)
    assert.equal((await me(server, next.token)).status, 200)
    const sealed = await server.store.pool.query('select id from auth.signing_key where sealed is not null')
    assert.deepEqual(sealed.rows, [{ id: kidOf(next) }], 'the old private half is gone')
    clock.advance(11 * MINUTE_MS)
    assert.deepEqual(await published(), [kidOf(next)])
    clock.advance(30 * DAY_MS - 5 * MINUTE_MS)
    await makeToken()
    const { rows } = await server.store.pool.query('select id from auth.signing_key order by made_at')
    assert.deepEqual([rows.length, rows[0].id], [2, kidOf(next)], 'the public half went as well')
  })

  it('are the same for all servers of an installation, which take one another’s tokens', async () => {
    const shared = { databaseUrl: await postgres.database(), masterKey: Buffer.alloc(32, 'plumb') }
    const { server, key, makeToken } = await start(shared)
    await using _ = server
    await using other = await startApi({ ...shared, clock })
    const ask = (one: ApiServer) => one.ask('POST', '/api/tokens', { as: key.as, body: {} })
    const both = await Promise.all([ask(server), ask(other), ask(server), ask(other)])
    const tokens = both.map(({ body }) => body.token)
    assert.equal(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size, 1)
    for (const token of tokens)
      assert.deepEqual([(await me(server, token)).status, (await me(other, token)).status], [200, 200])
    await other.secrets.rotate()
    const { rows } = await server.store.pool.query('select count(*)::int as count from auth.data_key')
    const { token } = await makeToken()
    assert.equal((await me(other, token)).status, 200)
    assert.equal(rows[0].count, 6, 'no key is kept for what was not sealed anew')
  })

  it('are made on the embedded database too, and their private halves are read by nobody', async () => {
    await using server = await startApi({ clock })
    const { as } = await claimForKen(server)
    const { body } = await server.ask('POST', '/api/keys', {
      as,
      body: { name: 'x', scopes: ['rules.read'] },
    })
    const made = await server.ask('POST', '/api/tokens', { as: bearer(body.key), body: {} })
    assert.equal((await me(server, made.body.token)).status, 200)
    const { keys } = (await server.ask('GET', '/api/jwks')).body
    await jwtVerify(made.body.token, createLocalJWKSet({ keys }), { currentDate: clock.now() })
    const { rows } = await server.store.pool.query('select * from auth.signing_key')
    assert.equal(rows.length, 1)
    assert.ok(!rows[0].sealed.includes(Buffer.from('06032b6570', 'hex')), 'no PKCS #8 in the clear')
  })
})
