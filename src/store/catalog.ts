import type pg from 'pg'

/** One fact about the schema, as a line of text; two databases with equal lists have equal schemas. */
export type CatalogFact = string

/**
 * Every table, column, default, constraint, index, policy, right and comment outside PostgreSQL's own schemas,
 * sorted: what up-down-up must give back, and what the embedded database and a server must agree on.
 */
export async function catalogFacts(client: pg.ClientBase): Promise<CatalogFact[]> {
  const { rows } = await client.query<{ fact: string }>(`
    with mine as (
      select c.oid, c.relname, n.nspname, c.relkind, c.relrowsecurity, c.relforcerowsecurity
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not in ('pg_catalog', 'information_schema', 'migration') and n.nspname !~ '^pg_toast' and c.relkind in ('r', 'p', 'v', 'm', 'S')
    )
    select fact from (
      select format('table %s.%s kind=%s rls=%s force=%s comment=%s', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, obj_description(oid, 'pg_class')) as fact from mine
      union all
      select format('column %s.%s.%s %s notnull=%s default=%s comment=%s', nspname, relname, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), col_description(mine.oid, attnum))
      from mine join pg_attribute a on a.attrelid = mine.oid and attnum > 0 and not attisdropped left join pg_attrdef d on d.adrelid = mine.oid and d.adnum = attnum
      union all
      select format('constraint %s.%s %s %s', nspname, relname, conname, pg_get_constraintdef(c.oid)) from mine join pg_constraint c on c.conrelid = mine.oid where c.contype <> 'n'
      union all
      select format('index %s', pg_get_indexdef(indexrelid)) from mine join pg_index i on i.indrelid = mine.oid
      union all
      select format('policy %s.%s %s %s using=%s check=%s', nspname, relname, polname, polcmd, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from mine join pg_policy p on p.polrelid = mine.oid
      union all
      select format('grant %s.%s %s to %s', table_schema, table_name, privilege_type, grantee) from information_schema.role_table_grants where grantee = 'plumbline_app'
      union all
      select format('function %s.%s(%s) comment=%s', n.nspname, proname, pg_get_function_arguments(p.oid), obj_description(p.oid, 'pg_proc'))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
    ) facts order by fact collate "C"`)
  return rows.map(({ fact }) => fact)
}

/** A column as the catalog describes it. */
export type CatalogColumn = {
  table: string
  tableComment: string | null
  column: string
  /** PostgreSQL's name of the type: `uuid`, `timestamp with time zone`, `text[]`. */
  type: string
  nullable: boolean
  hasDefault: boolean
  comment: string | null
}

/** Columns of every firm's table in schema public, by table and place. */
export async function catalogColumns(client: pg.ClientBase): Promise<CatalogColumn[]> {
  const { rows } = await client.query<CatalogColumn>(`
    select c.relname as "table", obj_description(c.oid, 'pg_class') as "tableComment", a.attname as "column",
           format_type(a.atttypid, a.atttypmod) as "type", not a.attnotnull as "nullable", d.oid is not null as "hasDefault",
           col_description(c.oid, a.attnum) as "comment"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname = 'public' and c.relkind in ('r', 'p')
    order by c.relname collate "C", a.attnum`)
  return rows
}
