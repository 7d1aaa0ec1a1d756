create table webhook_receipt (
  tenant_id uuid not null default app_tenant(),
  source text not null,
  call_id text not null,
  received_at timestamptz not null,
  done_at timestamptz,
  primary key (tenant_id, source, call_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
create index webhook_receipt_by_age on webhook_receipt (tenant_id, received_at);
comment on table webhook_receipt is 'Calls of other systems that were taken, so that none is taken twice. Written by webhooks; a day later deleted.';
comment on column webhook_receipt.tenant_id is 'The firm.';
comment on column webhook_receipt.source is 'Which kind of call: conversation-complete.';
comment on column webhook_receipt.call_id is 'The id that the caller gave it, which is signed.';
comment on column webhook_receipt.received_at is 'When the work on it began.';
comment on column webhook_receipt.done_at is 'When that was done; null meanwhile, and when the server was killed.';
select firm_table('webhook_receipt');
