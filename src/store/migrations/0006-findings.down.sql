drop index conversation_by_hazard;
drop index conversation_by_urgency;
drop index conversation_by_status;
create index conversation_by_status on conversation (tenant_id, status, (hazard is not null) desc, last_at desc, id desc) where merged_into is null;
alter table conversation drop column urgent_message_id, drop column urgency;
drop table understanding_rule;
drop table understanding;
