/**
 * A day's work on a data folder, recorded: migrations back and forth, an import with all that follows from it, and beside it small
 * commits, vacuum and checkpoints. Words: the data folder, messages to import. Acknowledges what the program has been answered.
 */
import { join } from 'node:path'
import { listen, openApp } from '../../src/app.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { migrateDown, migrateUp, openStore } from '../../src/store/store.ts'
import { firmServed } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'
import { acknowledge } from './recorder.ts'

const GROWING = ['raw_item', 'message', 'attachment', 'audit_entry']
const [dataDir = '', messages = '', masterKey = ''] = process.argv.slice(2)
const key = Buffer.from(masterKey, 'base64')
const masterKeys = { candidates: () => [key], first: () => key }

{
  await using store = await openStore({ dataDir, migrate: false, masterKeys })
  const client = await store.pool.connect()
  await migrateDown(client, 3)
  await migrateUp(client)
  await client.query(`create table witness (n integer primary key, words text not null, tags text[] not null);
    create index witness_tags on witness using gin (tags)`)
  client.release()
}

using folder = temporaryFolder()
const { files } = await makeHistory({ messages: Number(messages), seed: 11 })
const archive = await writeZip(join(folder.path, 'takeout.zip'), files)
const config = readConfig({
  ...{ PLUMBLINE_DATA_DIR: dataDir, PORT: '0', BACKUP_EVERY_HOURS: '0' },
  PLUMBLINE_MASTER_KEY: masterKey,
})
await using app = await openApp(config, { log: silentLog })
await using doors = await listen(app)
const { pool } = app.store
await app.access.makeFirm({ name: 'Harbor Plumbing', region: 'US', timeZone: 'America/Chicago' })
const firm = await firmServed(`http://127.0.0.1:${doors.port}`, dataDir)

let witnesses = 0
let rows: Record<string, number> = {}
const work = { isDone: false }

/** One small commit, and what is sure to be there once it has been answered. */
async function bearWitness(): Promise<void> {
  const n = witnesses + 1
  await pool.query("insert into witness values ($1::integer, repeat(md5($2), 8), array['boiler', $2])", [
    n,
    String(n),
  ])
  witnesses = n
  const { rows: told } = await pool.query("select (pg_current_wal_flush_lsn() - '0/0')::text as bytes")
  acknowledge({ logBytes: told[0].bytes, witnesses, rows })
}

async function count(): Promise<void> {
  const counts = GROWING.map((table) => `(select count(*)::integer from ${table}) as ${table}`)
  const { rows: counted } = await pool.query(`select ${counts.join(', ')}`)
  rows = counted[0]
}

const chores = [
  'checkpoint',
  'vacuum witness',
  'vacuum (analyze)',
  'analyze',
  'checkpoint',
  'reindex table witness',
]
async function witnessAll(): Promise<void> {
  for (let turn = 0; !work.isDone; turn++) {
    await bearWitness()
    if (turn % 5 === 4) await count()
    if (turn % 25 === 24) await pool.query(chores[Math.floor(turn / 25) % chores.length] ?? 'checkpoint')
    if (turn % 60 === 59)
      await pool.query('create table if not exists brief as select * from witness; drop table brief')
  }
}

const witnessing = witnessAll()
await firm.import([archive])
for (let day = 0; day < 2; day++) {
  await pool.query('vacuum (analyze)')
  await pool.query('checkpoint')
}
work.isDone = true
await witnessing
await count()
await bearWitness()
