import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { bucketOf, emptyBuckets } from '../metrics/metrics.ts'
import type { Tx } from '../store/store.ts'
import type { Asked } from './request.ts'

/** Writes down one request to a model, and adds it to its day; the time is that of its sending. */
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
  const { clock, asked, ...row } = input
  await tx
    .insertInto('modelCall')
    .values({
      ...row,
      id: newId(clock),
      latencyMs: asked.latencyMs,
      outcome: asked.outcome,
      httpStatus: asked.httpStatus,
      inputTokens: asked.tokens?.input ?? null,
      outputTokens: asked.tokens?.output ?? null,
    })
    .execute()
  await addToDay(tx, input)
}

/** Adds a request to the figures of its UTC day. */
async function addToDay(tx: Tx, input: Parameters<typeof recordCall>[1]): Promise<void> {
  const { purpose, provider, model, at, asked, costUsd, budgetedUsd } = input
  const day = at.toISOString().slice(0, 10)
  const unpriced = costUsd === null ? 1 : 0
  const buckets = emptyBuckets().with(bucketOf(asked.latencyMs), 1)
  await sql`
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
