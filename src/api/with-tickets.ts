import type { Conversation } from '../contract/conversations.ts'
import type { Db } from '../store/store.ts'
import { ticketsOfConversations } from '../tickets/tickets.ts'

/** Lines of the inbox with their tickets, of which inbox knows nothing. */
export async function withTickets(db: Db, items: readonly Conversation[]): Promise<Conversation[]> {
  const tickets = await ticketsOfConversations(
    db,
    items.map(({ id }) => id),
  )
  return items.map((item) => ({ ...item, tickets: tickets.get(item.id) ?? [] }))
}
