import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { prepareDataDir, temporaryFolder } from '../../../test/kit/store.ts'
import { type App, listen, openApp } from '../../app.ts'
import { silentLog } from '../../base/log.ts'
import { readConfig } from '../../config.ts'
import { healthShape } from '../../contract/access.ts'

describe('while the embedded database is busy with a long query', () => {
  const opened = new AsyncDisposableStack()
  let app: App
  let url: string
  before(async () => {
    const folder = opened.use(temporaryFolder())
    const dataDir = join(folder.path, 'data')
    await prepareDataDir(dataDir)
    app = opened.use(
      await openApp(readConfig({ PLUMBLINE_DATA_DIR: dataDir, PORT: '0' }), { log: silentLog }),
    )
    url = `http://127.0.0.1:${opened.use(await listen(app)).port}`
  })
  after(() => opened.disposeAsync())

  /** A query of about two seconds; `running` turns false at its end. */
  const longQuery = async () => {
    const count = (rows: number) =>
      app.store.pool.query('select count(md5(n::text)) from generate_series(1, $1) n', [rows])
    const startedMs = performance.now()
    await count(100_000)
    const query = { running: true, done: Promise.resolve() }
    const rows = Math.ceil((2_000 / (performance.now() - startedMs)) * 100_000)
    query.done = count(rows).then(() => {
      query.running = false
    })
    return query
  }

  const health = async (): Promise<{ status: string; ok: boolean }> => {
    const { status, database } = healthShape.parse(await (await fetch(`${url}/api/health`)).json())
    return { status, ok: database.ok }
  }

  it('the server answers what needs no database at once', async () => {
    const refuseStranger = () => fetch(`${url}/api/me`)
    await (await refuseStranger()).arrayBuffer() // connected
    const query = await longQuery()
    const latenciesMs: number[] = []
    while (query.running) {
      const startedMs = performance.now()
      const answer = await refuseStranger()
      await answer.arrayBuffer()
      assert.equal(answer.status, 401)
      latenciesMs.push(performance.now() - startedMs)
    }
    await query.done
    assert.ok(latenciesMs.length >= 10, `${latenciesMs.length} answers during the query`)
    assert.ok(Math.max(...latenciesMs) < 500, `the slowest took ${Math.round(Math.max(...latenciesMs))} ms`)
  })

  it('health answers within its bound, and is well again afterwards', async () => {
    const query = await longQuery()
    const startedMs = performance.now()
    const during = await health()
    assert.ok(performance.now() - startedMs < 6_000)
    assert.match(during.status, /^(healthy|degraded)$/)
    await query.done
    assert.deepEqual(await health(), { status: 'healthy', ok: true })
  })
})
