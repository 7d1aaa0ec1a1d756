import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { amcheck } from '@electric-sql/pglite/contrib/amcheck'
import { ClusterDisk } from '../../src/store/pglite/disk/disk.ts'
import { startParams } from '../../src/store/pglite/start-params.ts'
import type { Image } from './disk-model.ts'
import { memoryDisk } from './memory-disk.ts'
import type { Acknowledged } from './recorder.ts'

/** What is wrong with a disk after a power cut: what was lost of what had been acknowledged, and what contradicts itself. */
export type Verdict = { lost: string[]; corrupt: string[] }

declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> }
const program = WebAssembly.compile(
  readFileSync(new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite'))),
)

/** Every B-tree with all that its table holds, every GIN index, every page of every table. */
const CHECKS = [
  `select 'index ' || c.oid::regclass || coalesce(bt_index_check(c.oid, true)::text, '') as checked
   from pg_class c join pg_index i on i.indexrelid = c.oid join pg_am a on a.oid = c.relam
   where a.amname = 'btree' and c.relpersistence = 'p' and i.indisready and i.indisvalid`,
  `select 'table ' || c.oid::regclass || ': ' || v.msg as wrong
   from pg_class c cross join lateral verify_heapam(c.oid) v
   where c.relkind in ('r', 't', 'm') and c.relpersistence = 'p'`,
]
/** What the GIN index of `witness` finds, against what a scan of the table does. */
const GIN = `
  select (select count(*)::integer from witness where tags @> '{boiler}') as rows`

/** Opens the cluster in `root` as a disk holds it after a cut, lets PostgreSQL recover, and looks at everything. */
export async function examine(
  image: Image,
  {
    root,
    dataKey,
    acknowledged,
  }: { root: string; dataKey?: Buffer | undefined; acknowledged: Acknowledged | undefined },
): Promise<Verdict> {
  const verdict: Verdict = { lost: [], corrupt: [] }
  let session: PGlite
  try {
    session = await PGlite.create({
      fs: new ClusterDisk(root, { io: memoryDisk(image), dataKey }),
      startParams: startParams(PGlite),
      pgliteWasmModule: (await program) as never,
      extensions: { amcheck },
    })
  } catch (error) {
    const wrong = `does not open: ${error}`
    return { lost: acknowledged === undefined ? [] : [wrong], corrupt: [wrong] }
  }
  try {
    await session.exec('create extension if not exists amcheck')
    for (const check of CHECKS)
      for (const { wrong } of (await session.query<{ wrong?: string }>(check)).rows)
        if (wrong !== undefined) verdict.corrupt.push(wrong)
    if (acknowledged !== undefined) verdict.lost = await missing(session, acknowledged)
    if (acknowledged !== undefined && acknowledged.witnesses > 0)
      verdict.corrupt.push(...(await compareGin(session)))
  } catch (error) {
    verdict.corrupt.push(String(error))
  }
  await session.close().catch(() => undefined)
  return verdict
}

async function missing(session: PGlite, { logBytes, witnesses, rows }: Acknowledged): Promise<string[]> {
  const one = async (query: string) => Object.values((await session.query<object>(query)).rows[0] ?? {})[0]
  const lost: string[] = []
  const log = await one("select (pg_current_wal_insert_lsn() - '0/0')::text")
  if (BigInt(String(log)) < BigInt(logBytes)) lost.push(`log ends at ${log}, and ${logBytes} was on the disk`)
  if (witnesses > 0) {
    const found = await one(`
      select count(*)::integer from witness
      where n <= ${witnesses} and words = repeat(md5(n::text), 8)`)
    if (found !== witnesses) lost.push(`${found} of ${witnesses} witnesses`)
  }
  for (const [table, count] of Object.entries(rows)) {
    const found = Number(await one(`select count(*)::integer from ${table}`))
    if (found < count) lost.push(`${found} of ${count} rows of ${table}`)
  }
  return lost
}

async function compareGin(session: PGlite): Promise<string[]> {
  const found: unknown[] = []
  for (const way of [
    'set enable_seqscan = off',
    'reindex index witness_tags',
    'set enable_seqscan = on; set enable_bitmapscan = off',
  ]) {
    await session.exec(way)
    found.push((await session.query<{ rows: number }>(GIN)).rows[0]?.rows)
  }
  return new Set(found).size === 1
    ? []
    : [`the GIN index found ${found.join(', ')} rows: as it was, made anew, without it`]
}
