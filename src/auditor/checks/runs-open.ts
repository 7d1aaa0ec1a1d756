import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

/** A lease is renewed every second and lasts half a minute; longer ago than this nobody works on it. */
const SILENT = '10 minutes'

/** Of one input there is one open run at most, and somebody works on it. */
export const runsOpen: Check = {
  name: 'runs-open',
  summary: 'Somebody works on every import that is under way, and no source has two.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const { rows } = await sql<{ id: Id; abandoned: boolean }>`
        select r.id, r.status = 'running' and r.lease_until < ${clock.now()}::timestamptz - ${SILENT}::interval as abandoned
        from run r where ${within(part, sql`r.id`)} and r.status in ('queued', 'running') and (
          (r.status = 'running' and r.lease_until < ${clock.now()}::timestamptz - ${SILENT}::interval)
          or exists (select from run o where o.tenant_id = r.tenant_id and o.input_key = r.input_key and o.dry_run = r.dry_run
            and o.status in ('queued', 'running') and (o.made_at, o.id) > (r.made_at, r.id)))
        order by r.id`.execute(db)
      return lookBy(rows, {
        looked: rows.length,
        found: ({ id, abandoned }) => ({
          kind: abandoned ? 'run_abandoned' : 'runs_doubled',
          subject: { kind: 'run', id },
          details: {},
        }),
      })
    }),
}
