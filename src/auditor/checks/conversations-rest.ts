import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

/** Silence is looked for every quarter of an hour. */
const LATE = '1 hour'

/** Conversations that silence was to lay away are laid away. */
export const conversationsRest: Check = {
  name: 'conversations-rest',
  summary: 'Conversations that have been silent for long enough are laid away.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const { rows } = await sql<{ id: Id; hours: number }>`
        select c.id, floor(extract(epoch from ${clock.now()}::timestamptz - c.rests_at) / 3600)::int as hours from conversation c
        where ${within(part, sql`c.id`)} and c.merged_into is null and c.status in ('active', 'needs_reply', 'waiting')
          and c.rests_at <= ${clock.now()}::timestamptz - ${LATE}::interval order by c.id limit 1000`.execute(
        db,
      )
      return lookBy(rows, {
        looked: rows.length,
        found: ({ id }) => ({
          kind: 'conversation_overdue',
          subject: { kind: 'conversation', id },
          details: {},
        }),
      })
    }),
}
