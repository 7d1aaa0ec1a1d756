import { sql } from 'kysely'
import type { Times } from '../contract/monitoring.ts'
import { emptyBuckets, quantile, type TallyName } from '../metrics/metrics.ts'
import type { Db, Store } from '../store/store.ts'

/** What was done in a stretch of time, over all processes. */
export type Measured = {
  name: TallyName
  label: string
  count: number
  failed: number
  sumMs: number
  maxMs: number
  buckets: number[]
}

type Stretch = { from: Date; to: Date }

/** What was done for a firm from one minute to another, by name and label. */
export async function readMeasured(db: Db, { from, to }: Stretch): Promise<Measured[]> {
  const { rows } = await sql<Measured>`
    with minutes as (select * from metric_minute where at >= ${from} and at < ${to}),
    filled as (
      select name, label, array_agg(n order by place) as buckets
      from (select name, label, place, sum(b) as n from minutes, unnest(buckets) with ordinality as bucket(b, place)
            group by name, label, place) places group by name, label)
    select name, label, sum(count) as count, sum(failed) as failed, sum(sum_ms) as sum_ms, max(max_ms) as max_ms,
           (select f.buckets from filled f where f.name = m.name and f.label = m.label) as buckets
    from minutes m group by name, label order by name, label`.execute(db)
  return rows
}

/** A step of a chart. */
export type Step = {
  at: Date
  stored: number
  stageCount: number
  stageMs: number
  done: number
  failed: number
  requests: number
}

/** What was done in each step of a stretch; steps in which nothing was done are left out. Oldest first. */
export async function readSteps(
  db: Db,
  { from, to, stepSeconds }: Stretch & { stepSeconds: number },
): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select date_bin(make_interval(secs => ${stepSeconds}), at, ${from}) as at,
      coalesce(sum(count) filter (where name = 'stored'), 0) as stored,
      coalesce(sum(count) filter (where name = 'stage' and label = 'receive'), 0) as stage_count,
      coalesce(sum(sum_ms) filter (where name = 'stage'), 0) as stage_ms,
      coalesce(sum(count) filter (where name in ('stage', 'request')), 0) as done,
      coalesce(sum(failed) filter (where name in ('stage', 'request')), 0) as failed,
      coalesce(sum(count) filter (where name = 'request'), 0) as requests
    from metric_minute where at >= ${from} and at < ${to} group by 1 order by 1`.execute(db)
  return rows
}

/** How long queries took in a stretch, over all processes. */
export async function readQueries({ pool }: Pick<Store, 'pool'>, { from, to }: Stretch): Promise<Times> {
  const { rows } = await pool.query<Pick<Measured, 'count' | 'sumMs' | 'maxMs'>>(
    `select coalesce(sum(count), 0) as count, coalesce(sum(sum_ms), 0) as "sumMs", coalesce(max(max_ms), 0) as "maxMs"
     from machine.metric_minute where name = 'query' and at >= $1 and at < $2`,
    [from, to],
  )
  const filled = await pool.query<{ n: number }>(
    `select sum(b) as n from machine.metric_minute, unnest(buckets) with ordinality as bucket(b, place)
     where name = 'query' and at >= $1 and at < $2 group by place order by place`,
    [from, to],
  )
  const [all] = rows
  return timesOf([
    {
      count: all?.count ?? 0,
      sumMs: all?.sumMs ?? 0,
      maxMs: all?.maxMs ?? 0,
      buckets: filled.rows.map(({ n }) => n),
    },
  ])
}

/** How a process was when it last looked at itself. */
export type ProcessReading = {
  memoryMb: number
  rssMb: number
  diskFreeMb: number | null
  poolUsed: number
  poolIdle: number
  poolWaiting: number
}

/** The processes that are there: those that have looked at themselves since `since`. */
export async function readProcesses({ pool }: Pick<Store, 'pool'>, since: Date): Promise<ProcessReading[]> {
  const { rows } = await pool.query<ProcessReading>(
    `select memory_mb as "memoryMb", rss_mb as "rssMb", disk_free_mb as "diskFreeMb", pool_used as "poolUsed",
       pool_idle as "poolIdle", pool_waiting as "poolWaiting"
     from machine.process where seen_at >= $1 order by process_id`,
    [since],
  )
  return rows
}

/** Mean and percentiles over several; null where nothing was counted. */
export function timesOf(some: readonly Pick<Measured, 'count' | 'sumMs' | 'maxMs' | 'buckets'>[]): Times {
  const count = sumOf(some, 'count')
  const buckets = emptyBuckets()
  for (const one of some)
    one.buckets.forEach((n, index) => {
      buckets[index] = (buckets[index] ?? 0) + n
    })
  const maxMs = Math.max(0, ...some.map((one) => one.maxMs))
  const at = (q: number) => rounded(quantile(buckets, q, maxMs))
  const meanMs = count === 0 ? null : rounded(sumOf(some, 'sumMs') / count)
  return { count, meanMs, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

/** The sum of a figure over several. */
export function sumOf<K extends 'count' | 'failed' | 'sumMs'>(
  some: readonly Pick<Measured, K>[],
  field: K,
): number {
  return some.reduce((sum, one) => sum + one[field], 0)
}

/** Of what was done, percent that failed. */
export function percentFailed(some: readonly Pick<Measured, 'count' | 'failed'>[]): number {
  const count = sumOf(some, 'count')
  return count === 0 ? 0 : Math.round((sumOf(some, 'failed') / count) * 10_000) / 100
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1000) / 1000
}
