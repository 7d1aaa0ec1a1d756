create table source (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  channel text not null,
  label text not null,
  addresses text[] not null default '{}',
  made_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table source is 'An account on a channel, from which messages come. Written by intake.';
comment on column source.tenant_id is 'The firm.';
comment on column source.id is 'UUIDv7.';
comment on column source.channel is 'Which wire: google-voice, …';
comment on column source.label is 'What people call it; the account''s own number to begin with.';
comment on column source.addresses is 'The account''s own addresses, also former ones, as the wire writes them.';
comment on column source.made_at is 'When it was first seen.';
select firm_table('source');

create table run (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  source_id uuid,
  channel text not null,
  sync_type text not null check (sync_type in ('initial', 'incremental', 'manual')),
  status text not null check (status in ('queued', 'running', 'completed', 'incomplete', 'failed', 'cancelled', 'interrupted')),
  dry_run boolean not null default false,
  input jsonb not null,
  input_key text not null,
  phase text not null default 'waiting' check (phase in ('waiting', 'survey', 'messages', 'threads', 'media', 'check', 'done')),
  total_messages integer,
  seen integer not null default 0,
  stored integer not null default 0,
  duplicates integer not null default 0,
  rejected integer not null default 0,
  customers_created integer not null default 0,
  conversations_created integer not null default 0,
  attachments_resolved integer not null default 0,
  attachments_missing integer not null default 0,
  attachments_ambiguous integer not null default 0,
  pages_without_peer integer not null default 0,
  ignored_files integer not null default 0,
  error_code text,
  error_message text,
  error_next text,
  lease_holder uuid,
  lease_until timestamptz,
  cancel_requested boolean not null default false,
  made_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  seconds double precision not null default 0,
  peak_rss_mb integer not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, source_id) references source (tenant_id, id)
);
create index run_recent on run (tenant_id, made_at desc, id desc);
create index run_open on run (tenant_id, status, made_at) where status in ('queued', 'running', 'interrupted');
comment on table run is 'One bringing-in of messages, from start to proof of completeness. Written by intake.';
comment on column run.tenant_id is 'The firm.';
comment on column run.id is 'UUIDv7; the syncId of the API.';
comment on column run.source_id is 'The account it turned out to be; null until the survey has found out.';
comment on column run.channel is 'Which wire.';
comment on column run.sync_type is 'initial: everything; incremental: what is new; manual: asked for by a person.';
comment on column run.status is 'completed only when seen = stored + duplicates + rejected and the source''s own count agrees; incomplete when something could not be read; interrupted when it can be resumed.';
comment on column run.dry_run is 'True: everything was done on a copy, and thrown away.';
comment on column run.input is 'What to read: {paths: [absolute path]} on the server''s disk, or {uploadId}.';
comment on column run.input_key is 'Equal for equal input, so that starting again resumes an interrupted run.';
comment on column run.phase is 'What it is doing now.';
comment on column run.total_messages is 'Count taken from the source by the survey, apart from the parser; null before it.';
comment on column run.seen is 'Messages met, also rejected ones; a file that cannot be read counts as one.';
comment on column run.stored is 'Messages new to us.';
comment on column run.duplicates is 'Messages we had already.';
comment on column run.rejected is 'Messages and files set aside with a reason.';
comment on column run.customers_created is 'Customers made in this run.';
comment on column run.conversations_created is 'Conversations made in this run.';
comment on column run.attachments_resolved is 'Attachments in the archive''s pages whose file it has, surely or as one of several; copies of a page count once.';
comment on column run.attachments_missing is 'Attachments for which the archive has no file.';
comment on column run.attachments_ambiguous is 'Attachments for which several files could be the one; they are part of resolved.';
comment on column run.pages_without_peer is 'Pages that do not tell who the other side is.';
comment on column run.ignored_files is 'Files that hold no messages: greetings, bills, index pages.';
comment on column run.error_code is 'Stable code of what ended it.';
comment on column run.error_message is 'One plain sentence for people.';
comment on column run.error_next is 'What to do next.';
comment on column run.lease_holder is 'The process that works on it.';
comment on column run.lease_until is 'When the run counts as abandoned unless renewed.';
comment on column run.cancel_requested is 'A person asked it to stop.';
comment on column run.made_at is 'When it was asked for.';
comment on column run.started_at is 'When work first began.';
comment on column run.finished_at is 'When it ended, however.';
comment on column run.peak_rss_mb is 'Most memory the working process has held, MB of 2^20 bytes.';
comment on column run.seconds is 'Working time over all its attempts, seconds.';
select firm_table('run');

create table raw_item (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  source_id uuid not null,
  run_id uuid not null,
  external_id text not null,
  path text not null,
  encoding text not null check (encoding in ('identity', 'deflate')),
  body bytea not null,
  bytes integer not null,
  received_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, source_id, external_id),
  foreign key (tenant_id, source_id) references source (tenant_id, id),
  foreign key (tenant_id, run_id) references run (tenant_id, id)
);
comment on table raw_item is 'What came in, as it came: everything else can be made again from it. Written by intake.';
comment on column raw_item.tenant_id is 'The firm.';
comment on column raw_item.id is 'UUIDv7.';
comment on column raw_item.source_id is 'Where it came from.';
comment on column raw_item.run_id is 'The run that first brought it.';
comment on column raw_item.external_id is 'The wire''s own id of it; for a wire without ids the SHA-256 of its bytes.';
comment on column raw_item.path is 'Name at the source: for an archive the path inside it.';
comment on column raw_item.encoding is 'How body is packed: identity, or deflate (raw, RFC 1951).';
comment on column raw_item.body is 'The bytes.';
comment on column raw_item.bytes is 'Size before packing, bytes.';
comment on column raw_item.received_at is 'When we stored it.';
select firm_table('raw_item');

create table run_item (
  tenant_id uuid not null default app_tenant(),
  run_id uuid not null,
  path text not null,
  raw_item_id uuid,
  seen integer not null,
  stored integer not null,
  duplicates integer not null,
  rejected integer not null,
  uncounted integer not null,
  without_peer boolean not null default false,
  primary key (tenant_id, run_id, path),
  foreign key (tenant_id, run_id) references run (tenant_id, id),
  foreign key (tenant_id, raw_item_id) references raw_item (tenant_id, id)
);
comment on table run_item is 'The ledger, line by line: what became of each file of a run. Written by intake in the transaction that stores the file''s messages.';
comment on column run_item.tenant_id is 'The firm.';
comment on column run_item.run_id is 'The run.';
comment on column run_item.path is 'Part and path inside it: takeout-001.zip/Takeout/Voice/Calls/….html.';
comment on column run_item.raw_item_id is 'The stored file; null when it was set aside whole.';
comment on column run_item.seen is 'Messages met in it.';
comment on column run_item.stored is 'Of these, new to us.';
comment on column run_item.duplicates is 'Of these, already here.';
comment on column run_item.rejected is 'Of these, set aside.';
comment on column run_item.uncounted is 'Of the rejected, pieces that the source''s own count cannot know of.';
comment on column run_item.without_peer is 'The page does not tell who the other side is.';
select firm_table('run_item');

create table set_aside (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  run_id uuid not null,
  path text not null,
  position integer,
  code text not null,
  reason text not null,
  body bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references run (tenant_id, id)
);
create index set_aside_of_run on set_aside (tenant_id, run_id, id);
comment on table set_aside is 'What a run could not use, with its reason, kept to look at. Written by intake.';
comment on column set_aside.tenant_id is 'The firm.';
comment on column set_aside.id is 'UUIDv7.';
comment on column set_aside.run_id is 'The run.';
comment on column set_aside.path is 'Part and path inside it; the part alone when all of it is concerned.';
comment on column set_aside.position is 'Place of the one message concerned in its file, from 0; null when it is the whole file.';
comment on column set_aside.code is 'Stable code of the reason.';
comment on column set_aside.reason is 'One plain sentence.';
comment on column set_aside.body is 'The bytes, at most 1 MB of them; null when they could not be read.';
select firm_table('set_aside');
