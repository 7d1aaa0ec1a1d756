-- People and keys live outside the firms' row-level security: who somebody is must be known before their firm is.
-- The application role gets no right here, so that no query made inside a firm's transaction can reach a password or a session.
create schema auth;
comment on schema auth is 'People, their sessions, firms as organisations, and keys. Shapes of better-auth 1.7 in snake case; entered only through access.';

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table auth."user" is 'A person who works with Plumbline. Written by access.';
comment on column auth."user".id is 'UUIDv7 as text.';
comment on column auth."user".name is 'What colleagues call them.';
comment on column auth."user".email is 'Lower case; what they sign in with.';
comment on column auth."user".email_verified is 'Whether the address was proved to be theirs.';
comment on column auth."user".image is 'Address of a picture; not used.';
comment on column auth."user".created_at is 'When the account was made.';
comment on column auth."user".updated_at is 'When it last changed.';

create table auth.session (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id text not null references auth."user" (id) on delete cascade,
  active_organization_id text
);
create index session_of_user on auth.session (user_id);
comment on table auth.session is 'A person signed in on one device. Written by access.';
comment on column auth.session.id is 'UUIDv7 as text.';
comment on column auth.session.expires_at is 'When it ends unless used; use moves it on once a day.';
comment on column auth.session.token is 'What the cookie carries; of no use without the signature that the cookie also carries.';
comment on column auth.session.created_at is 'When they signed in.';
comment on column auth.session.updated_at is 'When it was last moved on.';
comment on column auth.session.ip_address is 'Where they signed in from.';
comment on column auth.session.user_agent is 'With what.';
comment on column auth.session.user_id is 'Who.';
comment on column auth.session.active_organization_id is 'The firm the session looks at.';

create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references auth."user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null
);
create index account_of_user on auth.account (user_id);
comment on table auth.account is 'A way in for a person: a password, or an outside provider. Written by access.';
comment on column auth.account.id is 'UUIDv7 as text.';
comment on column auth.account.account_id is 'The person at the provider; for a password the person''s own id.';
comment on column auth.account.provider_id is 'credential for a password, else the provider''s name.';
comment on column auth.account.user_id is 'Who.';
comment on column auth.account.access_token is 'Of an outside provider; not used.';
comment on column auth.account.refresh_token is 'Of an outside provider; not used.';
comment on column auth.account.id_token is 'Of an outside provider; not used.';
comment on column auth.account.access_token_expires_at is 'Of an outside provider; not used.';
comment on column auth.account.refresh_token_expires_at is 'Of an outside provider; not used.';
comment on column auth.account.scope is 'Of an outside provider; not used.';
comment on column auth.account.password is 'Salt and scrypt hash.';
comment on column auth.account.created_at is 'When it was made.';
comment on column auth.account.updated_at is 'When it last changed.';

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_by_identifier on auth.verification (identifier);
comment on table auth.verification is 'Proofs under way, such as of an e-mail address. Written by access.';
comment on column auth.verification.id is 'UUIDv7 as text.';
comment on column auth.verification.identifier is 'What is being proved.';
comment on column auth.verification.value is 'What must come back.';
comment on column auth.verification.expires_at is 'When it is too late.';
comment on column auth.verification.created_at is 'When it began.';
comment on column auth.verification.updated_at is 'When it last changed.';

create table auth.organization (
  id text primary key,
  name text not null,
  slug text not null unique,
  logo text,
  created_at timestamptz not null,
  metadata text
);
comment on table auth.organization is 'A firm, as people and keys know it. Written by access.';
comment on column auth.organization.id is 'The firm: tenant.tenant_id as text.';
comment on column auth.organization.name is 'As in tenant.';
comment on column auth.organization.slug is 'Short name for addresses and command lines: harbor-plumbing.';
comment on column auth.organization.logo is 'Address of a picture; not used.';
comment on column auth.organization.created_at is 'When it was set up.';
comment on column auth.organization.metadata is 'JSON: {sample: true} for a firm that is made up, to look at; null otherwise.';

create table auth.member (
  id text primary key,
  organization_id text not null references auth.organization (id) on delete cascade,
  user_id text not null references auth."user" (id) on delete cascade,
  role text not null,
  created_at timestamptz not null,
  unique (organization_id, user_id)
);
create index member_of_user on auth.member (user_id);
comment on table auth.member is 'Who works for which firm. Written by access.';
comment on column auth.member.id is 'UUIDv7 as text.';
comment on column auth.member.organization_id is 'The firm.';
comment on column auth.member.user_id is 'Who.';
comment on column auth.member.role is 'owner for now.';
comment on column auth.member.created_at is 'Since when.';

create table auth.invitation (
  id text primary key,
  organization_id text not null references auth.organization (id) on delete cascade,
  email text not null,
  role text,
  status text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  inviter_id text not null references auth."user" (id) on delete cascade
);
create index invitation_of_organization on auth.invitation (organization_id);
create index invitation_by_email on auth.invitation (email);
comment on table auth.invitation is 'Who was asked to join a firm. Written by access.';
comment on column auth.invitation.id is 'UUIDv7 as text.';
comment on column auth.invitation.organization_id is 'The firm.';
comment on column auth.invitation.email is 'Who is asked, lower case.';
comment on column auth.invitation.role is 'The role they will have.';
comment on column auth.invitation.status is 'pending, accepted, rejected or canceled.';
comment on column auth.invitation.expires_at is 'When it is too late.';
comment on column auth.invitation.created_at is 'When they were asked.';
comment on column auth.invitation.inviter_id is 'Who asked.';

create table auth.apikey (
  id text primary key,
  config_id text not null,
  name text,
  start text,
  reference_id text not null,
  prefix text,
  key text not null unique,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamptz,
  enabled boolean,
  rate_limit_enabled boolean,
  rate_limit_time_window integer,
  rate_limit_max integer,
  request_count integer,
  remaining integer,
  last_request timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  permissions text,
  metadata text
);
create index apikey_of_reference on auth.apikey (reference_id);
comment on table auth.apikey is 'A key by which a program speaks for a firm. Written by access.';
comment on column auth.apikey.id is 'UUIDv7 as text.';
comment on column auth.apikey.config_id is 'Kind of key; default.';
comment on column auth.apikey.name is 'What people call it.';
comment on column auth.apikey.start is 'Its first characters, to tell keys apart.';
comment on column auth.apikey.reference_id is 'The firm.';
comment on column auth.apikey.prefix is 'How every key begins.';
comment on column auth.apikey.key is 'SHA-256 of the key, base64url.';
comment on column auth.apikey.refill_interval is 'Not used.';
comment on column auth.apikey.refill_amount is 'Not used.';
comment on column auth.apikey.last_refill_at is 'Not used.';
comment on column auth.apikey.enabled is 'False refuses it.';
comment on column auth.apikey.rate_limit_enabled is 'Whether the key has a limit of its own.';
comment on column auth.apikey.rate_limit_time_window is 'Window of that limit, milliseconds.';
comment on column auth.apikey.rate_limit_max is 'Most requests in a window.';
comment on column auth.apikey.request_count is 'Requests in the present window.';
comment on column auth.apikey.remaining is 'Not used.';
comment on column auth.apikey.last_request is 'When it was last used.';
comment on column auth.apikey.expires_at is 'When it ends; null never.';
comment on column auth.apikey.created_at is 'When it was made.';
comment on column auth.apikey.updated_at is 'When the row last changed.';
comment on column auth.apikey.permissions is 'What it may do, JSON; null everything a member may.';
comment on column auth.apikey.metadata is 'JSON; not used.';

create table auth.setup (
  id boolean primary key default true check (id),
  token_hash text,
  issued_at timestamptz not null,
  claimed_at timestamptz
);
comment on table auth.setup is 'Whether this installation has an owner; one row, made by the first start. Written by access.';
comment on column auth.setup.id is 'Always true: there is one row.';
comment on column auth.setup.token_hash is 'SHA-256 of the one-time token of the newest link; null once claimed.';
comment on column auth.setup.issued_at is 'When that link was made.';
comment on column auth.setup.claimed_at is 'When the first owner took it; null before.';

create table auth.sign_in_link (
  token_hash text primary key,
  user_id text not null references auth."user" (id) on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_link_of_user on auth.sign_in_link (user_id);
comment on table auth.sign_in_link is 'Links that sign a person in once. Written by access; a used one is deleted.';
comment on column auth.sign_in_link.token_hash is 'SHA-256 of the one-time token.';
comment on column auth.sign_in_link.user_id is 'Whom it signs in.';
comment on column auth.sign_in_link.made_at is 'When it was made.';
comment on column auth.sign_in_link.expires_at is 'When it is too late.';
