import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { newFirm, prepareDataDir, temporaryFolder } from '../../../test/kit/store.ts'
import type { Id } from '../../base/ids.ts'
import { openStore, type Store } from '../store.ts'

const MB = 1_000_000

describe('the embedded database, killed with kill -9', () => {
  it('loses nothing acknowledged and doubles nothing, ten times in a row', async () => {
    await using place = await installation()
    const rowsInCommit = 20
    let acknowledged = 0
    for (let kill = 0; kill < 10; kill++) {
      const writer = startWriter(place, { rowsInCommit, rowsTotal: 10_000_000 })
      const [found] = await once(writer, 'message')
      assert.ok(
        found === acknowledged || found === acknowledged + rowsInCommit, // the commit that the kill kept from telling
        `kill ${kill}: ${acknowledged} rows were acknowledged, ${found} are there`,
      )
      if (kill === 0) await assert.rejects(openStore({ dataDir: place.dataDir }), { code: 'data_dir_in_use' })
      writer.on('message', (rows: number) => {
        acknowledged = rows
      })
      await once(writer, 'message')
      await setTimeout(kill * 15)
      await end(writer)
    }
    await using store = await openStore({ dataDir: place.dataDir })
    const { count, last } = await look(store)
    assert.ok(count === acknowledged || count === acknowledged + rowsInCommit)
    assert.equal(last, count - 1)
  })

  for (const [when, left] of Object.entries({
    'was made and before anything was in it': '',
    'was half written': '4',
    'was written, on a disk that kept its length alone': '\0'.repeat(35),
  }))
    it(`opens again after an end just when PostgreSQL’s own mark of who has it open ${when}`, async () => {
      await using place = await installation()
      {
        await using store = await openStore({ dataDir: place.dataDir })
        await store.pool.query("insert into written values (7, 'kept')")
      }
      writeFileSync(join(place.dataDir, 'db', 'postmaster.pid'), left, { mode: 0o600 })
      await using store = await openStore({ dataDir: place.dataDir })
      assert.equal((await look(store)).count, 1)
    })

  it('keeps its log small while 200,000 rows go in, so that it is back at once', async () => {
    await using place = await installation()
    const writer = startWriter(place, { rowsInCommit: 5_000, rowsTotal: 200_000 })
    let rows = 0
    let logBytesMost = 0
    writer.on('message', (count: number) => {
      rows = count
      logBytesMost = Math.max(logBytesMost, folderBytes(join(place.dataDir, 'db', 'pg_wal')))
    })
    while (rows < 200_000) await once(writer, 'message')
    await end(writer)

    const startedMs = performance.now()
    await using store = await openStore({ dataDir: place.dataDir })
    const reopenMs = performance.now() - startedMs
    assert.equal((await look(store)).count, 200_000)
    const { rows: written } = await store.pool.query("select pg_current_wal_lsn() - '0/0' as bytes")
    assert.ok(Number(written[0].bytes) > 200 * MB, `only ${written[0].bytes} bytes of log were written`)
    assert.ok(logBytesMost < 160 * MB, `the log took ${logBytesMost} bytes at most`)
    assert.ok(reopenMs < 6_000, `opening again took ${Math.round(reopenMs)} ms`)
  })
})

describe('the embedded database, when its log cannot be written', () => {
  it('ends and says why, leaves nobody waiting, and has everything acknowledged once it can', async () => {
    await using place = await installation()
    const log = join(place.dataDir, 'db', 'pg_wal')
    const store = await openStore({ dataDir: place.dataDir })
    await store.pool.query("insert into written select n, 'kept' from generate_series(0, 999) n")
    renameSync(log, `${log}.away`)
    await store.pool.query('select pg_switch_wal()')
    await assert.rejects(store.pool.query("insert into written values (1000, 'lost')"), /pg_wal/)
    assert.match((await store.died).message, /pg_wal/)
    await assert.rejects(store.pool.query('select 1'), /pg_wal/)
    await assert.rejects(
      store.read(place.firm, (db) => db.selectFrom('tenant').selectAll().execute()),
      /pg_wal/,
    )
    await store[Symbol.asyncDispose]()
    await assert.rejects(openStore({ dataDir: place.dataDir }), { code: 'database_will_not_open' })
    renameSync(`${log}.away`, log)
    await using again = await openStore({ dataDir: place.dataDir })
    assert.deepEqual(await look(again), { count: 1_000, last: 999 })
  })
})

/** A data folder with one firm, and a table to write to. */
async function installation(): Promise<{ dataDir: string; firm: Id } & AsyncDisposable> {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await prepareDataDir(dataDir)
  await using store = await openStore({ dataDir })
  const firm = await newFirm(store)
  await store.pool.query(
    'create table written (n integer primary key, filler text not null); grant select, insert on written to plumbline_app',
  )
  return { dataDir, firm, [Symbol.asyncDispose]: async () => folder[Symbol.dispose]() }
}

function startWriter(
  place: { dataDir: string; firm: Id },
  { rowsInCommit, rowsTotal }: { rowsInCommit: number; rowsTotal: number },
): ChildProcess {
  const words = [place.dataDir, place.firm, String(rowsInCommit), String(rowsTotal)]
  return fork(new URL('./writer.fixture.ts', import.meta.url), words, { execArgv: ['--liftoff-only'] }) // up sooner
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close') // after the last message
  child.kill('SIGKILL')
  await gone
}

/** How many rows there are, and the number of the last, which is one less when none is missing or double. */
async function look(store: Store): Promise<{ count: number; last: number }> {
  const { rows } = await store.pool.query('select count(*)::integer as count, max(n) as last from written')
  return rows[0]
}

function folderBytes(path: string): number {
  return readdirSync(path).reduce((bytes, name) => {
    return bytes + (statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0)
  }, 0)
}
