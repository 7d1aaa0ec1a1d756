import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import type { Incident, IncidentKind } from '../contract/sources.ts'
import { behind, type Db, newestPage, type Tx } from '../store/store.ts'

/** Notes what went wrong at a source; while it lasts, once. */
export async function beginIncident(
  tx: Tx,
  input: { clock: Clock; sourceId: Id; kind: IncidentKind; details: Incident['details'] },
): Promise<void> {
  const { clock, sourceId, kind } = input
  await sql`
    insert into incident (id, source_id, kind, details, began_at)
    values (${newId(clock)}, ${sourceId}, ${kind}, ${JSON.stringify(input.details)}::jsonb, ${clock.now()})
    on conflict (tenant_id, source_id, kind) where ended_at is null do nothing`.execute(tx)
}

/** Ends what went wrong at a source: it was asked to its end, and gave `recovered` messages on the way. */
export async function endIncidents(
  tx: Tx,
  input: { now: Date; sourceId: Id; recovered: number },
): Promise<void> {
  await tx
    .updateTable('incident')
    .set({ endedAt: input.now, recovered: input.recovered })
    .where('sourceId', '=', input.sourceId)
    .where('endedAt', 'is', null)
    .execute()
}

/** Whether something is wrong at a source. */
export async function hasIncident(db: Db, sourceId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('incident')
    .select('id')
    .where('sourceId', '=', sourceId)
    .where('endedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Incidents, newest first. */
export async function listIncidents(
  db: Db,
  query: { sourceId?: Id | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Incident>> {
  let find = db.selectFrom('incident').selectAll()
  if (query.sourceId !== undefined) find = find.where('sourceId', '=', query.sourceId)
  const rows = await find
    .where(behind(query.cursor, 'began_at'))
    .orderBy('beganAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, {
    limit: query.limit,
    at: ({ beganAt }) => beganAt,
    show: (row) => ({
      id: row.id,
      sourceId: row.sourceId,
      kind: row.kind as IncidentKind,
      details: row.details as Incident['details'],
      recovered: row.recovered,
      beganAt: row.beganAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }),
  })
}
