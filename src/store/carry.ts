import { sql } from 'kysely'
import type { Db, Tx } from './session.ts'

/**
 * Carrying a firm's rows out of one database and into another, table by table, as JSON text: for export,
 * restore and rehearsals. It knows the catalog and nothing of what the rows mean.
 */

/**
 * Firm tables that stay where they are: what is in them opens, is checked, or means something only under this
 * installation's keys, or was measured of this installation; and what changed, whose order is told by this database's
 * transactions: a cursor taken elsewhere would point to nothing, or past what is to come. Figures of conversations and days,
 * the index of words, and what messages mean as numbers, are made anew.
 */
const STAYS = [
  'event',
  'event_cursor',
  'dead_letter',
  'metric_minute',
  'alert',
  'secret',
  'audit_entry',
  'audit_head',
  'webhook_receipt',
  'webhook_password',
  'mirror',
  'mirror_link',
  'hook',
  'hook_delivery',
  'check_run',
  'check_round',
  'finding',
  'insight_due',
  'conversation_insight',
  'conversation_analytics',
  'insight_stale_day',
  'insight_day',
  'search_due',
  'search_segment',
  'search_term_block',
  'search_document_block',
  'search_message',
  'search_record',
  'message_vector',
  'message_vector_count',
]

/** Names of all firm tables that can be carried, each after those its foreign keys point to. */
export async function firmTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string; needs: string[] }>`
    select c.relname as name,
           coalesce(array_agg(distinct f.relname::text) filter (where f.relname is not null and f.oid <> c.oid), '{}') as needs
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
    left join pg_class f on f.oid = k.confrelid
    where c.relkind = 'r' and c.relrowsecurity and c.relname <> all(${STAYS})
    group by c.oid, c.relname order by c.relname collate "C"`.execute(db)
  const ordered: string[] = []
  while (ordered.length < rows.length) {
    const ready = rows.filter(
      ({ name, needs }) => !ordered.includes(name) && needs.every((need) => ordered.includes(need)),
    )
    if (ready.length === 0) throw new Error('The foreign keys of the firm tables form a circle.')
    ordered.push(...ready.map(({ name }) => name))
  }
  return ordered
}

/** A column of a table's key, and its type. */
export type KeyColumn = { name: string; type: string }

/** How a table's rows are told apart within a firm: its primary key without tenant_id. */
export async function keyColumns(db: Db, table: string): Promise<KeyColumn[]> {
  const { rows } = await sql<KeyColumn>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary and a.attname <> 'tenant_id'
    order by array_position(i.indkey::int2[], a.attnum)`.execute(db)
  return rows
}

/** A stretch of a table's rows in key order, each as one line of JSON without its firm; and where to go on, null at the end. */
export async function readRows(
  db: Db,
  input: { table: string; key: readonly KeyColumn[]; after: string[] | null; limit: number },
): Promise<{ lines: string[]; next: string[] | null }> {
  const key = input.key.map(({ name }) => sql`t.${sql.ref(name)}`)
  const after =
    input.after === null || key.length === 0
      ? sql``
      : sql`where (${sql.join(key)}) > (${sql.join(input.key.map(({ type }, index) => sql`${input.after?.[index] ?? null}::${sql.raw(type)}`))})`
  const { rows } = await sql<{ line: string; key: string[] }>`
    select (to_jsonb(t) - 'tenant_id')::text as line, array[${sql.join(key.map((column) => sql`${column}::text`))}]::text[] as key
    from ${sql.table(input.table)} t ${after} order by ${sql.join(key.length === 0 ? [sql`1`] : key)} limit ${input.limit}`.execute(
    db,
  )
  return {
    lines: rows.map(({ line }) => line),
    next: rows.length < input.limit ? null : (rows.at(-1)?.key ?? null),
  }
}

/**
 * Puts rows, as lines of JSON with the same names in each, into the present firm. A column that they lack, since an older version
 * wrote them, has its default. Triggers that tell of changes are silent in this transaction (`app.carries_rows`): what they
 * told is carried, too.
 */
export async function writeRows(tx: Tx, input: { table: string; lines: readonly string[] }): Promise<void> {
  if (input.lines.length === 0) return
  await sql`select set_config('app.carries_rows', 'on', true)`.execute(tx)
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${input.table}::regclass and attnum > 0 and not attisdropped and attname <> 'tenant_id'`.execute(
    tx,
  )
  const told = Object.keys(JSON.parse(input.lines[0] ?? '{}') as object)
  const columns = sql.join(rows.flatMap(({ name }) => (told.includes(name) ? [sql.ref(name)] : [])))
  await sql`
    insert into ${sql.table(input.table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(input.table)}, ${`[${input.lines.join(',')}]`}::jsonb)`.execute(
    tx,
  )
}
