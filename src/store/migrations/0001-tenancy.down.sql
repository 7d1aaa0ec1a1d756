drop table tenant;
drop function firm_table(regclass);
drop function app_tenant();
do $$ begin
  if exists (select from pg_roles where rolname = 'plumbline_app') then
    drop owned by plumbline_app;
    drop role plumbline_app;
  end if;
exception
  when dependent_objects_still_exist then null; -- another database of this server still uses it
  when insufficient_privilege then null;
end $$;
