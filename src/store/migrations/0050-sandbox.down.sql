comment on column reply.recipients is 'E-mail addresses it goes to.';
comment on column reply.sender is 'E-mail address that it goes out from.';
comment on column reply.way is 'email; google-voice: a mail that Google Voice passes on as a text.';
-- What waits is then refused for want of an account that sends, and goes nowhere either.
alter table reply disable trigger user;
alter table reply no force row level security;
update reply set way = 'google-voice' where way = 'sandbox';
alter table reply force row level security;
alter table reply enable trigger user;
alter table reply drop constraint reply_way_check;
alter table reply add constraint reply_way_check check (way in ('email', 'google-voice'));
alter table tenant drop column is_sample;
