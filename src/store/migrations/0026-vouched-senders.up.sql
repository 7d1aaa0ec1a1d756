create table vouched_sender (
  tenant_id uuid not null default app_tenant(),
  address text not null,
  vouched_by text not null,
  vouched_at timestamptz not null,
  primary key (tenant_id, address),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table vouched_sender is 'Addresses whose mail a person took for true though their domain does not stand behind it. Written by customers.';
comment on column vouched_sender.tenant_id is 'The firm.';
comment on column vouched_sender.address is 'E-mail address, lower case.';
comment on column vouched_sender.vouched_by is 'Name of the person.';
comment on column vouched_sender.vouched_at is 'When they said so.';
select firm_table('vouched_sender');
