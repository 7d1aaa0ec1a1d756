create table source_file (
  tenant_id uuid not null default app_tenant(),
  source_id uuid not null,
  path text not null,
  sha256 text,
  primary key (tenant_id, source_id, path),
  foreign key (tenant_id, source_id) references source (tenant_id, id),
  foreign key (tenant_id, sha256) references media (tenant_id, sha256)
);
comment on table source_file is 'What the archives of an account held beside pages: files that may be attachments, of pages that came or will come. Written by inbox.';
comment on column source_file.tenant_id is 'The firm.';
comment on column source_file.source_id is 'The account.';
comment on column source_file.path is 'Part and path inside it: takeout-001.zip/Takeout/Voice/Calls/….';
comment on column source_file.sha256 is 'The file''s content, once its bytes are stored.';
select firm_table('source_file');

-- One row an account, for nobody asks for one page: a row for each of 6,000 took 0.4 s. Packed, because an array of
-- 140,000 texts takes the embedded database 170 MB to read, and it never gives memory back.
create table source_listing (
  tenant_id uuid not null default app_tenant(),
  source_id uuid not null,
  pages bytea not null,
  primary key (tenant_id, source_id),
  foreign key (tenant_id, source_id) references source (tenant_id, id)
);
comment on table source_listing is 'The pages that the archives of an account held. A later part of the same export is laid beside them. Written by inbox.';
comment on column source_listing.tenant_id is 'The firm.';
comment on column source_listing.source_id is 'The account.';
comment on column source_listing.pages is 'Parts and paths inside them, takeout-001.zip/Takeout/Voice/Calls/….html: a JSON array, deflated (raw, RFC 1951). What became of each is in run_item.';
select firm_table('source_listing');
