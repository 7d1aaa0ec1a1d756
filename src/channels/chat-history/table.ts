import { WireError } from '../wire.ts'
import { captureTableName } from './capture-trigger.ts'
import type { Ask } from './connection.ts'
import type { Place } from './cursor.ts'

/** A chat table as the catalog of its database describes it. Names are written as SQL, quoted by the server. */
export type ChatTable = {
  place: Place
  schema: string
  table: string
  /** `"schema"."table"` where quotes are needed. */
  sql: string
  /** The table, and those it is made of: what an insert locks. */
  oids: string[]
  id: Column
  session: Column
  message: Column
  createdAt: (Column & CreatedAt) | null
  /** Filled by the capture trigger, and readable. */
  capture: { sql: string } | null
  /** By whom ids are given out: decides how new rows are found, and what is guaranteed. */
  ids: Ids
  /** Rows, as the server guesses; null before it has ever counted. */
  rowsEstimate: number | null
  /** As text, for a cursor. */
  layout: string
}

export type Column = { name: string; sql: string; type: string; format: string }

export type CreatedAt = {
  /** The value of all rows that are older than the column itself, as PostgreSQL writes it; null where there are none. */
  filledIn: string | null
  /** That value is the time at which the column was added, so these rows were there by then. */
  isAdding: boolean
}

export type Ids =
  /** Drawn one by one from a sequence of this server: gaps can be proven to be settled. */
  | { kind: 'drawn' }
  /** Numbers in an index, but nothing tells when a gap will not fill any more. */
  | {
      kind: 'watched'
      because: 'replica' | 'subscription' | 'not_a_table' | 'not_drawn' | 'drawn_ahead' | 'locks_hidden'
    }
  /** Without order, or without an index: the table is looked through each time, for rows of later transactions. */
  | { kind: 'swept'; because: 'unordered' | 'no_index' }
  /** As `swept`, where rows do not tell their transactions: all are handed over each time. */
  | { kind: 'relisted'; because: 'unordered' | 'no_index' }

const NAME_BYTES_MAX = 63

/** Column names by their role, in the order in which they are looked for; letter case and `_` make no difference. */
const NAMES = {
  id: ['id', 'messageid', 'rowid'],
  session: ['sessionid', 'sessionkey', 'session', 'threadid', 'conversationid', 'chatid'],
  message: ['message', 'chatmessage', 'content', 'data'],
  createdAt: ['createdat', 'insertedat', 'created', 'timestamp', 'sentat', 'ts'],
} as const

const NUMBERS = new Set(['int2', 'int4', 'int8'])
const JSONS = new Set(['jsonb', 'json'])
const TEXTS = new Set(['text', 'varchar', 'bpchar'])
const TIMES = new Set(['timestamptz', 'timestamp'])

/**
 * Finds the table called `name`: `table`, or `schema.table`; as written, without quotes. What is asked goes to the catalog as
 * a value and comes back quoted, so nothing that somebody wrote is ever part of a statement. Throws `WireError`:
 * `not_found`, or `unreadable` when a column is missing. `ask` must stand in a transaction with the user's own names.
 */
export async function findTable(ask: Ask, name: string): Promise<ChatTable> {
  const found = await findRelation(ask, name)
  const columns = await columnsOf(ask, found.oid)
  const table = rolesOf(columns)
  const place = await placeOf(ask, found.oid)
  const capture = await captureOf(ask, found)
  const oids = await partsOf(ask, found.oid)
  const ids = await idsOf(ask, { ...found, id: table.id, oids })
  const layout = [
    table.id,
    table.session,
    table.message,
    ...(table.createdAt === null ? [] : [table.createdAt]),
  ]
    .map(({ name: column, type }) => `${column} ${type}`)
    .concat('because' in ids && ids.because === 'no_index' ? 'no index' : [])
    .join(', ')
  return {
    ...table,
    place,
    schema: found.schema,
    table: found.table,
    sql: found.sql,
    oids,
    capture,
    ids,
    rowsEstimate: found.rowsEstimate,
    layout,
  }
}

/** To show; not to be put into a statement. */
export function nameOf({ schema, table }: ChatTable): string {
  return `${schema}.${table}`
}

type Relation = {
  oid: string
  schema: string
  table: string
  sql: string
  /** `r`: a table, `p`: a partitioned one; others are views and tables of elsewhere. */
  kind: string
  rowsEstimate: number | null
}

async function findRelation(ask: Ask, name: string): Promise<Relation> {
  const dot = name.indexOf('.')
  const parts = dot === -1 ? [name] : [name.slice(0, dot), name.slice(dot + 1)]
  const notFound = new WireError('not_found', 'The database has no table of that name.')
  if (name.includes('\0') || parts.some((part) => part === '' || Buffer.byteLength(part) > NAME_BYTES_MAX))
    throw notFound
  const [schema, table] = parts.length === 2 ? parts : [null, name]
  const rows = await ask(
    `select c.oid::text, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname), c.relkind,
       case when c.reltuples >= 0 and c.relkind in ('r', 'm') then c.reltuples::float8 end
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f')
       and ((c.relname = $1 and pg_catalog.pg_table_is_visible(c.oid)) or (n.nspname = $2 and c.relname = $3))
     order by c.relname = $1 desc limit 1`,
    [name, schema, table],
  )
  const row = rows[0] as [string, string, string, string, string, number | null] | undefined
  if (row === undefined) throw notFound
  const [oid, inSchema, called, sql, kind, rowsEstimate] = row
  return { oid, schema: inSchema, table: called, sql, kind, rowsEstimate }
}

type CatalogColumn = Column & CreatedAt & { isKey: boolean }

async function columnsOf(ask: Ask, oid: string): Promise<CatalogColumn[]> {
  const rows = await ask(
    `select a.attname, quote_ident(a.attname), t.typname, format_type(a.atttypid, null),
       exists (select from pg_catalog.pg_index i where i.indrelid = a.attrelid and i.indisprimary and i.indnkeyatts = 1 and i.indkey[0] = a.attnum),
       case when a.atthasmissing and t.typname in ('timestamptz', 'timestamp')
         then pg_catalog.array_to_string(a.attmissingval, '') end,
       coalesce(pg_get_expr(d.adbin, d.adrelid) ~* '^(now|clock_timestamp|statement_timestamp|transaction_timestamp)\\(\\)|^(current|local)_?timestamp', false)
     from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
     left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [oid],
  )
  return (rows as [string, string, string, string, boolean, string | null, boolean][]).map(
    ([name, sql, type, format, isKey, filledIn, isAdding]) => ({
      name,
      sql,
      type,
      format,
      isKey,
      filledIn,
      isAdding,
    }),
  )
}

function rolesOf(
  columns: readonly CatalogColumn[],
): Pick<ChatTable, 'id' | 'session' | 'message' | 'createdAt'> {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase().replaceAll('_', ''), column]))
  const called = (role: keyof typeof NAMES, fits: (column: CatalogColumn) => boolean = () => true) =>
    NAMES[role].map((name) => byName.get(name)).find((column) => column !== undefined && fits(column))
  const jsons = columns.filter(({ type }) => JSONS.has(type))
  const id = called('id') ?? columns.find(({ isKey }) => isKey)
  const session = called('session', (column) => column !== id)
  const message =
    called('message', ({ type }) => JSONS.has(type) || TEXTS.has(type)) ??
    (jsons.length === 1 ? jsons[0] : undefined)
  const missing = [id ?? 'id', session ?? 'session', message ?? 'message'].filter(
    (column) => typeof column === 'string',
  )
  if (id === undefined || session === undefined || message === undefined) {
    const reason = `The table has no column that can be read as its ${missing.join(' and ')}.`
    throw new WireError('unreadable', reason)
  }
  const createdAt = called('createdAt', ({ type }) => TIMES.has(type)) ?? null
  return { id, session, message, createdAt }
}

/** Functions that tell of the whole cluster may be forbidden: then that part is not told. */
async function placeOf(ask: Ask, oid: string): Promise<Place> {
  const [row] = await ask(
    `select has_function_privilege('pg_catalog.pg_control_system()', 'execute'),
       has_function_privilege('pg_catalog.pg_control_checkpoint()', 'execute'), d.oid::text
     from pg_catalog.pg_database d where d.datname = current_database()`,
  )
  const [tellsSystem, tellsTimeline, database] = row as [boolean, boolean, string]
  const [system] = tellsSystem
    ? await ask('select system_identifier::text from pg_catalog.pg_control_system()')
    : []
  const [timeline] = tellsTimeline
    ? await ask('select timeline_id from pg_catalog.pg_control_checkpoint()')
    : []
  return {
    system: (system?.[0] as string | undefined) ?? null,
    timeline: (timeline?.[0] as number | undefined) ?? null,
    database,
    table: oid,
  }
}

async function captureOf(ask: Ask, { schema, table }: Relation): Promise<ChatTable['capture']> {
  const [row] = await ask(
    `select format('%I.%I', n.nspname, c.relname)
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
       and (select count(*) from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname in ('row_id', 'at')) = 2`,
    [schema, captureTableName(table)],
  )
  return row === undefined ? null : { sql: row[0] as string }
}

async function partsOf(ask: Ask, oid: string): Promise<string[]> {
  const rows = await ask(
    `with recursive part (oid) as (
       select $1::oid union select i.inhrelid from pg_catalog.pg_inherits i join part p on i.inhparent = p.oid)
     select oid::text from part`,
    [oid],
  )
  return rows.map(([part]) => part as string)
}

async function idsOf(
  ask: Ask,
  { oid, sql, kind, id, oids }: Relation & { id: Column; oids: string[] },
): Promise<Ids> {
  const isNumber = NUMBERS.has(id.type)
  if (!isNumber || !(await isIndexed(ask, sql, id))) {
    const because = isNumber ? 'no_index' : 'unordered'
    const [row] = await ask(`select current_setting('server_version_num')::int >= 130000`)
    return { kind: kind === 'r' && row?.[0] === true ? 'swept' : 'relisted', because }
  }
  if (kind !== 'r' && kind !== 'p') return { kind: 'watched', because: 'not_a_table' }
  const [row] = await ask(
    `select pg_is_in_recovery(), exists (select from pg_catalog.pg_subscription_rel where srrelid = any($2::oid[])),
       has_table_privilege('pg_catalog.pg_locks', 'select'), s.seqincrement > 0 and not s.seqcycle, s.seqcache = 1
     from (values (1)) one (n)
     left join pg_catalog.pg_attribute a on a.attrelid = $1 and a.attname = $3
     left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       and pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\\(''[^'']+''::regclass\\)$'
     left join lateral (
       select o.objid as sequence from pg_catalog.pg_depend o
       where a.attidentity <> '' and o.classid = 'pg_catalog.pg_class'::regclass and o.refobjid = a.attrelid
         and o.refobjsubid = a.attnum and o.deptype = 'i'
       union all
       select u.refobjid from pg_catalog.pg_depend u join pg_catalog.pg_class q on q.oid = u.refobjid and q.relkind = 'S'
       where u.classid = 'pg_catalog.pg_attrdef'::regclass and u.objid = d.oid limit 1) drawn on true
     left join pg_catalog.pg_sequence s on s.seqrelid = drawn.sequence`,
    [oid, oids, id.name],
  )
  const [isReplica, isSubscribed, showsLocks, isCounter, oneByOne] = row as [
    boolean,
    boolean,
    boolean,
    boolean | null,
    boolean | null,
  ]
  if (!showsLocks) return { kind: 'watched', because: 'locks_hidden' }
  if (isReplica) return { kind: 'watched', because: 'replica' }
  if (isSubscribed) return { kind: 'watched', because: 'subscription' }
  if (isCounter !== true) return { kind: 'watched', because: 'not_drawn' }
  return oneByOne === true ? { kind: 'drawn' } : { kind: 'watched', because: 'drawn_ahead' }
}

/** Whether rows can be had in the order of their ids without reading the others: as the server itself would go about it. */
async function isIndexed(ask: Ask, sql: string, id: Column): Promise<boolean> {
  await ask('set local enable_seqscan = off')
  const [row] = await ask(
    `explain (format json, costs off) select ${id.sql} from ${sql} where ${id.sql} > 0 order by ${id.sql} limit 1`,
  )
  await ask('set local enable_seqscan to default')
  return !/"Node Type": "(Seq Scan|Sort|Incremental Sort)"/.test(JSON.stringify(row?.[0], null, 1))
}
