create table erasure_mark (
  tenant_id uuid not null default app_tenant(),
  mark bytea not null check (length(mark) = 32),
  made_at timestamptz not null,
  primary key (tenant_id, mark),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table erasure_mark is 'What must not come back: addresses of people who were erased, and messages of theirs that told no address. Written by intake.';
comment on column erasure_mark.tenant_id is 'The firm.';
comment on column erasure_mark.mark is 'HMAC-SHA256 of the address or of what was said when, under a key that is not in the database: nobody can read or guess it there.';
comment on column erasure_mark.made_at is 'When they were erased.';
select firm_table('erasure_mark');

alter table media add column forgotten_at timestamptz;
create index media_forgotten on media (tenant_id, sha256) where forgotten_at is not null;
comment on column media.forgotten_at is 'When its last message was erased; the bytes go next, and the row after them, so that a kill in between leaves nothing behind.';
