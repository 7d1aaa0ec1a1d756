import { sql } from 'kysely'
import { type Check, lookBy, within } from '../check.ts'

const LATE = '1 hour'

type Row = { subscriber: string; isAhead: boolean; troubleCode: string | null }

/**
 * Nobody stands beyond the end of the log of what changed, as after a database was put back: they would pass over what comes;
 * and nobody leaves unread for an hour what they could read.
 */
export const eventsRead: Check = {
  name: 'events-read',
  summary: 'Whoever reads what changed stands within the log, and gets on.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const { rows } = await sql<Row>`
        select * from (
          select c.subscriber, c.trouble_code,
            c.transaction > pg_snapshot_xmax(pg_current_snapshot()) as is_ahead,
            c.read_at < ${clock.now()}::timestamptz - ${LATE}::interval and exists (select from event e where e.tenant_id = c.tenant_id
              and (e.transaction, e.id) > (c.transaction, c.id) and e.at < ${clock.now()}::timestamptz - ${LATE}::interval) as is_behind
          from event_cursor c where ${within(part, sql`c.subscriber`, 'text')} and c.subscriber <> '') c
        where is_ahead or (is_behind and trouble_code is not null) order by subscriber`.execute(db)
      return lookBy(rows, {
        looked: rows.length,
        found: ({ subscriber, isAhead, troubleCode }) => ({
          kind: isAhead ? 'cursor_ahead' : 'subscriber_stalled',
          subject: { kind: 'subscriber', id: subscriber },
          details: { troubleCode },
        }),
      })
    }),
}
