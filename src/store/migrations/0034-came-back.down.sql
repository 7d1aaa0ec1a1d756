drop index reply_by_provider;
drop index delivery_event_of_message;
comment on table delivery_event is 'What a source told of a mail that was sent by it. Only added to, each once. Written by intake.';
comment on column delivery_event.message_id is 'The mail''s Message-ID, where the source tells it; else null.';
comment on column delivery_event.mail_id is 'The source''s own id of the mail, as sending it returned it.';
