create schema machine;
comment on schema machine is 'What is measured of the program itself, whichever firm it works for.';

create table metric_minute (
  tenant_id uuid not null default app_tenant(),
  at timestamptz not null,
  name text not null,
  label text not null,
  count double precision not null,
  failed double precision not null,
  sum_ms double precision not null,
  max_ms double precision not null,
  buckets double precision[] not null,
  primary key (tenant_id, at, name, label),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table metric_minute is 'What was done for a firm within a minute, added up over all processes; let go after some days. Written by monitoring.';
comment on column metric_minute.tenant_id is 'The firm.';
comment on column metric_minute.at is 'Beginning of the minute, UTC.';
comment on column metric_minute.name is 'What: stage, stored, look, request, timeout.';
comment on column metric_minute.label is 'Which of them: a stage''s name, a channel, a source''s id; empty where there is one only.';
comment on column metric_minute.count is 'How many times; of a stage, how many messages.';
comment on column metric_minute.failed is 'How many of them failed.';
comment on column metric_minute.sum_ms is 'How long they took together, milliseconds.';
comment on column metric_minute.max_ms is 'How long the longest took, milliseconds; also one that is not over yet.';
comment on column metric_minute.buckets is 'How many took up to each of the bounds of src/metrics/histogram.ts, and how many longer; no running totals.';
select firm_table('metric_minute');

create table custom_metric (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  name text not null,
  value double precision not null,
  unit text,
  sync_session_id uuid,
  metadata jsonb,
  recorded_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
create index custom_metric_by_name on custom_metric (tenant_id, name, recorded_at desc, id desc);
create index custom_metric_by_time on custom_metric (tenant_id, recorded_at);
comment on table custom_metric is 'Figures that a firm''s own programs report; let go after some days. Written by monitoring.';
comment on column custom_metric.tenant_id is 'The firm.';
comment on column custom_metric.id is 'UUIDv7.';
comment on column custom_metric.name is 'What was measured, as its program calls it.';
comment on column custom_metric.value is 'The figure, in unit.';
comment on column custom_metric.unit is 'Unit of the figure; null when it was not told.';
comment on column custom_metric.sync_session_id is 'Run it was measured in, if one; not a foreign key, because programs may have runs of their own.';
comment on column custom_metric.metadata is 'What else its program says of it.';
comment on column custom_metric.recorded_at is 'When it came.';
select firm_table('custom_metric');

create table alert (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  type text not null,
  source_id uuid,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  details jsonb not null,
  began_at timestamptz not null,
  calm_since timestamptz,
  ended_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  note text,
  mailed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id),
  foreign key (tenant_id, source_id) references source (tenant_id, id)
);
create unique index alert_open on alert (tenant_id, type, source_id) nulls not distinct where ended_at is null;
create index alert_recent on alert (tenant_id, began_at desc, id desc);
create index alert_mailed on alert (tenant_id, mailed_at) where mailed_at is not null;
comment on table alert is 'What is not well, from when until when. Written by monitoring.';
comment on column alert.tenant_id is 'The firm.';
comment on column alert.id is 'UUIDv7.';
comment on column alert.type is 'What: one of alertTypes of src/contract/monitoring.ts.';
comment on column alert.source_id is 'At which source; null when it is none''s.';
comment on column alert.severity is 'low, medium, high or critical.';
comment on column alert.details is 'Figures, as they were last seen: value and threshold among them.';
comment on column alert.began_at is 'When it was found.';
comment on column alert.calm_since is 'Since when it has not been seen again; null while it lasts.';
comment on column alert.ended_at is 'When it was over by itself; null while it lasts, also after a person has resolved it.';
comment on column alert.resolved_at is 'When a person resolved it; null when none did.';
comment on column alert.resolved_by is 'Name of that person, as it was.';
comment on column alert.note is 'What they noted.';
comment on column alert.mailed_at is 'When the firm''s owners and managers were mailed of it; null when they were not.';
select firm_table('alert');

create table machine.metric_minute (
  process_id uuid not null,
  at timestamptz not null,
  name text not null,
  count double precision not null,
  failed double precision not null,
  sum_ms double precision not null,
  max_ms double precision not null,
  buckets double precision[] not null,
  primary key (at, process_id, name)
);
comment on table machine.metric_minute is 'What a process did within a minute for all firms together; let go after some days. Written by monitoring.';
comment on column machine.metric_minute.process_id is 'UUIDv7, drawn by each process as it starts.';
comment on column machine.metric_minute.at is 'Beginning of the minute, UTC.';
comment on column machine.metric_minute.name is 'What: query.';
comment on column machine.metric_minute.count is 'How many times.';
comment on column machine.metric_minute.failed is 'How many of them failed.';
comment on column machine.metric_minute.sum_ms is 'How long they took together, milliseconds.';
comment on column machine.metric_minute.max_ms is 'How long the longest took, milliseconds.';
comment on column machine.metric_minute.buckets is 'As in public.metric_minute.';

create table machine.process (
  process_id uuid primary key,
  seen_at timestamptz not null,
  memory_mb double precision not null,
  rss_mb double precision not null,
  event_loop_p99_ms double precision not null,
  disk_free_mb double precision,
  pool_used integer not null,
  pool_idle integer not null,
  pool_waiting integer not null
);
comment on table machine.process is 'How each process was when it last looked at itself; gone when it has been silent for an hour. Written by monitoring.';
comment on column machine.process.process_id is 'UUIDv7, drawn by each process as it starts.';
comment on column machine.process.seen_at is 'When it looked.';
comment on column machine.process.memory_mb is 'What the program itself holds: heap and buffers of its main thread, MiB.';
comment on column machine.process.rss_mb is 'What the machine has given it: with the embedded database, threads and code, MiB.';
comment on column machine.process.event_loop_p99_ms is 'How late its event loop was since the look before, 99th percentile, milliseconds.';
comment on column machine.process.disk_free_mb is 'Room on the disk of its data folder, MiB; null where that cannot be told.';
comment on column machine.process.pool_used is 'Connections to the database at work.';
comment on column machine.process.pool_idle is 'Connections to the database at rest.';
comment on column machine.process.pool_waiting is 'Requests that wait for a connection.';

create table machine.health_check (
  name text primary key,
  ok boolean not null,
  code text not null,
  milliseconds double precision not null,
  checked_at timestamptz not null
);
comment on table machine.health_check is 'What lies outside the program and was asked by the clock, as it was then. Written by monitoring.';
comment on column machine.health_check.name is 'What: google.';
comment on column machine.health_check.ok is 'Whether it was well.';
comment on column machine.health_check.code is 'What was found: reachable, unreachable.';
comment on column machine.health_check.milliseconds is 'How long it took to find that out.';
comment on column machine.health_check.checked_at is 'When.';
