-- Answers that the firm gives again and again, in its own words.
create table reply_template (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  title text not null,
  body text not null,
  language text not null check (language in ('en', 'pl')),
  service text,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table reply_template is 'An answer in the firm''s own words, to be put into what somebody writes. Written by replies.';
comment on column reply_template.tenant_id is 'The firm.';
comment on column reply_template.id is 'UUIDv7.';
comment on column reply_template.title is 'What people find it by.';
comment on column reply_template.body is 'The words, with {first_name} and {firm} where a name is filled in.';
comment on column reply_template.language is 'Of the words.';
comment on column reply_template.service is 'The kind of work it is for: a service of understanding or of the firm''s own; null for any.';
comment on column reply_template.made_at is 'When it was added.';
comment on column reply_template.changed_at is 'When it was changed last.';
select firm_table('reply_template');
