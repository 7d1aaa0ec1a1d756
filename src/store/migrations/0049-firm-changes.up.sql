-- Whoever changes what the firm is called, its country or its zone tells of it, also somebody in psql. The row is known by the
-- firm's own id and is one, so that tells_changes, which looks for an id beside it, is of no use here.
create function tell_tenant() returns trigger language plpgsql as $$
declare
  by_whom text := coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user);
begin
  insert into event (tenant_id, kind, ids, changes, actor)
  select n.tenant_id, 'firm.changed', array[n.tenant_id], jsonb_build_object(n.tenant_id, jsonb_strip_nulls(jsonb_build_object(
      'name', case when o.name is distinct from n.name then '[]'::jsonb end,
      'region', case when o.region is distinct from n.region then jsonb_build_array(o.region, n.region) end,
      'time_zone', case when o.time_zone is distinct from n.time_zone then jsonb_build_array(o.time_zone, n.time_zone) end))), by_whom
  from told_before o join told_after n using (tenant_id)
  where (o.name, o.region, o.time_zone) is distinct from (n.name, n.region, n.time_zone);
  if found then perform pg_notify('plumbline_event', t::text || ' firm') from (select tenant_id t from told_after) firms; end if;
  return null;
end $$;
comment on function tell_tenant() is 'Tells of what changes in tenant, as firm.changed; the name is told by its own name alone.';
create trigger tell_tenant_changed after update on tenant referencing old table as told_before new table as told_after for each statement execute function tell_tenant();

-- By another clock a message belongs to another day and hour: the figures of every conversation are made anew, and screens say meanwhile that they are.
create function insight_note_clock() returns trigger language plpgsql as $$
begin
  if current_setting('app.carries_rows', true) = 'on' then return null; end if;
  insert into insight_due (tenant_id, conversation_id)
  select c.tenant_id, c.id
  from is_now n join was o on o.tenant_id = n.tenant_id
  join conversation c on c.tenant_id = n.tenant_id and c.merged_into is null
  where (n.region, n.time_zone) is distinct from (o.region, o.time_zone);
  return null;
end $$;
comment on function insight_note_clock() is 'Notes all conversations of a firm whose clock, or whose country with its holidays, is another by now.';
create trigger insight_due_update after update on tenant referencing old table as was new table as is_now for each statement execute function insight_note_clock();
