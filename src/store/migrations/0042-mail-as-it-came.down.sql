update attachment set state = 'missing' where state = 'too_large';
alter table attachment
  drop constraint attachment_state_check,
  add constraint attachment_state_check check (state in ('resolved', 'ambiguous', 'missing'));
comment on column attachment.state is 'resolved: one file fits; ambiguous: one of several; missing: the source does not have it.';
alter table message drop column markup;
alter table raw_item drop column details;
