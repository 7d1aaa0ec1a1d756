import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

type Row = {
  id: Id
  kept: number
  counted: number
  lastMessage: boolean
  times: boolean
  isMerged: boolean
}

/** What a conversation's row says of its messages is what they are; one that went into another has none. */
export const conversationsCounted: Check = {
  name: 'conversations-counted',
  summary: 'Counts, first and last messages of conversations are those of their messages.',
  pace: 'compared',
  walk: { table: 'conversation', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) => {
      const { rows } = await sql<Row>`
        select * from (
          select c.id, c.message_count as kept, s.n as counted, c.merged_into is not null as is_merged,
            s.last_id is distinct from c.last_message_id as last_message,
            c.first_at is distinct from s.first_at or c.last_at is distinct from s.last_at
              or c.last_in_at is distinct from s.last_in or c.last_out_at is distinct from s.last_out as times
          from conversation c
          cross join lateral (
            select count(*)::int as n, min(m.at) as first_at, max(m.at) as last_at, max(m.at) filter (where m.direction = 'in') as last_in,
              max(m.at) filter (where m.direction = 'out') as last_out, (array_agg(m.id order by m.at desc, m.identity desc, m.id desc))[1] as last_id
            from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
            where e.tenant_id = c.tenant_id and e.conversation_id = c.id) s
          where ${within(part, sql`c.id`)}) s
        where case when is_merged then counted > 0 else counted <> kept or last_message or times end
        order by id`.execute(db)
      return lookBy(rows, {
        found: ({ id, kept, counted, lastMessage, times, isMerged }) => ({
          kind: 'conversation_miscounted',
          subject: { kind: 'conversation', id },
          details: { kept, counted, lastMessage, times, isMerged },
        }),
      })
    }),
}
