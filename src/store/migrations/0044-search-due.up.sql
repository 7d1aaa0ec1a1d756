create table search_due (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  kind text not null check (kind in ('customer', 'contact_point', 'property', 'ticket')),
  record_id uuid not null,
  primary key (tenant_id, id)
);
comment on table search_due is 'Records of which something changed since the index of words was last brought up to date. Only added to by triggers, so that two transactions never wait for each other here; taken away by the stage that indexes words. Written by search.';
comment on column search_due.tenant_id is 'The firm.';
comment on column search_due.id is 'In the order in which changes were made.';
comment on column search_due.kind is 'What the record is: customer, contact_point, property, ticket.';
comment on column search_due.record_id is 'The record; it may be gone by now.';
select firm_table('search_due');

-- The name of the column that has the record's id is the trigger's argument, beside the kind.
create function search_note_records() returns trigger language plpgsql as $$
declare
  rows_of constant text := 'insert into search_due (tenant_id, kind, record_id) select distinct tenant_id, %L, %I from %I where %2$I is not null';
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  if tg_op <> 'INSERT' then execute format(rows_of, tg_argv[0], tg_argv[1], 'was'); end if;
  if tg_op = 'INSERT' or tg_op = 'UPDATE' then execute format(rows_of, tg_argv[0], tg_argv[1], 'is_now'); end if;
  return null;
end $$;
comment on function search_note_records() is 'Notes records whose words may have changed.';

create function search_note_names() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  if tg_op = 'DELETE' then
    insert into search_due (tenant_id, kind, record_id)
    select distinct p.tenant_id, 'customer', p.customer_id from was n join contact_point p on p.tenant_id = n.tenant_id and p.id = n.contact_point_id where p.customer_id is not null;
  else
    insert into search_due (tenant_id, kind, record_id)
    select distinct p.tenant_id, 'customer', p.customer_id from is_now n join contact_point p on p.tenant_id = n.tenant_id and p.id = n.contact_point_id where p.customer_id is not null;
  end if;
  return null;
end $$;
comment on function search_note_names() is 'Notes customers whose addresses are called otherwise.';

do $$
declare
  noted record;
begin
  for noted in select * from (values
    ('customer', 'customer', 'id', ''), ('contact_point', 'contact_point', 'id', ''), ('contact_point', 'customer', 'customer_id', '_owner'),
    ('property', 'property', 'id', ''), ('ticket', 'ticket', 'id', '')) n (of_table, kind, id_column, suffix)
  loop
    execute format('create trigger search_due_insert%4$s after insert on %1$I referencing new table as is_now for each statement execute function search_note_records(%2$L, %3$L)', noted.of_table, noted.kind, noted.id_column, noted.suffix);
    execute format('create trigger search_due_update%4$s after update on %1$I referencing old table as was new table as is_now for each statement execute function search_note_records(%2$L, %3$L)', noted.of_table, noted.kind, noted.id_column, noted.suffix);
    execute format('create trigger search_due_delete%4$s after delete on %1$I referencing old table as was for each statement execute function search_note_records(%2$L, %3$L)', noted.of_table, noted.kind, noted.id_column, noted.suffix);
  end loop;
end $$;
create trigger search_due_insert after insert on contact_name referencing new table as is_now for each statement execute function search_note_names();
create trigger search_due_update after update on contact_name referencing new table as is_now for each statement execute function search_note_names();
create trigger search_due_delete after delete on contact_name referencing old table as was for each statement execute function search_note_names();
