create table retention_rule (
  tenant_id uuid not null default app_tenant(),
  kind text not null check (kind in ('messages', 'files', 'set_aside', 'audit')),
  keep_days integer not null check (keep_days between 30 and 36500),
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, kind),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table retention_rule is 'How long a firm keeps a kind of data; without a row, for ever. Written by privacy.';
comment on column retention_rule.tenant_id is 'The firm.';
comment on column retention_rule.kind is 'messages: conversations silent for so long, with their pages and files; files: attachments of older messages; set_aside: bytes of what older imports could not use; audit: older entries of the audit trail.';
comment on column retention_rule.keep_days is 'Days.';
comment on column retention_rule.set_by is 'Name of who chose it.';
comment on column retention_rule.set_at is 'When.';
select firm_table('retention_rule');
