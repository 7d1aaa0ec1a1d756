-- An inverted index in segments, as search engines keep it: nothing in it is changed in place. A segment holds some documents,
-- oldest first, and for each term the places of those that have it. What is new makes a small segment; small ones are merged.
-- Equality and order on text are leakproof, so b-trees serve it under row-level security, which GIN and its operators cannot, and
-- a common word's places are read without touching what they point to. Measured at 1,000,000 messages on PostgreSQL 18, the machine
-- being busy: GIN over tsvector, past row-level security, takes 233 MB and answers the newest twenty in 92 to 130 ms for "water"
-- (42,000 messages) and in 400 to 620 ms for "the" (340,000), because every row must be fetched to be put in order; these tables take
-- 215 MB, need no extension and no role that sees all firms, and a whole search, ranked, takes 28 and 42 ms.
create table search_segment (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  family text not null check (family in ('message', 'record')),
  version integer not null,
  documents integer not null check (documents between 1 and 65536),
  first_at timestamptz not null,
  last_at timestamptz not null,
  times bytea not null,
  stale boolean not null default false,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table search_segment is 'A part of the index of words: some documents and their terms, never changed, only replaced. Written by search; made from what it indexes, which can make it again, so exports leave it out.';
comment on column search_segment.tenant_id is 'The firm.';
comment on column search_segment.id is 'UUIDv7.';
comment on column search_segment.family is 'message: what was said; record: customers, addresses, places and tickets.';
comment on column search_segment.version is 'Of the rules that made its terms; the stage makes older segments anew.';
comment on column search_segment.documents is 'How many documents; their places count from 0, oldest first.';
comment on column search_segment.first_at is 'Time of the oldest.';
comment on column search_segment.last_at is 'Time of the newest.';
comment on column search_segment.times is 'Time of every 256th document from the first, Unix seconds, 4 bytes each, big-endian.';
comment on column search_segment.stale is 'Words of documents that are gone may be in it; the stage writes it anew without them.';
comment on column search_segment.made_at is 'When it was written.';
select firm_table('search_segment');

create table search_term_block (
  tenant_id uuid not null default app_tenant(),
  segment_id uuid not null,
  first_term text collate "C" not null,
  entries bytea not null,
  primary key (tenant_id, segment_id, first_term),
  foreign key (tenant_id, segment_id) references search_segment (tenant_id, id) on delete cascade
);
alter table search_term_block alter column entries set storage external;
comment on table search_term_block is 'Terms of a segment in order, some 900 bytes to a row, each with the places of its documents. Written by search.';
comment on column search_term_block.tenant_id is 'The firm.';
comment on column search_term_block.segment_id is 'The segment.';
comment on column search_term_block.first_term is 'The first of its terms; the row reaches to the next row''s.';
comment on column search_term_block.entries is 'As src/search/index/codec.ts writes it: terms front-coded, places as differences of variable length.';
select firm_table('search_term_block');

create table search_document_block (
  tenant_id uuid not null default app_tenant(),
  segment_id uuid not null,
  block integer not null,
  ids bytea not null,
  primary key (tenant_id, segment_id, block),
  foreign key (tenant_id, segment_id) references search_segment (tenant_id, id) on delete cascade
);
alter table search_document_block alter column ids set storage external;
comment on table search_document_block is 'What a segment''s documents are, 256 to a row. Written by search.';
comment on column search_document_block.tenant_id is 'The firm.';
comment on column search_document_block.segment_id is 'The segment.';
comment on column search_document_block.block is 'Place of its first document, divided by 256.';
comment on column search_document_block.ids is 'For each document 21 bytes: its kind, its id, and its time, Unix seconds, big-endian.';
select firm_table('search_document_block');

create table search_message (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references message (tenant_id, id)
);
comment on table search_message is 'Messages that are in the index of words; one without a row is not found yet. Written by search.';
comment on column search_message.tenant_id is 'The firm.';
comment on column search_message.message_id is 'The message.';
select firm_table('search_message');

create table search_record (
  tenant_id uuid not null default app_tenant(),
  kind text not null check (kind in ('customer', 'contact_point', 'property', 'ticket')),
  record_id uuid not null,
  mark bigint not null,
  primary key (tenant_id, kind, record_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table search_record is 'Customers, addresses, places and tickets that are in the index of words, as they were then. Written by search.';
comment on column search_record.tenant_id is 'The firm.';
comment on column search_record.kind is 'What it is.';
comment on column search_record.record_id is 'Its id; no foreign key, because it is of several tables.';
comment on column search_record.mark is 'Hash of the words that were indexed: another one now means that they have changed.';
select firm_table('search_record');
