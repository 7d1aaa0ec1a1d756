do $do$
declare
  f record;
  told constant text := $$pg_notify('plumbline_event', t::text)$$;
begin
  for f in select pg_get_functiondef(p.oid) as definition from pg_proc p
    join pg_namespace s on s.oid = p.pronamespace and s.nspname = current_schema()
    where p.prokind = 'f' and strpos(p.prosrc, 'plumbline_event') > 0 and p.proname <> 'tells_changes'
  loop
    execute regexp_replace(f.definition, $$pg_notify\('plumbline_event', t::text \|\| ' \w+'\)$$, told, 'g');
  end loop;
  select replace(replace(pg_get_functiondef(oid), $$pg_notify('plumbline_event', t::text || ' %s')$$, told),
    'teller, added, subject, removed, subject, changed, subject)', 'teller, added, removed, changed)') as definition
    into f from pg_proc where proname = 'tells_changes' and pronamespace = current_schema()::regnamespace;
  execute f.definition;
end $do$;
comment on function tells_changes(regclass, text, text[], text[], text) is 'Has every change of a firm''s table told as an event of its subject, in the same transaction, and wakes who listens (channel plumbline_event, payload the firm''s id): SUBJECT.added, SUBJECT.changed with before and after of columns, SUBJECT.removed. An update that leaves columns and unsaid as they were is not told. unsaid: columns whose change is told without what is in them, for words, names, numbers and addresses. id_column: where the rows are part of a subject in another table, the column with its uuid; whatever is done to them is SUBJECT.changed then. A migration that takes the table away calls tells_nothing first. Who may read of a subject: eventSubjects of src/contract/events.ts.';
