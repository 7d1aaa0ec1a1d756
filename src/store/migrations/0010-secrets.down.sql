drop table secret;
drop function sealing_key();
drop table auth.data_key;
comment on schema auth is 'People, their sessions, firms as organisations, and keys. Shapes of better-auth 1.7 in snake case; entered only through access.';
