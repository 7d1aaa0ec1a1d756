import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { z } from 'zod'
import { endpoints } from '../../src/api/routes.ts'
import { encodeCursor } from '../../src/base/page.ts'
import { type ApiServer, type Credentials, claimForKen, startApi } from './api-server.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('whatever is sent', () => {
  let server: ApiServer
  let as: Credentials
  before(async () => {
    server = await startApi({ settings: { uploadBytesMax: 100_000 } })
    as = (await claimForKen(server)).as
  })
  after(() => server[Symbol.asyncDispose]())

  /** Asserts that an answer is a refusal in our form. */
  function refused(answer: Awaited<ReturnType<ApiServer['ask']>>, what: string, statuses?: number[]): void {
    assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status} ${answer.text}`)
    if (statuses !== undefined) assert.ok(statuses.includes(answer.status), `${what}: ${answer.status}`)
    assert.deepEqual(Object.keys(answer.body?.error ?? {}).sort(), ['code', 'message', 'next'], what)
    assert.doesNotMatch(answer.text, /node_modules|at \w+ \(|select |\/work|ECONN/, what)
  }

  it('a body that is no JSON, too large, too deep or of another kind is refused', async () => {
    const bodies: [
      what: string,
      body: string | Uint8Array,
      headers: Record<string, string>,
      status: number,
    ][] = [
      ['half JSON', '{"name": "x"', { 'content-type': 'application/json' }, 400],
      ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe]), { 'content-type': 'application/json' }, 400],
      ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['text', '{"name":"x"}', { 'content-type': 'text/plain' }, 415],
      ['a made-up kind', 'x', { 'content-type': 'application/json; nonsense' }, 400],
      ['2 MB', `{"name":"${'x'.repeat(2_000_000)}"}`, { 'content-type': 'application/json' }, 413],
      ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, { 'content-type': 'application/json' }, 400],
      ['21 levels', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`, { 'content-type': 'application/json' }, 400],
      ['as many values', `[${'1,'.repeat(100_001)}1]`, { 'content-type': 'application/json' }, 413],
      [
        'as many over all levels',
        `[${`[${'1,'.repeat(50_000)}1],`.repeat(2)}1]`,
        { 'content-type': 'application/json' },
        413,
      ],
      ['__proto__', '{"__proto__":{"x":1},"name":"x"}', { 'content-type': 'application/json' }, 400],
      ['\\u005f', '{"\\u005f_proto__":{"x":1},"name":"x"}', { 'content-type': 'application/json' }, 400],
      [
        '__proto__ within',
        '{"name":{"a":[{"__proto__":{"x":1}}]}}',
        { 'content-type': 'application/json' },
        400,
      ],
      [
        'constructor',
        '{"constructor":{"prototype":{"x":1}},"name":"x"}',
        { 'content-type': 'application/json' },
        400,
      ],
    ]
    for (const [what, body, headers, status] of bodies) {
      refused(await server.ask('POST', '/api/keys', { as, body, headers }), what, [status])
    }
  })

  it('a body of the wrong form is answered with one sentence that names the field', async () => {
    const answer = await server.ask('POST', '/api/keys', {
      as,
      body: { name: 'x', scopes: ['rules.read'], expiresInDays: 'soon' },
    })
    refused(answer, 'expiresInDays', [400])
    assert.match(answer.body.error.message, /^“expiresInDays” in the body cannot be used: .+\.$/)
    assert.equal(answer.body.error.code, 'bad_input')
    for (const { name, method, path, body } of endpoints) {
      if (body === undefined) continue
      const address = path.replace(/:\w+/g, ID)
      const operator = { authorization: `Bearer ${server.access.operatorKey}` }
      for (const wrong of ['null', '[]', '"text"', '1']) {
        const sent = { body: wrong, headers: { 'content-type': 'application/json' } }
        refused(await server.ask(method, address, { as: operator, ...sent }), `${name} ${wrong}`, [400])
      }
    }
  })

  it('NUL characters, broken characters and injections do nothing but be refused or found nowhere', async () => {
    const nasty = [
      'a\0b',
      "'; drop table tenant; --",
      '\ud800',
      '%',
      '\\',
      '<script>',
      '../../etc/passwd',
      '\u202e',
      'x'.repeat(150),
    ]
    for (const text of nasty) {
      for (const [method, path, body] of [
        ['GET', `/api/conversations?text=${encodeURIComponent(text.toWellFormed())}`],
        ['GET', `/api/customers?text=${encodeURIComponent(text.toWellFormed())}`],
        ['GET', `/api/sync/${encodeURIComponent(text.toWellFormed())}/progress`],
        ['GET', `/api/media/${ID}/${encodeURIComponent(text.toWellFormed())}/0`],
        ['PATCH', `/api/customers/${ID}`, { name: text }],
        ['POST', '/api/sign-in', { email: `${text}@x.example`, password: text }],
        ['POST', '/api/sign-in', { email: 'ken@harbor.example', password: text }],
        [
          'POST',
          '/api/setup/claim',
          {
            token: text.padEnd(30, 'x'),
            firmName: text,
            name: text,
            email: 'a@b.example',
            password: 'long enough',
          },
        ],
        ['POST', '/api/login-link', { token: text.padEnd(30, 'x') }],
        ['PUT', '/api/thread-rule', { weights: { [text]: 1 } }],
      ] as const) {
        const answer = await server.ask(method, path, { as, ...(body === undefined ? {} : { body }) })
        if (answer.status === 200) assert.deepEqual(answer.body, { items: [], next: null })
        else refused(answer, `${method} ${path} ${JSON.stringify(body)}`)
      }
      const header = text.replace(/[^\x20-\x7e]/g, '?')
      const named = await server.ask('GET', '/api/me', { as, headers: { 'x-plumbline-firm': header } })
      refused(named, `x-plumbline-firm: ${header}`, [401])
    }
    const raw = await server.ask('GET', '/api/conversations?text=a%00b', { as })
    refused(raw, '%00', [400])
    assert.equal(raw.body.error.code, 'bad_text')
  })

  it('cursors that no list gave out, limits and ids of the wrong form are refused', async () => {
    const forged = [
      '',
      'x',
      '!!',
      'bnVsbA',
      encodeCursor([]),
      encodeCursor(['a', 'b']),
      encodeCursor(['a']),
      encodeCursor([1e300, ID]),
      encodeCursor([null, null]),
      encodeCursor([0, "' or 1=1"]),
      'x'.repeat(2_001),
    ]
    for (const { name, method, path, query } of endpoints) {
      if (query === undefined) continue
      const address = path.replace(/:\w+/g, ID)
      const ask = (more: string) => server.ask(method, `${address}?${more}`, { as })
      for (const cursor of forged) {
        const answer = await ask(`cursor=${encodeURIComponent(cursor)}`)
        if (answer.status !== 200) refused(answer, `${name} cursor=${cursor}`)
      }
      if (!(query instanceof z.ZodObject && 'limit' in query.shape)) continue
      for (const limit of ['0', '-1', '201', 'many', '1e9', 'NaN', ''])
        refused(await ask(`limit=${limit}`), `${name} limit=${limit}`, [400])
      refused(await ask('limit=1&limit=2'), `${name} twice`, [400])
    }
    const wrong = await server.ask('GET', '/api/conversations/not-an-id', { as })
    refused(wrong, 'not-an-id', [400])
    assert.match(wrong.body.error.message, /“id” in the address/)
    refused(await server.ask('GET', '/api/conversations?since=yesterday', { as }), 'since', [400])
    refused(await server.ask('GET', '/api/conversations?status=lost', { as }), 'status', [400])
  })

  it('addresses and methods that do not exist are refused in the same form', async () => {
    for (const [method, path] of [
      ['GET', '/api'],
      ['GET', '/api/'],
      ['GET', '/api/nothing'],
      ['DELETE', '/api/conversations'],
      ['POST', '/'],
      ['PUT', '/api/docs'],
    ] as const) {
      refused(await server.ask(method, path, { as }), `${method} ${path}`, [404])
    }
    refused(await server.ask('GET', '/api/%zz', { as }), '%zz', [400])
  })

  it('as deep and as many as is allowed gets as far as its schema, and nothing reaches a prototype', async () => {
    for (const body of [`${'['.repeat(19)}1${']'.repeat(19)}`, `[${'1,'.repeat(99_990)}1]`]) {
      const answer = await server.ask('POST', '/api/keys', {
        as,
        body,
        headers: { 'content-type': 'application/json' },
      })
      refused(answer, body.slice(0, 20), [400])
      assert.equal(answer.body.error.code, 'bad_input')
    }
    await server.ask('GET', '/api/conversations?__proto__=x&constructor=x', { as })
    assert.equal(({} as Record<string, unknown>).x, undefined)
  })

  it('more headers than anybody means to send are refused', async () => {
    const headers = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-header-${index}`, '']))
    const many = await server.ask('GET', '/api/health', { headers: headers(101) })
    refused(many, 'headers', [431])
    assert.equal(many.body.error.code, 'too_many_headers')
    assert.equal((await server.ask('GET', '/api/health', { headers: headers(80) })).status, 200)
  })

  it('headers beyond all measure, and what is no HTTP, are refused in the same form', async () => {
    const long = await raw(server, `GET /api/me HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`)
    assert.match(long, /^HTTP\/1\.1 431 /)
    assert.equal(JSON.parse(long.split('\r\n\r\n')[1] ?? '').error.code, 'bad_request')
    assert.match(await raw(server, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 /)
    const expecting = await raw(server, 'GET /api/me HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\n\r\n')
    assert.equal(JSON.parse(expecting.split('\r\n\r\n')[1] ?? '').error.code, 'sign_in_first')
    const smuggled = await raw(
      server,
      'POST /api/keys HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    )
    assert.match(smuggled, /^HTTP\/1\.1 400 /)
  })

  it('health says so when the database does not answer', async () => {
    const { body } = await server.ask('GET', '/api/health')
    assert.deepEqual(
      { ...body.database, milliseconds: 0 },
      { kind: 'pglite', ok: true, state: 'answers', milliseconds: 0 },
    )
    assert.equal(body.status, 'healthy')
    const { pool } = server.store
    const { query } = pool
    pool.query = () => Promise.reject(new Error('the disk is gone'))
    const answer = await server.ask('GET', '/api/health')
    pool.query = query
    assert.equal(answer.status, 503)
    assert.equal(answer.body.status, 'unhealthy')
    assert.equal(answer.body.database.ok, false)
  })

  it('a fault of our own is answered by a number, and the log tells neither more nor whose data it was', async () => {
    await server.store.pool.query('alter table auth.apikey rename to apikey_gone')
    try {
      const answer = await server.ask('GET', '/api/keys', { as })
      assert.equal(answer.status, 500)
      assert.equal(answer.body.error.code, 'internal')
      assert.match(answer.body.error.next, /number [0-9a-f]{10}/)
      assert.doesNotMatch(answer.text, /apikey|relation|select/)
    } finally {
      await server.store.pool.query('alter table auth.apikey_gone rename to apikey')
    }
  })
})

describe('other web sites', () => {
  it('are answered only if they are allowed, to requests that bear a key, and never with cookies', async () => {
    await using server = await startApi({ settings: { allowedOrigins: ['https://books.example'] } })
    const { as } = await claimForKen(server)
    const crossed = async (method: string, origin: string, headers: Record<string, string> = {}) => {
      const answer = await server.ask(method, '/api/customers', { as, headers: { origin, ...headers } })
      const found = [...answer.headers].filter(([name]) => name.startsWith('access-control-'))
      return { status: answer.status, cors: Object.fromEntries(found) }
    }
    const preflight = {
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization',
    }
    const allowed = await crossed('GET', 'https://books.example')
    assert.equal(allowed.status, 200)
    assert.deepEqual(Object.keys(allowed.cors).sort(), [
      'access-control-allow-origin',
      'access-control-expose-headers',
    ])
    assert.equal(allowed.cors['access-control-allow-origin'], 'https://books.example')
    assert.match(allowed.cors['access-control-expose-headers'] ?? '', /ratelimit-remaining.*retry-after/)
    const asked = await crossed('OPTIONS', 'https://books.example', preflight)
    assert.equal(asked.status, 204)
    assert.match(asked.cors['access-control-allow-methods'] ?? '', /PATCH/)
    assert.equal(asked.cors['access-control-allow-credentials'], undefined)
    const { key } = (
      await server.ask('POST', '/api/keys', { as, body: { name: 'books', scopes: ['customers.write'] } })
    ).body
    const rename = (by: Credentials) =>
      server.ask('PATCH', `/api/customers/${ID}`, {
        as: by,
        body: { name: 'x' },
        headers: { origin: 'https://books.example' },
      })
    assert.equal((await rename(as)).body.error.code, 'foreign_site')
    assert.equal((await rename({ authorization: `Bearer ${key}` })).body.error.code, 'customer_not_found')
    for (const origin of [
      'https://evil.example',
      'http://books.example',
      'https://books.example.evil.example',
      'https://books.example:8443',
      'null',
    ]) {
      assert.deepEqual((await crossed('GET', origin)).cors, {}, origin)
      assert.deepEqual(await crossed('OPTIONS', origin, preflight), { status: 404, cors: {} }, origin)
    }
  })
})

describe('every page and answer', () => {
  it('says what may run in it, and that nobody may frame it, guess its kind or learn where it was', async () => {
    await using server = await startApi({ settings: { signInsPerMinuteMax: 1 } })
    const { as } = await claimForKen(server)
    const body = { email: 'ken@harbor.example', password: 'guess' }
    const answers = {
      page: await server.ask('GET', '/'),
      'place in the application': await server.ask('GET', '/inbox/123'),
      manual: await server.ask('GET', '/api/docs/', { as }),
      answer: await server.ask('GET', '/api/me', { as }),
      'without credentials': await server.ask('GET', '/api/me'),
      'no such endpoint': await server.ask('GET', '/api/nothing'),
      'malformed address': await server.ask('GET', '/api/%zz'),
      'bad input': await server.ask('POST', '/api/keys', { as, body: {} }),
      'too many': await server.ask('POST', '/api/sign-in', { body }),
    }
    assert.equal(answers['too many'].status, 429)
    for (const [what, { headers }] of Object.entries(answers)) {
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src '(self|none)'/, what)
      assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|\*/, what)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', what)
      if (what === 'malformed address') continue // is no page and has no cookie, and no limit counts it
      assert.match(policy, /frame-ancestors 'none'/, what)
      assert.equal(headers.get('referrer-policy'), 'no-referrer', what)
      assert.ok(headers.has('ratelimit-limit') && headers.has('ratelimit-remaining'), what)
    }
  })
})

describe('whoever sends slowly', () => {
  it('is cut off, in the headers and in the body, and holds no connection', async () => {
    await using server = await startApi()
    const head = 'POST /api/sign-in HTTP/1.1\r\nhost: x\r\n'
    const json = 'content-type: application/json\r\ncontent-length: 1000\r\n\r\n'
    const seconds = await Promise.all([
      secondsUntilCut(server, head, 'x-more: x\r\n'),
      secondsUntilCut(server, `${head}${json}{`, ' '),
    ])
    for (const one of seconds) assert.ok(one > 5 && one < 29, `${one} s`)
  })
})

/** Sends a beginning, then a little every half second, until the server ends the connection. */
function secondsUntilCut(server: ApiServer, beginning: string, more: string): Promise<number> {
  return new Promise((resolve) => {
    const startedMs = performance.now()
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(beginning))
    const timer = setInterval(() => socket.write(more), 500)
    socket.resume()
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(timer)
      resolve((performance.now() - startedMs) / 1000)
    })
  })
}

function raw(server: ApiServer, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
      if (/\r\n\r\n[\s\S]*\}$/.test(answer)) socket.end()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
