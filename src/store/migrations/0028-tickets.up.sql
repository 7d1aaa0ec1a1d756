create table ticket_counter (
  tenant_id uuid not null default app_tenant(),
  last_number integer not null check (last_number > 0),
  primary key (tenant_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table ticket_counter is 'The last number that a ticket of the firm got. Written by tickets.';
comment on column ticket_counter.tenant_id is 'The firm.';
comment on column ticket_counter.last_number is 'Counts from 1; a number is given once, and never again.';
select firm_table('ticket_counter');

create table ticket (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  number integer not null check (number > 0),
  customer_id uuid,
  property_id uuid,
  place text,
  wanted jsonb,
  title text,
  category text not null,
  priority text not null check (priority in ('low', 'medium', 'high', 'emergency')),
  hazard text check (hazard in ('gas', 'carbon_monoxide')),
  status text not null check (status in ('new', 'open', 'scheduled', 'in_progress', 'waiting_customer', 'reopened', 'resolved', 'closed', 'cancelled')),
  status_since timestamptz not null,
  question text check (question in ('maybe_cancelled', 'maybe_not_solved')),
  cause_message_id uuid,
  opened_by text not null,
  opened_at timestamptz not null,
  clock_from timestamptz not null,
  respond_by timestamptz not null,
  solve_by timestamptz not null,
  paused_at timestamptz,
  paused_ms bigint not null default 0 check (paused_ms >= 0),
  responded_at timestamptz,
  solved_at timestamptz,
  assignee_id uuid,
  merged_into uuid,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check (hazard is null or priority = 'emergency'),
  check ((solved_at is not null) = (status in ('resolved', 'closed', 'cancelled'))),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, property_id) references property (tenant_id, id),
  foreign key (tenant_id, cause_message_id) references message (tenant_id, id),
  foreign key (tenant_id, merged_into) references ticket (tenant_id, id) deferrable initially deferred
);
create index ticket_open on ticket (tenant_id, solve_by, id) where solved_at is null and merged_into is null;
create index ticket_newest on ticket (tenant_id, opened_at desc, id desc) where merged_into is null;
create index ticket_of_customer on ticket (tenant_id, customer_id, opened_at desc);
create index ticket_of_property on ticket (tenant_id, property_id) where property_id is not null;
create index ticket_caused_by on ticket (tenant_id, cause_message_id);
comment on table ticket is 'Work that the firm owes somebody, from the first word of it until it is done. Written by tickets.';
comment on column ticket.tenant_id is 'The firm.';
comment on column ticket.id is 'UUIDv7.';
comment on column ticket.number is 'What people call it: #1042. Counts from 1 in each firm.';
comment on column ticket.customer_id is 'Whose work it is; null when nobody is known. With a cause it follows who wrote that.';
comment on column ticket.property_id is 'Where the work is to be done; null when not told.';
comment on column ticket.place is 'Where, in the customer''s words; null when not told.';
comment on column ticket.wanted is 'When they would like it, in the firm''s wall clock: {type, start, end}; null when not told.';
comment on column ticket.title is 'What it is called, often the customer''s own words; null: it is called after its category.';
comment on column ticket.category is 'Kind of work: a service of understanding or of the firm''s own, or other.';
comment on column ticket.priority is 'How pressing: low, medium, high, emergency.';
comment on column ticket.hazard is 'A danger to life that was told of and that nobody has said to be over: gas, carbon_monoxide. While it stands, the ticket is an emergency.';
comment on column ticket.status is 'Where it stands; docs/tickets.md has the moves between them. resolved, closed and cancelled are done.';
comment on column ticket.status_since is 'Since when it stands there.';
comment on column ticket.question is 'What a person should decide: maybe_cancelled, maybe_not_solved; null when nothing.';
comment on column ticket.cause_message_id is 'The message that asked for the work; null when a person opened it without one, or when that was erased.';
comment on column ticket.opened_by is 'Name of the person who opened it; tickets when it was opened by itself.';
comment on column ticket.opened_at is 'When it was opened.';
comment on column ticket.clock_from is 'Since when the customer waits: time of the cause, or of the last re-opening. Both clocks run from here.';
comment on column ticket.respond_by is 'When the customer should have had a first answer.';
comment on column ticket.solve_by is 'When the work should be done; moved on by the time spent waiting for the customer.';
comment on column ticket.paused_at is 'Since when the clock stands, because the customer is waited for; null while it runs.';
comment on column ticket.paused_ms is 'Working time for which the clock has stood before, milliseconds.';
comment on column ticket.responded_at is 'Time of our first word to the customer since clock_from; null when there is none. Made from messages.';
comment on column ticket.solved_at is 'When it was done, or called off; null while it is open.';
comment on column ticket.assignee_id is 'The person of the firm who sees to it; null when nobody.';
comment on column ticket.merged_into is 'The ticket that stands for this one now; null while it stands for itself.';
comment on column ticket.version is 'Counts changes, whoever makes them, for optimistic checks.';
comment on column ticket.changed_at is 'When it was changed last.';
select firm_table('ticket');

create table ticket_conversation (
  tenant_id uuid not null default app_tenant(),
  ticket_id uuid not null,
  message_id uuid not null,
  role text not null check (role in ('cause', 'same_trouble', 'correction', 'cancellation', 'complaint', 'by_hand')),
  linked_by text not null,
  linked_at timestamptz not null,
  unlinked_by text,
  unlinked_at timestamptz,
  primary key (tenant_id, ticket_id, message_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id),
  foreign key (tenant_id, message_id) references message (tenant_id, id)
);
create index ticket_conversation_of_message on ticket_conversation (tenant_id, message_id);
comment on table ticket_conversation is 'A ticket''s conversations, held by a message each: the conversation is the one in which that message is now, so that a link goes along when conversations are merged, split or threaded anew. Written by tickets.';
comment on column ticket_conversation.tenant_id is 'The firm.';
comment on column ticket_conversation.ticket_id is 'The ticket.';
comment on column ticket_conversation.message_id is 'The message; thread_entry tells its conversation.';
comment on column ticket_conversation.role is 'Why: cause, same_trouble, correction, cancellation, complaint; by_hand when a person linked it.';
comment on column ticket_conversation.linked_by is 'Name of the person who linked it; tickets when it was linked by itself.';
comment on column ticket_conversation.linked_at is 'When.';
comment on column ticket_conversation.unlinked_by is 'Who took it off; the row stays, so that it is not linked again by itself.';
comment on column ticket_conversation.unlinked_at is 'When it was taken off; null while it holds.';
select firm_table('ticket_conversation');

create table ticket_activity (
  tenant_id uuid not null default app_tenant(),
  ticket_id uuid not null,
  seq integer not null,
  change_id uuid not null,
  undoes uuid,
  kind text not null check (kind in ('opened', 'changed', 'linked', 'unlinked', 'noted')),
  at timestamptz not null,
  actor_kind text not null,
  actor text not null,
  version integer not null,
  before jsonb,
  after jsonb,
  note jsonb,
  primary key (tenant_id, ticket_id, seq),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index ticket_activity_of_change on ticket_activity (tenant_id, change_id);
create index ticket_activity_undoing on ticket_activity (tenant_id, undoes) where undoes is not null;
comment on table ticket_activity is 'What became of a ticket; only added to, by triggers on ticket and ticket_conversation, so that nobody who changes a ticket can forget it. Written by tickets.';
comment on column ticket_activity.tenant_id is 'The firm.';
comment on column ticket_activity.ticket_id is 'The ticket.';
comment on column ticket_activity.seq is 'Counts the ticket''s own activity from 1.';
comment on column ticket_activity.change_id is 'What was done in one go, perhaps to several tickets, has one id, by which it can be undone.';
comment on column ticket_activity.undoes is 'The change that this one takes back; null when it takes none back.';
comment on column ticket_activity.kind is 'opened; changed: columns of the ticket; linked, unlinked: a message; noted: something said of it.';
comment on column ticket_activity.at is 'When.';
comment on column ticket_activity.actor_kind is 'person, key, operator, tickets (by itself), or database: somebody at the database itself.';
comment on column ticket_activity.actor is 'Name of the person or key then; the database user for database.';
comment on column ticket_activity.version is 'The ticket''s version from then on.';
comment on column ticket_activity.before is 'What changed as it was: {column: value}.';
comment on column ticket_activity.after is 'What changed as it is from then on: {column: value}.';
comment on column ticket_activity.note is 'Why: {code, …}, such as the reasons with their spans, or words of safety.';
select firm_table('ticket_activity');

create table ticket_decision (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  conversation_id uuid not null,
  understood text not null,
  result text not null check (result in ('create', 'link_existing', 'none')),
  code text not null,
  ticket_id uuid,
  confidence real not null check (confidence between 0 and 1),
  by_hand boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index ticket_decision_for on ticket_decision (tenant_id, ticket_id) where ticket_id is not null;
comment on table ticket_decision is 'What was decided of a message: whether it asks for work, and of which ticket. Written by tickets, by its stage.';
comment on column ticket_decision.tenant_id is 'The firm.';
comment on column ticket_decision.message_id is 'The message.';
comment on column ticket_decision.conversation_id is 'The conversation that it was in then; in another one it is decided anew.';
comment on column ticket_decision.understood is 'Versions of the understanding that it was decided by.';
comment on column ticket_decision.result is 'create: it opened a ticket; link_existing: it belongs to one; none.';
comment on column ticket_decision.code is 'Why: new_trouble, same_trouble, correction, cancellation, complaint, below_threshold, no_work, automatic, …';
comment on column ticket_decision.ticket_id is 'The ticket; null when none.';
comment on column ticket_decision.confidence is 'Chance that it is so, 0 to 1.';
comment on column ticket_decision.by_hand is 'A person decided it; it is not decided again.';
comment on column ticket_decision.decided_by is 'Name of the person; tickets when it was decided by itself.';
comment on column ticket_decision.decided_at is 'When.';
select firm_table('ticket_decision');

create table working_hours (
  tenant_id uuid not null default app_tenant(),
  week jsonb not null,
  holidays boolean not null,
  closed_days text[] not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table working_hours is 'When the firm works, which its clocks count in; without a row Monday to Friday, 8 to 17. Written by tickets.';
comment on column working_hours.tenant_id is 'The firm.';
comment on column working_hours.week is 'Seven lists, Monday first, of {from, to}: HH:MM of the firm''s wall clock, not overlapping, in order.';
comment on column working_hours.holidays is 'Whether it is closed on the public holidays of its country.';
comment on column working_hours.closed_days is 'Other days on which it is closed, YYYY-MM-DD.';
comment on column working_hours.set_by is 'Name of who chose it.';
comment on column working_hours.set_at is 'When.';
select firm_table('working_hours');

-- Who acts, as the present transaction says: {changeId, undoes, at, actorKind, actor, note}; nobody in psql says so.
create function ticket_act() returns jsonb language sql stable
  return nullif(current_setting('app.ticket_act', true), '')::jsonb;
comment on function ticket_act() is 'What the present transaction does to tickets, and in whose name; null when it does not say, as in psql.';

create function ticket_tell(of_ticket uuid, told_kind text, told_before jsonb, told_after jsonb) returns void language plpgsql as $$
declare
  act jsonb := ticket_act();
begin
  insert into ticket_activity (ticket_id, seq, change_id, undoes, kind, at, actor_kind, actor, version, before, after, note)
  select t.id, coalesce((select max(a.seq) from ticket_activity a where a.tenant_id = t.tenant_id and a.ticket_id = t.id), 0) + 1,
    coalesce((act->>'changeId')::uuid, gen_random_uuid()), (act->>'undoes')::uuid, told_kind,
    coalesce((act->>'at')::timestamptz, now()), coalesce(act->>'actorKind', 'database'), coalesce(act->>'actor', session_user::text),
    t.version, told_before, told_after, act->'note'
  from ticket t where t.tenant_id = app_tenant() and t.id = of_ticket;
end $$;
comment on function ticket_tell(uuid, text, jsonb, jsonb) is 'Adds a line to the activity of a ticket, in the name of who acts.';

create function ticket_keep() returns trigger language plpgsql as $$
declare
  act_at timestamptz := coalesce((ticket_act()->>'at')::timestamptz, now());
begin
  if current_setting('app.carries_rows', true) = 'on' or new is not distinct from old then
    return new;
  end if;
  new.version := old.version + 1;
  new.changed_at := act_at;
  if new.status is distinct from old.status then
    new.status_since := act_at;
    if new.status not in ('resolved', 'closed', 'cancelled') then
      new.solved_at := null;
    elsif old.solved_at is null and new.solved_at is null then
      new.solved_at := act_at;
    end if;
    if new.status = 'waiting_customer' and new.paused_at is null then
      new.paused_at := act_at;
    end if;
  end if;
  return new;
end $$;
comment on function ticket_keep() is 'Keeps what follows from a change of a ticket in step, whoever makes it: its version, since when it stands where it stands, when it was done.';
create trigger ticket_keep before update on ticket for each row execute function ticket_keep();

create function ticket_changed() returns trigger language plpgsql as $$
declare
  was jsonb;
  is_now jsonb;
begin
  if current_setting('app.carries_rows', true) = 'on' then
    return null;
  end if;
  if tg_op = 'INSERT' then
    perform ticket_tell(new.id, 'opened', null, to_jsonb(new) - '{tenant_id,id,version,changed_at,status_since}'::text[]);
    return null;
  end if;
  select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) into was, is_now
  from jsonb_each(to_jsonb(old) - '{version,changed_at,status_since}'::text[]) o join jsonb_each(to_jsonb(new)) n using (key)
  where n.value is distinct from o.value;
  if was is not null then
    perform ticket_tell(new.id, 'changed', was, is_now);
  end if;
  return null;
end $$;
comment on function ticket_changed() is 'Writes what changed of a ticket into its activity, whoever changed it.';
create trigger ticket_changed after insert or update on ticket for each row execute function ticket_changed();

create function ticket_linked() returns trigger language plpgsql as $$
declare
  told jsonb;
  holds boolean := tg_op <> 'DELETE';
begin
  if current_setting('app.carries_rows', true) = 'on' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    if (new.unlinked_at is null) = (old.unlinked_at is null) then
      return null;
    end if;
    holds := new.unlinked_at is null;
  end if;
  if tg_op = 'DELETE' then
    told := jsonb_build_object('message_id', old.message_id, 'role', old.role);
    perform from ticket t where t.tenant_id = app_tenant() and t.id = old.ticket_id for update;
    perform ticket_tell(old.ticket_id, 'unlinked', told, null);
  else
    told := jsonb_build_object('message_id', new.message_id, 'role', new.role);
    perform from ticket t where t.tenant_id = app_tenant() and t.id = new.ticket_id for update;
    if holds then
      perform ticket_tell(new.ticket_id, 'linked', null, told);
    else
      perform ticket_tell(new.ticket_id, 'unlinked', told, null);
    end if;
  end if;
  return null;
end $$;
comment on function ticket_linked() is 'Writes into a ticket''s activity which messages were linked to it and taken off, whoever did so.';
create trigger ticket_linked after insert or update or delete on ticket_conversation for each row execute function ticket_linked();

create function held_conversations() returns setof uuid language sql stable
begin atomic
  select distinct e.conversation_id
  from ticket t
  join ticket_conversation l on l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.unlinked_at is null
  join thread_entry e on e.tenant_id = l.tenant_id and e.message_id = l.message_id
  where t.tenant_id = app_tenant() and t.solved_at is null and t.merged_into is null;
end;
comment on function held_conversations() is 'Conversations that silence must not lay away: those of open tickets. Inbox asks it, and so knows nothing of tickets.';

select tells_changes('ticket', 'ticket',
  '{status,priority,hazard,question,category,customer_id,property_id,assignee_id,merged_into,respond_by,solve_by,paused_at,responded_at,solved_at,version}', '{title,place,wanted}');
select tells_changes('ticket_conversation', 'ticket', '{unlinked_at,role}', '{}', 'ticket_id');
