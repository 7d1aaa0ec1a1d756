-- What came in is sealed by us on a PostgreSQL server (src/intake/item-seal.ts). Rows that are here stay as they are until "plumbline seal".
alter table raw_item
  drop constraint raw_item_encoding_check,
  add constraint raw_item_encoding_check check (encoding in ('identity', 'deflate', 'sealed'));
comment on column raw_item.encoding is 'How body is packed: identity, or deflate (raw, RFC 1951); sealed: AES-256-GCM of a byte for one of these, 0 or 1, and what was packed so; then external_id, path and details are kept sealed too.';
comment on column raw_item.external_id is 'The wire''s own id of it; for a wire without ids the SHA-256 of its bytes. Where it is sealed, what is a hash of the content is the HMAC-SHA-256 of that.';
comment on column raw_item.path is 'Name at the source: for an archive the path inside it. Where it is sealed, base64 of [path, external id] under AES-256-GCM.';
comment on column raw_item.details is 'What the source told of it beside its bytes when it came, as {name: text}: of Gmail threadId, historyId, labels, role; of Postmark stream, tag, originalRecipient, mailboxHash. Null where it told nothing, or before this was kept. Where it is sealed, {sealed: base64} of that under AES-256-GCM.';
