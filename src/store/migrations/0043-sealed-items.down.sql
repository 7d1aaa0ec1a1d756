-- What is sealed could not be read without this step, and no migration has the key to open it. The table's owner is bound by its policies, too.
alter table raw_item no force row level security;
do $$
begin
  if exists (select from raw_item where encoding = 'sealed') then
    raise exception 'What came in is sealed in this database, and an earlier version could not read it.'
      using hint = 'Go back to a backup made before, or take each firm out ("plumbline export"), which opens it, and restore it into a database of the earlier version.';
  end if;
end $$;
alter table raw_item force row level security;
alter table raw_item
  drop constraint raw_item_encoding_check,
  add constraint raw_item_encoding_check check (encoding in ('identity', 'deflate'));
comment on column raw_item.encoding is 'How body is packed: identity, or deflate (raw, RFC 1951).';
comment on column raw_item.external_id is 'The wire''s own id of it; for a wire without ids the SHA-256 of its bytes.';
comment on column raw_item.path is 'Name at the source: for an archive the path inside it.';
comment on column raw_item.details is 'What the source told of it beside its bytes when it came, as {name: text}: of Gmail threadId, historyId, labels, role; of Postmark stream, tag, originalRecipient, mailboxHash. Null where it told nothing, or before this was kept.';
