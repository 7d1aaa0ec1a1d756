drop table delivery_event;
drop table webhook_password;
comment on column secret.purpose is 'oauth_token, oauth_attempt, imap_password, database_url, webhook_secret or model_key.';
