comment on schema auth is 'People, their sessions, firms as organisations, and keys. Shapes of better-auth 1.7 in snake case; entered only through access, but for the data keys, which are entered only through secrets.';

create table auth.data_key (
  id uuid primary key,
  purpose text not null,
  wrapped bytea not null,
  made_at timestamptz not null,
  retired_at timestamptz
);
create unique index data_key_in_use on auth.data_key (purpose) where retired_at is null;
comment on table auth.data_key is 'A key of the installation, wrapped under its master key, which is in no database. All are under the same one. Written by secrets.';
comment on column auth.data_key.id is 'UUIDv7; every sealed value names its key by it.';
comment on column auth.data_key.purpose is 'sealing: values are sealed under it, and it is replaced by rotation; audit, erased: keyed hashes are made with it, and it stays for ever.';
comment on column auth.data_key.wrapped is '256 bits under the master key: version 1, IV, tag, ciphertext (AES-256-GCM), bound to purpose and id.';
comment on column auth.data_key.made_at is 'When it was made.';
comment on column auth.data_key.retired_at is 'When a newer one took its place; null while it is in use. It goes once nothing is sealed under it any more.';

-- A transaction that seals keeps the key from being retired until it ends (KEY SHARE against the UPDATE that retiring takes
-- first), so that a value is there to be sealed anew when a rotation comes by, or is sealed under the new key.
-- The owner's rights, because the application role sees nothing of schema auth; it may see the key as it is wrapped.
create function sealing_key(out id uuid, out wrapped bytea) language plpgsql security definer set search_path = '' as $$
begin
  loop
    select k.id, k.wrapped into sealing_key.id, sealing_key.wrapped
    from auth.data_key k where k.purpose = 'sealing' and k.retired_at is null for key share;
    -- Whoever waited for a rotation finds its row retired, and none: then it looks again.
    exit when found or not exists (select from auth.data_key k where k.purpose = 'sealing' and k.retired_at is null);
  end loop;
end $$;
comment on function sealing_key() is 'The key to seal under, wrapped, which stays in use until the transaction ends; nulls when there is none.';
revoke execute on function sealing_key() from public;
do $$ begin
  if exists (select from pg_roles where rolname = 'plumbline_app') then
    grant execute on function sealing_key() to plumbline_app;
  end if;
end $$;

-- Stays here when the firm moves (store/carry.ts), so no foreign key may point to it.
create table secret (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  purpose text not null,
  sealed bytea not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table secret is 'What a firm opens other systems with; of no use without the master key, and in no export. Written by secrets.';
comment on column secret.tenant_id is 'The firm.';
comment on column secret.id is 'UUIDv7.';
comment on column secret.purpose is 'oauth_token, imap_password, webhook_secret or model_key.';
comment on column secret.sealed is 'Version 1, id of the data key, IV, tag, ciphertext (AES-256-GCM), bound to firm, purpose and id.';
comment on column secret.made_at is 'When the firm gave it first.';
comment on column secret.changed_at is 'When it got its present value.';
select firm_table('secret');
