import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'

/** The message that came in last of conversation `c`, whatever time it tells: ids are in that order. */
export const newestOf = sql<Id>`(
  select e.message_id from thread_entry e where e.tenant_id = c.tenant_id and e.conversation_id = c.id
  order by e.message_id desc limit 1)`

/** Whether conversation `c` waits for an answer, and none is on its way. */
export const waits = sql<boolean>`(
  c.status = 'needs_reply' and c.merged_into is null and not c.spam
  and not exists (
    select from reply r join thread_entry e on e.tenant_id = r.tenant_id and e.message_id = r.message_id
    where r.tenant_id = c.tenant_id and e.conversation_id = c.id and r.state in ('waiting', 'sending', 'unsure')))`

/** Whether suggestion `s` answers the last word of a conversation that waits: one that was overtaken is never shown as pending. */
export const isCurrent = sql<boolean>`exists (
  select from conversation c where c.tenant_id = s.tenant_id and c.id = s.conversation_id and ${waits} and s.message_id = ${newestOf})`

/** The message that came in last of a conversation that waits for an answer; undefined where it does not. */
export async function lastWordOf(db: Db, conversationId: Id): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select ${newestOf} as id from conversation c where c.id = ${conversationId} and ${waits}`.execute(db)
  return rows[0]?.id
}
