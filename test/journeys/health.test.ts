import assert from 'node:assert/strict'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type pg from 'pg'
import { healthShape } from '../../src/contract/access.ts'
import { plumbline, startApp, type TestApp } from '../kit/app.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, startApi } from './api-server.ts'

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

const health = async (url: string) => {
  const answer = await fetch(`${url}/api/health`)
  return { code: answer.status, body: healthShape.parse(await answer.json()) }
}

/** What is answered to who starts programs again, and to who sends requests. */
const probes = async (url: string) => ({
  live: (await fetch(`${url}/api/health/live`)).status,
  ready: (await fetch(`${url}/api/health/ready`)).status,
})

describe('health, with the embedded database,', () => {
  let app: TestApp
  before(async () => {
    app = opened.use(await startApp())
  })
  const doctor = () => plumbline(['doctor', '--json'], { env: app.env })

  it('is degraded, and not dead, while one piece of work keeps the database busy', async () => {
    const work = await app.app.store.pool.connect()
    await work.query('begin')
    const startedMs = performance.now()
    const during = await Promise.all([health(app.url), health(app.url)])
    assert.ok(performance.now() - startedMs < 5_000, 'within the patience of those who ask')
    for (const { code, body } of during) {
      assert.equal(code, 200)
      assert.equal(body.status, 'degraded')
      assert.match(body.reason ?? '', /busy/)
      assert.deepEqual(await probes(app.url), { live: 200, ready: 200 })
      assert.deepEqual([body.database.ok, body.database.state], [true, 'busy'])
    }
    const busy = await doctor()
    assert.equal(busy.code, 0)
    const server = busy.json.findings.find(({ check }: { check: string }) => check === 'server')
    assert.equal(server.state, 'warning')
    assert.match(server.detail, /busy/)
    assert.notEqual(server.next, '')
    await work.query('commit')
    work.release()
    const { code, body } = await health(app.url)
    assert.deepEqual([code, body.status, body.reason, body.database.state], [200, 'healthy', null, 'answers'])
    assert.match((await doctor()).stdout, /and answers/)
  })

  it('is unhealthy once the database’s thread has ended, and the doctor says what to do', async () => {
    const log = join(app.dataDir, 'db', 'pg_wal')
    renameSync(log, `${log}.away`)
    await app.app.store.pool.query('select pg_switch_wal()').catch(() => undefined)
    await app.app.store.pool.query('create table t ()').catch(() => undefined)
    await app.app.store.died
    const { code, body } = await health(app.url)
    assert.deepEqual([code, body.status, body.database.state], [503, 'unhealthy', 'dead'])
    assert.deepEqual(await probes(app.url), { live: 503, ready: 503 })
    const ill = await doctor()
    assert.equal(ill.code, 1)
    const server = ill.json.findings.find(({ check }: { check: string }) => check === 'server')
    assert.equal(server.state, 'bad')
    assert.match(server.next, /start Plumbline again/)
  })
})

describe('health, with a PostgreSQL server,', () => {
  let postgres: TestPostgres
  let server: ApiServer
  const held: pg.PoolClient[] = []
  before(async () => {
    postgres = opened.use(await startPostgres())
    server = opened.use(await startApi({ databaseUrl: await postgres.database() }))
  })
  after(() => {
    for (const client of held) client.release(true)
  })

  it('is degraded while all of our connections are at work', async () => {
    for (let n = 0; n < 10; n++) held.push(await server.store.pool.connect())
    const { code, body } = await health(server.url)
    assert.deepEqual([code, body.status, body.database.state], [200, 'degraded', 'busy'])
  })

  it('is unhealthy when the server takes nobody in any more', async () => {
    postgres.pause()
    const { code, body } = await health(server.url)
    const probed = await probes(server.url)
    postgres.resume()
    assert.deepEqual(probed, { live: 200, ready: 503 }, 'starting again would not help')
    assert.deepEqual([code, body.status, body.database.state], [503, 'unhealthy', 'dead'])
    assert.match(body.reason ?? '', /does not answer/)
  })

  it('is well again when it does', async () => {
    for (const client of held.splice(0)) client.release()
    const { code, body } = await health(server.url)
    assert.deepEqual([code, body.status], [200, 'healthy'])
  })
})
