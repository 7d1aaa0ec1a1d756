-- Who listens is told of what, too: work that stands on messages need not look whenever a source was asked, or a draft was made.
-- What tells of a table was made by tells_changes, and is made anew from its own text.
do $do$
declare
  f record;
  told constant text := $$pg_notify('plumbline_event', t::text)$$;
begin
  for f in select p.oid, pg_get_functiondef(p.oid) as definition from pg_proc p
    join pg_namespace s on s.oid = p.pronamespace and s.nspname = current_schema()
    where p.prokind = 'f' and strpos(p.prosrc, told) > 0 and p.proname <> 'tells_changes'
  loop
    execute replace(f.definition, told,
      format($$pg_notify('plumbline_event', t::text || ' %s')$$, substring(f.definition from $$, '(\w+)\.(?:added|changed)'$$)));
  end loop;
  select replace(replace(pg_get_functiondef(oid), told, $$pg_notify('plumbline_event', t::text || ' %s')$$),
    'teller, added, removed, changed)', 'teller, added, subject, removed, subject, changed, subject)') as definition
    into f from pg_proc where proname = 'tells_changes' and pronamespace = current_schema()::regnamespace;
  execute f.definition;
end $do$;
comment on function tells_changes(regclass, text, text[], text[], text) is 'Has every change of a firm''s table told as an event of its subject, in the same transaction, and wakes who listens (channel plumbline_event, payload the firm''s id and the subject): SUBJECT.added, SUBJECT.changed with before and after of columns, SUBJECT.removed. An update that leaves columns and unsaid as they were is not told. unsaid: columns whose change is told without what is in them, for words, names, numbers and addresses. id_column: where the rows are part of a subject in another table, the column with its uuid; whatever is done to them is SUBJECT.changed then. A migration that takes the table away calls tells_nothing first. Who may read of a subject: eventSubjects of src/contract/events.ts.';
