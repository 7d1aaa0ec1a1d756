create table source_file (
  tenant_id uuid not null default app_tenant(),
  source_id uuid not null,
  path text not null,
  raw_item_id uuid,
  sha256 text,
  primary key (tenant_id, source_id, path),
  foreign key (tenant_id, source_id) references source (tenant_id, id),
  foreign key (tenant_id, raw_item_id) references raw_item (tenant_id, id),
  foreign key (tenant_id, sha256) references media (tenant_id, sha256)
);
comment on table source_file is 'What the archives of an account held: pages, and files that may be attachments. A later part of the same export is laid beside it. Written by inbox.';
comment on column source_file.tenant_id is 'The firm.';
comment on column source_file.source_id is 'The account.';
comment on column source_file.path is 'Part and path inside it: takeout-001.zip/Takeout/Voice/Calls/….';
comment on column source_file.raw_item_id is 'The page as it is stored; null for other files.';
comment on column source_file.sha256 is 'The file''s content, once its bytes are stored; null for pages.';
select firm_table('source_file');
