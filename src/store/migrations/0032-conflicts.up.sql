create table conflict_rule (
  tenant_id uuid not null default app_tenant(),
  kind text not null check (kind in ('ticket', 'customer')),
  field text not null,
  strategy text not null check (strategy in ('latest', 'review', 'merge', 'both')),
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, kind, field),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table conflict_rule is 'What the firm chose to happen when two change the same field from the same base; without a row the strategy of src/contract/conflicts.ts holds. Written by conflicts.';
comment on column conflict_rule.tenant_id is 'The firm.';
comment on column conflict_rule.kind is 'ticket or customer.';
comment on column conflict_rule.field is 'Name of the field, as src/contract/conflicts.ts lists it.';
comment on column conflict_rule.strategy is 'latest: the later write holds; review: the first holds until a person decides; merge: three-way; both: both are kept.';
comment on column conflict_rule.set_by is 'Name of who chose it.';
comment on column conflict_rule.set_at is 'When.';
select firm_table('conflict_rule');

create table conflict (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  kind text not null check (kind in ('ticket', 'customer')),
  entity_id uuid not null,
  field text not null,
  strategy text not null check (strategy in ('latest', 'review', 'merge', 'both')),
  reason text not null check (reason in ('both_changed', 'refused', 'deleted')),
  base jsonb not null,
  first jsonb not null,
  first_by text,
  first_at timestamptz,
  second jsonb not null,
  second_by text not null,
  second_at timestamptz not null,
  kept jsonb not null,
  lost text check (lost in ('first', 'second')),
  mirror_id uuid,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  settled jsonb,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id),
  check ((settled_at is null) = (settled_by is null))
);
create index conflict_open on conflict (tenant_id, found_at desc, id desc) where settled_at is null;
create index conflict_newest on conflict (tenant_id, found_at desc, id desc);
create index conflict_of_entity on conflict (tenant_id, entity_id, field);
comment on table conflict is 'A field that two changed from the same base: what each wrote, what holds, and what was lost. Written by conflicts.';
comment on column conflict.tenant_id is 'The firm.';
comment on column conflict.id is 'UUIDv7.';
comment on column conflict.kind is 'ticket or customer.';
comment on column conflict.entity_id is 'Which one. No foreign key: what is erased takes its conflicts along by conflicts'' own verb.';
comment on column conflict.field is 'Name of the field, as src/contract/conflicts.ts lists it.';
comment on column conflict.strategy is 'By which it was resolved; merge that found the same words changed waits as review does.';
comment on column conflict.reason is 'both_changed; refused: the second cannot be had, as a status that cannot be reached; deleted: one changed what the other took away.';
comment on column conflict.base is 'What both had seen: a text, a list of texts, or null.';
comment on column conflict.first is 'What held here when the second came.';
comment on column conflict.first_by is 'Name of who wrote it; null when nobody can tell.';
comment on column conflict.first_at is 'When.';
comment on column conflict.second is 'What came from the same base.';
comment on column conflict.second_by is 'Name of who wrote it: a person, a key, or a mirror''s name.';
comment on column conflict.second_at is 'When it arrived here.';
comment on column conflict.kept is 'What has held since.';
comment on column conflict.lost is 'Which of both does not hold; null when both do.';
comment on column conflict.mirror_id is 'The mirror that the second came from; null when it came from a screen, a key or the command line.';
comment on column conflict.found_at is 'When both met.';
comment on column conflict.settled_at is 'When it was decided: at once where the strategy decides; null while it waits for a person.';
comment on column conflict.settled_by is 'Name of the person; conflicts where the strategy decided.';
comment on column conflict.settled is 'What a person chose; null where the strategy decided.';
select firm_table('conflict');

create table mirror (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  label text not null,
  mapping jsonb not null,
  state text not null default 'active' check (state in ('active', 'paused')),
  captures boolean not null default false,
  looked_through_at timestamptz,
  in_step_at timestamptz,
  failures integer not null default 0 check (failures >= 0),
  trouble_code text,
  trouble_at timestamptz,
  try_at timestamptz,
  holder uuid,
  held_until timestamptz,
  made_by text not null,
  made_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table mirror is 'Another database that holds tickets and customers too, and is kept in step with ours. What opens it is sealed in secret, under the mirror''s id. Written by mirror.';
comment on column mirror.tenant_id is 'The firm.';
comment on column mirror.id is 'UUIDv7.';
comment on column mirror.label is 'What the firm calls the other system.';
comment on column mirror.mapping is 'Which of its tables and columns are what of ours, and by which words: mirrorMappingShape of src/contract/mirrors.ts.';
comment on column mirror.state is 'active or paused.';
comment on column mirror.captures is 'Triggers in the other database note what changes there; false: all its rows are compared.';
comment on column mirror.looked_through_at is 'When all rows of both sides were compared last; null: they are to be.';
comment on column mirror.in_step_at is 'When a round last ended in which the other database answered.';
comment on column mirror.failures is 'Rounds that failed in a row.';
comment on column mirror.trouble_code is 'Why the last one failed: unreachable, credentials_refused, not_found, …; null when it did not.';
comment on column mirror.trouble_at is 'Since when.';
comment on column mirror.try_at is 'Not to be asked before, after a failure.';
comment on column mirror.holder is 'The process that works on it.';
comment on column mirror.held_until is 'Until when, unless it says so again.';
comment on column mirror.made_by is 'Name of who added it.';
comment on column mirror.made_at is 'When.';
comment on column mirror.removed_at is 'When it was taken away; its rows here stay, and so do those there.';
select firm_table('mirror');

create table mirror_link (
  tenant_id uuid not null default app_tenant(),
  id uuid not null default gen_random_uuid(),
  mirror_id uuid not null,
  kind text not null check (kind in ('ticket', 'customer')),
  remote_key text,
  local_id uuid,
  agreed jsonb,
  sending jsonb,
  send_id uuid,
  mark text,
  revision integer not null default 0,
  state text not null default 'agreed' check (state in ('agreed', 'set_aside', 'gone', 'forgetting')),
  due boolean not null default true,
  reason text,
  tries integer not null default 0,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, mirror_id) references mirror (tenant_id, id),
  unique (tenant_id, mirror_id, kind, remote_key),
  unique (tenant_id, mirror_id, kind, local_id)
);
create index mirror_link_due on mirror_link (tenant_id, mirror_id, kind, id) where due;
create index mirror_link_standing on mirror_link (tenant_id, mirror_id, state) where state <> 'agreed';
comment on table mirror_link is 'A row of a mirror and what it is here, with what both sides last had in common: the base of the three-way merge. Written by mirror.';
comment on column mirror_link.tenant_id is 'The firm.';
comment on column mirror_link.id is 'Any UUID.';
comment on column mirror_link.mirror_id is 'The mirror.';
comment on column mirror_link.kind is 'ticket or customer.';
comment on column mirror_link.remote_key is 'The row''s key there, as text; null until it is made there.';
comment on column mirror_link.local_id is 'The ticket or customer here; null until it is made here, and when it was erased.';
comment on column mirror_link.agreed is 'What the row said there when it was last taken into account: {field: value}; null before.';
comment on column mirror_link.sending is 'What is on its way there, written down before it goes: after a kill it is asked whether it arrived.';
comment on column mirror_link.send_id is 'Marks that write in the notes of the other database, so that it is known again.';
comment on column mirror_link.mark is 'The row''s version there (xmin) when it was last taken into account: the same one says that nobody wrote it since; null where the table tells none.';
comment on column mirror_link.revision is 'Counts changes of this row: of two processes at once one goes on.';
comment on column mirror_link.state is 'agreed; set_aside: it cannot be had on the other side (reason); gone: taken away on one side (reason: here or there); forgetting: erased here, and to be erased there.';
comment on column mirror_link.due is 'Something may have changed on one of the sides since it was seen to.';
comment on column mirror_link.reason is 'Why it waits or was set aside: a code, and after a colon the column; never what is in it.';
comment on column mirror_link.tries is 'How often it was tried since it last came through.';
comment on column mirror_link.changed_at is 'When this was written last.';
select firm_table('mirror_link');

select tells_changes('conflict', 'conflict', '{kind,entity_id,field,strategy,reason,lost,mirror_id,settled_at}', '{kept,settled}');
select tells_changes('mirror', 'mirror', '{state,captures,failures,trouble_code,removed_at,looked_through_at}', '{label,mapping}');
