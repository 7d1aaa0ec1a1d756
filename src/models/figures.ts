import type { ModelFigures } from '../contract/models.ts'
import { BOUNDS_MS, bucketOf, emptyBuckets, quantile } from '../metrics/metrics.ts'

/** Requests of one kind and outcome, added up. */
export type Sum = {
  provider: string
  model: string
  purpose: string
  outcome: string
  calls: number
  unpricedCalls: number
  inputTokens: number
  outputTokens: number
  costUsd: number
  unpricedUsdMax: number
  latencyMaxMs: number
  /** See `BOUNDS_MS`. */
  latencyBuckets: readonly number[]
}

/** One request, as `model_call` has it. */
export type Call = {
  provider: string
  model: string
  purpose: string
  outcome: string
  latencyMs: number
  inputTokens: number | null
  outputTokens: number | null
  costUsd: number | null
  budgetedUsd: number
}

/** A request as a sum of one. */
export function sumOfCall({
  latencyMs,
  inputTokens,
  outputTokens,
  costUsd,
  budgetedUsd,
  ...kind
}: Call): Sum {
  return {
    ...kind,
    calls: 1,
    unpricedCalls: costUsd === null ? 1 : 0,
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    costUsd: costUsd ?? 0,
    unpricedUsdMax: costUsd === null ? budgetedUsd : 0,
    latencyMaxMs: latencyMs,
    latencyBuckets: emptyBuckets().with(bucketOf(latencyMs), 1),
  }
}

/** What requests came to, whole. */
export function figuresOf(sums: readonly Sum[]): ModelFigures {
  const added = (
    field: 'calls' | 'unpricedCalls' | 'inputTokens' | 'outputTokens' | 'costUsd' | 'unpricedUsdMax',
  ) => sums.reduce((sum, one) => sum + one[field], 0)
  const outcomes: Record<string, number> = {}
  for (const { outcome, calls } of sums) outcomes[outcome] = (outcomes[outcome] ?? 0) + calls
  const buckets = BOUNDS_MS.concat(Infinity).map((_, place) =>
    sums.reduce((sum, { latencyBuckets }) => sum + (latencyBuckets[place] ?? 0), 0),
  )
  const max = sums.length === 0 ? null : Math.max(...sums.map(({ latencyMaxMs }) => latencyMaxMs))
  return {
    calls: added('calls'),
    outcomes,
    inputTokens: added('inputTokens'),
    outputTokens: added('outputTokens'),
    costUsd: added('costUsd'),
    unpricedCalls: added('unpricedCalls'),
    unpricedUsdMax: added('unpricedUsdMax'),
    latencyMs: { p50: quantile(buckets, 0.5, max ?? 0), p95: quantile(buckets, 0.95, max ?? 0), max },
  }
}

/** The same told apart by purpose, dearest first. */
export function byPurpose(sums: readonly Sum[]): (ModelFigures & { purpose: string })[] {
  return apart(sums, ({ purpose }) => ({ purpose }))
}

/** The same told apart by model, dearest first. */
export function byModel(sums: readonly Sum[]): (ModelFigures & { provider: string; model: string })[] {
  return apart(sums, ({ provider, model }) => ({ provider, model }))
}

function apart<K extends object>(sums: readonly Sum[], keyOf: (sum: Sum) => K): (K & ModelFigures)[] {
  const groups = Map.groupBy(sums, (sum) => JSON.stringify(keyOf(sum)))
  return [...groups]
    .map(([key, own]) => ({ ...(JSON.parse(key) as K), ...figuresOf(own) }))
    .toSorted((a, b) => b.costUsd - a.costUsd || b.unpricedUsdMax - a.unpricedUsdMax || b.calls - a.calls)
}
