drop table auth.signing_key;
