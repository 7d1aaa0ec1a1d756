import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openApp } from '../../src/app.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import type { Store } from '../../src/store/store.ts'
import { environment, plumbline, startApp, startServer, type TestApp, type TestFirm } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { movingClock } from '../kit/office.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'
import { mediaIn, tablesOf } from '../kit/whole-installation.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
after(() => opened.disposeAsync())

const WAIT_MS_MAX = 240_000
const backupsIn = (dir: string) => (existsSync(dir) ? readdirSync(dir).sort() : [])

/** Opens what was restored, as a program that nobody asks anything. */
async function restored(dataDir: string) {
  return openApp(readConfig(environment({ dataDir })), { log: silentLog })
}

describe('a backup of an installation with the embedded database', () => {
  const PLANTED = ['Wisteria Lane 4471', 'Konstancja Brzęczyszczykiewicz', '+15550104471']
  let app: TestApp
  let firm: TestFirm
  const backup = async (...words: string[]) => {
    const done = await plumbline(['backup', '--json', ...words], { env: app.env })
    assert.equal(done.code, 0, done.stderr)
    return done.json as { file: string; bytes: number; files: number }
  }
  before(async () => {
    const { files } = await makeHistory({ messages: 300, seed: 31 })
    const konstancja = { name: 'Konstancja Brzęczyszczykiewicz', number: '+15550104471' }
    const planted = texts(konstancja, [
      '2026-03-01T10:00:00Z',
      konstancja,
      'The boiler at Wisteria Lane 4471 leaks',
    ])
    app = opened.use(await startApp())
    firm = await app.makeFirm('Harbor Plumbing')
    assert.equal(
      (await firm.import([await writeZip(here('one.zip'), [...files, planted])])).status,
      'completed',
    )
  })

  it('is put back as it was, every row and every picture, and tells nobody anything without the key', async () => {
    const { understander, ticketer, rollUp, indexer } = app.app.stages
    await understander.catchUp({ tenantId: firm.id })
    for (const stage of [ticketer, rollUp, indexer]) await stage.catchUp(firm.id)
    assert.equal((await firm.ask('POST', '/api/checkpoints', { name: 'before' })).status, 200)
    const { file, bytes } = await backup('--to', here('first'))
    assert.deepEqual([bytes, statSync(file).mode & 0o777], [statSync(file).size, 0o600])
    const expected = await tablesOf(app.app.store)
    const done = await plumbline(['restore', file, '--to', here('again'), '--json'], { env: app.env })
    assert.equal(done.code, 0, done.stderr)
    await using there = await restored(here('again'))
    assert.deepEqual(await tablesOf(there.store), expected)
    const differs = await there.auditor.compare({ tenantId: firm.id, before: 'before', after: 'now' })
    assert.ok(differs.equal, JSON.stringify(differs.tables))
    assert.ok(mediaIn(app.dataDir).length > 0)
    assert.deepEqual(mediaIn(here('again')), mediaIn(app.dataDir))
    const sealed = readFileSync(file)
    for (const word of PLANTED)
      for (const written of [word, Buffer.from(word, 'utf16le')]) assert.ok(!sealed.includes(written), word)
  })

  it('made while much is written is put back whole, and what was under way goes on', async () => {
    const { files } = await makeHistory({ messages: 900, seed: 77 })
    const run = await firm.start([await writeZip(here('two.zip'), files)])
    await firm.follow(run, ({ progress }) => progress.stored > 100)
    let isOver = false
    const upkeep = (async () => {
      while (!isOver) {
        await app.app.store.pool.query('checkpoint') // would let the log go that the copy needs
        await pause(50)
      }
    })()
    const { file } = await backup('--to', here('busy'))
    isOver = true
    await upkeep
    await firm.follow(run)
    assert.deepEqual((await app.app.store.pool.query('select from pg_replication_slots')).rows, [])
    const done = await plumbline(['restore', file, '--to', here('busy-again')], { env: app.env })
    assert.equal(done.code, 0, done.stderr)
    const env = environment({ dataDir: here('busy-again') })
    const resumed = await plumbline(['import', here('two.zip'), '--json'], { env })
    assert.equal(resumed.json?.status ?? resumed.stderr, 'completed')
    await using there = await restored(here('busy-again'))
    const counted = async (store: Store) =>
      (await store.pool.query('select count(*), sum(length(body)) from message')).rows
    assert.deepEqual(await counted(there.store), await counted(app.app.store))
    await tablesOf(there.store) // every page is read, and its checksum compared
  })

  it('opens with its recovery code on a machine that has nothing else', async () => {
    const { file } = await backup('--to', here('elsewhere'))
    const { stdout } = await plumbline(['secrets', 'code'], { env: app.env })
    const env = environment({ dataDir: here('new-machine/data') })
    const without = await plumbline(['restore', file, '--json'], { env })
    assert.equal(without.json.error.code, 'wrong_archive_key')
    assert.ok(!existsSync(here('new-machine')))
    const given = { ...env, PLUMBLINE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
    const otherKey = await plumbline(['restore', file, '--code', '--json'], { env: given, input: stdout })
    assert.equal(otherKey.json.error.code, 'master_key_given')
    assert.ok(!existsSync(here('new-machine')))
    const done = await plumbline(['restore', file, '--code', '--json'], { env, input: stdout })
    assert.equal(done.code, 0, done.stderr)
    await using there = await restored(here('new-machine/data'))
    assert.equal((await there.access.listFirms())[0]?.id, firm.id)
  })

  it('that was cut off, changed, or meets a place with something in it is refused, and leaves nothing', async () => {
    const { file } = await backup('--to', here('damaged'))
    const whole = readFileSync(file)
    const flipped = Buffer.from(whole)
    flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 4
    const refused = async (bytes: Buffer, code: string, to = here('target/data')) => {
      writeFileSync(file, bytes)
      const done = await plumbline(['restore', file, '--to', to, '--json'], { env: app.env })
      assert.deepEqual([done.code, done.json.error.code], [1, code])
    }
    await refused(flipped, 'archive_damaged')
    await refused(whole.subarray(0, whole.length - 300_000), 'archive_damaged')
    await refused(whole.subarray(0, 20), 'not_an_archive')
    assert.ok(!existsSync(here('target')))
    await refused(whole, 'place_not_empty', app.dataDir)
  })
})

describe('backups by the clock', () => {
  it('are made when it is time, kept as the settings say, and told apart from others', async () => {
    const clock = movingClock('2026-03-06T08:00:00Z') // a Friday
    const dir = here('scheduled')
    const keep = { BACKUP_KEEP_DAILY: '2', BACKUP_KEEP_WEEKLY: '2' }
    const env = { BACKUP_DIR: dir, BACKUP_EVERY_HOURS: '24', ...keep }
    await using app = await startApp({ clock, env })
    const { backups } = app.app
    await backups.make()
    const made: boolean[] = []
    for (let look = 0; look < 10; look++) {
      made.push(await backups.makeWhenDue())
      clock.advance(12 * 3_600_000)
    }
    assert.deepEqual(
      made,
      Array.from({ length: 10 }, (_, look) => look % 2 === 0),
    )
    assert.deepEqual(
      backupsIn(dir).map((name) => name.replace(/^plumbline-\w{8}-([\d-]+)T[\d-]+Z(.*)\.backup$/, '$1$2')),
      ['2026-03-06', '2026-03-08-scheduled', '2026-03-09-scheduled', '2026-03-10-scheduled'],
    )
  })

  it('are made within a minute of the start, which does not wait for it', async ({ mock }) => {
    const dataDir = here('started')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir, env: { BACKUP_EVERY_HOURS: '24' } })
    await using app = await openApp(readConfig(env), { log: silentLog })
    mock.timers.enable({ apis: ['setTimeout'] })
    app.backups.start()
    assert.deepEqual(backupsIn(join(dataDir, 'backups')), [])
    mock.timers.tick(60_000)
    mock.timers.reset()
    const isMade = () =>
      backupsIn(join(dataDir, 'backups')).some((name) => name.endsWith('-scheduled.backup'))
    for (const end = performance.now() + WAIT_MS_MAX; !isMade(); await pause(20))
      assert.ok(performance.now() < end, 'none is made')
  })

  it('that fail are told of until one is good; what somebody mistyped is not', async () => {
    const clock = movingClock('2026-03-06T08:00:00Z')
    const dir = here('in-the-way')
    await using app = await startApp({ clock, env: { BACKUP_DIR: dir, BACKUP_EVERY_HOURS: '24' } })
    const firm = await app.makeFirm('Harbor Plumbing')
    const other = await app.makeFirm('Other Plumbing')
    const { backups, watch } = app.app
    const told = async (of: TestFirm) => {
      await watch.look()
      const { body } = await of.ask('GET', '/api/monitoring/alerts')
      return body.alerts.map(({ alertType, severity, message }: Record<string, string>) => [
        ...[alertType, severity, message],
      ])
    }
    writeFileSync(dir, 'no folder')
    await assert.rejects(backups.make(), { code: 'backup_folder_unusable' })
    assert.deepEqual(await told(firm), [])
    await assert.rejects(backups.makeWhenDue(), { code: 'backup_folder_unusable' })
    const [[type, severity, message] = []] = await told(firm)
    assert.deepEqual([type, severity], ['backup_failed', 'high'])
    assert.equal(message, 'The last backup failed (backup_folder_unusable).')
    assert.deepEqual(await told(other), []) // could do nothing about it
    clock.advance(50 * 3_600_000)
    await assert.rejects(backups.makeWhenDue())
    assert.deepEqual(
      (await told(firm)).map(([, severity = '']) => severity),
      ['critical'],
    )
    rmSync(dir)
    assert.equal(await backups.makeWhenDue(), true)
    assert.deepEqual(await told(firm), [])
    clock.advance(50 * 3_600_000)
    assert.deepEqual(
      (await told(firm)).map(([type = '']) => type),
      ['backup_overdue'],
    )
    assert.equal(await backups.makeWhenDue(), true)
    assert.deepEqual(await told(firm), [])
  })

  it('are what the doctor asks for, where there are none, and names where the last one is', async () => {
    const dataDir = here('examined')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir })
    const said = async () => {
      const { json } = await plumbline(['doctor', '--json'], { env })
      return json.findings.find(({ check }: { check: string }) => check === 'backups')
    }
    assert.match((await said()).detail, /^none was made yet/)
    const { json } = await plumbline(['backup', '--json'], { env })
    const { state, detail } = await said()
    assert.ok(detail.includes(json.file), detail)
    assert.match(detail, /on the same disk as the data$/)
    assert.equal(state, 'warning')
  })

  it('killed in the midst leave no file that looks whole, and the next one is well', async () => {
    const dataDir = here('killed')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir })
    const dir = here('killed-backups')
    {
      await using server = await startServer({ env })
      const asked = plumbline(['backup', '--to', dir, '--json'], { env })
      while (!backupsIn(dir).some((name) => statSync(join(dir, name)).size > 2_000_000)) await pause(2)
      server.child.kill('SIGKILL')
      assert.equal((await asked).code, 1)
    }
    assert.deepEqual(
      backupsIn(dir).filter((name) => name.endsWith('.backup')),
      [],
    )
    const [unfinished = ''] = backupsIn(dir)
    const opens = await plumbline(['restore', join(dir, unfinished), '--to', here('never'), '--json'], {
      env,
    })
    assert.deepEqual([opens.code, opens.json.error.code], [1, 'archive_damaged'])
    const next = await plumbline(['backup', '--to', dir, '--json'], { env })
    assert.equal(next.code, 0, next.stderr)
    rmSync(dataDir, { recursive: true })
    const back = await plumbline(['restore', next.json.file, '--json'], { env })
    assert.equal(back.code, 0, back.stderr)
    await using there = await restored(dataDir)
    assert.deepEqual(await there.access.listFirms(), [])
  })
})
