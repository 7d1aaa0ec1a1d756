comment on column secret.purpose is 'oauth_token, oauth_attempt, imap_password, server_token, database_url, webhook_secret or model_key.';

-- Stays here when the firm moves (store/carry.ts), so no foreign key may point to it.
create table webhook_password (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  hash bytea not null,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table webhook_password is 'What other systems that sign nothing show along with their calls (HTTP Basic, RFC 7617). Written by webhooks.';
comment on column webhook_password.tenant_id is 'The firm.';
comment on column webhook_password.id is 'What the calls are about: a source.';
comment on column webhook_password.hash is 'SHA-256 of the password, which is 256 random bits and kept nowhere.';
comment on column webhook_password.made_at is 'When it was made; those before it count no more.';
select firm_table('webhook_password');

create table delivery_event (
  tenant_id uuid not null default app_tenant(),
  source_id uuid not null,
  id text not null,
  mail_id text not null,
  message_id text,
  kind text not null check (kind in ('delivered', 'bounced', 'complained', 'opened')),
  at timestamptz not null,
  received_at timestamptz not null,
  details jsonb not null,
  primary key (tenant_id, source_id, id),
  foreign key (tenant_id, source_id) references source (tenant_id, id)
);
create index delivery_event_by_mail on delivery_event (tenant_id, mail_id);
comment on table delivery_event is 'What a source told of a mail that was sent by it. Only added to, each once. Written by intake.';
comment on column delivery_event.tenant_id is 'The firm.';
comment on column delivery_event.source_id is 'Who told.';
comment on column delivery_event.id is 'The same however often it is told.';
comment on column delivery_event.mail_id is 'The source''s own id of the mail, as sending it returned it.';
comment on column delivery_event.message_id is 'The mail''s Message-ID, where the source tells it; else null.';
comment on column delivery_event.kind is 'delivered: the recipient''s server took it; bounced: it came back; complained: it was called spam; opened: something fetched its picture.';
comment on column delivery_event.at is 'When it happened, by the source''s word.';
comment on column delivery_event.received_at is 'When it was told.';
comment on column delivery_event.details is 'Codes that the source gives along: no addresses and no words.';
select firm_table('delivery_event');
