import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Run } from '../../src/contract/runs.ts'
import { type Ended, plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type History, makeHistory, newerExport, writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'

const FINAL_KEYS = [
  'runId',
  'status',
  'seen',
  'stored',
  'duplicates',
  'rejected',
  'attachmentsResolved',
  'attachmentsMissing',
  'messages',
  'conversations',
  'customers',
  'seconds',
  'peakRssMb',
]

describe('a rehearsed import', () => {
  const opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const here = (name: string) => join(folder.path, name)
  let app: TestApp
  let firm: TestFirm
  let history: History
  before(async () => {
    history = await makeHistory({ messages: 500, seed: 5 })
    app = opened.use(await startApp())
    firm = await app.makeFirm('Harbor Plumbing')
  })
  after(() => opened.disposeAsync())
  const importing = (...args: string[]) => plumbline(['import', ...args], { env: app.env })

  it('prints the very numbers that the real one then has, and changes nothing', async () => {
    const path = await writeZip(here('first.zip'), history.files)
    const before = await firm.export()
    const rehearsal = await importing(path, '--dry-run', '--json')
    assert.equal(rehearsal.code, 0, rehearsal.stdout + rehearsal.stderr)
    assert.deepEqual(await firm.export(), before)
    const real = await importing(path, '--json')
    assert.equal(real.code, 0, real.stdout + real.stderr)
    assert.deepEqual(numbers(rehearsal), numbers(real))
    assert.deepEqual([rehearsal.json.dryRun, real.json.dryRun], [true, false])

    assert.equal(real.stdout.trim().split('\n').length, 1, 'nothing but the one line')
    assert.deepEqual(
      FINAL_KEYS.filter((key) => !(key in real.json)),
      [],
    )
    assert.match(real.json.runId, /^[0-9a-f-]{36}$/)
    assert.equal(real.json.status, 'completed')
    for (const key of FINAL_KEYS.slice(2)) assert.equal(typeof real.json[key], 'number', key)
  })

  it('counts what a newer, damaged export would bring to a firm that has messages, and lists what it would not', async () => {
    const newer = newerExport(history)
    const broken = {
      name: 'Takeout/Voice/Calls/Ken - Text - 2026-03-01T10_00_00Z.html',
      data: Buffer.from('x'),
    }
    const path = await writeZip(here('newer.zip'), [...newer.files, broken])
    const before = await firm.export()
    const told = await importing(path, '--dry-run')
    const after = await firm.export()
    assert.deepEqual(after.messages, before.messages)
    assert.deepEqual(after.customers, before.customers)
    const rehearsal = (await firm.ask('GET', '/api/sync?limit=1')).body.items[0]
    const real = await firm.import([path])
    assert.equal(real.progress.stored, newer.added.length)
    assert.deepEqual(counts(rehearsal), counts(real))
    const ledger = await firm.ledger(real)
    assert.deepEqual({ ...(await firm.ledger(rehearsal)), syncId: real.syncId }, ledger)
    assert.equal(
      told.stdout.split('\n').find((line) => line.startsWith('This import')),
      `This import would have seen ${ledger.seen} = stored ${ledger.stored} + duplicates ${ledger.duplicates} + rejected ${ledger.rejected}`,
    )
    assert.match(told.stdout, new RegExp(`The archive’s own count is ${ledger.countedAtSource}: agrees\\.`))
  })
})

function numbers({ json }: Ended): unknown {
  const { runId: _, seconds: __, peakRssMb: ___, dryRun: ____, ...rest } = json
  return rest
}

function counts({ status, progress }: Run): unknown {
  const { messagesPerSecond: _, ...rest } = progress
  return { status, ...rest }
}

describe('a command used wrongly', () => {
  const env = { PATH: process.env.PATH ?? '', PLUMBLINE_DATA_DIR: '/nonexistent/plumbline' }
  const wrong: Record<string, string[]> = {
    'import without an archive': ['import'],
    'import with an option that is not there': ['import', 'a.zip', '--force'],
    'export without a folder': ['export'],
    'restore of two folders': ['restore', 'a', 'b'],
    'a command that is not there': ['improt', 'a.zip'],
  }
  it('ends with 2, a sentence and how to use it, before anything is opened', async () => {
    const ended = await Promise.all(
      Object.values(wrong).map((args) =>
        plumbline(args, { env: { ...env, PLUMBLINE_DATA_DIR: '/nowhere' } }),
      ),
    )
    Object.keys(wrong).forEach((name, index) => {
      assert.equal(ended[index]?.code, 2, name)
      assert.match(ended[index]?.stderr ?? '', /^[^\n]+\.\n?.*(Usage: plumbline|plumbline help)/, name)
      assert.equal(ended[index]?.stdout, '', name)
    })
  })

  it('says how to use it when asked for help, and that is no failure', async () => {
    const { code, stdout } = await plumbline(['import', '--help'], { env })
    assert.equal(code, 0)
    assert.match(stdout, /plumbline import PATH… \[--dry-run\]/)
  })
})
