-- Whether somebody who spoke last needs an answer is found out a moment after they spoke. Screens that list who waits hear of it
-- as of a change of the conversation. Figures are taken away and made anew, so only their coming is told, and only of those few
-- that it takes out of a list.
create function tell_settled() returns trigger language plpgsql as $$
begin
  insert into event (tenant_id, kind, ids, changes, actor)
  select n.tenant_id, 'conversation.changed', array_agg(n.conversation_id), null::jsonb, coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user)
  from told_after n join conversation c on c.tenant_id = n.tenant_id and c.id = n.conversation_id
  where n.resolution <> 'waiting_for_us' and c.status = 'needs_reply'
  group by n.tenant_id;
  if found then perform pg_notify('plumbline_event', t::text) from (select distinct tenant_id t from told_after) firms; end if;
  return null;
end $$;
comment on function tell_settled() is 'Tells conversation.changed of conversations that wait for a reply and, by figures just made, seem to need none.';
create trigger tell_settled after insert on conversation_insight referencing new table as told_after for each statement execute function tell_settled();
