import type pg from 'pg'

/** A table whose rows are not held apart by firm as they should be, and what is lacking. */
export type UnheldTable = { table: string; enabled: boolean; forced: boolean; policies: number }

/** Tables of schema public in which row-level security is off, not forced, or without its policy. */
export async function unheldTables(pool: Pick<pg.Pool, 'query'>): Promise<UnheldTable[]> {
  const { rows } = await pool.query<UnheldTable>(`
    select c.relname as "table", c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polname = 'firm' and p.polcmd = '*' and p.polpermissive
        and pg_get_expr(p.polqual, p.polrelid) = held.rule and pg_get_expr(p.polwithcheck, p.polrelid) = held.rule) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public',
      (select pg_get_expr(p.polqual, p.polrelid) as rule from pg_policy p where p.polrelid = 'tenant'::regclass and p.polname = 'firm') held
    where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity
      and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'firm' and p.polcmd = '*' and p.polpermissive
        and pg_get_expr(p.polqual, p.polrelid) = held.rule and pg_get_expr(p.polwithcheck, p.polrelid) = held.rule))
    order by c.relname`)
  return rows
}

/** Holds a table's rows apart by firm again, as `firm_table` did when it was made. Takes the rights of its owner. */
export async function holdTable(pool: Pick<pg.Pool, 'connect'>, table: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const name = client.escapeIdentifier(table)
    await client.query(`drop policy if exists firm on ${name}`)
    await client.query('select firm_table($1::regclass)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
