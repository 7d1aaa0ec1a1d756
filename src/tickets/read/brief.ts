import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { TicketBrief } from '../../contract/tickets.ts'
import type { Db } from '../../store/store.ts'

const COLUMNS = sql.raw(
  't.id, t.number, t.title, t.category, t.priority, t.hazard, t.status, t.question, t.version',
)

/**
 * The tickets of conversations, as they are at this moment: open ones first, then the newest. A conversation's tickets are
 * those that have a message which is in it now.
 */
export async function ticketsOfConversations(
  db: Db,
  conversationIds: readonly Id[],
): Promise<Map<Id, TicketBrief[]>> {
  if (conversationIds.length === 0) return new Map()
  const { rows } = await sql<TicketBrief & { conversationId: Id }>`
    select distinct on (e.conversation_id, t.solved_at is null, t.number) e.conversation_id, ${COLUMNS}
    from thread_entry e
    join ticket_conversation l on l.tenant_id = e.tenant_id and l.message_id = e.message_id and l.unlinked_at is null
    join ticket t on t.tenant_id = l.tenant_id and t.id = l.ticket_id and t.merged_into is null
    where e.conversation_id = any(${conversationIds}::uuid[])
    order by e.conversation_id, t.solved_at is null desc, t.number desc`.execute(db)
  const found = new Map<Id, TicketBrief[]>()
  for (const { conversationId, ...brief } of rows)
    found.set(conversationId, [...(found.get(conversationId) ?? []), brief])
  return found
}

/** Tickets by their ids. */
export async function briefsById(db: Db, ids: readonly Id[]): Promise<Map<Id, TicketBrief>> {
  if (ids.length === 0) return new Map()
  const { rows } =
    await sql<TicketBrief>`select ${COLUMNS} from ticket t where t.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Tickets that went into this one. */
export async function briefsMergedInto(db: Db, id: Id): Promise<TicketBrief[]> {
  const { rows } = await sql<TicketBrief>`
    select ${COLUMNS} from ticket t where t.merged_into = ${id} order by t.number`.execute(db)
  return rows
}
