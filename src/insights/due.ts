import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'

/**
 * Conversations whose figures must be made anew, and the ids of the notes that say so, to be taken away with that: by their
 * ids, for one with a lower id may be committed later.
 */
export type Due = { conversationIds: Id[]; noteIds: string[] }

const NOTES_MAX = 2_000

/** What changed first, at most `limit` conversations. */
export async function noted(db: Db, { limit }: { limit: number }): Promise<Due> {
  const { rows } = await sql<{ id: string; conversationId: Id }>`
    select id, conversation_id from insight_due order by id limit ${NOTES_MAX}`.execute(db)
  const conversationIds = new Set<Id>()
  for (const { conversationId } of rows) if (conversationIds.size < limit) conversationIds.add(conversationId)
  return {
    conversationIds: [...conversationIds],
    noteIds: rows.filter(({ conversationId }) => conversationIds.has(conversationId)).map(({ id }) => id),
  }
}

/**
 * Conversations without figures of this version, or with figures though they, or all that was said in them, are gone. It looks through all of the firm:
 * 0.3 s at 300,000 conversations, so it is asked when the program starts and when the version changes.
 */
export async function lacking(db: Db, { version, limit }: { version: string; limit: number }): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select coalesce(c.id, i.conversation_id) as id
    from (
      select c.tenant_id, c.id, c.last_at from conversation c
      where c.merged_into is null
        and exists (select from thread_entry e where e.tenant_id = c.tenant_id and e.conversation_id = c.id)) c
    full join conversation_insight i on i.tenant_id = c.tenant_id and i.conversation_id = c.id
    where i.version is distinct from ${version} or c.id is null
    order by coalesce(c.last_at, i.last_at) desc, 1 limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** How much is still to be added up: notes of conversations, at most 10,000 counted, and days. */
export async function pendingFigures(db: Db): Promise<{ conversations: number; days: number }> {
  const { rows } = await sql<{ conversations: number; days: number }>`
    select (select count(distinct conversation_id)::int from (select conversation_id from insight_due limit 10000) n) as conversations,
      (select count(*)::int from insight_stale_day) as days`.execute(db)
  return rows[0] ?? { conversations: 0, days: 0 }
}
