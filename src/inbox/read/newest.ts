import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'

/** The message that came in last, whatever time it tells: a mail may be late, or its sender's clock wrong. Ids are in that order. */
export const newestIn = (conversationId: Id) => sql<Id>`(
  select message_id from thread_entry where conversation_id = ${conversationId} order by message_id desc limit 1)`
