-- What a person is told, and has read or not.
create table notice (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  cause text not null,
  turn bigint not null,
  subject_kind text not null check (subject_kind in ('conversation', 'ticket', 'reply', 'conflict', 'mirror')),
  subject_id uuid not null,
  about jsonb not null,
  actor text,
  at timestamptz not null,
  made_at timestamptz not null,
  read_at timestamptz,
  over_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, cause),
  foreign key (tenant_id) references tenant (tenant_id)
);
create index notice_newest on notice (tenant_id, person_id, at desc, id desc);
create index notice_unread on notice (tenant_id, person_id) where read_at is null and over_at is null;
create index notice_standing on notice (tenant_id, kind) where over_at is null;
create index notice_of_subject on notice (tenant_id, subject_id);
comment on table notice is 'What somebody of the firm is told: one for each person and cause. It holds ids and codes, and no words of anybody. Written by notices.';
comment on column notice.tenant_id is 'The firm.';
comment on column notice.id is 'UUIDv7.';
comment on column notice.person_id is 'Who is told. No foreign key: people are in schema auth; when somebody leaves the firm, a trigger there takes theirs away.';
comment on column notice.kind is 'What of: one of noticeKinds of src/contract/notices.ts.';
comment on column notice.cause is 'What it is told because of, as kind/id: a person is told once of each.';
comment on column notice.turn is 'Which turn of the cause it tells of, a time in milliseconds or a version: what comes with the same or a lower one is known.';
comment on column notice.subject_kind is 'What to open: conversation, ticket, reply (its conversation), conflict, mirror.';
comment on column notice.subject_id is 'Its id. No foreign key: what is erased takes its notices along by notices'' own verb.';
comment on column notice.about is 'Codes and numbers: {hazard}, {from, to}, {clock}, {trouble}, {of, field}.';
comment on column notice.actor is 'Who did it, as events name them: person:ID, key:ID, mirror:ID, database:USER, operator, system; null when nobody did.';
comment on column notice.at is 'When it happened, in its last turn.';
comment on column notice.made_at is 'When it was told first.';
comment on column notice.read_at is 'When the person read it; null while unread, and again when the cause takes another turn.';
comment on column notice.over_at is 'When it was over by itself: the danger, the wait, the trouble; null while it stands, and for what only happened.';
select firm_table('notice');

create table notice_choice (
  tenant_id uuid not null default app_tenant(),
  person_id uuid not null,
  kind text not null,
  wanted boolean not null,
  set_at timestamptz not null,
  primary key (tenant_id, person_id, kind),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table notice_choice is 'Which kinds of notices a person wants; of a kind without a row they are told. Written by notices.';
comment on column notice_choice.tenant_id is 'The firm.';
comment on column notice_choice.person_id is 'Whose choice.';
comment on column notice_choice.kind is 'One of noticeKinds of src/contract/notices.ts.';
comment on column notice_choice.wanted is 'Whether they are told.';
comment on column notice_choice.set_at is 'When they chose.';
select firm_table('notice_choice');

-- An event of it names the people whose notices changed, and each hears of themselves alone (src/events/live.ts).
select tells_changes('notice', 'notice', '{turn,read_at,over_at}', '{}', 'person_id');

-- The owner's rights, because the application role sees nothing of schema auth; who works for the firm and as what is all it tells.
create function firm_people() returns table (person_id uuid, role text) language sql stable security definer set search_path = '' as $$
  select m.user_id::uuid, m.role from auth.member m where m.organization_id = public.app_tenant()::text order by m.created_at, m.id
$$;
comment on function firm_people() is 'Who works for the firm of the present transaction, and as what: whoever writes notices asks it in the same transaction.';
revoke execute on function firm_people() from public;
do $$ begin
  if exists (select from pg_roles where rolname = 'plumbline_app') then
    grant execute on function firm_people() to plumbline_app;
  end if;
end $$;

create function forget_notices_of() returns trigger language plpgsql as $$
declare
  firm_before text := current_setting('app.tenant_id', true);
begin
  perform set_config('app.tenant_id', old.organization_id, true);
  delete from public.notice where tenant_id = public.app_tenant() and person_id::text = old.user_id;
  delete from public.notice_choice where tenant_id = public.app_tenant() and person_id::text = old.user_id;
  perform set_config('app.tenant_id', coalesce(firm_before, ''), true);
  return null;
end $$;
comment on function forget_notices_of() is 'Takes away what somebody was told who works for the firm no more.';
create trigger forget_notices_of after delete on auth.member for each row execute function forget_notices_of();

alter table reply add column writer_id uuid;
comment on column reply.writer_id is 'That person, who is told when it does not arrive; null for what was written before this was kept.';
create index reply_in_trouble on reply (tenant_id) where state in ('failed', 'unsure');
create index reply_lately_sent on reply (tenant_id, sent_at) where state = 'sent' and writer_id is not null;

drop index alert_open;
alter table alert add column mirror_id uuid;
alter table alert add foreign key (tenant_id, mirror_id) references mirror (tenant_id, id);
create unique index alert_open on alert (tenant_id, type, source_id, mirror_id) nulls not distinct where ended_at is null;
comment on column alert.mirror_id is 'At which mirror; null when it is none''s.';
