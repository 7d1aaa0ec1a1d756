import { createHash } from 'node:crypto'

/** What a person runs in the agent's database so that new rows get their true times, and to take it away again. */
export type CaptureTriggerSql = { install: string; remove: string }

/**
 * SQL for a table without times: from then on the time of each new row is noted in a table beside it, from which the wire
 * reads it. The note is made by a trigger once for each `INSERT` statement. Whatever goes wrong in it — the side table gone,
 * locked, full, a column renamed — is swallowed there, and it waits for a lock at most 100 ms: the agent's row goes in. It
 * runs with the rights of who installs it, so that the agent's user needs none. `reader`, the user that Plumbline reads as,
 * is let in to read the notes where given.
 */
export function captureTriggerSql(
  table: { schema: string; table: string; idColumn: string; idType: string },
  reader?: string,
): CaptureTriggerSql {
  const name = captureTableName(table.table)
  const own = `${quoted(table.schema)}.${quoted(name)}`
  const on = `${quoted(table.schema)}.${quoted(table.table)}`
  const grant = reader === undefined ? '' : `grant select on ${own} to ${quoted(reader)};\n`
  return {
    install: `begin;
create table if not exists ${own} (
  row_id ${table.idType} primary key,
  at timestamptz not null default clock_timestamp()
);
${grant}create or replace function ${own}() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set lock_timeout = '100ms' as $plumbline$
begin
  insert into ${own} (row_id) select ${quoted(table.idColumn)} from fresh on conflict do nothing;
  return null;
exception when others then
  return null;
end $plumbline$;
revoke all on function ${own}() from public;
drop trigger if exists plumbline_seen on ${on};
create trigger plumbline_seen after insert on ${on}
  referencing new table as fresh for each statement execute function ${own}();
commit;
`,
    remove: `begin;
drop trigger if exists plumbline_seen on ${on};
drop function if exists ${own}();
drop table if exists ${own};
commit;
`,
  }
}

const NAME_BYTES_MAX = 63
const DIGEST_CHARS = 8

/** The table that the times of `table` are noted in; it and the function share the name. */
export function captureTableName(table: string): string {
  const name = `plumbline_seen_${table}`
  if (Buffer.byteLength(name) <= NAME_BYTES_MAX) return name
  return `plumbline_seen_${createHash('sha256').update(table).digest('hex').slice(0, DIGEST_CHARS)}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
