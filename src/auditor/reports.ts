import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { AuditReport, CheckList, ConsistencyReport, FindingKind } from '../contract/auditor.ts'
import type { HealthReport } from '../contract/monitoring.ts'
import type { Db } from '../store/store.ts'
import { lastRun } from './check-run.ts'
import { listCheckpoints } from './checkpoint/kept.ts'
import { checks } from './checks.ts'
import { countOpen } from './findings.ts'
import { readRounds } from './rounds.ts'
import { wordsOf } from './words.ts'

const DAYS = 30

/** Each check, when it last looked, and what stands. */
export async function listChecks(db: Db, { everyHours }: { everyHours: number }): Promise<CheckList> {
  const open = await countOpen(db)
  const rounds = await readRounds(db)
  const last = await lastResults(db)
  return {
    items: checks.map(({ name, summary }) => ({
      ...{ name, summary, open: open.get(name) ?? 0 },
      lookedAt: last.get(name)?.at ?? null,
      last: last.get(name)?.result ?? null,
      wholeAt: rounds.get(name)?.endedAt?.toISOString() ?? null,
    })),
    run: await lastRun(db),
    everyHours,
  }
}

type Last = { at: string; result: CheckList['items'][number]['last'] }

/** What each check did last, of the latest hundred runs. */
async function lastResults(db: Db): Promise<Map<string, Last>> {
  const { rows } = await sql<{ name: string; at: Date; result: Last['result'] }>`
    select distinct on (r.result->>'name') r.result->>'name' as name, r.at, r.result
    from (select coalesce(finished_at, started_at) as at, jsonb_array_elements(results) as result from (
      select * from check_run order by started_at desc, id desc limit 100) latest) r
    order by r.result->>'name', r.at desc`.execute(db)
  return new Map(rows.map(({ name, at, result }) => [name, { at: at.toISOString(), result }]))
}

/** Whether what is kept agrees with itself: what stands, and how it was over the last days. */
export async function reportConsistency(
  db: Db,
  { clock, everyHours }: { clock: Clock; everyHours: number },
): Promise<ConsistencyReport> {
  const { items } = await listChecks(db, { everyHours })
  const run = await lastRun(db, { isOver: true })
  const { rows: open } = await sql<{ kind: FindingKind; subjectKind: string; count: number }>`
    select kind, subject_kind, count(*)::int as count from finding where ended_at is null group by kind, subject_kind order by 3 desc, 1`.execute(
    db,
  )
  const { rows: days } = await sql<{ day: string; found: number; ended: number }>`
    select to_char(day, 'YYYY-MM-DD') as day, sum(found)::int as found, sum(ended)::int as ended from (
      select date_trunc('day', found_at at time zone 'UTC') as day, 1 as found, 0 as ended from finding
      union all select date_trunc('day', ended_at at time zone 'UTC'), 0, 1 from finding where ended_at is not null) d
    where day > ${clock.now()}::timestamptz at time zone 'UTC' - ${DAYS} * interval '1 day' group by day order by day`.execute(
    db,
  )
  return {
    madeAt: clock.now().toISOString(),
    isConsistent: run === null ? null : open.length === 0,
    ...{ run, checks: items, days },
    open: open.map(({ kind, subjectKind, count }) => ({
      ...{ kind, count },
      repair: wordsOf(kind, { kind: subjectKind }).repair,
    })),
  }
}

type Integration = AuditReport['integrations'][number]

/** How everything stands that a firm's Plumbline is connected with: sources, what goes out, what is stored. */
export async function reportAll(
  db: Db,
  { clock, health }: { clock: Clock; health: HealthReport },
): Promise<AuditReport> {
  const now = clock.now()
  const since = sql`${now}::timestamptz - ${DAYS} * interval '1 day'`
  const { rows: sources } = await sql<{
    id: string
    channel: string
    state: string
    failures: number
    messages: number
    lookedAt: Date | null
    newsAt: Date | null
    troubleCode: string | null
    incidents: number
  }>`
    select s.id, s.channel, s.state, s.failures, s.message_count as messages, s.looked_at, s.news_at, s.trouble_code,
      (select count(*)::int from incident i where i.tenant_id = s.tenant_id and i.source_id = s.id and i.began_at > ${since}) as incidents
    from source s where s.removed_at is null order by s.id`.execute(db)
  const { rows: stored } = await sql<{ files: number; bytes: number; awaited: number }>`
    select (select count(*)::int from media) as files, (select coalesce(sum(bytes), 0)::float8 from media) as bytes,
      (select count(*)::int from attachment_file where sha256 is null) as awaited`.execute(db)
  const { rows: deliveries } = await sql<AuditReport['deliveries'][number]>`
    select what, done, failed, waiting, case when done + failed = 0 then null else round(1000.0 * done / (done + failed))::float8 / 10 end as success_percent
    from (
      select 'replies' as what, (count(*) filter (where state = 'sent'))::int as done, (count(*) filter (where state in ('failed', 'unsure')))::int as failed,
        (count(*) filter (where state in ('waiting', 'sending')))::int as waiting from reply where written_at > ${since}
      union all
      select 'replies_delivered', (count(*) filter (where kind = 'delivered'))::int, (count(*) filter (where kind in ('bounced', 'complained')))::int, 0
        from delivery_event where at > ${since}
      union all
      select 'alert_letters', (count(*) filter (where mailed_at is not null))::int, 0,
        (count(*) filter (where mailed_at is null and ended_at is null and resolved_at is null))::int
        from alert where began_at > ${since} and severity in ('high', 'critical')
      union all
      select 'webhook_calls', (count(*) filter (where done_at is not null))::int, 0, (count(*) filter (where done_at is null))::int
        from webhook_receipt where received_at > ${since}
      union all
      select 'imports', (count(*) filter (where status = 'completed'))::int, (count(*) filter (where status in ('failed', 'incomplete')))::int,
        (count(*) filter (where status in ('queued', 'running', 'interrupted')))::int from run where made_at > ${since} and not dry_run) d`.execute(
    db,
  )
  const { rows: trail } = await sql<{ entries: number }>`
    select coalesce((select seq from audit_head), 0)::float8 as entries`.execute(db)
  const rounds = await readRounds(db)
  const open = await countOpen(db)
  const run = await lastRun(db, { isOver: true })
  const [checkpoint] = await listCheckpoints(db)
  const verifiedAt = rounds.get('audit-chain')?.endedAt ?? null
  const whole = checks.map(({ name }) => rounds.get(name)?.endedAt ?? null)
  const wholeAt = whole.includes(null) ? null : new Date(Math.min(...whole.map((at) => at?.getTime() ?? 0)))
  const integrations: Integration[] = [
    ...health.checks.map(({ name, status, code, values }) => ({ name, id: null, status, code, values })),
    ...sources.map(
      (source): Integration => ({
        ...{ name: `source:${source.channel}`, id: source.id },
        status: source.state === 'broken' ? 'unhealthy' : source.failures > 0 ? 'degraded' : 'healthy',
        code: source.troubleCode ?? source.state,
        values: {
          ...{ messages: source.messages, failures: source.failures, incidents: source.incidents },
          lookedAt: source.lookedAt?.toISOString() ?? null,
          newsAt: source.newsAt?.toISOString() ?? null,
        },
      }),
    ),
    {
      ...{ name: 'storage', id: null },
      status: (open.get('files-kept') ?? 0) > 0 ? 'degraded' : 'healthy',
      code: (open.get('files-kept') ?? 0) > 0 ? 'files_lost' : 'whole',
      values: {
        files: stored[0]?.files ?? 0,
        bytes: stored[0]?.bytes ?? 0,
        awaited: stored[0]?.awaited ?? 0,
      },
    },
  ]
  return {
    madeAt: now.toISOString(),
    health: health.systemHealth,
    ...{ integrations, deliveries },
    trail: {
      entries: trail[0]?.entries ?? 0,
      verifiedAt: verifiedAt?.toISOString() ?? null,
      isWhole: verifiedAt === null ? null : (open.get('audit-chain') ?? 0) === 0,
    },
    consistency: {
      checkedAt: run?.finishedAt ?? null,
      open: [...open.values()].reduce((sum, count) => sum + count, 0),
      wholeAt: wholeAt?.toISOString() ?? null,
    },
    checkpoint: checkpoint === undefined ? null : { name: checkpoint.name, endedAt: checkpoint.endedAt },
  }
}
