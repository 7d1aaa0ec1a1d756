delete from attachment_file f using attachment a
  where a.tenant_id = f.tenant_id and a.message_id = f.message_id and a.position = f.position and a.kind = 'file';
delete from attachment where kind = 'file';
alter table attachment
  drop constraint attachment_kind_check,
  add constraint attachment_kind_check check (kind in ('image', 'video', 'audio', 'contact_card'));

update message set kind = 'text' where kind in ('email', 'chat', 'step');
alter table message
  drop constraint message_kind_check,
  add constraint message_kind_check check (kind in ('text', 'placed', 'received', 'missed', 'voicemail', 'recorded')),
  drop column wire_id,
  drop column source_thread,
  drop column subject,
  drop column not_before,
  drop column sender_proof;
comment on column message.kind is 'text, voicemail, or a call: placed, received, missed, recorded.';

drop table incident;

comment on column secret.purpose is 'oauth_token, imap_password, webhook_secret or model_key.';

alter table run drop column asked_again;

alter table source
  drop column state,
  drop column settings,
  drop column cursor,
  drop column looked_at,
  drop column news_at,
  drop column failures,
  drop column try_at,
  drop column trouble_code,
  drop column removed_at;
