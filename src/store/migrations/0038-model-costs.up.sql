create table model_day (
  tenant_id uuid not null default app_tenant(),
  day text collate "C" not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  purpose text not null,
  provider text not null,
  model text not null,
  outcome text not null,
  calls integer not null check (calls > 0),
  unpriced_calls integer not null check (unpriced_calls between 0 and calls),
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd double precision not null,
  budgeted_usd double precision not null,
  unpriced_usd_max double precision not null,
  latency_max_ms integer not null,
  latency_buckets double precision[] not null,
  primary key (tenant_id, day, purpose, provider, model, outcome),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table model_day is 'Requests to language models of one day, added up: budgets and figures are read here, however many requests there were. Added to in the transaction that keeps the request in model_call. Written by models.';
comment on column model_day.tenant_id is 'The firm.';
comment on column model_day.day is 'UTC day on which they were sent, YYYY-MM-DD.';
comment on column model_day.purpose is 'What they were for, as in model_call.';
comment on column model_day.provider is 'Whose wire was spoken.';
comment on column model_day.model is 'The provider''s name of the model.';
comment on column model_day.outcome is 'How they went, as in model_call.';
comment on column model_day.calls is 'How many.';
comment on column model_day.unpriced_calls is 'Of these, how many whose cost is not known.';
comment on column model_day.input_tokens is 'Tokens read, where they were told.';
comment on column model_day.output_tokens is 'Tokens written, where they were told.';
comment on column model_day.cost_usd is 'US dollars, where the cost is known.';
comment on column model_day.budgeted_usd is 'US dollars counted against budgets.';
comment on column model_day.unpriced_usd_max is 'Of these, the most that those of unknown cost can have cost.';
comment on column model_day.latency_max_ms is 'The longest took so long, milliseconds.';
comment on column model_day.latency_buckets is 'How many took how long, by BOUNDS_MS of src/metrics/histogram.ts.';
select firm_table('model_day');

create table model_budget (
  tenant_id uuid not null default app_tenant(),
  day_usd double precision check (day_usd >= 0),
  month_usd double precision check (month_usd >= 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table model_budget is 'What language models may cost the firm, where it chose so itself; what the installation allows goes before it when it is less. Written by models.';
comment on column model_budget.tenant_id is 'The firm.';
comment on column model_budget.day_usd is 'US dollars for a UTC day; null: what the installation allows.';
comment on column model_budget.month_usd is 'US dollars for a UTC month; null: what the installation allows.';
comment on column model_budget.set_by is 'Name of the person or API key that chose it.';
comment on column model_budget.set_at is 'When it was chosen.';
select firm_table('model_budget');

create table model_stop (
  tenant_id uuid not null default app_tenant(),
  span text not null check (span in ('day', 'month')),
  began_on text collate "C" not null check (began_on ~ '^\d{4}-\d\d-\d\d$'),
  limit_usd double precision not null check (limit_usd >= 0),
  at timestamptz not null,
  primary key (tenant_id, span),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table model_stop is 'When a question was last not put because a budget had no room for it. Written by models.';
comment on column model_stop.tenant_id is 'The firm.';
comment on column model_stop.span is 'Of which budget: day, month.';
comment on column model_stop.began_on is 'First UTC day of the span, YYYY-MM-DD: with the next one it is over.';
comment on column model_stop.limit_usd is 'What the budget was, US dollars: with a higher one it is over.';
comment on column model_stop.at is 'When the first question was not put.';
select firm_table('model_stop');

create index model_call_of_message on model_call (tenant_id, message_id) where message_id is not null;

-- Forced, row-level security binds the owner too, who sees no firm here.
alter table model_call no force row level security;
alter table model_day no force row level security;
with placed as (
  select *, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day,
    width_bucket(latency_ms - 0.001, array[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000, 60000]) as bucket
  from model_call
), summed as (
  select tenant_id, day, purpose, provider, model, outcome, count(*) as calls, count(*) filter (where cost_usd is null) as unpriced_calls,
    coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as output_tokens, coalesce(sum(cost_usd), 0) as cost_usd,
    sum(budgeted_usd) as budgeted_usd, coalesce(sum(budgeted_usd) filter (where cost_usd is null), 0) as unpriced_usd_max,
    max(latency_ms) as latency_max_ms, array_agg(bucket) as buckets
  from placed group by 1, 2, 3, 4, 5, 6
)
insert into model_day
select tenant_id, day, purpose, provider, model, outcome, calls, unpriced_calls, input_tokens, output_tokens, cost_usd, budgeted_usd,
  unpriced_usd_max, latency_max_ms,
  array(select cardinality(array_positions(buckets, place)) from generate_series(0, 18) as place order by place)
from summed;
alter table model_call force row level security;
alter table model_day force row level security;
