import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { bucketOf, emptyBuckets } from '../metrics/metrics.ts'
import type { Tx } from '../store/store.ts'
import type { Asked } from './request.ts'

/** Writes down one request to a model, and adds it to the figures of its UTC day; the time is that of its sending. */
export async function recordCall(
  tx: Tx,
  input: {
    clock: Clock
    purpose: string
    messageId: Id | null
    provider: string
    model: string
    at: Date
    asked: Asked<unknown>
    costUsd: number | null
    budgetedUsd: number
  },
): Promise<void> {
  const { clock, purpose, provider, model, at, asked, costUsd, budgetedUsd } = input
  const day = at.toISOString().slice(0, 10)
  const unpriced = costUsd === null ? 1 : 0
  const buckets = emptyBuckets().with(bucketOf(asked.latencyMs), 1)
  await sql`
    with call as (
      insert into model_call (id, purpose, message_id, provider, model, at, outcome, http_status, input_tokens, output_tokens,
        cost_usd, budgeted_usd, latency_ms)
      values (${newId(clock)}, ${purpose}, ${input.messageId}, ${provider}, ${model}, ${at}, ${asked.outcome}, ${asked.httpStatus},
        ${asked.tokens?.input ?? null}, ${asked.tokens?.output ?? null}, ${costUsd}, ${budgetedUsd}, ${asked.latencyMs}))
    insert into model_day (day, purpose, provider, model, outcome, calls, unpriced_calls, input_tokens, output_tokens,
      cost_usd, budgeted_usd, unpriced_usd_max, latency_max_ms, latency_buckets)
    values (${day}, ${purpose}, ${provider}, ${model}, ${asked.outcome}, 1, ${unpriced}, ${asked.tokens?.input ?? 0},
      ${asked.tokens?.output ?? 0}, ${costUsd ?? 0}, ${budgetedUsd}, ${unpriced * budgetedUsd}, ${asked.latencyMs}, ${buckets})
    on conflict (tenant_id, day, purpose, provider, model, outcome) do update set
      calls = model_day.calls + 1, unpriced_calls = model_day.unpriced_calls + excluded.unpriced_calls,
      input_tokens = model_day.input_tokens + excluded.input_tokens,
      output_tokens = model_day.output_tokens + excluded.output_tokens,
      cost_usd = model_day.cost_usd + excluded.cost_usd, budgeted_usd = model_day.budgeted_usd + excluded.budgeted_usd,
      unpriced_usd_max = model_day.unpriced_usd_max + excluded.unpriced_usd_max,
      latency_max_ms = greatest(model_day.latency_max_ms, excluded.latency_max_ms),
      latency_buckets = (select array_agg(a + b order by place)
                         from unnest(model_day.latency_buckets, excluded.latency_buckets) with ordinality as pair(a, b, place))`.execute(
    tx,
  )
}
