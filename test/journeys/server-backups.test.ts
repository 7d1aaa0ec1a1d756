import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type App, openApp } from '../../src/app.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { catalogFacts } from '../../src/store/catalog.ts'
import type { Store } from '../../src/store/store.ts'
import { environment, plumbline, startApp, startPlumbline, type TestApp, type TestFirm } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { installedPostgres, POSTGRES_MISSING } from '../kit/installed-postgres.ts'
import { movingClock } from '../kit/office.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { temporaryFolder } from '../kit/store.ts'
import { mediaIn, tablesOf } from '../kit/whole-installation.ts'

const bin = installedPostgres()
const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
const filesIn = (dir: string) => (existsSync(dir) ? readdirSync(dir).sort() : [])
const wholeIn = (dir: string) => filesIn(dir).filter((name) => name.endsWith('.backup'))

/** What a query answers on a database, past everything of ours. */
async function ask<T extends object>(databaseUrl: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

const WAIT_MS_MAX = 240_000

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + WAIT_MS_MAX
  while (!(await holds())) {
    assert.ok(performance.now() < end, 'it does not come about')
    await pause(5)
  }
}

/** The schema's facts, from a connection of its own. */
async function factsOf({ pool }: Store): Promise<string[]> {
  const client = await pool.connect()
  try {
    return await catalogFacts(client)
  } finally {
    client.release()
  }
}

describe('a backup of an installation on a PostgreSQL server', {
  skip: bin === undefined && POSTGRES_MISSING,
}, () => {
  let postgres: TestPostgres
  let app: TestApp
  let firm: TestFirm
  let whole: string
  before(async () => {
    postgres = opened.use(await startPostgres({ bin }))
    const { files } = await makeHistory({ messages: 300, seed: 31 })
    app = opened.use(await startApp({ databaseUrl: await postgres.database() }))
    firm = await app.makeFirm('Harbor Plumbing')
    assert.equal((await firm.import([await writeZip(here('one.zip'), files)])).status, 'completed')
  })
  after(() => opened.disposeAsync())

  const backup = async (...words: string[]) => {
    const done = await plumbline(['backup', '--json', ...words], { env: app.env })
    assert.equal(done.code, 0, done.stderr)
    return done.json.file as string
  }
  const place = (name: string, databaseUrl: string) => environment({ dataDir: here(name), databaseUrl })
  const restore = (file: string, env: Record<string, string>) =>
    plumbline(['restore', file, '--json'], { env: { ...env, PLUMBLINE_MASTER_KEY_FILE: here('the.key') } })
  const openRestored = (env: Record<string, string>): Promise<App> =>
    openApp(readConfig({ ...env, PLUMBLINE_MASTER_KEY_FILE: here('the.key') }), { log: silentLog })
  before(async () => {
    const { stdout } = await plumbline(['secrets', 'code'], { env: app.env })
    const into = place('by-code', await postgres.database())
    const env = { ...into, PLUMBLINE_MASTER_KEY_FILE: here('the.key') }
    const done = await plumbline(['restore', await backup('--to', here('code')), '--code', '--json'], {
      env,
      input: stdout,
    })
    assert.equal(done.code, 0, done.stderr) // from here on the key is on the new machine
  })

  it('is put back as it was into another database: every row, right and picture, and what is sealed opens', async () => {
    const { understander, ticketer, rollUp, indexer } = app.app.stages
    await understander.catchUp({ tenantId: firm.id })
    for (const stage of [ticketer, rollUp, indexer]) await stage.catchUp(firm.id)
    assert.equal((await firm.ask('POST', '/api/checkpoints', { name: 'before' })).status, 200)
    whole = await backup('--to', here('first'))
    const expected = await tablesOf(app.app.store)
    const env = place('again', await postgres.database())
    const done = await restore(whole, env)
    assert.equal(done.code, 0, done.stderr)
    await using there = await openRestored(env)
    assert.deepEqual(await tablesOf(there.store), expected)
    assert.deepEqual(await factsOf(there.store), await factsOf(app.app.store))
    const differs = await there.auditor.compare({ tenantId: firm.id, before: 'before', after: 'now' })
    assert.ok(differs.equal, JSON.stringify(differs.tables))
    assert.ok(mediaIn(app.dataDir).length > 0)
    assert.deepEqual(mediaIn(here('again')), mediaIn(app.dataDir))
    const { rows: unmeasured } = await there.store.pool.query(
      "select relname from pg_class where relname in ('message', 'conversation') and reltuples <= 0",
    )
    assert.deepEqual(unmeasured, [])
    const { entries, faults } = await there.audit.verify({ tenantId: firm.id, anchor: undefined })
    assert.ok(entries > 0)
    assert.deepEqual(faults, []) // which takes the sealed keys
  })

  it('made while much is written is put back whole, and what was under way goes on', async () => {
    const { files } = await makeHistory({ messages: 900, seed: 77 })
    const run = await firm.start([await writeZip(here('two.zip'), files)])
    await firm.follow(run, ({ progress }) => progress.stored > 100)
    const file = await backup('--to', here('busy'))
    assert.equal((await firm.follow(run)).status, 'completed')
    const env = place('busy-again', await postgres.database())
    const done = await restore(file, env)
    assert.equal(done.code, 0, done.stderr)
    const resumed = await plumbline(['import', here('two.zip'), '--json'], {
      env: { ...env, PLUMBLINE_MASTER_KEY_FILE: here('the.key') },
    })
    assert.equal(resumed.json?.status ?? resumed.stderr, 'completed')
    await using there = await openRestored(env)
    const counted = async (store: Store) =>
      (await store.pool.query('select count(*), sum(length(body)) from message')).rows
    assert.deepEqual(await counted(there.store), await counted(app.app.store))
  })

  it('is refused by a database with anything in it, which stays as it is, as does the folder', async () => {
    const databaseUrl = await postgres.database()
    await ask(
      databaseUrl,
      'create schema crm; create table crm.jobs (id int); insert into crm.jobs values (7)',
    )
    const done = await restore(whole, place('refused', databaseUrl))
    assert.deepEqual([done.code, done.json.error.code], [1, 'database_not_empty'])
    const left = await ask<{ name: string }>(
      databaseUrl,
      "select nspname as name from pg_namespace where nspname !~ '^pg_|^information' order by 1",
    )
    assert.deepEqual(
      left.map(({ name }) => name),
      ['crm', 'public'],
    )
    assert.deepEqual(await ask(databaseUrl, 'select id from crm.jobs'), [{ id: 7 }])
    assert.deepEqual(
      filesIn(folder.path).filter((name) => name.startsWith('refused')),
      [],
    )
    const nowhere = databaseUrl.replace(/\/test_\d+\?/, '/nowhere?')
    const missing = await restore(whole, place('refused', nowhere))
    assert.deepEqual([missing.code, missing.json.error.code], [1, 'database_unreachable'])
  })

  it('of which the restoring was killed does not open as if whole, and is put back by doing it again', async () => {
    const databaseUrl = await postgres.database()
    const env = place('killed', databaseUrl)
    const isMarked = async () =>
      (await ask(databaseUrl, "select from pg_namespace where nspname = 'plumbline_restoring'")).length > 0
    {
      await using running = startPlumbline(['restore', whole], {
        env: { ...env, PLUMBLINE_MASTER_KEY_FILE: here('the.key') },
      })
      await until(isMarked)
      running.child.kill('SIGKILL')
      assert.equal((await running.ended).signal, 'SIGKILL')
    }
    await assert.rejects(openRestored(env), { code: 'restore_unfinished' })
    await until(async () => {
      const others = await ask(
        databaseUrl,
        'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      return others.length === 0
    })
    await assert.rejects(openRestored(env), { code: 'restore_unfinished' })
    const again = await restore(whole, { ...env, PLUMBLINE_DATA_DIR: here('killed-again') })
    assert.equal(again.code, 0, again.stderr)
    assert.equal(await isMarked(), false)
    await using there = await openRestored({ ...env, PLUMBLINE_DATA_DIR: here('killed-again') })
    assert.equal((await there.access.listFirms())[0]?.id, firm.id)
  })

  it('without its pictures, because somebody took the folder meanwhile, does not open either', async () => {
    const databaseUrl = await postgres.database()
    const env = place('taken', databaseUrl)
    const restoring = restore(whole, env)
    await until(
      async () =>
        (await ask(databaseUrl, "select from pg_namespace where nspname = 'plumbline_restoring'")).length > 0,
    )
    mkdirSync(here('taken'))
    writeFileSync(join(here('taken'), 'notes.txt'), 'Mrs Alvarez: call back')
    assert.equal((await restoring).code, 1)
    await assert.rejects(openRestored(env), { code: 'restore_unfinished' })
    assert.deepEqual(
      filesIn(folder.path).filter((name) => name.startsWith('taken')),
      ['taken'],
    )
  })

  it('killed in the midst leaves no file that looks whole, and the next one is well', async () => {
    const dir = here('cut')
    {
      await using running = startPlumbline(['backup', '--to', dir], { env: app.env })
      await until(() => filesIn(dir).some((name) => statSync(join(dir, name)).size > 0)) // it says what it is first
      running.child.kill('SIGKILL')
      assert.equal((await running.ended).signal, 'SIGKILL')
    }
    assert.equal(filesIn(dir).length, 1)
    assert.deepEqual(wholeIn(dir), [])
    const [unfinished = ''] = filesIn(dir)
    const opens = await restore(join(dir, unfinished), place('never', await postgres.database()))
    assert.deepEqual([opens.code, opens.json.error.code], [1, 'archive_damaged'])
    assert.ok(existsSync(await backup('--to', dir)))
  })

  it('is made by one of two processes when it is time, and kept as the settings say', async () => {
    const clock = movingClock('2026-03-06T08:00:00Z') // a Friday
    const env = (name: string) =>
      environment({
        dataDir: here(name),
        databaseUrl: app.env.DATABASE_URL ?? '',
        env: {
          ...{ BACKUP_DIR: here('by-the-clock'), BACKUP_EVERY_HOURS: '24' },
          ...{ BACKUP_KEEP_DAILY: '2', BACKUP_KEEP_WEEKLY: '0', PLUMBLINE_MASTER_KEY_FILE: here('the.key') },
        },
      })
    // Of one installation: they share the data folder, in which media are.
    await using one = await openApp(readConfig(env('shared')), { log: silentLog, clock })
    await using other = await openApp(readConfig(env('shared')), { log: silentLog, clock })
    const days: string[] = []
    for (let day = 0; day < 4; day++) {
      const made = await Promise.all([one.backups.makeWhenDue(), other.backups.makeWhenDue()].map(quietly))
      assert.deepEqual(made.filter(Boolean).length, 1, `day ${day}`)
      assert.deepEqual(
        await Promise.all([one.backups.makeWhenDue(), other.backups.makeWhenDue()].map(quietly)),
        [false, false],
      )
      days.push(clock.now().toISOString().slice(0, 10))
      clock.advance(24 * 3_600_000)
    }
    assert.deepEqual(
      wholeIn(here('by-the-clock')).map(
        (name) => /-(\d{4}-\d\d-\d\d)T.*-scheduled\.backup$/.exec(name)?.[1] ?? name,
      ),
      days.slice(-2),
    )
  })

  it('takes a user who may read all firms, and says so of one that may not', async () => {
    const databaseUrl = await postgres.ordinaryDatabase()
    await using bound = await startApp({ databaseUrl })
    await bound.makeFirm('Harbor Plumbing')
    const refused = await plumbline(['backup', '--to', here('bound'), '--json'], { env: bound.env })
    assert.deepEqual([refused.code, refused.json.error.code], [1, 'server_dump_failed'])
    assert.match(refused.json.error.next, /BACKUP_DATABASE_URL/)
    assert.deepEqual(filesIn(here('bound')), [])
    const BACKUP_DATABASE_URL = databaseUrl.replace(/\/\/\w+@/, '//postgres@')
    const done = await plumbline(['backup', '--to', here('bound'), '--json'], {
      env: { ...bound.env, BACKUP_DATABASE_URL },
    })
    assert.equal(done.code, 0, done.stderr)
    const into = await postgres.ordinaryDatabase()
    const env = { ...bound.env, DATABASE_URL: into, PLUMBLINE_DATA_DIR: here('bound-again') }
    const back = await plumbline(['restore', done.json.file, '--json'], {
      env: { ...bound.env, DATABASE_URL: into, PLUMBLINE_MASTER_KEY_FILE: `${bound.dataDir}.key` },
    })
    assert.equal(back.json?.error?.code, 'place_not_empty')
    const { stdout } = await plumbline(['secrets', 'code'], { env: bound.env })
    const key = { PLUMBLINE_MASTER_KEY_FILE: here('bound.key') }
    const again = await plumbline(['restore', done.json.file, '--code', '--json'], {
      env: { ...env, ...key },
      input: stdout,
    })
    assert.equal(again.code, 0, again.stderr)
    await using there = await openApp(readConfig({ ...env, ...key }), { log: silentLog })
    assert.deepEqual(
      (await there.access.listFirms()).map(({ name }) => name),
      ['Harbor Plumbing'],
    )
  })
})

/** Whether one was made; not where the other process is at it. */
async function quietly(made: Promise<boolean>): Promise<boolean> {
  try {
    return await made
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'backup_running')
    return false
  }
}
