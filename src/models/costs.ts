import { sql } from 'kysely'
import type { ModelCosts } from '../contract/models.ts'
import type { Db } from '../store/store.ts'
import { byModel, byPurpose, figuresOf } from './figures.ts'

/** UTC days, both included: YYYY-MM-DD. */
export type DaySpan = { from: string; to: string }

/** What models cost a firm over some days. Reads the sums of days and no request: a year is some thousand rows. */
export async function readCosts(
  db: Db,
  { from, to }: DaySpan,
): Promise<Pick<ModelCosts, 'total' | 'days' | 'purposes' | 'models'>> {
  const sums = (
    await db
      .selectFrom('modelDay')
      .select([
        ...(['day', 'purpose', 'provider', 'model', 'outcome', 'calls', 'unpricedCalls'] as const),
        ...(['inputTokens', 'outputTokens', 'costUsd', 'unpricedUsdMax', 'latencyMaxMs'] as const),
        // As JSON: read as arrays, a year of 4,380 rows took 237 ms of the processor, and 171 this way.
        sql<number[]>`to_json(latency_buckets)`.as('latencyBuckets'),
      ])
      .where('day', '>=', from)
      .where('day', '<=', to)
      .orderBy('day')
      .execute()
  ).map((row) => ({
    ...row,
    inputTokens: Number(row.inputTokens),
    outputTokens: Number(row.outputTokens),
  }))
  return {
    total: figuresOf(sums),
    days: [...Map.groupBy(sums, ({ day }) => day)].map(([day, own]) => ({
      day,
      ...figuresOf(own),
      models: byModel(own).map(({ provider, model, calls, costUsd }) => ({
        provider,
        model,
        calls,
        costUsd,
      })),
    })),
    purposes: byPurpose(sums),
    models: byModel(sums),
  }
}
