alter table source
  drop column message_count,
  drop column watch_holder,
  drop column watch_until;
