create table insight_due (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  conversation_id uuid not null,
  primary key (tenant_id, id)
);
comment on table insight_due is 'Conversations of which something changed since their figures were made. Only added to by triggers, so that two transactions never wait for each other here; taken away by the stage that rolls up. Written by insights.';
comment on column insight_due.tenant_id is 'The firm.';
comment on column insight_due.id is 'In the order in which changes were made.';
comment on column insight_due.conversation_id is 'The conversation; it may be gone by now.';
select firm_table('insight_due');

create table conversation_insight (
  tenant_id uuid not null default app_tenant(),
  conversation_id uuid not null,
  version text not null,
  party_id uuid not null,
  last_at timestamptz not null,
  message_count integer not null,
  resolution text not null check (resolution in ('resolved', 'scheduled', 'waiting_for_us', 'waiting_for_customer', 'nothing_asked', 'given_up')),
  resolved_chance real not null check (resolved_chance between 0 and 1),
  lost_kind text check (lost_kind in ('request_unanswered', 'quote_not_followed_up', 'promise_not_kept')),
  lost_message_id uuid,
  lost_at timestamptz,
  lost_from timestamptz,
  lost_detail jsonb,
  lost_worth real,
  lost_half_life_days real,
  settled_by_message_id uuid,
  primary key (tenant_id, conversation_id),
  foreign key (tenant_id) references tenant (tenant_id),
  check ((lost_kind is null) = (lost_message_id is null) and (lost_kind is null) = (lost_at is null) and (lost_kind is null) = (lost_from is null)
    and (lost_kind is null) = (lost_detail is null) and (lost_kind is null) = (lost_worth is null) and (lost_kind is null) = (lost_half_life_days is null))
);
create index conversation_insight_lost on conversation_insight (tenant_id, lost_from) where lost_kind is not null;
create index conversation_insight_of_party on conversation_insight (tenant_id, party_id) where lost_kind is not null;
comment on table conversation_insight is 'What a conversation comes to as a whole: whether it is resolved, and whether work was lost in it. Made from messages and findings, which can make it again; exports leave it out. Written by insights.';
comment on column conversation_insight.tenant_id is 'The firm.';
comment on column conversation_insight.conversation_id is 'The conversation.';
comment on column conversation_insight.version is 'Of the rules that made it, and of the firm''s clock; the stage makes it anew when they change.';
comment on column conversation_insight.party_id is 'The customer; the set of participants where it is none''s or several customers''.';
comment on column conversation_insight.last_at is 'Time of the newest message.';
comment on column conversation_insight.message_count is 'How many messages.';
comment on column conversation_insight.resolution is 'resolved; scheduled: a visit is agreed; waiting_for_us; waiting_for_customer; nothing_asked: there was nothing to resolve; given_up: the customer called it off.';
comment on column conversation_insight.resolved_chance is 'Chance that nothing is owed any more, 0 to 1; bench/insights.ts shows how it is calibrated.';
comment on column conversation_insight.lost_kind is 'What was let slip; null when nothing was.';
comment on column conversation_insight.lost_message_id is 'The message that asked, offered or promised.';
comment on column conversation_insight.lost_at is 'When that was.';
comment on column conversation_insight.lost_from is 'From when on it counts as lost: before, there is time to answer.';
comment on column conversation_insight.lost_detail is 'Why: {reason, service, urgency, amount, currency, start, end, promise, dueAt}; a span counts in the message''s words.';
comment on column conversation_insight.lost_worth is 'What it is likely worth, in hours of work: the job''s size times the chance that it can still be won, when it was fresh.';
comment on column conversation_insight.lost_half_life_days is 'After so many days it makes half as much sense to come back to it.';
comment on column conversation_insight.settled_by_message_id is 'A later contact with the same customer in another conversation, by which it is not lost; null when there was none.';
select firm_table('conversation_insight');

create table conversation_analytics (
  tenant_id uuid not null default app_tenant(),
  conversation_id uuid not null,
  analysis_date text collate "C" not null check (analysis_date ~ '^\d{4}-\d\d-\d\d$'),
  party_id uuid not null,
  metrics jsonb not null,
  keyword_analysis jsonb not null,
  primary key (tenant_id, analysis_date, conversation_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
create index conversation_analytics_of on conversation_analytics (tenant_id, conversation_id);
create index conversation_analytics_of_party on conversation_analytics (tenant_id, party_id, analysis_date);
comment on table conversation_analytics is 'Figures of one conversation on one day of the firm''s clock. Made from messages and findings, which can make it again; exports leave it out. Written by insights.';
comment on column conversation_analytics.tenant_id is 'The firm.';
comment on column conversation_analytics.conversation_id is 'The conversation.';
comment on column conversation_analytics.analysis_date is 'Day of the firm''s clock on which these messages were said, YYYY-MM-DD.';
comment on column conversation_analytics.party_id is 'The customer; the set of participants where it is none''s or several customers''.';
comment on column conversation_analytics.metrics is 'Counts by name: {in, out, hours, channels, languages, urgencies, sentiments, services, topics, requests: [[waited minutes or null, of these working]]}.';
comment on column conversation_analytics.keyword_analysis is 'Words of the other side, without names, numbers and addresses: {stem: [times, the word as it was written]}.';
select firm_table('conversation_analytics');

create table insight_stale_day (
  tenant_id uuid not null default app_tenant(),
  day text collate "C" not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  primary key (tenant_id, day),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table insight_stale_day is 'Days whose figures must be added up again. Written by insights.';
comment on column insight_stale_day.tenant_id is 'The firm.';
comment on column insight_stale_day.day is 'Day of the firm''s clock, YYYY-MM-DD.';
select firm_table('insight_stale_day');

create table insight_day (
  tenant_id uuid not null default app_tenant(),
  day text collate "C" not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  dimension text not null check (dimension in ('all', 'hour', 'channel', 'language', 'urgency', 'sentiment', 'service', 'topic', 'keyword')),
  key text not null,
  messages_in integer not null,
  messages_out integer not null,
  conversations integer not null,
  requests integer not null,
  answered integer not null,
  new_customers integer not null,
  returning_customers integer not null,
  waited integer[] not null,
  worked integer[] not null,
  primary key (tenant_id, dimension, day, key),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table insight_day is 'Figures of one day of the firm, added up over its conversations, by what they are told apart by. Always added up anew from conversation_analytics, never counted on. Written by insights.';
comment on column insight_day.tenant_id is 'The firm.';
comment on column insight_day.day is 'Day of the firm''s clock, YYYY-MM-DD.';
comment on column insight_day.dimension is 'all: one row for the day; else what its messages are told apart by.';
comment on column insight_day.key is 'Value of the dimension: 14 for an hour, high for an urgency; for keyword the word, the 60 most used of the day.';
comment on column insight_day.messages_in is 'Messages and calls to the firm.';
comment on column insight_day.messages_out is 'Messages and calls from the firm.';
comment on column insight_day.conversations is 'Conversations in which there were any.';
comment on column insight_day.requests is 'Times that the other side began to wait for an answer on this day.';
comment on column insight_day.answered is 'Of these, how many have been answered, on whatever day.';
comment on column insight_day.new_customers is 'Customers who were heard of for the first time; told for all only.';
comment on column insight_day.returning_customers is 'Customers who had been heard of on an earlier day; told for all only.';
comment on column insight_day.waited is 'How long the answered requests waited: a count for each bucket (insights/wait-buckets.ts), without empty ones at the end.';
comment on column insight_day.worked is 'The same in working hours.';
select firm_table('insight_day');

create table lost_work_dismissal (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  message_id uuid not null,
  lost_kind text not null check (lost_kind in ('request_unanswered', 'quote_not_followed_up', 'promise_not_kept')),
  reason text not null check (reason in ('done_by_phone', 'not_ours', 'no_longer_wanted', 'done_since', 'other')),
  note text,
  dismissed_by text not null,
  dismissed_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references message (tenant_id, id)
);
create unique index lost_work_dismissal_holds on lost_work_dismissal (tenant_id, message_id, lost_kind) where undone_at is null;
comment on table lost_work_dismissal is 'A person''s word that something in the list of lost work is not lost. It holds for the message, wherever that is threaded. Written by insights.';
comment on column lost_work_dismissal.tenant_id is 'The firm.';
comment on column lost_work_dismissal.id is 'UUIDv7.';
comment on column lost_work_dismissal.message_id is 'The message that asked, offered or promised.';
comment on column lost_work_dismissal.lost_kind is 'As what it was listed.';
comment on column lost_work_dismissal.reason is 'done_by_phone, not_ours, no_longer_wanted, done_since, other.';
comment on column lost_work_dismissal.note is 'What they noted; null when nothing.';
comment on column lost_work_dismissal.dismissed_by is 'Name of the person.';
comment on column lost_work_dismissal.dismissed_at is 'When.';
comment on column lost_work_dismissal.undone_by is 'Who took it back; null while it holds.';
comment on column lost_work_dismissal.undone_at is 'When it was taken back.';
select firm_table('lost_work_dismissal');

-- One note a conversation and statement, whoever changes it. Notes point to no tenant: what they come from does, and the check
-- of that key would be half of what they cost an import.
create function insight_note_entries() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  if tg_op <> 'INSERT' then
    insert into insight_due (tenant_id, conversation_id) select distinct tenant_id, conversation_id from was;
  end if;
  if tg_op <> 'DELETE' then
    insert into insight_due (tenant_id, conversation_id) select distinct tenant_id, conversation_id from is_now;
  end if;
  return null;
end $$;
comment on function insight_note_entries() is 'Notes conversations whose messages came, went or changed places.';
create trigger insight_due_insert after insert on thread_entry referencing new table as is_now for each statement execute function insight_note_entries();
create trigger insight_due_update after update on thread_entry referencing old table as was new table as is_now for each statement execute function insight_note_entries();
create trigger insight_due_delete after delete on thread_entry referencing old table as was for each statement execute function insight_note_entries();

create function insight_note_messages() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  insert into insight_due (tenant_id, conversation_id)
  select distinct e.tenant_id, e.conversation_id
  from is_now n join thread_entry e on e.tenant_id = n.tenant_id and e.message_id = n.message_id;
  return null;
end $$;
comment on function insight_note_messages() is 'Notes conversations with messages of which more, or something else, is understood.';
create trigger insight_due_insert after insert on understanding referencing new table as is_now for each statement execute function insight_note_messages();
create trigger insight_due_update after update on understanding referencing new table as is_now for each statement execute function insight_note_messages();

create function insight_note_words() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  insert into insight_due (tenant_id, conversation_id)
  select distinct e.tenant_id, e.conversation_id
  from is_now n join was o on o.tenant_id = n.tenant_id and o.id = n.id
  join thread_entry e on e.tenant_id = n.tenant_id and e.message_id = n.id
  where (n.body, n.transcript, n.at, n.direction, n.kind, n.duration_seconds, n.labels)
    is distinct from (o.body, o.transcript, o.at, o.direction, o.kind, o.duration_seconds, o.labels);
  return null;
end $$;
comment on function insight_note_words() is 'Notes conversations with messages that were corrected.';
create trigger insight_due_update after update on message referencing old table as was new table as is_now for each statement execute function insight_note_words();

create function insight_note_standing() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  insert into insight_due (tenant_id, conversation_id)
  select n.tenant_id, n.id
  from is_now n join was o on o.tenant_id = n.tenant_id and o.id = n.id
  where (n.spam, n.merged_into, n.participants_id) is distinct from (o.spam, o.merged_into, o.participants_id);
  return null;
end $$;
comment on function insight_note_standing() is 'Notes conversations that were merged, parted, or are spam or none any more.';
create trigger insight_due_update after update on conversation referencing old table as was new table as is_now for each statement execute function insight_note_standing();

create function insight_note_customers() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  insert into insight_due (tenant_id, conversation_id)
  select distinct c.tenant_id, c.id
  from is_now n join was o on o.tenant_id = n.tenant_id and o.id = n.id
  join participant p on p.tenant_id = n.tenant_id and p.contact_point_id = n.id
  join conversation c on c.tenant_id = p.tenant_id and c.participants_id = p.participants_id
  where n.customer_id is distinct from o.customer_id;
  return null;
end $$;
comment on function insight_note_customers() is 'Notes conversations of addresses that turned out to be another customer''s.';
create trigger insight_due_update after update on contact_point referencing old table as was new table as is_now for each statement execute function insight_note_customers();
