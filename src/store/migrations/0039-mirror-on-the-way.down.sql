drop index mirror_link_due;
create index mirror_link_due on mirror_link (tenant_id, mirror_id, kind, id) where due;
comment on column mirror_link.sending is 'What is on its way there, written down before it goes: after a kill it is asked whether it arrived.';
