-- The role that row-level security binds. Roles belong to the whole server: another database of it may have made this one.
do $$ begin
  create role plumbline_app nologin;
exception
  when duplicate_object or unique_violation then null; -- the latter when both make it at the same moment
  when insufficient_privilege then null; -- then the connecting user is an ordinary one, and is bound itself
end $$;

create function app_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
comment on function app_tenant() is 'The firm that the present transaction speaks for; null outside one.';

create function firm_table(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy firm on %s using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()))', name);
  if exists (select from pg_roles where rolname = 'plumbline_app') then
    execute format('grant select, insert, update, delete on %s to plumbline_app', name);
  end if;
end $$;
comment on function firm_table(regclass) is 'Makes a table a firm''s own: row-level security by tenant_id, also for its owner, and rights for the application role.';

create table tenant (
  tenant_id uuid not null default app_tenant() primary key,
  name text not null,
  region text not null default 'US' check (region ~ '^[A-Z]{2}$'),
  time_zone text not null default 'America/New_York',
  made_at timestamptz not null default now()
);
comment on table tenant is 'One firm. Written by access.';
comment on column tenant.tenant_id is 'The firm; every other table carries it first in its key.';
comment on column tenant.name is 'What the firm calls itself.';
comment on column tenant.region is 'ISO 3166 country whose numbering plan reads phone numbers written without a country code.';
comment on column tenant.time_zone is 'IANA zone of the firm''s working day.';
comment on column tenant.made_at is 'When the firm was set up.';
select firm_table('tenant');
