alter table source
  add column state text not null default 'active' check (state in ('active', 'paused', 'broken')),
  add column settings jsonb,
  add column cursor jsonb,
  add column looked_at timestamptz,
  add column news_at timestamptz,
  add column failures integer not null default 0,
  add column try_at timestamptz,
  add column trouble_code text,
  add column removed_at timestamptz;
comment on column source.state is 'active: it is asked for what is new; paused: a person said to wait; broken: it needs a person before it can be asked again. One that archives alone fill stays active.';
comment on column source.settings is 'How it is reached, without what opens it (table secret, under the source''s id); null when archives alone fill it.';
comment on column source.cursor is 'Where one stands at it: JSON that only its wire reads; null before the first look. Written with what came before it.';
comment on column source.looked_at is 'When it was last asked to the end, and nothing more was there.';
comment on column source.news_at is 'When something new last came from it.';
comment on column source.failures is 'Looks that failed in a row.';
comment on column source.try_at is 'Not to be asked before, after a failure; null when it may be.';
comment on column source.trouble_code is 'Why the last look failed: a WireFault, or internal for a fault of ours; null when it did not.';
comment on column source.removed_at is 'When a person took it away; what came from it stays.';

comment on column secret.purpose is 'oauth_token, oauth_attempt, imap_password, database_url, webhook_secret or model_key.';

alter table run add column asked_again boolean not null default false;
comment on column run.asked_again is 'Something may have come since its last look; it looks again before it ends.';

create table incident (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  source_id uuid not null,
  kind text not null check (kind in ('cursor_expired', 'gap_found', 'layout_changed', 'unreachable', 'credentials_refused', 'not_found', 'unreadable')),
  details jsonb not null,
  recovered integer,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, source_id) references source (tenant_id, id)
);
create unique index incident_open on incident (tenant_id, source_id, kind) where ended_at is null;
create index incident_recent on incident (tenant_id, began_at desc, id desc);
comment on table incident is 'What went wrong at a source, and how it was made good. Written by intake.';
comment on column incident.tenant_id is 'The firm.';
comment on column incident.id is 'UUIDv7.';
comment on column incident.source_id is 'Where.';
comment on column incident.kind is 'What: the source had forgotten where we stood; things lay where we had passed; it is laid out otherwise; it could not be reached, or read, or refused us.';
comment on column incident.details is 'Counts and codes that the wire tells.';
comment on column incident.recovered is 'Messages that were taken in on the way out of it; null while it lasts.';
comment on column incident.began_at is 'When it was met.';
comment on column incident.ended_at is 'When the source was asked to its end again; null while it lasts.';
select firm_table('incident');

alter table message
  drop constraint message_kind_check,
  add constraint message_kind_check check (kind in ('text', 'placed', 'received', 'missed', 'voicemail', 'recorded', 'email', 'chat', 'step')),
  add column wire_id text,
  add column source_thread text,
  add column subject text,
  add column not_before timestamptz,
  add column sender_proof text check (sender_proof in ('aligned', 'failed', 'untold'));
create index message_by_wire on message (tenant_id, source_id) where wire_id is not null;
comment on column message.kind is 'text, voicemail, or a call: placed, received, missed, recorded; email; chat: said to or by an agent; step: what an agent did between, which is no talk.';
comment on column message.wire_id is 'The wire''s own id of it: a mail''s Message-ID, a row''s table and id; null for a wire without ids.';
comment on column message.source_thread is 'What the source calls the exchange it belongs to; null where it has no such name.';
comment on column message.subject is 'Subject of a mail.';
comment on column message.not_before is 'The earliest it can have been said, where the wire does not tell when; at is the latest then.';
comment on column message.sender_proof is 'Of a mail, whether its domain stands behind it: aligned, failed, or untold.';

alter table attachment
  drop constraint attachment_kind_check,
  add constraint attachment_kind_check check (kind in ('image', 'video', 'audio', 'contact_card', 'file'));
