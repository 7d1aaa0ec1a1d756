-- These three tell of this installation's own looks, and stay when the firm moves (store/carry.ts).
create table check_run (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  asked_by text not null check (asked_by in ('clock', 'person')),
  depth text not null check (depth in ('new', 'usual', 'whole')),
  names text[],
  status text not null check (status in ('running', 'completed', 'cancelled', 'failed')),
  holder uuid,
  lease_until timestamptz,
  cancel_requested boolean not null default false,
  current_check text,
  done integer not null default 0,
  total integer not null,
  results jsonb not null default '[]',
  error_code text,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
create unique index check_run_one_at_a_time on check_run (tenant_id) where status = 'running';
create index check_run_recent on check_run (tenant_id, started_at desc, id desc);
comment on table check_run is 'One look whether what is kept agrees with itself. Written by auditor; the oldest go after 30 days.';
comment on column check_run.tenant_id is 'The firm.';
comment on column check_run.id is 'UUIDv7.';
comment on column check_run.asked_by is 'clock: as the setting says; person: by the API or the command line.';
comment on column check_run.depth is 'new: what is new, and a part of the rest; usual: all, and of what takes long to derive again a part; whole: all, derived again.';
comment on column check_run.names is 'Only these checks; null for all.';
comment on column check_run.status is 'running, completed, cancelled by a person, or failed for a fault of ours.';
comment on column check_run.holder is 'The process that works on it; null when it is over.';
comment on column check_run.lease_until is 'When another process may take the firm over; null when it is over.';
comment on column check_run.cancel_requested is 'A person asked it to stop.';
comment on column check_run.current_check is 'The check at work; null when it is over.';
comment on column check_run.done is 'Checks that are done.';
comment on column check_run.total is 'Checks that are to be done.';
comment on column check_run.results is 'What each check found: [{name, looked, of, found, waiting, ms}].';
comment on column check_run.error_code is 'Stable code of what ended it; null when nothing did.';
comment on column check_run.started_at is 'When it began.';
comment on column check_run.finished_at is 'When it ended, however.';
select firm_table('check_run');

create table check_round (
  tenant_id uuid not null default app_tenant(),
  name text not null,
  newest text,
  after text,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, name),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table check_round is 'How far each check has come on its way round all rows. Written by auditor.';
comment on column check_round.tenant_id is 'The firm.';
comment on column check_round.name is 'The check.';
comment on column check_round.newest is 'Key of the newest row looked at; null before the first look.';
comment on column check_round.after is 'Key behind which the round goes on; null at its beginning.';
comment on column check_round.began_at is 'When this round began.';
comment on column check_round.ended_at is 'When the last whole round ended; null before the first.';
select firm_table('check_round');

create table finding (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  check_name text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  details jsonb not null,
  run_id uuid not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references check_run (tenant_id, id)
);
create unique index finding_open on finding (tenant_id, check_name, kind, subject_id) where ended_at is null;
create index finding_recent on finding (tenant_id, found_at desc, id desc);
create index finding_of_run on finding (tenant_id, run_id);
comment on table finding is 'Something that does not agree, from when until when. Written by auditor.';
comment on column finding.tenant_id is 'The firm.';
comment on column finding.id is 'UUIDv7.';
comment on column finding.check_name is 'Which check: one of checkNames of src/contract/auditor.ts.';
comment on column finding.kind is 'What: one of findingKinds there.';
comment on column finding.subject_kind is 'Of what: message, conversation, customer, …';
comment on column finding.subject_id is 'Its id, or a name that tells nothing of people.';
comment on column finding.details is 'Ids, counts, codes and names of columns; no words, names or numbers of people.';
comment on column finding.run_id is 'The look that found it first.';
comment on column finding.found_at is 'When it was found.';
comment on column finding.seen_at is 'When it was last seen.';
comment on column finding.ended_at is 'When it was found to be over, or was repaired; null while it stands.';
comment on column finding.ended_by is 'itself; or the name of the person who had it repaired.';
select firm_table('finding');

create table checkpoint (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  name text not null,
  made_by text not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  one_moment boolean not null,
  schema text not null,
  tables jsonb not null,
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, id),
  unique (tenant_id, name),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table checkpoint is 'A named state of the firm, in counts and hashes, to compare others with. Written by auditor.';
comment on column checkpoint.tenant_id is 'The firm.';
comment on column checkpoint.id is 'UUIDv7.';
comment on column checkpoint.name is 'What people call it.';
comment on column checkpoint.made_by is 'Name of who made it.';
comment on column checkpoint.began_at is 'When its reading began.';
comment on column checkpoint.ended_at is 'When its reading ended.';
comment on column checkpoint.one_moment is 'All of it was read as it was at one moment; else what changed while it was read may be in it before or after.';
comment on column checkpoint.schema is 'Fingerprint of the migrations: rows of other schemas differ all.';
comment on column checkpoint.tables is '[{table, rows, hash}] by name; hash is the Merkle tree hash of its ranges (RFC 6962, section 2.1), hexadecimal.';
comment on column checkpoint.hash is 'Merkle tree hash of all tables.';
select firm_table('checkpoint');

create table checkpoint_range (
  tenant_id uuid not null default app_tenant(),
  checkpoint_id uuid not null,
  table_name text not null,
  place integer not null,
  last_key text not null,
  rows integer not null,
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, checkpoint_id, table_name, place),
  foreign key (tenant_id, checkpoint_id) references checkpoint (tenant_id, id)
);
comment on table checkpoint_range is 'A leaf of a checkpoint''s trees: rows of a table from behind the range before up to a key. Written by auditor.';
comment on column checkpoint_range.tenant_id is 'The firm.';
comment on column checkpoint_range.checkpoint_id is 'The checkpoint.';
comment on column checkpoint_range.table_name is 'The table.';
comment on column checkpoint_range.place is 'Counts the ranges of a table from 0, in order of keys.';
comment on column checkpoint_range.last_key is 'Key of its last row; hashed (SHA-256, hexadecimal) where a key can be somebody''s address or name. Ranges are cut behind certain keys, so they stay the same whatever is added elsewhere.';
comment on column checkpoint_range.rows is 'How many rows.';
comment on column checkpoint_range.hash is 'SHA-256 over 0x00 and the SHA-256 of each row''s canonical bytes.';
select firm_table('checkpoint_range');

-- Whether a page's messages are all here was a look through all messages for each page. Keys come in order, so that an import
-- fills it at its end: bench/check.ts has what that costs.
create index message_of_item on message (tenant_id, raw_item_id);
