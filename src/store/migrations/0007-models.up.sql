create table model_call (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  purpose text not null,
  message_id uuid,
  provider text not null,
  model text not null,
  at timestamptz not null,
  latency_ms integer not null check (latency_ms >= 0),
  outcome text not null check (outcome in ('ok', 'bad_shape', 'refused', 'timeout', 'rate_limited', 'error', 'stopped')),
  http_status integer,
  input_tokens integer check (input_tokens >= 0),
  output_tokens integer check (output_tokens >= 0),
  cost_usd double precision check (cost_usd >= 0),
  budgeted_usd double precision not null check (budgeted_usd >= 0),
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id)
);
create index model_call_by_time on model_call (tenant_id, at);
comment on table model_call is 'One request to a language model: what it was for, how it went and what it cost; nothing of what was asked or answered. Written by models.';
comment on column model_call.tenant_id is 'The firm.';
comment on column model_call.id is 'UUIDv7.';
comment on column model_call.purpose is 'What it was for: refine, …';
comment on column model_call.message_id is 'The message it was about, null when none; not a foreign key, because the cost outlives the message.';
comment on column model_call.provider is 'Whose wire was spoken: anthropic, openai, openai-compatible.';
comment on column model_call.model is 'The provider''s name of the model.';
comment on column model_call.at is 'When the request was sent.';
comment on column model_call.latency_ms is 'Time to its end, milliseconds.';
comment on column model_call.outcome is 'ok; bad_shape: an answer of another shape than asked for; refused: the model would not; timeout: given up; rate_limited: too many requests (429); error: anything else of the provider or the network; stopped: Plumbline was shutting down.';
comment on column model_call.http_status is 'HTTP status of a failure; null when none came, or when it went well.';
comment on column model_call.input_tokens is 'Tokens read, as the provider counted them; null when not told.';
comment on column model_call.output_tokens is 'Tokens written, as the provider counted them; null when not told.';
comment on column model_call.cost_usd is 'US dollars by the price list; 0 for a request that the provider turned away or never got; null when the price or the tokens are not known.';
comment on column model_call.budgeted_usd is 'US dollars counted against the firm''s daily budget: the cost where it is known, else the most it can have been.';
select firm_table('model_call');
