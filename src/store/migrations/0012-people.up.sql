alter table auth.member add check (role in ('owner', 'manager', 'dispatcher', 'technician', 'read_only'));
comment on column auth.member.role is 'owner, manager, dispatcher, technician or read_only; what each may do: contract/permissions.ts.';

alter table auth.session add column opened_by text not null default 'password' check (opened_by in ('password', 'link'));
comment on column auth.session.opened_by is 'What proved who it is: a password, or a one-time link.';

alter table auth.invitation add column token_hash text;
create unique index invitation_by_token on auth.invitation (token_hash);
comment on column auth.invitation.token_hash is 'SHA-256 of the one-time token; null once it cannot be used.';
alter table auth.invitation alter column inviter_id drop not null;
comment on column auth.invitation.inviter_id is 'Who asked; null for the command line.';
alter table auth.invitation add column mailed boolean not null default false;
comment on column auth.invitation.mailed is 'Whether it went to the address, so that who uses it has proved that it is theirs.';

comment on column auth.apikey.permissions is 'Its scopes: JSON array of names in contract/permissions.ts.';
comment on column auth.apikey.rate_limit_max is 'Most requests a minute, where it has a limit of its own.';
comment on column auth.apikey.rate_limit_time_window is 'Not used.';
comment on column auth.apikey.request_count is 'Not used.';
