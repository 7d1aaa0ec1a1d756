create table auth.second_factor (
  user_id text primary key references auth."user" (id) on delete cascade,
  sealed bytea not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  recovery_hashes text[] not null default '{}'
);
comment on table auth.second_factor is 'An authenticator app that a person shows at signing in (RFC 6238). Written by access.';
comment on column auth.second_factor.user_id is 'Whose.';
comment on column auth.second_factor.sealed is 'The secret that it shares with the app, sealed.';
comment on column auth.second_factor.made_at is 'When it was begun.';
comment on column auth.second_factor.confirmed_at is 'When a first code was right, from when on it is asked for; null before.';
comment on column auth.second_factor.last_step is 'Thirty-second step of the last code that was taken; a code of it or before is not taken again.';
comment on column auth.second_factor.recovery_hashes is 'SHA-256 of the codes for when the app is lost; each is taken once.';
