import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import type { Urgency } from '../../understanding/understanding.ts'
import { wordsOf } from '../to-understand.ts'

/** Ids of the newest messages of the other side that have words and are in a conversation, newest first. */
export async function findPastMessages(db: Db, input: { limit: number }): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select m.id from message m
    where m.direction is distinct from 'out' and (m.body <> '' or m.transcript <> '')
    order by m.at desc, m.id desc limit ${input.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** What somebody said to the firm, where it is, and how pressing it is held to be; null while it is not understood. */
export type PastMessage = {
  id: Id
  conversationId: Id
  participantsId: Id
  at: Date
  words: string
  urgency: Urgency | null
}

/** These messages, in the order given; without those that are in no conversation yet. */
export async function readPastMessages(db: Db, ids: readonly Id[]): Promise<PastMessage[]> {
  const { rows } = await sql<PastMessage>`
    select m.id, e.conversation_id, m.participants_id, m.at, ${wordsOf} as words, u.urgency
    from message m
    join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    left join understanding u on u.tenant_id = m.tenant_id and u.message_id = m.id
    where m.id = any(${ids as Id[]}::uuid[])`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
