-- What a source told of an item beside its bytes, and whether a mail's own page shows more than its text.
alter table raw_item add column details jsonb;
comment on column raw_item.details is 'What the source told of it beside its bytes when it came, as {name: text}: of Gmail threadId, historyId, labels, role; of Postmark stream, tag, originalRecipient, mailboxHash. Null where it told nothing, or before this was kept.';

alter table message add column markup text check (markup in ('same', 'more'));
comment on column message.markup is 'Of a mail that came as HTML: more when that shows pictures or tables, which the text does not, else same. Null for plain text, for what is no mail, and before this was kept.';

alter table attachment
  drop constraint attachment_state_check,
  add constraint attachment_state_check check (state in ('resolved', 'ambiguous', 'missing', 'too_large'));
comment on column attachment.state is 'resolved: one file fits; ambiguous: one of several; missing: the source does not have it; too_large: it was left in its mail.';
