-- The sample firm is answered in, and nothing leaves the machine: the firm's own row says that it is one.
alter table tenant add column is_sample boolean not null default false;
comment on column tenant.is_sample is 'Made up, to look at: what is written in it is sent to nobody. Said when the firm is made, and of one that is put back by what it was.';
alter table tenant no force row level security;
update tenant t set is_sample = true
from auth.organization o where o.id = t.tenant_id::text and coalesce((o.metadata::json ->> 'sample')::boolean, false);
alter table tenant force row level security;

alter table reply drop constraint reply_way_check;
alter table reply add constraint reply_way_check check (way in ('email', 'google-voice', 'sandbox'));
comment on column reply.way is 'email; google-voice: a mail that Google Voice passes on as a text; sandbox: of the sample firm, kept as if it were sent, and sent to nobody.';
comment on column reply.sender is 'E-mail address that it goes out from; of sandbox the firm''s number.';
comment on column reply.recipients is 'E-mail addresses it goes to; of sandbox the number.';
