import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import type { Conflict, ConflictKind, FieldValue } from '../contract/conflicts.ts'
import { behind, type Db, newestPage } from '../store/store.ts'
import { readFields } from './fields.ts'

/** Conflicts, newest first. */
export async function listConflicts(
  db: Db,
  query: {
    state: 'open' | 'settled' | 'all'
    entityId?: Id | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<Page<Conflict>> {
  let find = db.selectFrom('conflict').selectAll()
  if (query.state !== 'all') find = find.where('settledAt', query.state === 'open' ? 'is' : 'is not', null)
  if (query.entityId !== undefined) find = find.where('entityId', '=', query.entityId)
  const rows = await find
    .where(behind(query.cursor, 'found_at'))
    .orderBy('foundAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const shown = await labelsOf(
    db,
    rows.map(({ entityId }) => entityId),
  )
  const fields = new Map<Id, Awaited<ReturnType<typeof readFields>>>()
  for (const { kind, entityId: id } of rows)
    if (!fields.has(id)) fields.set(id, await readFields(db, { kind: kind as ConflictKind, id }))
  return newestPage(rows, {
    limit: query.limit,
    at: ({ foundAt }) => foundAt,
    show: (row) => ({
      id: row.id,
      kind: row.kind as ConflictKind,
      entityId: row.entityId,
      entityLabel: shown.get(row.entityId) ?? null,
      field: row.field,
      strategy: row.strategy as Conflict['strategy'],
      reason: row.reason as Conflict['reason'],
      base: row.base as FieldValue,
      first: row.first as FieldValue,
      firstBy: row.firstBy,
      firstAt: row.firstAt?.toISOString() ?? null,
      second: row.second as FieldValue,
      secondBy: row.secondBy,
      secondAt: row.secondAt.toISOString(),
      now: fields.get(row.entityId)?.[row.field] ?? (row.kept as FieldValue),
      lost: row.lost as Conflict['lost'],
      mirrorId: row.mirrorId,
      foundAt: row.foundAt.toISOString(),
      settledAt: row.settledAt?.toISOString() ?? null,
      settledBy: row.settledBy,
      settled: row.settled as FieldValue,
    }),
  }) as Page<Conflict>
}

/** How many wait for a person. */
export async function countOpenConflicts(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from conflict where settled_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

async function labelsOf(db: Db, ids: readonly Id[]): Promise<Map<Id, string>> {
  const { rows } = await sql<{ id: Id; label: string }>`
    select id, '#' || number || coalesce(' ' || title, '') as label from ticket where id = any(${[...ids]}::uuid[])
    union all select id, name from customer where id = any(${[...ids]}::uuid[]) and name is not null`.execute(
    db,
  )
  return new Map(rows.map(({ id, label }) => [id, label]))
}
