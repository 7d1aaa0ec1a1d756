-- What messages mean, as numbers of a model. No extension: pgvector is not on every server, and what is kept in two ways drifts apart.
-- src/embeddings/near/codes.ts says how they are searched, and what was measured.
create table message_vector (
  tenant_id uuid not null default app_tenant(),
  message_id uuid not null,
  model text not null,
  number bigint,
  dimension integer not null check (dimension > 0),
  vector bytea,
  signs bytea,
  made_at timestamptz not null,
  primary key (tenant_id, message_id, model),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  check (octet_length(vector) = dimension and octet_length(signs) * 8 = dimension),
  check (num_nulls(number, vector, signs) in (0, 3))
);
create unique index message_vector_in_order on message_vector (tenant_id, model, number);
comment on table message_vector is 'What a message means, in the numbers of a model; one without a row has none yet. Several models may be side by side. Written by embeddings; made from messages, which can make it again, so exports leave it out.';
comment on column message_vector.tenant_id is 'The firm.';
comment on column message_vector.message_id is 'The message.';
comment on column message_vector.model is 'Which model made it, with its version.';
comment on column message_vector.number is 'In which order vectors of the model were written, from 1: what is above a number was written since. Null when there is no vector.';
comment on column message_vector.dimension is 'How many numbers there are.';
comment on column message_vector.vector is 'Signed bytes. Only their direction counts: two messages are as alike as the angle between theirs is small. Null when the message has nothing that the model reads.';
comment on column message_vector.signs is 'A bit for each number, lowest first: whether it is above 0.';
comment on column message_vector.made_at is 'When it was made.';
select firm_table('message_vector');

create table message_vector_count (
  tenant_id uuid not null default app_tenant(),
  model text not null,
  last_number bigint not null,
  forgotten bigint not null,
  primary key (tenant_id, model),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table message_vector_count is 'How far the vectors of a model go. Whoever writes some or takes some away does so alone until their transaction ends, so that numbers are in the order of commits. Written by embeddings.';
comment on column message_vector_count.tenant_id is 'The firm.';
comment on column message_vector_count.model is 'The model.';
comment on column message_vector_count.last_number is 'The highest number that was given; some may be of no vector.';
comment on column message_vector_count.forgotten is 'How many times vectors were taken away: whoever keeps a copy of them in memory reads it anew when this has changed.';
select firm_table('message_vector_count');
