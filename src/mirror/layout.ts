import type { MirrorLayout, MirrorWords } from '../contract/mirrors.ts'
import { quoted } from './notes-sql.ts'
import type { Ask } from './their-database.ts'

const TABLES_MAX = 300
const WORDS_MAX = 40
/** So many rows are looked through for a column's words; a longer table may have others. */
const ROWS_MAX = 100_000
const WORD_LENGTH_MAX = 100

type Place = { schema: string; table: string; column: string }

/** What tables and views of the other database may be read, with their columns; none of PostgreSQL's own. */
export async function readLayout(ask: Ask): Promise<MirrorLayout> {
  const tables = await ask(
    `select n.nspname::text as schema, c.relname::text as name, c.relkind in ('v', 'm') as "isView",
       (select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1 and i.indpred is null and i.indexprs is null
         order by i.indisprimary desc, a.attnum limit 1) as key,
       (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'isRequired', a.attnotnull and not a.atthasdef and a.attidentity = '') order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and c.relname !~ '^plumbline_mirror' and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
     order by n.nspname <> 'public', n.nspname, c.relname limit $1`,
    [TABLES_MAX + 1],
  )
  return { tables: tables.slice(0, TABLES_MAX), more: tables.length > TABLES_MAX } as MirrorLayout
}

/**
 * What a column says in its rows, the commonest first, and what its type (an enum) or a check of the table (`in (…)`) lets it say
 * besides. Columns of many different words give some of them.
 */
export async function readWords(ask: Ask, { schema, table, column }: Place): Promise<MirrorWords> {
  const from = `${quoted(schema)}.${quoted(table)}`
  const rows = await ask(
    `with said as (select word, count(*)::int as rows from (select ${quoted(column)}::text as word from ${from} limit $1) r
       where word is not null and length(word) <= $2 group by word),
     may as (select a.attrelid, a.attnum, a.atttypid from pg_attribute a where a.attrelid = $4::regclass and a.attname = $5),
     allowed as (select e.enumlabel::text as word from may join pg_enum e on e.enumtypid = may.atttypid
       union select replace(m[1], '''''', '''') from may join pg_constraint c on c.conrelid = may.attrelid and c.conkey = array[may.attnum]
         cross join lateral regexp_matches(pg_get_constraintdef(c.oid), $6, 'g') m
         where c.contype = 'c' and pg_get_constraintdef(c.oid) ~ '= ANY \\(+ARRAY\\[')
     select word, coalesce(rows, 0) as rows from said full join allowed using (word) where length(word) <= $2
     order by coalesce(rows, 0) desc, word limit $3`,
    [ROWS_MAX, WORD_LENGTH_MAX, WORDS_MAX + 1, from, column, LITERAL],
  )
  return { words: rows.slice(0, WORDS_MAX), more: rows.length > WORDS_MAX } as MirrorWords
}

/** A text in what PostgreSQL writes of a check: `'TODO'::text`. */
const LITERAL = "'((?:[^']|'')*)'::"

export async function hasColumn(ask: Ask, { schema, table, column }: Place): Promise<boolean> {
  const rows = await ask(
    `select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and a.attname = $3 and not a.attisdropped and a.attnum > 0`,
    [schema, table, column],
  )
  return rows.length > 0
}
