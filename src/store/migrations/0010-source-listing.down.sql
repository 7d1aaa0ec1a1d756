drop table source_listing;
alter table source_file add column raw_item_id uuid;
alter table source_file add foreign key (tenant_id, raw_item_id) references raw_item (tenant_id, id);
comment on column source_file.raw_item_id is 'The page as it is stored; null for other files.';
comment on table source_file is 'What the archives of an account held: pages, and files that may be attachments. A later part of the same export is laid beside it. Written by inbox.';
comment on column source_file.sha256 is 'The file''s content, once its bytes are stored; null for pages.';
