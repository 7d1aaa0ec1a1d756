import { type Hash, hash } from 'node:crypto'
import { sql } from 'kysely'
import { sha256 } from '../../base/bytes.ts'
import { type Db, type KeyColumn, keyColumns, readRows } from '../../store/store.ts'
import { leftOut } from './left-out.ts'
import { beginLeaf } from './merkle.ts'

/** A stretch of a table: rows from behind the range before up to a key, and the hash of them. */
export type Range = { lastKey: string; rows: number; hash: Buffer }

type Read = <T>(work: (db: Db) => Promise<T>) => Promise<T>
/** Rows as jsonb text, opened. */
type Opened = (lines: readonly string[]) => string[]

/** Of so many rows one ends a range: a table of a million has some two thousand. */
const ROWS_PER_RANGE = 512
const ROWS_PER_STATEMENT_MIN = 50
const ROWS_PER_STATEMENT_MAX = 4_000
/** A statement that holds the embedded database up for longer keeps everybody waiting. */
const SLICE_MS = 30
/** Keys of these types tell nothing of people. */
const OPEN_TYPES = ['uuid', 'integer', 'bigint', 'timestamp with time zone']

/**
 * The ranges of a table in order of its keys. A row's canonical bytes are its columns as jsonb text, in UTC, without its firm and
 * what is left out; PostgreSQL sorts and writes jsonb the same everywhere. A range ends behind a row whose key says so by
 * its hash, so it begins and ends in the same place whatever was added or taken out elsewhere. Rows that may be sealed are `opened`, and
 * hashed here: before and after they are sealed, and under another key, they are the same.
 */
export async function* readRanges(
  read: Read,
  { table, opened }: { table: string; opened?: Opened | undefined },
): AsyncGenerator<Range> {
  const key = await read((db) => keyColumns(db, table))
  const columns = leftOut.find((one) => one.table === table)?.columns ?? []
  const keyOf = keyWriter(key)
  let after: string[] | null = null
  let open: { hash: Hash; rows: number; lastKey: string } | undefined
  let limit = ROWS_PER_STATEMENT_MIN
  for (;;) {
    const at: string[] | null = after
    const beganMs = performance.now()
    const input = { table, key, columns, after: at, limit }
    const runs: Run[] = await read((db) =>
      opened ? readOpened(db, { ...input, opened }) : readRuns(db, input),
    )
    const tookMs = performance.now() - beganMs
    let count = 0
    for (const { keys, rows, hashes, ends } of runs) {
      open ??= { hash: beginLeaf(), rows: 0, lastKey: '' }
      open.hash.update(hashes)
      open.rows += rows
      open.lastKey = keyOf(keys)
      count += rows
      after = keys
      if (!ends) continue
      yield { lastKey: open.lastKey, rows: open.rows, hash: open.hash.digest() }
      open = undefined
    }
    if (count < limit) break
    if (tookMs < SLICE_MS / 2) limit = Math.min(limit * 2, ROWS_PER_STATEMENT_MAX)
    else if (tookMs > SLICE_MS)
      limit = Math.max(Math.floor((limit * SLICE_MS) / tookMs), ROWS_PER_STATEMENT_MIN)
  }
  if (open !== undefined) yield { lastKey: open.lastKey, rows: open.rows, hash: open.hash.digest() }
}

/** Rows one after the other that belong to one range: the last one's key, and the hashes of all of them. */
type Run = { keys: string[]; rows: number; hashes: Buffer; ends: boolean }

type Stretch = {
  table: string
  key: readonly KeyColumn[]
  columns: readonly string[]
  after: string[] | null
  limit: number
}

/** As `readRuns`, of rows that PostgreSQL cannot open; of a table of which no column is left out. */
async function readOpened(db: Db, { opened, ...input }: Stretch & { opened: Opened }): Promise<Run[]> {
  await sql`set local timezone to 'UTC'`.execute(db)
  const lines = opened((await readRows(db, input)).lines)
  const runs: Run[] = []
  let hashes: Buffer[] = []
  lines.forEach((line, index) => {
    const row = JSON.parse(line) as Record<string, unknown>
    const keys = input.key.map(({ name }) => String(row[name]))
    const ends = Number.parseInt(hash('md5', keys.join(' '), 'hex').slice(0, 7), 16) % ROWS_PER_RANGE === 0
    hashes.push(hash('sha256', line, 'buffer'))
    if (!ends && index < lines.length - 1) return
    runs.push({ keys, rows: hashes.length, hashes: Buffer.concat(hashes), ends })
    hashes = []
  })
  return runs
}

async function readRuns(db: Db, input: Stretch): Promise<Run[]> {
  const { table, key, columns, after, limit } = input
  const ordered = key.map(({ name }) => sql`t.${sql.ref(name)}`)
  const texts = ordered.map((column) => sql`${column}::text`)
  const from =
    after === null || key.length === 0
      ? sql``
      : sql`where (${sql.join(ordered)}) > (${sql.join(key.map(({ type }, index) => sql`${after[index] ?? null}::${sql.raw(type)}`))})`
  await sql`set local timezone to 'UTC'`.execute(db)
  const { rows } = await sql<Run>`
    with own as materialized (
      select array[${texts.length === 0 ? sql`''` : sql.join(texts)}]::text[] as keys,
        sha256(convert_to((to_jsonb(t) - ${['tenant_id', ...columns]}::text[])::text, 'UTF8')) as hash,
        row_number() over (order by ${sql.join(ordered.length === 0 ? [sql`1`] : ordered)}) as place
      from ${sql.table(table)} t ${from}
      order by ${sql.join(ordered.length === 0 ? [sql`1`] : ordered)} limit ${limit}),
    marked as (
      select *, ('x' || substr(md5(array_to_string(keys, ' ')), 1, 7))::bit(28)::int % ${ROWS_PER_RANGE}::int = 0 as ends from own),
    numbered as (
      select *, count(*) filter (where ends) over (order by place rows between unbounded preceding and 1 preceding) as range from marked)
    select (array_agg(keys order by place desc) filter (where true))[1:1] as keys, count(*)::int as rows,
      string_agg(hash, ''::bytea order by place) as hashes, bool_or(ends) as ends
    from numbered group by range order by range`.execute(db)
  return rows.map((run) => ({ ...run, keys: (run.keys as unknown as string[][])[0] ?? [] }))
}

/** Names a key as it may be kept: as it is, or hashed where it can be somebody's address or name. */
function keyWriter(key: readonly KeyColumn[]): (keys: readonly string[]) => string {
  const isOpen = key.every(({ type }) => OPEN_TYPES.includes(type))
  return (keys) => (isOpen ? keys.join(' ') : sha256(keys.join(' ')))
}
