-- A drafted answer that a person approves, edits or rejects. Never sent by itself.
create table suggestion (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  state text not null check (state in ('pending', 'approved', 'edited', 'rejected', 'expired')),
  body text not null,
  language text not null check (language in ('en', 'pl')),
  source text not null check (source in ('model', 'past_replies', 'template')),
  confidence real not null check (confidence between 0 and 1),
  reasons jsonb not null,
  model text,
  past_message_id uuid,
  model_asked_at timestamptz,
  made_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decider_id uuid,
  rejection text,
  note text,
  reply_id uuid,
  edit_distance real check (edit_distance between 0 and 1),
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id) on delete cascade,
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  check ((state = 'pending') = (decided_at is null)),
  check ((state in ('approved', 'edited')) = (reply_id is not null)),
  check ((state = 'rejected') = (rejection is not null))
);
create unique index suggestion_pending on suggestion (tenant_id, conversation_id) where state = 'pending';
create index suggestion_of_conversation on suggestion (tenant_id, conversation_id, made_at desc);
create index suggestion_of_message on suggestion (tenant_id, message_id);
create index suggestion_by_state on suggestion (tenant_id, state, made_at desc, id desc);
create index suggestion_from_past on suggestion (tenant_id, past_message_id) where past_message_id is not null;
comment on table suggestion is 'An answer that was drafted for a person to approve, edit or reject, and what they did: one pending for each conversation. Written by suggestions.';
comment on column suggestion.tenant_id is 'The firm.';
comment on column suggestion.id is 'UUIDv7.';
comment on column suggestion.conversation_id is 'The conversation that it was made for.';
comment on column suggestion.message_id is 'The message that had come in last when it was made; a later one ends it.';
comment on column suggestion.state is 'pending; approved: sent as it was; edited: sent with other words; rejected; expired: a newer message, an answer by another way, or a better draft.';
comment on column suggestion.body is 'What it says, as drafted.';
comment on column suggestion.language is 'Of the body.';
comment on column suggestion.source is 'model: a language model; past_replies: what the firm answered to a similar message; template.';
comment on column suggestion.confidence is 'How likely it can be sent as it is, 0 to 1.';
comment on column suggestion.reasons is 'Why it says that: [{code, params}], codes of src/contract/suggestions.ts.';
comment on column suggestion.model is 'Provider and model that wrote it; null when none did.';
comment on column suggestion.past_message_id is 'The past answer that it repeats; null for other sources. No foreign key: whoever is erased takes it along by suggestions'' own verb.';
comment on column suggestion.model_asked_at is 'When a language model was asked for a better one, whatever it answered; null while none was, and where none may be.';
comment on column suggestion.made_at is 'When it was drafted.';
comment on column suggestion.decided_at is 'When it ended; null while it is pending.';
comment on column suggestion.decided_by is 'Name of the person; null where nobody decided.';
comment on column suggestion.decider_id is 'That person.';
comment on column suggestion.rejection is 'Why they did not want it: a code of src/contract/suggestions.ts.';
comment on column suggestion.note is 'What they added to that.';
comment on column suggestion.reply_id is 'The reply that it became. No foreign key: a reply may be forgotten first.';
comment on column suggestion.edit_distance is 'How far what was sent is from the body: Levenshtein distance by the longer length, 0 the same, 1 all new; null where nothing was sent.';
select firm_table('suggestion');
select tells_changes('suggestion', 'suggestion', '{state,source}', '{body}');
