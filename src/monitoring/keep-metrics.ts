import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { MachineReading, Tally } from '../metrics/metrics.ts'
import type { Store, Tx } from '../store/store.ts'

const FIELDS =
  'at_ms float8, name text, label text, count float8, failed float8, sum_ms float8, max_ms float8, buckets float8[]'

/** Adds what was done for a firm to its minutes, which other processes add to as well. In one order, so that none waits in a circle. */
export async function keepTallies(tx: Tx, tallies: readonly Tally[]): Promise<void> {
  await sql`
    insert into metric_minute (at, name, label, count, failed, sum_ms, max_ms, buckets)
    select to_timestamp(at_ms / 1000), name, label, count, failed, sum_ms, max_ms, buckets
    from jsonb_to_recordset(${asRecords(tallies)}::jsonb) as x(${sql.raw(FIELDS)}) order by 1, 2, 3
    on conflict (tenant_id, at, name, label) do update set
      count = metric_minute.count + excluded.count, failed = metric_minute.failed + excluded.failed,
      sum_ms = metric_minute.sum_ms + excluded.sum_ms, max_ms = greatest(metric_minute.max_ms, excluded.max_ms),
      buckets = (select array_agg(coalesce(a, 0) + coalesce(b, 0) order by place)
                 from unnest(metric_minute.buckets, excluded.buckets) with ordinality as pair(a, b, place))`.execute(
    tx,
  )
}

/** The same of a process, whichever firm it worked for. */
export async function keepMachineTallies(
  { pool }: Pick<Store, 'pool'>,
  { processId, tallies }: { processId: Id; tallies: readonly Tally[] },
): Promise<void> {
  await pool.query(
    `insert into machine.metric_minute (process_id, at, name, count, failed, sum_ms, max_ms, buckets)
     select $1, to_timestamp(at_ms / 1000), name, count, failed, sum_ms, max_ms, buckets
     from jsonb_to_recordset($2::jsonb) as x(${FIELDS})
     on conflict (at, process_id, name) do update set
       count = metric_minute.count + excluded.count, failed = metric_minute.failed + excluded.failed,
       sum_ms = metric_minute.sum_ms + excluded.sum_ms, max_ms = greatest(metric_minute.max_ms, excluded.max_ms),
       buckets = (select array_agg(a + b order by place)
                  from unnest(metric_minute.buckets, excluded.buckets) with ordinality as pair(a, b, place))`,
    [processId, asRecords(tallies)],
  )
}

function asRecords(tallies: readonly Tally[]): string {
  return JSON.stringify(
    tallies.map(({ atMs, sumMs, maxMs, ...same }) => ({
      ...same,
      at_ms: atMs,
      sum_ms: sumMs,
      max_ms: maxMs,
    })),
  )
}

const MIB = 1024 * 1024
/** A process that has been silent for so long is no more. */
const GONE_AFTER = '1 hour'

/** Notes how a process is, and forgets those that are no more. */
export async function keepReading(
  { pool }: Pick<Store, 'pool'>,
  { processId, now, reading }: { processId: Id; now: Date; reading: MachineReading },
): Promise<void> {
  const { memoryBytes, rssBytes, eventLoopP99, diskFreeBytes } = reading
  await pool.query(
    `with gone as (delete from machine.process where seen_at < $2::timestamptz - interval '${GONE_AFTER}')
     insert into machine.process (process_id, seen_at, memory_mb, rss_mb, event_loop_p99_ms, disk_free_mb, pool_used, pool_idle, pool_waiting)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (process_id) do update set seen_at = excluded.seen_at, memory_mb = excluded.memory_mb, rss_mb = excluded.rss_mb,
       event_loop_p99_ms = excluded.event_loop_p99_ms, disk_free_mb = excluded.disk_free_mb, pool_used = excluded.pool_used,
       pool_idle = excluded.pool_idle, pool_waiting = excluded.pool_waiting`,
    [
      processId,
      now,
      memoryBytes / MIB,
      rssBytes / MIB,
      eventLoopP99 * 1000,
      diskFreeBytes === null ? null : diskFreeBytes / MIB,
      reading.pool.used,
      reading.pool.idle,
      reading.pool.waiting,
    ],
  )
}

/** Lets go what was measured of a firm before an instant, its programs' own figures among it, and alerts that ended long before. */
export async function letMetricsGo(
  tx: Tx,
  { before, alertsBefore }: { before: Date; alertsBefore: Date },
): Promise<void> {
  await tx.deleteFrom('metricMinute').where('at', '<', before).execute()
  await tx.deleteFrom('customMetric').where('recordedAt', '<', before).execute()
  await tx.deleteFrom('alert').where('endedAt', '<', alertsBefore).execute()
}

/** The same of the processes. */
export async function letMachineMetricsGo({ pool }: Pick<Store, 'pool'>, before: Date): Promise<void> {
  await pool.query('delete from machine.metric_minute where at < $1', [before])
}
