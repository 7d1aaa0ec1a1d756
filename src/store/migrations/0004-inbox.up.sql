create table message (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  source_id uuid not null,
  raw_item_id uuid not null,
  position integer not null,
  identity uuid not null,
  participants_id uuid not null,
  channel text not null,
  kind text not null check (kind in ('text', 'placed', 'received', 'missed', 'voicemail', 'recorded')),
  at timestamptz not null,
  direction text check (direction in ('in', 'out')),
  sender text,
  peer text,
  peer_name text,
  group_addresses text[],
  body text not null,
  transcript text,
  duration_seconds integer,
  labels text[] not null,
  deleted boolean not null,
  parse_version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, source_id, identity),
  foreign key (tenant_id, source_id) references source (tenant_id, id),
  foreign key (tenant_id, raw_item_id) references raw_item (tenant_id, id),
  foreign key (tenant_id, participants_id) references participants (tenant_id, id)
);
create index message_by_participants on message (tenant_id, participants_id, at, id);
comment on table message is 'One thing said or tried, once, however often it was seen. Written by inbox; made from raw_item, which can make it again.';
comment on column message.tenant_id is 'The firm.';
comment on column message.id is 'UUIDv7.';
comment on column message.source_id is 'The account it went through.';
comment on column message.raw_item_id is 'What it was first made from.';
comment on column message.position is 'Place in that raw item, from 0.';
comment on column message.identity is 'Two 64-bit halves of SHA-256: what was said when and which way; then with whom, and which of exact twins. The same message has the same identity in every export.';
comment on column message.participants_id is 'With whom.';
comment on column message.channel is 'Which wire: google-voice, …';
comment on column message.kind is 'text, voicemail, or a call: placed, received, missed, recorded.';
comment on column message.at is 'When it was said, to the millisecond.';
comment on column message.direction is 'in: to the firm; out: from the firm; null where the wire does not say.';
comment on column message.sender is 'Address of who said it, as written on the wire; null when withheld.';
comment on column message.peer is 'The other side''s address as written on the wire; null in groups and when not told.';
comment on column message.peer_name is 'The other side''s name as the wire gave it then.';
comment on column message.group_addresses is 'All others of a group as written on the wire; null when one-to-one.';
comment on column message.body is 'The text; empty for calls.';
comment on column message.transcript is 'What was spoken, as the source heard it.';
comment on column message.duration_seconds is 'Length of a call or recording, seconds.';
comment on column message.labels is 'The source''s own labels, lower case.';
comment on column message.deleted is 'The user had deleted it at the source.';
comment on column message.parse_version is 'Version of the parser that made this row.';
select firm_table('message');

create table media (
  tenant_id uuid not null default app_tenant(),
  sha256 text not null,
  media_type text not null,
  bytes bigint not null,
  stored_at timestamptz not null,
  primary key (tenant_id, sha256),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table media is 'A stored file, named by its content; the bytes are in the media folder. Written by inbox.';
comment on column media.tenant_id is 'The firm.';
comment on column media.sha256 is 'SHA-256 of the bytes, 64 hexadecimal digits; the file''s name.';
comment on column media.media_type is 'Told by its first bytes: image/jpeg, audio/mpeg, …';
comment on column media.bytes is 'Size, bytes.';
comment on column media.stored_at is 'When the bytes were safely in the folder.';
select firm_table('media');

create table attachment (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('image', 'video', 'audio', 'contact_card')),
  reference text not null,
  state text not null check (state in ('resolved', 'ambiguous', 'missing')),
  primary key (tenant_id, message_id, position),
  foreign key (tenant_id, message_id) references message (tenant_id, id)
);
comment on table attachment is 'Something sent along with a message. Written by inbox.';
comment on column attachment.tenant_id is 'The firm.';
comment on column attachment.message_id is 'The message.';
comment on column attachment.position is 'Place among its attachments, from 0.';
comment on column attachment.kind is 'What the source says it is.';
comment on column attachment.reference is 'The name the source uses for it.';
comment on column attachment.state is 'resolved: one file fits; ambiguous: one of several; missing: the source does not have it.';
select firm_table('attachment');

create table attachment_file (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  position integer not null,
  rank integer not null,
  path text not null,
  sha256 text,
  primary key (tenant_id, message_id, position, rank),
  foreign key (tenant_id, message_id, position) references attachment (tenant_id, message_id, position),
  foreign key (tenant_id, sha256) references media (tenant_id, sha256)
);
create index attachment_file_awaited on attachment_file (tenant_id, path) where sha256 is null;
comment on table attachment_file is 'A file that is, or may be, an attachment. Written by inbox.';
comment on column attachment_file.tenant_id is 'The firm.';
comment on column attachment_file.message_id is 'The attachment''s message.';
comment on column attachment_file.position is 'The attachment''s place in it.';
comment on column attachment_file.rank is '0 is the best guess.';
comment on column attachment_file.path is 'Path at the source.';
comment on column attachment_file.sha256 is 'Its content; null until the bytes are stored.';
select firm_table('attachment_file');

create table thread_rule (
  tenant_id uuid not null default app_tenant(),
  version integer not null,
  timeout_hours real not null check (timeout_hours > 0),
  threshold real not null check (threshold between 0 and 1),
  weights jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (tenant_id, version),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table thread_rule is 'How messages are joined to conversations; the newest version rules, the older stay to be compared with. Written by inbox.';
comment on column thread_rule.tenant_id is 'The firm.';
comment on column thread_rule.version is 'Counts from 1; every decision names its own.';
comment on column thread_rule.timeout_hours is 'Silence after which a new matter is as likely as the old one, hours.';
comment on column thread_rule.threshold is 'Score at or above which a message continues a conversation, 0 to 1.';
comment on column thread_rule.weights is 'Weight of each factor: {factor: number}.';
comment on column thread_rule.made_by is 'Who set it.';
comment on column thread_rule.made_at is 'When.';
select firm_table('thread_rule');

create table conversation (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  participants_id uuid not null,
  anchor_message_id uuid not null,
  last_message_id uuid not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  last_in_at timestamptz,
  last_out_at timestamptz,
  waiting_since timestamptz,
  message_count integer not null,
  spam boolean not null,
  hazard text,
  status text not null check (status in ('active', 'needs_reply', 'waiting', 'archived')),
  status_reason text not null,
  rests_at timestamptz,
  archived_at timestamptz,
  merged_into uuid,
  version integer not null default 1,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, anchor_message_id),
  foreign key (tenant_id, participants_id) references participants (tenant_id, id),
  foreign key (tenant_id, anchor_message_id) references message (tenant_id, id),
  foreign key (tenant_id, last_message_id) references message (tenant_id, id),
  foreign key (tenant_id, merged_into) references conversation (tenant_id, id) deferrable initially deferred
);
create index conversation_by_time on conversation (tenant_id, last_at desc, id desc) where merged_into is null;
create index conversation_by_status on conversation (tenant_id, status, (hazard is not null) desc, last_at desc, id desc) where merged_into is null;
create index conversation_of_participants on conversation (tenant_id, participants_id, last_at desc);
create index conversation_resting on conversation (tenant_id, rests_at) where merged_into is null and status <> 'archived';
comment on table conversation is 'Messages that belong together: one matter with one party. Written by inbox.';
comment on column conversation.tenant_id is 'The firm.';
comment on column conversation.id is 'UUIDv7; stays as long as its anchor message leads a conversation.';
comment on column conversation.participants_id is 'With whom.';
comment on column conversation.anchor_message_id is 'The message it was first made for, for ever: wherever that message is, this conversation is.';
comment on column conversation.last_message_id is 'Its newest message.';
comment on column conversation.first_at is 'Time of the oldest message.';
comment on column conversation.last_at is 'Time of the newest message.';
comment on column conversation.last_in_at is 'Time of the newest message to the firm.';
comment on column conversation.last_out_at is 'Time of the newest message from the firm.';
comment on column conversation.waiting_since is 'When the other side began to wait for an answer; null when it does not.';
comment on column conversation.message_count is 'How many messages.';
comment on column conversation.spam is 'The source labelled it as spam.';
comment on column conversation.hazard is 'A danger told of and not yet over: gas, carbon_monoxide, water, …; null when none.';
comment on column conversation.status is 'needs_reply: they spoke last and wait; waiting: we spoke last; active: nobody owes a word; archived: laid away, by a person or by silence.';
comment on column conversation.status_reason is 'Code of why the status is what it is.';
comment on column conversation.rests_at is 'When silence will archive it; null when that is past or never.';
comment on column conversation.archived_at is 'When a person archived it; a newer message from the other side wakes it.';
comment on column conversation.merged_into is 'The conversation its messages are in now, by a person''s merge or by the rule; null while it stands for itself.';
comment on column conversation.version is 'Counts changes, for optimistic checks.';
comment on column conversation.made_at is 'When it was first made.';
select firm_table('conversation');

create table thread_entry (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  conversation_id uuid not null,
  participants_id uuid not null,
  at timestamptz not null,
  turn integer not null,
  decision text not null check (decision in ('new_thread', 'existing_thread', 'merge_threads', 'split_thread')),
  confidence real not null check (confidence between 0 and 1),
  factors jsonb not null,
  runners_up jsonb,
  rule_version integer not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id)
);
create index thread_entry_in_order on thread_entry (tenant_id, conversation_id, at, message_id);
comment on table thread_entry is 'Which conversation a message is in, and why. Written by inbox, by the stage thread.';
comment on column thread_entry.tenant_id is 'The firm.';
comment on column thread_entry.message_id is 'The message.';
comment on column thread_entry.conversation_id is 'Its conversation.';
comment on column thread_entry.participants_id is 'With whom; as in the message.';
comment on column thread_entry.at is 'Time of the message, for order.';
comment on column thread_entry.turn is 'Which turn of the conversation, from 1: a burst of messages by one side is one turn.';
comment on column thread_entry.decision is 'What was decided for this message.';
comment on column thread_entry.confidence is '0 to 1.';
comment on column thread_entry.factors is 'What spoke for and against: [[factor, weight, score from -1 to 1, detail]].';
comment on column thread_entry.runners_up is 'Other conversations it could have joined: [{conversationId, score}], best first; null when none.';
comment on column thread_entry.rule_version is 'The thread_rule it was decided by.';
select firm_table('thread_entry');

create table thread_change (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  kind text not null check (kind in ('merge', 'split')),
  conversation_id uuid not null,
  other_conversation_id uuid,
  message_id uuid,
  made_by text not null,
  made_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id),
  foreign key (tenant_id, other_conversation_id) references conversation (tenant_id, id),
  foreign key (tenant_id, message_id) references message (tenant_id, id)
);
create index thread_change_of on thread_change (tenant_id, conversation_id, made_at);
create index thread_change_split on thread_change (tenant_id, message_id) where undone_at is null;
comment on table thread_change is 'A person''s own decision on threads, which no rule overrides and which can be undone. Written by inbox.';
comment on column thread_change.tenant_id is 'The firm.';
comment on column thread_change.id is 'UUIDv7.';
comment on column thread_change.kind is 'merge: other_conversation_id went into conversation_id; split: conversation_id was cut before message_id, the rest became other_conversation_id.';
comment on column thread_change.conversation_id is 'The conversation that stays.';
comment on column thread_change.other_conversation_id is 'The one merged in, or the one split off.';
comment on column thread_change.message_id is 'For a split: the first message of the new conversation.';
comment on column thread_change.made_by is 'Who.';
comment on column thread_change.made_at is 'When.';
comment on column thread_change.undone_by is 'Who took it back.';
comment on column thread_change.undone_at is 'When it was taken back; null while it holds.';
select firm_table('thread_change');
