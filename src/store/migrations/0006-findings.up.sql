-- One row a message, of the newest version only: nobody reads an older result, a version that is raised writes over
-- it in place, and so the table is as large as the messages and no larger.
create table understanding (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  version text not null,
  rule_version integer not null,
  language text not null check (language in ('en', 'pl')),
  urgency text not null check (urgency in ('low', 'medium', 'high', 'emergency')),
  sentiment text not null check (sentiment in ('positive', 'neutral', 'negative', 'frustrated', 'urgent')),
  ticket boolean not null,
  confidence real not null check (confidence between 0 and 1),
  detail jsonb not null,
  refined_by text,
  refined_at timestamptz,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references message (tenant_id, id)
);
comment on table understanding is 'What a message of the other side says, by the newest rules that read it. Written by findings; made from message, which can make it again, so exports leave it out.';
comment on column understanding.tenant_id is 'The firm.';
comment on column understanding.message_id is 'The message.';
comment on column understanding.version is 'Of the rules and weights that made it; the stage makes it anew when they change.';
comment on column understanding.rule_version is 'The understanding_rule it was made by; 0 when the firm had none.';
comment on column understanding.language is 'Of the message.';
comment on column understanding.urgency is 'How pressing it is.';
comment on column understanding.sentiment is 'Its mood.';
comment on column understanding.ticket is 'Whether somebody at the firm owes work.';
comment on column understanding.confidence is 'How sure the whole reading is, 0 to 1.';
comment on column understanding.detail is 'All else: judgements with reasons, findings, services, time windows. Spans are UTF-16 units in the message''s words, which are not repeated here.';
comment on column understanding.refined_by is 'Name of the language model that refined it; null when none did.';
comment on column understanding.refined_at is 'When a language model was asked, whether or not it knew better; null while none was.';
select firm_table('understanding');

create table understanding_rule (
  tenant_id uuid not null default app_tenant(),
  version integer not null,
  rules jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (tenant_id, version),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table understanding_rule is 'A firm''s own words for danger and its kinds of work; the newest version rules, the older stay to tell what held when. Written by findings.';
comment on column understanding_rule.tenant_id is 'The firm.';
comment on column understanding_rule.version is 'Counts from 1.';
comment on column understanding_rule.rules is '{emergencyKeywords: [{keyword, pattern, severity}], serviceTypePatterns: [{serviceType, patterns, confidence}]}.';
comment on column understanding_rule.made_by is 'Who set it.';
comment on column understanding_rule.made_at is 'When.';
select firm_table('understanding_rule');

alter table conversation
  add column urgency text check (urgency in ('low', 'medium', 'high', 'emergency')),
  add column urgent_message_id uuid,
  add foreign key (tenant_id, urgent_message_id) references message (tenant_id, id);
comment on column conversation.urgency is 'The highest urgency of what the other side says and that is still open; null when archived, closed by the other side, or not yet understood. An emergency ends where a hazard ends.';
comment on column conversation.urgent_message_id is 'The newest message that is so urgent; null with urgency.';

drop index conversation_by_status;
create index conversation_by_status on conversation
  (tenant_id, status, (case when urgency = 'emergency' or hazard is not null then 2 when urgency = 'high' then 1 else 0 end) desc, last_at desc, id desc)
  where merged_into is null;
create index conversation_by_urgency on conversation (tenant_id, urgency, last_at desc, id desc)
  where urgency is not null and merged_into is null;
create index conversation_by_hazard on conversation (tenant_id, last_at desc, id desc)
  where hazard is not null and merged_into is null;
