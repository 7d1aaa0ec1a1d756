import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type Alert, type AlertType, type Severity, severities } from '../contract/monitoring.ts'
import { behind, type Db, newestPage, type Tables, type Tx } from '../store/store.ts'
import type { Trouble } from './judge.ts'
import { wordsOf } from './words.ts'

const MINUTE_MS = 60_000
/**
 * How long something must not have been seen before its alert ends: what is measured over minutes swings; what is known
 * for certain, as that a source was read again, ends at once.
 */
const CALM_MS: Record<AlertType, number> = {
  performance: 2 * MINUTE_MS,
  error_rate: 2 * MINUTE_MS,
  memory: 3 * MINUTE_MS,
  timeout: 2 * MINUTE_MS,
  queue_backup: 2 * MINUTE_MS,
  disk_space: 5 * MINUTE_MS,
  discovery_stalled: 0,
  discovery_slow: 0,
  discovery_errors: 0,
  discovery_failures: 0,
  source_needs_person: 0,
  inconsistent: 0,
  mirror_unreachable: 0,
  mirror_stuck: 0,
  hook_off: 0,
  model_cost: 0,
  model_budget: 0,
  model_failing: 0,
  suggestions_failing: 2 * MINUTE_MS,
  suggestions_rejected: 0,
  backup_failed: 0,
  backup_overdue: 0,
}

const keyOf = ({ type, sourceId, mirrorId }: { type: string; sourceId: Id | null; mirrorId?: Id | null }) =>
  `${type}/${sourceId}/${mirrorId ?? null}`

/**
 * Makes the firm's alerts agree with what is not well: begins those that are new, once for each kind and source or mirror, however
 * many processes look; ends those that are over. One that a person has resolved stays so while the same lasts, unless it
 * gets graver. Does nothing, and answers false, while another process does it.
 */
export async function settleAlerts(
  tx: Tx,
  { clock, troubles }: { clock: Clock; troubles: readonly Trouble[] },
): Promise<boolean> {
  const { rows: turn } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('monitoring.alerts:' || app_tenant()::text, 0)) as mine`.execute(
    tx,
  )
  if (turn[0]?.mine !== true) return false
  const now = clock.now()
  const open = await tx.selectFrom('alert').selectAll().where('endedAt', 'is', null).execute()
  const present = new Map(troubles.map((trouble) => [keyOf(trouble), trouble]))
  for (const alert of open) {
    const trouble = present.get(keyOf(alert))
    present.delete(keyOf(alert))
    if (trouble === undefined) await calm(tx, { alert, now })
    else await goOn(tx, { alert, trouble, clock })
  }
  for (const trouble of present.values()) if (!trouble.isFading) await begin(tx, { trouble, clock })
  return true
}

type Row = Selectable<Tables['alert']>

/** What the alert is of was not seen: it ends, or will once that has lasted. */
async function calm(tx: Tx, { alert, now }: { alert: Row; now: Date }): Promise<void> {
  const calmSince = alert.calmSince ?? now
  const isOver = now.getTime() - calmSince.getTime() >= (CALM_MS[alert.type as AlertType] ?? 0)
  await tx
    .updateTable('alert')
    .set(isOver ? { calmSince, endedAt: now } : { calmSince })
    .where('id', '=', alert.id)
    .execute()
}

async function goOn(
  tx: Tx,
  { alert, trouble, clock }: { alert: Row; trouble: Trouble; clock: Clock },
): Promise<void> {
  const { isFading, severity } = trouble
  const isGraver = severities.indexOf(severity) > severities.indexOf(alert.severity as Severity)
  if (alert.resolvedAt !== null && isGraver && !isFading) {
    await tx.updateTable('alert').set({ endedAt: clock.now() }).where('id', '=', alert.id).execute()
    await begin(tx, { trouble, clock })
    return
  }
  const details = JSON.stringify(trouble.details)
  if (alert.calmSince === null && JSON.stringify(alert.details) === details && !isGraver) return
  await tx
    .updateTable('alert')
    .set({ calmSince: null, details, ...(isGraver ? { severity } : {}) })
    .where('id', '=', alert.id)
    .execute()
}

async function begin(tx: Tx, { trouble, clock }: { trouble: Trouble; clock: Clock }): Promise<void> {
  const { type, sourceId, mirrorId = null, severity, details } = trouble
  await sql`
    insert into alert (id, type, source_id, mirror_id, severity, details, began_at)
    values (${newId(clock)}, ${type}, ${sourceId}, ${mirrorId}, ${severity}, ${JSON.stringify(details)}::jsonb, ${clock.now()})
    on conflict (tenant_id, type, source_id, mirror_id) where ended_at is null do nothing`.execute(tx)
}

/** Notes that a person has seen to it. Refuses with `alert_not_found`, and with `alert_resolved` what is over. */
export async function resolveAlert(
  tx: Tx,
  input: { clock: Clock; alertId: Id; by: string; note: string | undefined },
): Promise<void> {
  const { clock, alertId, by, note } = input
  const found = await tx
    .updateTable('alert')
    .set({ resolvedAt: clock.now(), resolvedBy: by, note: note ?? null })
    .where('id', '=', alertId)
    .where('resolvedAt', 'is', null)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (found !== undefined) return
  await readAlert(tx, alertId)
  throw new Refusal('alert_resolved', 'The alert is resolved already.', 'Nothing is left to do.', {
    status: 409,
  })
}

/** An alert; refuses with `alert_not_found`. */
export async function readAlert(db: Db, alertId: Id): Promise<Alert> {
  const row = await db.selectFrom('alert').selectAll().where('id', '=', alertId).executeTakeFirst()
  if (row !== undefined) return shown(row)
  throw new Refusal(
    'alert_not_found',
    'There is no such alert.',
    'Reload the list and choose one from there.',
    {
      status: 404,
    },
  )
}

/** Alerts, newest first. */
export async function listAlerts(
  db: Db,
  query: { status: 'active' | 'resolved' | 'all'; cursor?: string | undefined; limit: number },
): Promise<{ alerts: Alert[]; next: string | null }> {
  let find = db.selectFrom('alert').selectAll()
  if (query.status === 'active') find = find.where('endedAt', 'is', null).where('resolvedAt', 'is', null)
  if (query.status === 'resolved')
    find = find.where((where) =>
      where.or([where('endedAt', 'is not', null), where('resolvedAt', 'is not', null)]),
    )
  const rows = await find
    .where(behind(query.cursor, 'began_at'))
    .orderBy('beganAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const { items, next } = newestPage(rows, { limit: query.limit, at: ({ beganAt }) => beganAt, show: shown })
  return { alerts: items, next }
}

/** How many alerts there are that nobody has resolved, by severity. */
export async function countAlerts(db: Db): Promise<Record<Severity, number>> {
  const { rows } = await sql<{ severity: Severity; count: number }>`
    select severity, count(*)::int as count from alert where ended_at is null and resolved_at is null group by severity`.execute(
    db,
  )
  const of = (severity: Severity) => rows.find((row) => row.severity === severity)?.count ?? 0
  return { low: of('low'), medium: of('medium'), high: of('high'), critical: of('critical') }
}

function shown(row: Row): Alert {
  const resolvedAt = row.resolvedAt ?? row.endedAt
  const details = row.details as Alert['details']
  const type = row.type as AlertType
  return {
    alertId: row.id,
    alertType: type,
    severity: row.severity as Severity,
    ...wordsOf(type, details),
    details,
    sourceId: row.sourceId,
    mirrorId: row.mirrorId,
    status: resolvedAt === null ? 'active' : 'resolved',
    resolved: resolvedAt !== null,
    beganAt: row.beganAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedBy,
    note: row.note,
    lasts: row.endedAt === null,
  }
}
