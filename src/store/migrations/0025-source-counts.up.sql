alter table source
  add column message_count integer not null default 0,
  add column watch_holder uuid,
  add column watch_until timestamptz;
comment on column source.message_count is 'Messages that came from it and are here; counted in the transaction that stores or erases them.';
comment on column source.watch_holder is 'Process that hears at once what is new at it; null when none does.';
comment on column source.watch_until is 'When another process may take that over; null when none does it.';

-- Forced, row-level security binds the owner too, who sees no firm here.
alter table source no force row level security;
alter table message no force row level security;
update source s set message_count = counted.count
  from (select tenant_id, source_id, count(*)::int as count from message group by tenant_id, source_id) counted
  where counted.tenant_id = s.tenant_id and counted.source_id = s.id;
alter table source force row level security;
alter table message force row level security;
