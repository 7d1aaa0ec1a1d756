-- How many conversations stand where is asked after every change that a screen shows: read from these, without the rows.
create index conversation_counted on conversation (tenant_id, status, urgency, hazard) where merged_into is null;
create index conversation_insight_settled on conversation_insight (tenant_id, conversation_id, last_at, message_count) where resolution <> 'waiting_for_us';
