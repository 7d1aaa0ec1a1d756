import type pg from 'pg'

/** One fact about the schema, as a line of text; two databases with equal lists have equal schemas. */
export type CatalogFact = string

/**
 * Every schema, extension, type, table, column, default, constraint, index, trigger, policy, function, right of the
 * application role and comment outside PostgreSQL's own schemas and store's bookkeeping, sorted: what up-down-up
 * must give back, and what the embedded database and a server must agree on.
 */
export async function catalogFacts(client: pg.ClientBase): Promise<CatalogFact[]> {
  const { rows } = await client.query<{ fact: string }>(`
    with place as (
      select oid, nspname, nspacl from pg_namespace
      where nspname not in ('information_schema', 'migration') and nspname !~ '^pg_'
    ), mine as (
      select c.oid, c.relname, n.nspname, c.relkind, c.relrowsecurity, c.relforcerowsecurity
      from pg_class c join place n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    )
    select fact from (
      select format('schema %s comment=%s', nspname, obj_description(oid, 'pg_namespace')) as fact from place
      union all
      select format('schema %s %s to %s', nspname, privilege_type, 'plumbline_app') from place, aclexplode(nspacl) where grantee <> 0 and pg_get_userbyid(grantee) = 'plumbline_app'
      union all
      select format('extension %s', extname) from pg_extension
      union all
      select format('type %s.%s %s %s', nspname, typname, typtype, array(select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder))
      from pg_type t join place on place.oid = t.typnamespace where typtype in ('d', 'e', 'r')
      union all
      select format('table %s.%s kind=%s rls=%s force=%s comment=%s', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, obj_description(oid, 'pg_class')) as fact from mine
      union all
      select format('column %s.%s.%s %s collate=%s notnull=%s generated=%s%s default=%s comment=%s', nspname, relname, attname, format_type(atttypid, atttypmod), nullif(attcollation, 0)::regcollation, attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid), col_description(mine.oid, attnum))
      from mine join pg_attribute a on a.attrelid = mine.oid and attnum > 0 and not attisdropped left join pg_attrdef d on d.adrelid = mine.oid and d.adnum = attnum
      union all
      select format('constraint %s.%s %s %s', nspname, relname, conname, pg_get_constraintdef(c.oid)) from mine join pg_constraint c on c.conrelid = mine.oid where c.contype <> 'n'
      union all
      select format('index %s valid=%s', pg_get_indexdef(indexrelid), indisvalid) from mine join pg_index i on i.indrelid = mine.oid
      union all
      select format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), tgenabled) from mine join pg_trigger t on t.tgrelid = mine.oid where not tgisinternal
      union all
      select format('policy %s.%s %s %s permissive=%s to=%s using=%s check=%s', nspname, relname, polname, polcmd, polpermissive, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from mine join pg_policy p on p.polrelid = mine.oid
      union all
      select format('grant %s.%s %s to %s', table_schema, table_name, privilege_type, grantee) from information_schema.role_table_grants where grantee = 'plumbline_app'
      union all
      select format('function %s comment=%s', pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'))
      from pg_proc p join place on place.oid = p.pronamespace where prokind in ('f', 'p')
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
