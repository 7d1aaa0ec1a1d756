import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../src/base/ids.ts'
import type { Checkpoint, CheckRun } from '../../src/contract/auditor.ts'
import type { Run } from '../../src/contract/runs.ts'
import { plumbline, startApp } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { corruptions } from '../kit/corruptions.ts'
import { addMail, type DamagedFirm, openDamagedFirm } from '../kit/damaged-firm.ts'
import { startPostgres } from '../kit/postgres.ts'
import { temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())
const mendable = corruptions.filter(({ lost }) => lost === undefined)
const lost = corruptions.filter((one) => one.lost !== undefined)

/** Repairs in as many rounds as it takes, and says how many findings are left; only what found something looks again. */
async function mend(damaged: DamagedFirm): Promise<number> {
  for (let round = 0; round < 4; round++) {
    const plan = await damaged.plan()
    if (plan.steps.length === 0) break
    if ((await damaged.repair(plan)).left === 0) break
    await damaged.check([...new Set((await damaged.findings()).map(({ check }) => check))])
  }
  return (await damaged.findings()).length
}

/** Damage is done in four heaps: in one, some of it would hide behind other of it. */
const heaps = [0, 1, 2, 3].map((heap) => mendable.filter((_, index) => index % 4 === heap))

/** Plants heap after heap, and sees each found, named and repaired. */
async function damageAndMend(damaged: DamagedFirm): Promise<void> {
  for (const heap of heaps) {
    for (const corruption of heap) await damaged.plant(corruption)
    assert.equal((await damaged.check()).isConsistent, false)
    const found = new Set<string>((await damaged.findings()).map(({ kind }) => kind))
    assert.deepEqual(
      heap.filter(({ kind }) => !found.has(kind)).map(({ what }) => what),
      [],
    )
    assert.equal((await damaged.compare()).equal, false)
    assert.equal(await mend(damaged), 0)
    const { tables, equal } = await damaged.compare()
    assert.deepEqual(
      tables.map(({ table }) => table),
      [],
    )
    assert.equal(equal, true)
  }
  assert.equal((await damaged.check()).isConsistent, true)
}

describe('a firm that was damaged', () => {
  let damaged: DamagedFirm
  before(async () => {
    damaged = opened.use(await openDamagedFirm())
  })

  it('is found to be so in every way, and repaired to the hash that it had', async () => {
    await damageAndMend(damaged)
  })

  it('tells the trail of each repair, and has an alert until all is repaired', async () => {
    const { firm } = damaged
    const [first] = mendable
    assert.ok(first !== undefined)
    await damaged.plant(first)
    await damaged.check()
    const alerts = async () =>
      (await firm.ask('GET', '/api/monitoring/alerts')).body.alerts.map(
        (alert: { alertType: string }) => alert.alertType,
      )
    await damaged.app.app.watch.look()
    assert.deepEqual(await alerts(), ['inconsistent'])
    assert.equal(await mend(damaged), 0)
    await damaged.app.app.watch.look()
    assert.deepEqual(await alerts(), [])
    const { items } = (await firm.ask('GET', '/api/audit?action=repair.applied')).body
    type Told = { details: { action: string; ids: string[] } }
    const told = (items as Told[]).find(({ details }) => details.action === 'thread_again')
    assert.ok(told !== undefined && told.details.ids.length > 0)
  })

  it('is repaired as planned or not at all: what has changed since is left, and said', async () => {
    const { firm, app } = damaged
    const [miscounted] = mendable
    assert.ok(miscounted !== undefined)
    await damaged.plant(miscounted)
    await damaged.check(['conversations-counted'])
    const before = await damaged.plan()
    assert.equal(before.steps.length, 1)
    assert.deepEqual(await damaged.plan(), before, 'the same world has the same plan')
    await damaged.plant(miscounted) // a message more
    const refused = await firm.ask('POST', '/api/repairs', { plan: before.plan })
    assert.deepEqual([refused.status, refused.body.error.code], [409, 'plan_changed'])
    const { rows } = await app.app.store.pool.query(
      'select message_count as kept from conversation where id = $1',
      [before.steps[0]?.subjects[0]?.id],
    )
    assert.equal(rows[0].kept, Number(before.steps[0]?.changes[0]?.details.kept) + 1, 'nothing was done')
    const again = await damaged.plan()
    assert.equal((await damaged.repair(again)).left, 0)
    assert.equal((await damaged.repair(await damaged.plan())).steps.length, 0, 'twice changes nothing')
    assert.equal((await damaged.compare()).equal, true)
  })

  it('the command line prints exactly what --apply then does', async () => {
    const [miscounted] = mendable
    assert.ok(miscounted !== undefined)
    await damaged.plant(miscounted)
    const { env } = damaged.app
    const own = { env, firm: damaged.firm.slug }
    const found = await plumbline(['check', '--only', 'conversations-counted', '--firm', own.firm], { env })
    assert.equal(found.code, 1)
    assert.match(found.stdout, /✗ conversations-counted +\d+ looked at: 1 DO NOT AGREE/)
    const shown = await plumbline(['repair', '--firm', own.firm], { env })
    assert.equal(shown.code, 1)
    assert.match(shown.stdout, /Step 1: thread again \(conversation_miscounted, 1\)/)
    assert.match(shown.stdout, /Nothing was changed/)
    const done = await plumbline(['repair', '--apply', '--firm', own.firm], { env })
    assert.equal(done.code, 0, done.stdout)
    const steps = (text: string) =>
      text.split('\n').filter((line) => /^(Step \d+: thread| {4}|Plan)/.test(line))
    assert.deepEqual(steps(done.stdout), steps(shown.stdout))
    const sound = await plumbline(['check', '--json', '--firm', own.firm], { env })
    assert.equal(sound.code, 0, sound.stdout)
    assert.equal(sound.json.isConsistent, true)
  })

  it('taken out and put back elsewhere is the same to its checkpoint, and sound', async () => {
    using folder = temporaryFolder()
    const dir = join(folder.path, 'out')
    assert.equal((await damaged.firm.ask('POST', '/api/export', { dir })).status, 200)
    await using other = await startApp({ env: { SYNC_CONSISTENCY_CHECK_INTERVAL: '0' } })
    const restored = await other.makeFirm('Put Back')
    assert.equal((await restored.ask('POST', '/api/restore', { dir })).status, 200)
    const { items } = (await restored.ask('GET', '/api/checkpoints')).body as { items: Checkpoint[] }
    assert.deepEqual(
      items.map(({ name }) => name),
      ['sound'],
    )
    const { equal, tables } = (await restored.ask('GET', '/api/checkpoints/sound/compare')).body
    assert.deepEqual(tables, [])
    assert.equal(equal, true)
    await other.app.store.pool.query("update message set body = body || '.' where kind = 'text'")
    const differs = (await restored.ask('GET', '/api/checkpoints/sound/compare')).body
    assert.deepEqual(
      differs.tables.map(({ table }: { table: string }) => table),
      ['message'],
    )
    assert.ok(differs.tables[0].rangeCount >= 1)
    const run: CheckRun = (
      await restored.ask('POST', '/api/sync/consistency-check', { wait: true, checks: ['messages-parsed'] })
    ).body
    assert.equal(run.isConsistent, false)
  })

  it('is not waited for for ever when whoever checked it was killed', async () => {
    const { app, firm } = damaged
    const runId = newId(app.app.clock)
    await app.app.store.write(firm.id, (tx) =>
      tx
        .insertInto('checkRun')
        .values({
          ...{ id: runId, askedBy: 'person', depth: 'usual', status: 'running', total: 1 },
          holder: newId(app.app.clock),
          startedAt: app.app.clock.now(),
          leaseUntil: new Date(app.app.clock.now().getTime() - 1),
        })
        .execute(),
    )
    const ended = await app.app.auditor.ended({ tenantId: firm.id, runId })
    assert.equal(ended.status, 'failed')
  })

  it('beyond repair says what was lost, and what to do', async () => {
    for (const corruption of lost) await damaged.plant(corruption)
    await damaged.check()
    const left = await mend(damaged)
    const { unrepairable, steps } = await damaged.plan()
    assert.deepEqual(steps, [])
    assert.equal(unrepairable.length, left)
    assert.deepEqual(unrepairable.map(({ kind }) => kind).sort(), ['raw_item_unreadable', 'trail_broken'])
    for (const { next } of unrepairable) assert.match(next, /backup/)
    const report = (await damaged.firm.ask('GET', '/api/reports/data-consistency')).body
    assert.equal(report.isConsistent, false)
    assert.deepEqual(
      report.open.map(({ repair }: { repair: string }) => repair),
      ['none', 'none'],
    )
    const audit = (await damaged.firm.ask('GET', '/api/reports/audit')).body
    assert.equal(audit.trail.isWhole, false)
    assert.equal(audit.consistency.open, 2)
    assert.equal(audit.checkpoint.name, 'sound')
  })
})

describe('a firm that was damaged, on a PostgreSQL server,', () => {
  it('is repaired to the hash that it had, which was read at one moment', async () => {
    const postgres = opened.use(await startPostgres())
    const damaged = opened.use(await openDamagedFirm({ databaseUrl: await postgres.database() }))
    await damageAndMend(damaged)
    const { before, after: now } = await damaged.compare()
    assert.deepEqual([before.oneMoment, now.oneMoment], [true, true])
  })
})

describe('a check while the firm works', () => {
  it('reports nothing false: an import and a mailbox write meanwhile', async () => {
    using folder = temporaryFolder()
    await using app = await startApp({ env: { SYNC_CONSISTENCY_CHECK_INTERVAL: '0' } })
    const firm = await app.makeFirm('Mokotów Klima')
    const isUnderWay = ({ status }: Run) => ['queued', 'running'].includes(status)
    let imports = 0
    const importAnother = async () => {
      const { files } = await makeHistory({ messages: 300, seed: ++imports })
      const started = await firm.start([await writeZip(join(folder.path, `takeout-${imports}.zip`), files)])
      return firm.follow(started, (run) => !isUnderWay(run) || run.progress.stored > 0)
    }
    let run = await importAnother()
    let checks = 0
    let looked = 0
    let waited = 0
    for (let mail = 0; checks < 3 || waited === 0 || isUnderWay(run); mail++) {
      assert.ok(imports < 10, 'of ten imports none was met in its midst')
      if (!isUnderWay(run)) run = await importAnother()
      const [checked] = await Promise.all([
        firm.ask('POST', '/api/sync/consistency-check', { wait: true, depth: 'whole' }),
        addMail(app, firm, mail),
      ])
      const { status, results, found } = checked.body as CheckRun
      assert.equal(status, 'completed')
      assert.equal(found, 0, JSON.stringify((await firm.ask('GET', '/api/checks/findings')).body))
      checks += 1
      for (const result of results) {
        looked += result.looked
        waited += result.waiting
      }
      run = (await firm.ask('GET', `/api/sync/${run.syncId}/progress`)).body
    }
    assert.equal(run.status, 'completed')
    assert.ok(checks >= 3 && looked > 0 && waited > 0, `${checks} checks, ${looked} rows, ${waited} waited`)
    const after = await firm.ask('POST', '/api/sync/consistency-check', { wait: true, depth: 'usual' })
    assert.equal(after.body.isConsistent, true)
  })
})
