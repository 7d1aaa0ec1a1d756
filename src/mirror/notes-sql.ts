import type { MirrorMapping } from '../contract/mirrors.ts'

/** Tables that are made beside theirs: what changed, what we sent, and what we made. */
export const NOTES = 'plumbline_mirror_note'
export const SENT = 'plumbline_mirror_sent'
export const MADE = 'plumbline_mirror_made'
/** Setting of the other database's session by which our own writes are known again (loop guard). */
export const ORIGIN = 'plumbline.mirror'

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * SQL that a person runs in the other database, so that changes are noted there: none is missed, each is taken over at once,
 * and what arrived before a kill is known exactly. A note that goes wrong is swallowed: whoever works there is never held up
 * by it, and the daily comparison finds what was not noted. `user`, as whom Plumbline comes, is let in.
 */
export function notesSql(
  { schema, customer, ticket }: MirrorMapping,
  user: string,
): { install: string; remove: string } {
  const at = (name: string) => `${quoted(schema)}.${quoted(name)}`
  const tables = [
    ['customer', customer],
    ['ticket', ticket],
  ] as const
  const triggers = tables.flatMap(([kind, table]) => {
    if (table === undefined) return []
    const name = quoted(`plumbline_mirror_${kind}`)
    const key = quoted(table.key)
    const work = at(`plumbline_mirror_note_${kind}`)
    return [
      {
        install: `create or replace function ${work}() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set lock_timeout = '100ms' as $plumbline$
begin
  if tg_op <> 'INSERT' then
    insert into ${at(NOTES)} (kind, key, origin) values ('${kind}', old.${key}::text, nullif(current_setting('${ORIGIN}', true), ''));
  end if;
  if tg_op <> 'DELETE' then
    insert into ${at(NOTES)} (kind, key, origin) values ('${kind}', new.${key}::text, nullif(current_setting('${ORIGIN}', true), ''));
  end if;
  return null;
exception when others then
  return null;
end $plumbline$;
revoke all on function ${work}() from public;
drop trigger if exists ${name} on ${at(table.table)};
create trigger ${name} after insert or update or delete on ${at(table.table)} for each row execute function ${work}();
`,
        remove: `drop trigger if exists ${name} on ${at(table.table)};\ndrop function if exists ${work}();\n`,
      },
    ]
  })
  return {
    install: `begin;
create table if not exists ${at(NOTES)} (id bigint generated always as identity primary key, kind text not null, key text not null, origin text, at timestamptz not null default clock_timestamp());
create table if not exists ${at(SENT)} (send_id uuid primary key, at timestamptz not null default clock_timestamp());
create table if not exists ${at(MADE)} (our_id uuid primary key, key text not null);
grant select, delete on ${at(NOTES)} to ${quoted(user)};
grant select, insert, delete on ${at(SENT)}, ${at(MADE)} to ${quoted(user)};
${triggers.map(({ install }) => install).join('')}commit;
`,
    remove: `begin;
${triggers.map(({ remove }) => remove).join('')}drop table if exists ${at(NOTES)}, ${at(SENT)}, ${at(MADE)};
commit;
`,
  }
}
