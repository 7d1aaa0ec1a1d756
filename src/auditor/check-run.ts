import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { CheckDepth, CheckName, CheckResult, CheckRun } from '../contract/auditor.ts'
import type { Db, Tables, Tx } from '../store/store.ts'
import { checks } from './checks.ts'

/** How long whoever works on a run may be silent before another may begin one. */
export const LEASE_MS = 60_000
/** Runs that are over are kept so long; findings are kept with them. */
const KEPT_MS = 30 * 24 * 60 * 60_000

export type AskCheck = {
  askedBy: 'clock' | 'person'
  depth: CheckDepth
  names: readonly CheckName[] | null
}

/** Begins a run, or joins the one that is at work: a firm has one at a time, whichever process works on it. */
export async function beginRun(
  tx: Tx,
  input: AskCheck & { clock: Clock; holder: Id },
): Promise<{ runId: Id; joined: boolean }> {
  const now = input.clock.now()
  await sql`select pg_advisory_xact_lock(hashtextextended('auditor.runs:' || app_tenant()::text, 0))`.execute(
    tx,
  )
  await endAbandoned(tx, now)
  const open = await tx.selectFrom('checkRun').select('id').where('status', '=', 'running').executeTakeFirst()
  if (open !== undefined) return { runId: open.id, joined: true }
  const runId = newId(input.clock)
  await tx
    .insertInto('checkRun')
    .values({
      ...{ id: runId, askedBy: input.askedBy, depth: input.depth, status: 'running', holder: input.holder },
      names: input.names === null ? null : [...input.names],
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      total: input.names?.length ?? checks.length,
      startedAt: now,
    })
    .execute()
  await letRunsGo(tx, new Date(now.getTime() - KEPT_MS))
  return { runId, joined: false }
}

/** Ends runs of which nobody has renewed the lease: whoever worked on them was killed. */
export async function endAbandoned(tx: Tx, now: Date): Promise<void> {
  await sql`
    update check_run set status = 'failed', error_code = 'abandoned', finished_at = ${now}, holder = null, lease_until = null, current_check = null
    where status = 'running' and coalesce(lease_until, '-infinity') < ${now}`.execute(tx)
}

/** Whether a run is one of those. */
export async function isAbandoned(db: Db, { runId, now }: { runId: Id; now: Date }): Promise<boolean> {
  const { rows } = await sql`
    select from check_run where id = ${runId} and status = 'running' and coalesce(lease_until, '-infinity') < ${now}`.execute(
    db,
  )
  return rows.length > 0
}

/** Lets old runs go that found nothing which still stands, with what they found. */
async function letRunsGo(tx: Tx, before: Date): Promise<void> {
  await sql`delete from finding where ended_at < ${before}`.execute(tx)
  await sql`
    delete from check_run r where r.finished_at < ${before}
      and not exists (select from finding f where f.tenant_id = r.tenant_id and f.run_id = r.id)`.execute(tx)
}

/** Notes how far a run has come; false when it is to stop, or is not this process's any more. */
export async function renewRun(
  tx: Tx,
  input: { clock: Clock; runId: Id; holder: Id; check: CheckName; done: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('checkRun')
    .set({
      leaseUntil: new Date(input.clock.now().getTime() + LEASE_MS),
      currentCheck: input.check,
      done: input.done,
    })
    .where('id', '=', input.runId)
    .where('holder', '=', input.holder)
    .where('status', '=', 'running')
    .returning('cancelRequested')
    .executeTakeFirst()
  return row !== undefined && !row.cancelRequested
}

/** Adds what a check did. */
export async function addResult(
  tx: Tx,
  { runId, result, done }: { runId: Id; result: CheckResult; done: number },
): Promise<void> {
  await sql`
    update check_run set results = results || ${JSON.stringify([result])}::jsonb, done = ${done} where id = ${runId}`.execute(
    tx,
  )
}

export async function endRun(
  tx: Tx,
  input: { clock: Clock; runId: Id; status: 'completed' | 'cancelled' | 'failed'; errorCode?: string },
): Promise<void> {
  await tx
    .updateTable('checkRun')
    .set({
      ...{ status: input.status, finishedAt: input.clock.now(), errorCode: input.errorCode ?? null },
      ...{ holder: null, leaseUntil: null, currentCheck: null },
    })
    .where('id', '=', input.runId)
    .where('status', '=', 'running')
    .execute()
}

/** Asks a run to stop. Refuses with `check_not_found`, and with `check_over` what is over. */
export async function cancelCheck(tx: Tx, runId: Id): Promise<void> {
  const { status } = await readRun(tx, runId)
  if (status !== 'running')
    throw new Refusal('check_over', 'This check is over already.', 'Nothing is left to stop.', {
      status: 409,
    })
  await tx.updateTable('checkRun').set({ cancelRequested: true }).where('id', '=', runId).execute()
}

/** A run; refuses with `check_not_found`. */
export async function readRun(db: Db, runId: Id): Promise<CheckRun> {
  const row = await db.selectFrom('checkRun').selectAll().where('id', '=', runId).executeTakeFirst()
  if (row !== undefined) return showRun(row)
  throw new Refusal(
    'check_not_found',
    'There is no such check.',
    'Look at the list of checks, or make one.',
    {
      status: 404,
    },
  )
}

/** The run at work, else the last; null before the first. `isOver`: only one that is. */
export async function lastRun(db: Db, { isOver = false } = {}): Promise<CheckRun | null> {
  let find = db.selectFrom('checkRun').selectAll()
  if (isOver) find = find.where('status', '=', 'completed')
  const row = await find.orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : showRun(row)
}

function showRun(row: Selectable<Tables['checkRun']>): CheckRun {
  const results = row.results as CheckResult[]
  const found = results.reduce((sum, result) => sum + result.found, 0)
  return {
    id: row.id,
    askedBy: row.askedBy as CheckRun['askedBy'],
    depth: row.depth as CheckDepth,
    names: row.names as CheckName[] | null,
    status: row.status as CheckRun['status'],
    progress: { check: row.currentCheck as CheckName | null, done: row.done, total: row.total },
    isConsistent: row.status === 'completed' ? found === 0 : found > 0 ? false : null,
    found,
    results,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
