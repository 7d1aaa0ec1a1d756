import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

type Counts = { seen: number; stored: number; duplicates: number; rejected: number }
type Row = Counts & { id: Id; lines: Counts }

/** What a run has counted is what its ledger's lines add up to, and seen = stored + duplicates + rejected in each line. */
export const runsAddUp: Check = {
  name: 'runs-add-up',
  summary: 'Imports add up: seen = stored + duplicates + rejected, line by line and together.',
  pace: 'compared',
  walk: { table: 'run', key: 'id', type: 'uuid' },
  slice: 50,
  look: ({ read }, part) =>
    read(async (db) => {
      // The lines of a rehearsal went away with the database that it was held in.
      const { rows } = await sql<Row & { uneven: number }>`
        select r.id, r.seen, r.stored, r.duplicates, r.rejected, l.uneven,
          json_build_object('seen', l.seen, 'stored', l.stored, 'duplicates', l.duplicates, 'rejected', l.rejected) as lines
        from run r
        cross join lateral (
          select coalesce(sum(seen), 0)::int as seen, coalesce(sum(stored), 0)::int as stored, coalesce(sum(duplicates), 0)::int as duplicates,
            coalesce(sum(rejected), 0)::int as rejected, (count(*) filter (where seen <> stored + duplicates + rejected))::int as uneven
          from run_item i where i.tenant_id = r.tenant_id and i.run_id = r.id) l
        where ${within(part, sql`r.id`)} and not r.dry_run
          and (r.seen <> l.seen or r.stored <> l.stored or r.duplicates <> l.duplicates or r.rejected <> l.rejected or l.uneven > 0)
        order by r.id`.execute(db)
      return lookBy(rows, {
        found: ({ id, lines, uneven, ...run }) => ({
          kind: 'run_miscounted',
          subject: { kind: 'run', id },
          details: {
            ...{ seen: run.seen, stored: run.stored, duplicates: run.duplicates, rejected: run.rejected },
            ...{ linesSeen: lines.seen, linesStored: lines.stored, linesDuplicates: lines.duplicates },
            ...{ linesRejected: lines.rejected, unevenLines: uneven },
          },
        }),
      })
    }),
}
