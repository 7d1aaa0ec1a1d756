create table audit_entry (
  tenant_id uuid not null default app_tenant(),
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'key', 'operator', 'rule', 'model', 'system')),
  actor_id text not null,
  actor_label text not null,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject_kind text,
  subject_id text,
  reason text,
  details text,
  sealed_digest bytea check (length(sealed_digest) = 32),
  sealed bytea,
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, seq),
  foreign key (tenant_id) references tenant (tenant_id),
  check ((subject_kind is null) = (subject_id is null)),
  check (sealed is null or sealed_digest is not null)
);
create index audit_entry_of_subject on audit_entry (tenant_id, subject_kind, subject_id, seq) where subject_id is not null;
create index audit_entry_of_actor on audit_entry (tenant_id, actor_id, seq);
comment on table audit_entry is 'Who did what and why: only added to, each entry chained to the one before. Written by audit.';
comment on column audit_entry.tenant_id is 'The firm.';
comment on column audit_entry.seq is '1, 2, 3, … in the firm, without gaps.';
comment on column audit_entry.at is 'When, to the millisecond.';
comment on column audit_entry.actor_kind is 'person, key (API key), operator (command line on the server), rule (one of the firm''s), model (language model) or system.';
comment on column audit_entry.actor_id is 'The person''s or key''s id; operator; the rule''s or model''s name; the part of the system.';
comment on column audit_entry.actor_label is 'Their name at that time.';
comment on column audit_entry.action is 'What was done: customer.renamed.';
comment on column audit_entry.subject_kind is 'Kind of what it was done to: customer; null when it is the firm as a whole.';
comment on column audit_entry.subject_id is 'Its id.';
comment on column audit_entry.reason is 'Why, in the actor''s words or a code; null when not said.';
comment on column audit_entry.details is 'JSON of ids, counts, roles and codes: nothing of customers.';
comment on column audit_entry.sealed_digest is 'HMAC-SHA256 of what is sealed, so that it can be taken out and the chain stays whole.';
comment on column audit_entry.sealed is 'JSON {before, after} with names, numbers and addresses, sealed; null when there is none, or when it was taken out with the person it tells of.';
comment on column audit_entry.hash is 'HMAC-SHA256 over the hash of the entry before and all fields of this one but sealed.';
select firm_table('audit_entry');

create table audit_head (
  tenant_id uuid not null default app_tenant(),
  seq bigint not null check (seq >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table audit_head is 'The end of each firm''s chain, which the next entry is added to; locked while that happens. Written by audit.';
comment on column audit_head.tenant_id is 'The firm.';
comment on column audit_head.seq is 'Of the newest entry; 0 before there is one.';
comment on column audit_head.hash is 'Of the newest entry; zeros before there is one.';
select firm_table('audit_head');
