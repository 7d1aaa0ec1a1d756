import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, IMPORT_IS_OPEN, lookBy, within } from '../check.ts'

/** Tickets are settled some seconds after what they follow from. */
const LATE = '1 hour'

/** Of a row of `message`: the firm said it to the other side, or talked with it. As src/tickets/settle.ts has it. */
const IS_ANSWER = sql`(
  (m.direction = 'out' and m.kind in ('text', 'email', 'chat') and not m.labels && '{list,auto,bounce,notice}')
  or (m.kind in ('placed', 'received', 'recorded') and coalesce(m.duration_seconds, 0) > 0))`

/** No open ticket says that its customer was answered, or was not, when its conversations say otherwise. */
export const ticketsAgree: Check = {
  name: 'tickets-agree',
  summary: 'Tickets say of answers and waiting what their conversations say.',
  pace: 'compared',
  walk: { table: 'ticket', key: 'id', type: 'uuid' },
  slice: 200,
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const { rows } = await sql<{ id: Id; answered: boolean; paused: boolean; isOpen: boolean }>`
        select t.id, t.responded_at is distinct from a.at as answered, ${IMPORT_IS_OPEN} as is_open,
          t.paused_at is not null and t.status <> 'waiting_customer' as paused
        from ticket t
        cross join lateral (
          select min(m.at) as at, max(r.received_at) as received_at from ticket_conversation l
          join thread_entry e on e.tenant_id = l.tenant_id and e.message_id = l.message_id
          join thread_entry o on o.tenant_id = e.tenant_id and o.conversation_id = e.conversation_id and o.at >= t.clock_from
          join message m on m.tenant_id = o.tenant_id and m.id = o.message_id
          join raw_item r on r.tenant_id = m.tenant_id and r.id = m.raw_item_id
          where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.unlinked_at is null
            and m.id is distinct from t.cause_message_id and ${IS_ANSWER}) a
        where ${within(part, sql`t.id`)} and t.solved_at is null and t.merged_into is null
          and greatest(t.changed_at, a.received_at) < ${clock.now()}::timestamptz - ${LATE}::interval
          and (t.responded_at is distinct from a.at or (t.paused_at is not null and t.status <> 'waiting_customer'))
        order by t.id`.execute(db)
      return lookBy(rows, {
        isWaiting: ({ isOpen }) => isOpen,
        found: ({ id, answered, paused }) => ({
          kind: 'ticket_disagrees',
          subject: { kind: 'ticket', id },
          details: { answered, paused },
        }),
      })
    }),
}
