import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { CustomMetric, RecordMetric } from '../contract/monitoring.ts'
import { behind, type Db, newestPage, type Tx } from '../store/store.ts'

/** Keeps a figure that one of the firm's own programs reports. */
export async function recordMetric(
  tx: Tx,
  { clock, metric }: { clock: Clock; metric: RecordMetric },
): Promise<CustomMetric> {
  const row = await tx
    .insertInto('customMetric')
    .values({
      id: newId(clock),
      name: metric.metricName,
      value: metric.value,
      unit: metric.unit ?? null,
      syncSessionId: metric.syncSessionId ?? null,
      metadata: metric.metadata === undefined ? null : JSON.stringify(metric.metadata),
      recordedAt: clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return shown(row)
}

type Stretch = { metricName?: string | undefined; from?: string | undefined; to?: string | undefined }

/** Such figures, newest first. */
export async function listMetrics(
  db: Db,
  query: Stretch & { cursor?: string | undefined; limit: number },
): Promise<{ items: CustomMetric[]; next: string | null }> {
  const { metricName, from, to } = query
  let find = db.selectFrom('customMetric').selectAll()
  if (metricName !== undefined) find = find.where('name', '=', metricName)
  if (from !== undefined) find = find.where('recordedAt', '>=', new Date(from))
  if (to !== undefined) find = find.where('recordedAt', '<', new Date(to))
  const rows = await find
    .where(behind(query.cursor, 'recorded_at'))
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, { limit: query.limit, at: ({ recordedAt }) => recordedAt, show: shown })
}

const NAMES_MAX = 100

/** What such figures came to in a stretch of time, by name and unit. */
export async function summariseMetrics(db: Db, { metricName, from, to }: Stretch) {
  const { rows } = await sql<{
    metricName: string
    unit: string | null
    count: number
    mean: number
    min: number
    max: number
    p50: number
    p95: number
    p99: number
  }>`
    select name as metric_name, unit, count(*)::int as count, avg(value) as mean, min(value) as min, max(value) as max,
      percentile_cont(0.5) within group (order by value) as p50,
      percentile_cont(0.95) within group (order by value) as p95,
      percentile_cont(0.99) within group (order by value) as p99
    from custom_metric
    where (${metricName ?? null}::text is null or name = ${metricName ?? null})
      and recorded_at >= ${from ?? '-infinity'}::timestamptz and recorded_at < ${to ?? 'infinity'}::timestamptz
    group by name, unit order by name collate "C", unit nulls first limit ${NAMES_MAX}`.execute(db)
  return rows
}

function shown(row: {
  id: string
  name: string
  value: number
  unit: string | null
  syncSessionId: string | null
  metadata: unknown
  recordedAt: Date
}): CustomMetric {
  return {
    id: row.id,
    metricName: row.name,
    value: row.value,
    unit: row.unit,
    syncSessionId: row.syncSessionId,
    metadata: row.metadata as CustomMetric['metadata'],
    recordedAt: row.recordedAt.toISOString(),
  }
}
