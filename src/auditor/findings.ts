import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import type { CheckName, Finding, FindingKind } from '../contract/auditor.ts'
import { behind, type Db, newestPage, type Tables, type Tx } from '../store/store.ts'
import type { Found, Part } from './check.ts'
import { wordsOf } from './words.ts'

/** Who ended a finding that is simply not so any more. */
export const BY_ITSELF = 'itself'

/**
 * Keeps what a check found: new findings begin, those that stand are seen again, and those that were looked for and not found
 * are over. `lookedAt` tells whether a subject was among what was looked at.
 */
export async function keepFindings(
  tx: Tx,
  input: {
    clock: Clock
    runId: Id
    check: CheckName
    found: readonly Found[]
    gone: readonly Id[]
  },
): Promise<void> {
  const now = input.clock.now()
  const records = input.found.map(({ kind, subject, details }) => ({
    ...{ id: newId(input.clock), kind, subject_kind: subject.kind, subject_id: subject.id },
    details: JSON.stringify(details),
  }))
  if (records.length > 0)
    await sql`
      insert into finding as f (id, check_name, kind, subject_kind, subject_id, details, run_id, found_at, seen_at)
      select id, ${input.check}, kind, subject_kind, subject_id, details::jsonb, ${input.runId}, ${now}, ${now}
      from json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, kind text, subject_kind text, subject_id text, details text)
      on conflict (tenant_id, check_name, kind, subject_id) where ended_at is null
      do update set seen_at = excluded.seen_at, details = excluded.details`.execute(tx)
  await endFindings(tx, { ids: input.gone, now, by: BY_ITSELF })
}

export async function endFindings(
  tx: Tx,
  { ids, now, by }: { ids: readonly Id[]; now: Date; by: string },
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update finding set ended_at = ${now}, ended_by = ${by} where id = any(${[...ids]}::uuid[]) and ended_at is null`.execute(
    tx,
  )
}

/** A finding that stands, as a check would find it again. */
export type OpenFinding = Found & { id: Id; check: CheckName }

/** What stands: of one check, or of all. */
export async function openFindings(
  db: Db,
  { check, limit = 1_000 }: { check?: CheckName | undefined; limit?: number } = {},
): Promise<OpenFinding[]> {
  let find = db.selectFrom('finding').selectAll().where('endedAt', 'is', null)
  if (check !== undefined) find = find.where('checkName', '=', check)
  const rows = await find.orderBy('foundAt').orderBy('id').limit(limit).execute()
  return rows.map(({ id, checkName, kind, subjectKind, subjectId, details }) => ({
    id,
    check: checkName as CheckName,
    kind: kind as FindingKind,
    subject: { kind: subjectKind, id: subjectId },
    details: details as Found['details'],
  }))
}

/** The subjects of findings, as a part to look at again. */
export function partOf(findings: readonly Found[]): Part {
  return { these: [...new Set(findings.map(({ subject }) => subject.id))] }
}

/** Findings, newest first. */
export async function listFindings(
  db: Db,
  query: {
    check?: CheckName | undefined
    state: 'open' | 'ended' | 'all'
    cursor?: string | undefined
    limit: number
  },
): Promise<Page<Finding>> {
  let find = db.selectFrom('finding').selectAll()
  if (query.check !== undefined) find = find.where('checkName', '=', query.check)
  if (query.state === 'open') find = find.where('endedAt', 'is', null)
  if (query.state === 'ended') find = find.where('endedAt', 'is not', null)
  const rows = await find
    .where(behind(query.cursor, 'found_at'))
    .orderBy('foundAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, { limit: query.limit, at: ({ foundAt }) => foundAt, show: showFinding })
}

export function showFinding(row: Selectable<Tables['finding']>): Finding {
  const kind = row.kind as FindingKind
  const subject = { kind: row.subjectKind, id: row.subjectId }
  return {
    id: row.id,
    check: row.checkName as CheckName,
    kind,
    subject,
    details: row.details as Finding['details'],
    ...wordsOf(kind, subject),
    foundAt: row.foundAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
  }
}

/** Findings that stand, by check. */
export async function countOpen(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select check_name as name, count(*)::int as count from finding where ended_at is null group by check_name`.execute(
    db,
  )
  return new Map(rows.map(({ name, count }) => [name, count]))
}
