import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Run } from '../../src/contract/runs.ts'
import {
  environment,
  firmServed,
  plumbline,
  startApp,
  startServer,
  type TestApp,
  type TestFirm,
} from '../kit/app.ts'
import { type History, makeHistory, writeZip } from '../kit/archive.ts'
import { score, whole } from '../kit/score.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
let history: History
let path: string
before(async () => {
  history = await makeHistory({ messages: 500, seed: 17 })
  path = await writeZip(here('takeout.zip'), history.files)
})
after(() => opened.disposeAsync())

async function assertWhole(firm: TestFirm, { truth, expected } = history): Promise<void> {
  const { messages } = await firm.export()
  assert.deepEqual(score(truth, messages), whole(expected.peerUnknown))
}

describe('several imports asked for at once, where one may work at a time', () => {
  let app: TestApp
  const reread = async (firm: TestFirm, run: Run): Promise<Run> =>
    (await firm.ask('GET', `/api/sync/${run.syncId}/progress`)).body
  before(async () => {
    app = opened.use(await startApp({ env: { MAX_CONCURRENT_SYNCS: '1' } }))
  })

  it('are one run when they are of the same archive', async () => {
    const firm = await app.makeFirm('Twice')
    const runs = await Promise.all([firm.start([path]), firm.start([path]), firm.start([path])])
    assert.equal(new Set(runs.map(({ syncId }) => syncId)).size, 1)
    const ended = await Promise.all(runs.map((run) => firm.follow(run)))
    for (const run of ended) assert.equal(run.status, 'completed')
    assert.equal((await firm.ask('GET', '/api/sync')).body.items.length, 1)
    await assertWhole(firm)
  })

  it('wait for one another when they are of different ones, even of different firms', async () => {
    const firm = await app.makeFirm('One after the other')
    const other = await app.makeFirm('Waiting')
    const copy = await writeZip(here('copy.zip'), history.files)
    const first = await firm.start([path])
    await firm.follow(first, ({ status }) => status === 'running')
    const second = await firm.start([copy])
    const third = await other.start([path])
    let most = 0
    const watch = setInterval(async () => {
      const states = await Promise.all([reread(firm, first), reread(firm, second), reread(other, third)])
      most = Math.max(most, states.filter(({ status }) => status === 'running').length)
    }, 100)
    const ended = [await firm.follow(first), await firm.follow(second), await other.follow(third)]
    clearInterval(watch)
    assert.deepEqual(
      ended.map(({ status, progress }) => [status, progress.stored]),
      [
        ['completed', history.expected.messages],
        ['completed', 0],
        ['completed', history.expected.messages],
      ],
    )
    assert.equal(most, 1)
  })

  it('are cancelled, waiting or working, and resumed where they were', async () => {
    const firm = await app.makeFirm('Called off')
    const much = await makeHistory({ messages: 1_800, seed: 19 })
    const [path, copy] = [
      await writeZip(here('much.zip'), much.files),
      await writeZip(here('much (1).zip'), much.files),
    ]
    const working = await firm.start([path])
    await firm.follow(working, ({ phase }) => phase === 'messages')
    const waiting = await firm.start([copy])
    assert.equal((await firm.ask('POST', `/api/sync/${waiting.syncId}/cancel`)).body.status, 'cancelled')
    assert.equal((await firm.ask('POST', `/api/sync/${working.syncId}/cancel`)).status, 200)
    const cancelled = await firm.follow(working)
    assert.equal(cancelled.status, 'cancelled')
    const ledger = await firm.ledger(cancelled)
    assert.ok(ledger.addsUp, 'what was taken in until then is accounted for')

    const resume = await firm.ask('POST', `/api/sync/${working.syncId}/resume`)
    assert.equal(resume.body.syncId, working.syncId)
    const ended = await firm.follow(resume.body)
    assert.equal(ended.status, 'completed', JSON.stringify(ended.error))
    assert.equal(ended.progress.stored, much.expected.messages)
    await assertWhole(firm, much)
    const again = await firm.ask('POST', `/api/sync/${working.syncId}/resume`)
    assert.deepEqual([again.status, again.body.error.code], [409, 'run_not_resumable'])
    const late = await firm.follow(await firm.start([copy]))
    assert.deepEqual([late.syncId, late.status, late.progress.stored], [waiting.syncId, 'completed', 0])
  })
})

describe('a firm whose server is running', () => {
  it('works with it through the command line, which says so; a second server is refused', async () => {
    const dataDir = here('served')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir })
    await using server = await startServer({ env })
    const ended = await plumbline(['import', path, '--json'], { env })
    assert.equal(ended.code, 0, ended.stdout + ended.stderr)
    assert.equal(ended.json.stored, history.expected.messages)
    const firm = await firmServed(server.url, dataDir)
    await assertWhole(firm)

    const [doctor, second] = await Promise.all([
      plumbline(['doctor', '--json'], { env }),
      plumbline(['serve', '--json'], { env }),
    ])
    assert.equal(doctor.code, 0, doctor.stderr)
    const found = doctor.json.findings.find(({ check }: { check: string }) => check === 'server')
    assert.deepEqual(
      [found.state, found.detail],
      ['ok', `running as process ${server.child.pid}, and answers`],
    )
    assert.deepEqual([second.code, second.json.error.code], [1, 'data_dir_in_use'])
    assert.match(
      second.json.error.message,
      /^Another Plumbline \(process \d+\) is using the data folder .+\.$/,
    )

    server.child.kill('SIGINT')
    const stopped = await server.ended
    assert.deepEqual([stopped.code, stopped.signal], [0, null], stopped.stderr)
  })
})

describe('an archive that is uploaded', () => {
  it('comes in with progress, ledger and its files, by the names that programs know', async () => {
    const app = opened.use(await startApp())
    const firm = await app.makeFirm('Uploads')
    const broken = {
      name: 'Takeout/Voice/Calls/Rosa - Text - 2026-03-01T10_00_00Z.html',
      data: Buffer.from('<p>'),
    }
    await writeZip(here('damaged.zip'), [...history.files, broken])
    const form = new FormData()
    form.append('file', new Blob([await readFile(here('damaged.zip'))]), 'takeout-001.zip')
    const headers = {
      authorization: `Bearer ${app.app.access.operatorKey}`,
      'x-plumbline-firm': firm.slug,
    }
    const sent = await fetch(`${app.url}/api/uploads`, { method: 'POST', headers, body: form })
    assert.equal(sent.status, 201)
    const { uploadId } = (await sent.json()) as { uploadId: string }
    const started = await firm.ask('POST', '/api/sync/start', { uploadId, syncType: 'initial' })
    assert.equal(started.status, 200)
    const middle = await firm.follow(started.body, ({ progress }) => progress.processedMessages > 0)
    assert.equal(middle.progress.totalMessages, history.expected.messages + history.expected.duplicates)
    const run = await firm.follow(middle)
    assert.equal(run.status, 'completed', JSON.stringify(run.error))
    assert.deepEqual(run.input, ['takeout-001.zip'])
    for (const name of [
      'totalMessages',
      'processedMessages',
      'customersCreated',
      'conversationsCreated',
      'duplicates',
      'rejected',
      'messagesPerSecond',
    ] as const)
      assert.equal(typeof run.progress[name], 'number', name)
    assert.equal(run.progress.secondsLeft, null, 'nothing is left')
    const ledger = await firm.ledger(run)
    assert.deepEqual(
      [ledger.addsUp, ledger.sourceAgrees, ledger.rejected],
      [true, true, run.progress.rejected],
    )

    const { items } = (await firm.ask('GET', `/api/sync/${run.syncId}/set-aside`)).body
    assert.equal(items.length, 1)
    assert.equal(items[0].path, `takeout-001.zip/${broken.name}`)
    assert.match(items[0].reason, /^[^\n]+\.$/)
    const body = await firm.ask('GET', `/api/sync/${run.syncId}/set-aside/${items[0].id}/body`)
    assert.equal(body.body, '<p>')
    const files = (await firm.ask('GET', `/api/sync/${run.syncId}/files?limit=200`)).body.items
    assert.ok(files.length > 100 || files.length === history.expected.pages + 1)
    const status = (await firm.ask('GET', '/api/sync/status')).body
    assert.equal(typeof status.service_running, 'boolean')
    await assertWhole(firm)
  })
})
