create table auth.sign_in_provider (
  organization_id text primary key references auth.organization (id) on delete cascade,
  issuer text not null,
  client_id text not null,
  sealed bytea not null,
  email_domains text[] not null,
  newcomer_role text check (newcomer_role in ('manager', 'dispatcher', 'technician', 'read_only')),
  changed_at timestamptz not null
);
comment on table auth.sign_in_provider is 'An OpenID provider by which a firm''s people sign in. Written by access.';
comment on column auth.sign_in_provider.organization_id is 'The firm.';
comment on column auth.sign_in_provider.issuer is 'The provider, as it calls itself: https://accounts.google.com.';
comment on column auth.sign_in_provider.client_id is 'What the provider calls Plumbline.';
comment on column auth.sign_in_provider.sealed is 'The secret by which Plumbline shows itself to the provider, sealed.';
comment on column auth.sign_in_provider.email_domains is 'Domains, lower case, of the addresses that the provider may vouch for.';
comment on column auth.sign_in_provider.newcomer_role is 'What somebody becomes who is new; null lets in only who works for the firm or is invited.';
comment on column auth.sign_in_provider.changed_at is 'When it was last set.';

create table auth.sign_in_attempt (
  state_hash text primary key,
  organization_id text not null references auth.organization (id) on delete cascade,
  browser_hash text not null,
  expires_at timestamptz not null
);
create index sign_in_attempt_of_organization on auth.sign_in_attempt (organization_id);
comment on table auth.sign_in_attempt is 'A browser that was sent to a firm''s provider and is not back yet. Written by access; one that came back is deleted.';
comment on column auth.sign_in_attempt.state_hash is 'SHA-256 of the state that the provider hands back.';
comment on column auth.sign_in_attempt.organization_id is 'The firm.';
comment on column auth.sign_in_attempt.browser_hash is 'SHA-256 of what the browser''s cookie carries, of which nonce and PKCE verifier are made.';
comment on column auth.sign_in_attempt.expires_at is 'When it is too late.';

alter table auth.session drop constraint session_opened_by_check;
alter table auth.session add check (opened_by in ('password', 'link', 'provider'));
comment on column auth.session.opened_by is 'What proved who it is: a password, a one-time link, or a firm''s provider.';
alter table auth.session add column only_organization_id text references auth.organization (id) on delete cascade;
create index session_of_only_organization on auth.session (only_organization_id);
comment on column auth.session.only_organization_id is 'The only firm it is for: the one whose provider vouched for the person; null for all of theirs.';

create unique index account_by_identity on auth.account (provider_id, account_id) where provider_id <> 'credential';
comment on column auth.account.account_id is 'The person at the provider, the subject of its ID tokens; for a password the person''s own id.';
comment on column auth.account.provider_id is 'credential for a password, else oidc:, the firm, :, and its provider''s issuer.';
