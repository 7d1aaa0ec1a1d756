create table auth.signing_key (
  id uuid primary key,
  public_key text not null,
  sealed bytea,
  made_at timestamptz not null
);
comment on table auth.signing_key is 'What tokens for other services are signed with (Ed25519). The newest signs; it is replaced by its age. Written by access.';
comment on column auth.signing_key.id is 'UUIDv7; the kid of the tokens.';
comment on column auth.signing_key.public_key is 'The public half: x of its JWK (RFC 8037), base64url.';
comment on column auth.signing_key.sealed is 'The private half, PKCS #8, sealed; null once a newer key signs.';
comment on column auth.signing_key.made_at is 'When it was made. The public half goes once the last token that it signed has ended.';
