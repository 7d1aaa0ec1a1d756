import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

/** How many messages came from each source is as many as are here. One statement, so that an import between changes nothing. */
export const sourcesCounted: Check = {
  name: 'sources-counted',
  summary: 'Each source has as many messages as it says.',
  pace: 'compared',
  walk: { table: 'source', key: 'id', type: 'uuid' },
  slice: 4,
  look: ({ read }, part) =>
    read(async (db) => {
      const { rows } = await sql<{ id: Id; kept: number; counted: number }>`
        select s.id, s.message_count as kept, n.counted from source s
        cross join lateral (select count(*)::int as counted from message m where m.tenant_id = s.tenant_id and m.source_id = s.id) n
        where ${within(part, sql`s.id`)} and s.message_count <> n.counted order by s.id`.execute(db)
      return lookBy(rows, {
        found: ({ id, kept, counted }) => ({
          kind: 'source_miscounted',
          subject: { kind: 'source', id },
          details: { kept, counted },
        }),
      })
    }),
}
