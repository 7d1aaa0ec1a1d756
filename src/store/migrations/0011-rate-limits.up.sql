-- Logged: a kill empties an unlogged table, and would forget how often a password was guessed already.
-- No index but the key, and room left in each page: a count that changes every second then stays in its page (HOT).
create table auth.rate_limit (
  subject text primary key,
  count integer not null,
  max integer not null,
  ends_at timestamptz not null
) with (fillfactor = 50);
comment on table auth.rate_limit is 'How often somebody asked in the present window of time, over all processes. Written by access; a window that is over is deleted.';
comment on column auth.rate_limit.subject is 'Who is counted, and for what: address:203.0.113.7, person:<id>, key:<id>, secret:203.0.113.7, account:<SHA-256 of an e-mail address in lower case>.';
comment on column auth.rate_limit.count is 'Requests counted in the window.';
comment on column auth.rate_limit.max is 'How many may be; whoever has made as many is told to all processes.';
comment on column auth.rate_limit.ends_at is 'When the window ends; the next request begins another.';
