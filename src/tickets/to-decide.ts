import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'

/** What is older is no longer asked whether it needs a ticket, even in a conversation that goes on. */
const MESSAGE_DAYS = 30
const DAY_MS = 86_400_000

/**
 * Conversations with a message that lacks a decision by what is understood of it now, longest waiting first. Only of
 * those whose newest message is younger than `recentDays`, or who wait for an answer: an import of ten years opens no
 * ten thousand tickets. One that is not understood to its end yet waits until it is, so that what puts right and what
 * calls off is read after what it is about.
 */
export async function conversationsToDecide(
  db: Db,
  { now, recentDays, limit }: { now: Date; recentDays: number; limit: number },
): Promise<Id[]> {
  const since = new Date(now.getTime() - recentDays * DAY_MS)
  const messagesSince = new Date(now.getTime() - MESSAGE_DAYS * DAY_MS)
  const { rows } = await sql<{ id: Id }>`
    select e.conversation_id as id
    from (
      select id from conversation where merged_into is null and not spam and last_at >= ${since}
      union select id from conversation where merged_into is null and not spam and status = 'needs_reply') c
    join thread_entry e on e.conversation_id = c.id and e.at >= ${messagesSince}
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id and m.direction is distinct from 'out'
    left join understanding u on u.tenant_id = e.tenant_id and u.message_id = e.message_id
    left join ticket_decision d on d.tenant_id = e.tenant_id and d.message_id = e.message_id
    group by e.conversation_id
    having bool_and(u.message_id is not null or (m.body = '' and coalesce(m.transcript, '') = '') or m.kind = 'step')
      and bool_or(u.message_id is not null and (d.message_id is null or (not d.by_hand and (d.conversation_id <> e.conversation_id
        or d.understood <> u.version || '.' || u.rule_version || coalesce('.' || u.refined_by, '')))))
    order by min(e.at) limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
