/**
 * Whole import of a zip, on the embedded database and on a PostgreSQL server, beside putting the very same rows in by
 * bare multi-row INSERT into the same tables with the same indexes. `node bench/import.ts [MESSAGES]`, 100,000 unless said.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { makeArchive } from '../src/demo/demo.ts'
import { firmTables, openStore, type Store } from '../src/store/store.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { type Figure, report } from './kit.ts'

const ROWS_PER_STATEMENT = 500
const PARAMETERS_MAX = 60_000
const run = promisify(execFile)

const messages = Number(process.argv[2] ?? 100_000)
using folder = temporaryFolder()
const archive = join(folder.path, 'takeout.zip')
await makeArchive({ path: archive, messages, now: new Date('2026-10-01T12:00:00Z') })
await using server = await startPostgres()

const figures: Figure[] = []
for (const on of ['PGlite', 'PostgreSQL'] as const) {
  const dataDir = join(folder.path, on)
  const databaseUrl = on === 'PostgreSQL' ? await server.database() : undefined
  const { stdout } = await run(process.execPath, ['src/main.ts', 'import', archive, '--json'], {
    env: {
      ...process.env,
      PLUMBLINE_DATA_DIR: dataDir,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    maxBuffer: 1 << 24,
  })
  const done = JSON.parse(stdout) as { stored: number; seconds: number; peakRssMb: number; status: string }
  if (done.status !== 'completed') throw new Error(`The import is ${done.status}.`)
  await using from = await openStore({ databaseUrl, dataDir })
  await using to = await openStore({
    databaseUrl: on === 'PostgreSQL' ? await server.database() : undefined,
    dataDir: join(folder.path, `${on}-bare`),
  })
  const bareSeconds = await insertBare(from, to)
  const ours = done.stored / done.seconds
  const bare = done.stored / bareSeconds
  figures.push({
    what: `Whole import of ${done.stored.toLocaleString('en')} messages from a zip on ${on}, messages/s`,
    ours: `${Math.round(ours).toLocaleString('en')} (${done.seconds.toFixed(1)} s)`,
    baseline: `bare multi-row INSERT of the same rows: ${Math.round(bare).toLocaleString('en')} (${bareSeconds.toFixed(1)} s)`,
    ratio: ours / bare,
    bound: 'at least 0.33',
  })
  figures.push({
    what: `Peak memory of that import on ${on}, MB`,
    ours: `${done.peakRssMb}`,
    baseline: '700',
    ratio: done.peakRssMb / 700,
    bound: 'at most 1',
  })
}
report(figures)

/** Seconds that bare INSERTs of all rows of `from` into `to` take; reading them is not counted. */
async function insertBare(from: Store, to: Store): Promise<number> {
  const { rows: firms } = await from.pool.query<{ tenant_id: string }>('select tenant_id from tenant')
  const tenantId = firms[0]?.tenant_id ?? ''
  const source = await from.pool.connect()
  const target = await to.pool.connect()
  let seconds = 0
  for (const table of await from.read(tenantId, firmTables)) {
    const { rows, fields } = await source.query<Record<string, unknown>>(`select * from ${table}`)
    const columns = fields.map(({ name }) => name)
    const isJson = new Set(
      fields.filter(({ dataTypeID }) => dataTypeID === pg.types.builtins.JSONB).map(({ name }) => name),
    )
    const size = Math.min(ROWS_PER_STATEMENT, Math.floor(PARAMETERS_MAX / columns.length))
    for (let at = 0; at < rows.length; at += size) {
      const batch = rows.slice(at, at + size)
      const places = batch
        .map((_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(',')})`)
        .join(',')
      const values = batch.flatMap((row) =>
        columns.map((name) =>
          isJson.has(name) && row[name] !== null ? JSON.stringify(row[name]) : row[name],
        ),
      )
      const startedMs = performance.now()
      await target.query('begin')
      await target.query(`insert into ${table} (${columns.join(',')}) values ${places}`, values)
      await target.query('commit')
      seconds += (performance.now() - startedMs) / 1000
    }
  }
  source.release()
  target.release()
  return seconds
}
