create table reply (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  message_id uuid not null,
  source_id uuid not null,
  sender text not null,
  way text not null check (way in ('email', 'google-voice')),
  recipients text[] not null check (cardinality(recipients) > 0),
  subject text,
  body text not null,
  mail_id text not null,
  answers text[] not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unsure', 'withdrawn')),
  written_by text not null,
  written_at timestamptz not null,
  send_at timestamptz not null,
  tries integer not null default 0,
  lease_holder uuid,
  lease_until timestamptz,
  maybe_sent_at timestamptz,
  trouble_code text,
  provider_id text,
  sent_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  foreign key (tenant_id, source_id) references source (tenant_id, id)
);
create unique index reply_by_mail on reply (tenant_id, mail_id);
create index reply_of_message on reply (tenant_id, message_id);
create index reply_to_send on reply (tenant_id, send_at) where state in ('waiting', 'sending');
comment on table reply is 'What a person wrote to be sent, and what became of it. What was sent is a message too. Written by replies.';
comment on column reply.tenant_id is 'The firm.';
comment on column reply.id is 'UUID that the writer''s screen gave it: asking twice sends once.';
comment on column reply.message_id is 'The message of the conversation that had come in last when the writer read it; it belongs to the conversation that this is in.';
comment on column reply.source_id is 'The account it goes out from.';
comment on column reply.sender is 'E-mail address that it goes out from.';
comment on column reply.way is 'email; google-voice: a mail that Google Voice passes on as a text.';
comment on column reply.recipients is 'E-mail addresses it goes to.';
comment on column reply.subject is 'Subject of the mail; null where the way has none.';
comment on column reply.body is 'What is said.';
comment on column reply.mail_id is 'Message-ID of the mail, without angle brackets, the same at every try.';
comment on column reply.answers is 'Message-IDs that it answers, the one it answers directly last.';
comment on column reply.state is 'waiting: to be sent at send_at; sending: a process is at it; sent; failed: a person decides; unsure: it may have been sent, a person looks; withdrawn: never sent.';
comment on column reply.written_by is 'Name of the person.';
comment on column reply.written_at is 'When they pressed send.';
comment on column reply.send_at is 'Not to be sent before: there is a moment to take it back, and a wait after a failure.';
comment on column reply.tries is 'How often it was tried.';
comment on column reply.lease_holder is 'Process that is at it; null when none is.';
comment on column reply.lease_until is 'When another process may take it up; null when none is at it.';
comment on column reply.maybe_sent_at is 'When a try broke off of which nobody knows whether it was sent; null when none did.';
comment on column reply.trouble_code is 'Why the last try failed; null when it did not.';
comment on column reply.provider_id is 'What the account''s server calls the mail: Gmail''s id, Postmark''s MessageID.';
comment on column reply.sent_at is 'When it was sent.';
select firm_table('reply');

create table voice_address (
  tenant_id uuid not null default app_tenant(),
  source_id uuid not null,
  number text not null,
  address text not null,
  mail_source_id uuid not null,
  seen_at timestamptz not null,
  primary key (tenant_id, source_id, number),
  foreign key (tenant_id, source_id) references source (tenant_id, id),
  foreign key (tenant_id, mail_source_id) references source (tenant_id, id)
);
comment on table voice_address is 'By which address a mail reaches a number as a text, from the newest forwarded mail. Written by replies.';
comment on column voice_address.tenant_id is 'The firm.';
comment on column voice_address.source_id is 'The Google Voice account.';
comment on column voice_address.number is 'The other side''s number, E.164.';
comment on column voice_address.address is 'The address at txt.voice.google.com, as written: its token tells small letters from capitals.';
comment on column voice_address.mail_source_id is 'The mailbox that Google Voice forwards to; Google takes answers from its owner alone.';
comment on column voice_address.seen_at is 'When the mail that told it was written.';
select firm_table('voice_address');
