import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openSealedFiles } from '../../src/secrets/secrets.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { temporaryFolder } from '../kit/store.ts'
import { type Given, giveMessages, upload } from './api-messages.ts'
import {
  type ApiServer,
  type Credentials,
  claimForKen,
  type ServerOptions,
  secondFirm,
  startApi,
} from './api-server.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

/** On a server, which opens an empty database faster. */
const start = async (options: ServerOptions = {}) =>
  startApi({ databaseUrl: await postgres.database(), ...options })

describe('uploads', () => {
  let server: ApiServer
  let as: Credentials
  before(async () => {
    server = await start({ settings: { uploadBytesMax: 300_000 } })
    as = (await claimForKen(server)).as
  })
  after(() => server[Symbol.asyncDispose]())
  const folder = () => join(server.dataDir, 'uploads')
  const send = (form: FormData | string, headers = {}) =>
    server.ask('POST', '/api/uploads', { as, body: form, headers })

  it('takes several files at once, byte for byte, under safe names', async () => {
    const form = new FormData()
    const bytes = Buffer.alloc(100_000, 'archive ')
    form.append('note', 'a field that is no file')
    form.append('file', new Blob([bytes]), '../../takeout-001.zip')
    form.append('other', new Blob(['second']), 'takeout-001.zip')
    const answer = await send(form)
    assert.equal(answer.status, 201)
    assert.deepEqual(answer.body.files, [
      { name: 'takeout-001.zip', bytes: 100_000 },
      { name: 'takeout-001 (2).zip', bytes: 6 },
    ])
    const dir = join(folder(), answer.body.uploadId)
    assert.deepEqual(readdirSync(dir).sort(), ['takeout-001 (2).zip', 'takeout-001.zip'])
    assert.ok(readFileSync(join(dir, 'takeout-001.zip')).equals(bytes))
  })

  it('refuses too much, nothing, and what is no upload, and leaves nothing behind', async () => {
    const before = readdirSync(folder()).sort()
    const large = new FormData()
    large.append('file', new Blob([Buffer.alloc(200_000)]), 'a.zip')
    large.append('file', new Blob([Buffer.alloc(200_000)]), 'b.zip')
    const tooLarge = await send(large)
    assert.equal(tooLarge.status, 413)
    assert.equal(tooLarge.body.error.code, 'upload_too_large')
    const none = new FormData()
    none.append('note', 'x')
    assert.equal((await send(none)).body.error.code, 'upload_empty')
    assert.equal((await send('{}', { 'content-type': 'application/json' })).status, 415)
    const many = (count: number, append: (form: FormData, name: string) => void) => {
      const form = new FormData()
      for (let index = 0; index < count; index++) append(form, `${index}.zip`)
      return send(form)
    }
    const files = await many(201, (form, name) => form.append('file', new Blob(['x']), name))
    assert.deepEqual([files.status, files.body.error.code], [413, 'too_large'])
    const fields = await many(21, (form, name) => form.append(name, 'x'))
    assert.deepEqual([fields.status, fields.body.error.code], [413, 'too_large'])
    assert.ok((await send('x', { 'content-type': 'multipart/form-data' })).status < 500)
    assert.ok(
      (await send('--b\r\nnonsense', { 'content-type': 'multipart/form-data; boundary=b' })).status < 500,
    )
    assert.deepEqual(readdirSync(folder()).sort(), before)
  })

  it('leaves nothing of an upload that broke off, or of one that was under way when the server stopped', async () => {
    const before = readdirSync(folder()).sort()
    const { port } = new URL(server.url)
    const credentials = 'cookie' in as ? `cookie: ${as.cookie}` : ''
    for (let attempt = 0; attempt < 8; attempt++) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(
        `POST /api/uploads HTTP/1.1\r\nhost: x\r\n${credentials}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 90000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="half.zip"\r\n\r\n${'x'.repeat(20_000)}`,
      )
      while (readdirSync(folder()).length === before.length) await pause(1)
      await pause(attempt) // from before the form is read to in the middle of its file
      socket.destroy()
      for (let waited = 0; readdirSync(folder()).length > before.length && waited < 200; waited++)
        await pause(10)
      assert.deepEqual(readdirSync(folder()).sort(), before)
    }

    mkdirSync(join(folder(), 'left.part'))
    const { removeUnfinishedUploads } = await import('../../src/api/uploads.ts')
    await removeUnfinishedUploads(server.dataDir)
    assert.deepEqual(readdirSync(folder()).sort(), before)
  })

  it('imports only an upload of one’s own firm, and paths on the server only for the command line', async () => {
    const uploadId = await upload(server, as, { 'a.zip': Buffer.from('no zip') })
    const other = await secondFirm(server)
    const startSync = (by: Credentials, body: object) =>
      server.ask('POST', '/api/sync/start', { as: by, body })
    assert.equal((await startSync(other.as, { uploadId })).body.error.code, 'upload_not_found')
    assert.equal((await startSync(as, { paths: ['/etc'] })).body.error.code, 'only_command_line')
    assert.equal((await startSync(as, {})).body.error.code, 'nothing_to_read')
    const started = await startSync(as, { uploadId })
    assert.equal(started.status, 200)
    assert.deepEqual(started.body.input, ['a.zip'])
    assert.equal((await startSync(as, { uploadId })).body.syncId, started.body.syncId)
    const operator = { authorization: `Bearer ${server.access.operatorKey}` }
    const byHand = (body: object) =>
      server.ask('POST', '/api/sync/start', {
        as: operator,
        body,
        headers: { 'x-plumbline-firm': 'harbor-plumbing' },
      })
    assert.equal((await byHand({ paths: ['relative.zip'] })).body.error.code, 'path_not_absolute')
    assert.equal((await byHand({ paths: ['/tmp/takeout.zip'] })).status, 200)
    assert.equal((await byHand({ paths: ['/tmp/takeout.zip'], uploadId })).status, 400)
  })
})

describe('files of messages', () => {
  let server: ApiServer
  let as: Credentials
  let firmId: string
  let given: Given
  before(async () => {
    server = await start({ works: true })
    const harbor = await claimForKen(server)
    ;({ as, firmId } = harbor)
    given = await giveMessages(server, harbor)
  })
  after(() => server[Symbol.asyncDispose]())

  it('come whole or in part, with the type their bytes tell, and can run nothing', async () => {
    const path = `/api/media/${given.messageId}/${given.position}/0`
    const bytes = async (headers = {}, method = 'GET') => {
      const response = await fetch(server.url + path, { method, headers: { ...as, ...headers } })
      return {
        status: response.status,
        headers: response.headers,
        body: Buffer.from(await response.arrayBuffer()),
      }
    }
    const whole = await bytes()
    assert.equal(whole.status, 200)
    assert.match(whole.headers.get('content-type') ?? '', /^(image|audio|video)\//)
    assert.match(whole.headers.get('content-disposition') ?? '', /^inline; filename="/)
    assert.equal(whole.headers.get('content-security-policy'), "default-src 'none'; sandbox")
    assert.equal(whole.headers.get('x-content-type-options'), 'nosniff')
    assert.match(whole.headers.get('cache-control') ?? '', /^private/)
    const size = whole.body.length
    assert.equal(Number(whole.headers.get('content-length')), size)

    const part = await bytes({ range: 'bytes=10-19' })
    assert.equal(part.status, 206)
    assert.equal(part.headers.get('content-range'), `bytes 10-19/${size}`)
    assert.ok(part.body.equals(whole.body.subarray(10, 20)))
    const beyond = await bytes({ range: `bytes=${size}-` })
    assert.equal(beyond.status, 416)
    assert.equal(beyond.headers.get('content-range'), `bytes */${size}`)
    assert.doesNotMatch(beyond.headers.get('cache-control') ?? '', /immutable/)
    assert.equal(JSON.parse(String(beyond.body)).error.code, 'bad_range')
    assert.equal((await bytes({ 'if-none-match': whole.headers.get('etag') ?? '' })).status, 304)
    const head = await bytes({}, 'HEAD')
    assert.equal(head.status, 200)
    assert.equal(Number(head.headers.get('content-length')), size)
    assert.equal(head.body.length, 0)

    const content = (whole.headers.get('etag') ?? '').slice(1, -1)
    const name = openSealedFiles(server.secrets.bulkKey('media')).name(firmId, content)
    const file = join(server.dataDir, 'media', firmId, name.slice(0, 2), `${name}.sealed`)
    const kept = readFileSync(file)
    writeFileSync(file, Buffer.concat([kept.subarray(0, -1), Buffer.of((kept.at(-1) ?? 0) ^ 1)]))
    const damaged = await bytes()
    assert.deepEqual([damaged.status, JSON.parse(String(damaged.body)).error.code], [500, 'file_damaged'])
    assert.doesNotMatch(damaged.headers.get('cache-control') ?? '', /immutable/)
    writeFileSync(file, kept)
  })

  it('that could not be used are handed out as text to save', async () => {
    const answer = await server.ask('GET', `/api/sync/${given.runId}/set-aside/${given.setAsideId}/body`, {
      as,
    })
    assert.equal(answer.text, '<script>')
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  })

  it('what a changed rule would do is shown before it is done, and then done', async () => {
    const count = async () => {
      const { body } = await server.ask('GET', '/api/conversations?limit=200', { as })
      return body.items.length
    }
    const { body: rule } = await server.ask('GET', '/api/thread-rule', { as })
    const change = { timeoutHours: 0.5, threshold: 0.99 }
    const before = await count()
    const { body: preview } = await server.ask('POST', '/api/thread-rule/preview', { as, body: change })
    assert.deepEqual(preview.before, rule, JSON.stringify(preview))
    assert.equal(preview.after.timeoutHours, 0.5)
    assert.ok(preview.messagesMoved > 0 && preview.examples.length > 0)
    assert.equal(await count(), before)
    const set = await server.ask('PUT', '/api/thread-rule', { as, body: change })
    assert.equal(set.status, 200, set.text)
    assert.equal(set.body.version, rule.version + 1)
    assert.equal((await count()) - before > 0, preview.conversationsAfter > preview.conversationsBefore)
  })
})

describe('the pages', () => {
  it('are one application: its files, and its first page for every place in it', async () => {
    using folder = temporaryFolder()
    mkdirSync(join(folder.path, 'dist', 'assets'), { recursive: true })
    writeFileSync(join(folder.path, 'secret.txt'), 'secret')
    writeFileSync(join(folder.path, 'dist', 'index.html'), '<!doctype html><title>Day-book</title>')
    writeFileSync(join(folder.path, 'dist', 'assets', 'app-a1b2c3.js'), 'export {}')
    await using server = await start({ settings: { webDir: join(folder.path, 'dist') } })
    for (const place of ['/', '/inbox/123?status=waiting', '/setup', '/api-keys']) {
      const page = await server.ask('GET', place)
      assert.equal(page.status, 200, place)
      assert.match(page.text, /Day-book/)
      assert.equal(page.headers.get('cache-control'), 'no-cache')
      const policy = page.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'self'/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|\*/)
    }
    const script = await server.ask('GET', '/assets/app-a1b2c3.js')
    assert.match(script.headers.get('cache-control') ?? '', /immutable/)
    assert.equal((await server.ask('GET', '/assets/gone-000000.js')).status, 404)
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/..%5csecret.txt',
    ]) {
      assert.ok(!(await server.ask('GET', path)).text.includes('secret'), path)
    }
    assert.equal((await server.ask('GET', '/api/nothing')).body.error.code, 'no_such_endpoint')
  })

  it('say how to make them when they are not built', async () => {
    await using server = await start()
    const page = await server.ask('GET', '/')
    assert.equal(page.status, 200)
    assert.match(page.text, /npm run build/)
  })
})

describe('the manual', () => {
  it('is an OpenAPI document of every endpoint, for those who have credentials', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const { body } = await server.ask('GET', '/api/docs/json', { as })
    assert.equal(body.openapi, '3.1.0')
    const { endpoints } = await import('../../src/api/routes.ts')
    for (const { method, path, name } of endpoints) {
      const found = body.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      assert.equal(found?.operationId, name)
    }
    const printed = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
    const told = [...printed.matchAll(/^### `(.+)`$/gm)].map(([, heading]) => heading)
    const there = endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    assert.deepEqual(told.sort(), there.sort(), 'run: node scripts/print-api.ts')
    assert.equal((await server.ask('GET', '/api/docs/', { as })).status, 200)
    assert.equal((await server.ask('GET', '/api/docs/static/swagger-ui-bundle.js', { as })).status, 200)
  })
})
