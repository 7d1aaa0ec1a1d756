create index delivery_event_of_message on delivery_event (tenant_id, message_id) where message_id is not null;
create index reply_by_provider on reply (tenant_id, provider_id) where provider_id is not null;
comment on table delivery_event is 'What a source told of a mail that was sent by it, itself or by a mail server''s report (RFC 3464). Only added to, each once. Written by intake.';
comment on column delivery_event.message_id is 'The mail''s Message-ID, as message.wire_id has it; null until it is known which mail the source means.';
comment on column delivery_event.mail_id is 'The source''s own id of the mail, as sending it returned it; of a report the Message-ID.';
