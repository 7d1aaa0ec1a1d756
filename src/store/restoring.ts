import type pg from 'pg'
import { Refusal } from '../base/refusal.ts'

/** A schema that a server's database has while a backup is put back into it, so that what a kill leaves does not open as if whole. */
const MARK = 'plumbline_restoring'

export async function beginRestoring(client: pg.ClientBase): Promise<void> {
  await client.query(`create schema if not exists ${MARK}`)
}

export async function endRestoring(client: pg.ClientBase): Promise<void> {
  await client.query(`drop schema if exists ${MARK}`)
}

/** Whether a server's database has nothing of anybody's: no table, view or sequence but those of extensions. */
export async function isEmptyDatabase(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    limit 1`)
  return rows.length === 0
}

/** Refuses with `restore_unfinished` a database into which a backup is being put, or was until a kill. */
export async function refuseUnfinished(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query('select from pg_namespace where nspname = $1', [MARK])
  if (rows.length === 0) return
  throw new Refusal(
    'restore_unfinished',
    'A backup is being put back into the database in DATABASE_URL, or that was cut off: it is not whole.',
    'Wait for its end. If nothing is at it any more, drop the database, make it anew, and run "plumbline restore" again.',
    { status: 503 },
  )
}
