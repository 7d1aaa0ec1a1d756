alter table auth.sign_in_link add column mailed boolean not null default false;
comment on column auth.sign_in_link.mailed is 'Whether it went to the person''s address: who opens it shows a second factor, where they have one. Other links come from the server itself.';

create table auth.email_proof (
  token_hash text primary key,
  user_id text not null references auth."user" (id) on delete cascade,
  email text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index email_proof_of_user on auth.email_proof (user_id);
comment on table auth.email_proof is 'Links that went to a person''s address, to prove that it is theirs. Written by access; a used one is deleted.';
comment on column auth.email_proof.token_hash is 'SHA-256 of the one-time token.';
comment on column auth.email_proof.user_id is 'Whose address is proved.';
comment on column auth.email_proof.email is 'The address it went to, lower case.';
comment on column auth.email_proof.made_at is 'When it was made.';
comment on column auth.email_proof.expires_at is 'When it is too late.';
