-- What is on its way there is to be seen to as well: after a kill, or a line that broke, nothing else tells of it.
drop index mirror_link_due;
create index mirror_link_due on mirror_link (tenant_id, mirror_id, kind, id) where due or sending is not null;
comment on column mirror_link.sending is 'What is on its way there, written down before it goes: while it stands, the row is to be seen to, and it is asked whether it arrived.';
