import type { Selectable } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { TicketPriority, TicketStatus } from '../contract/tickets.ts'
import type { Db, Tables } from '../store/store.ts'

/** A row of `ticket`. */
export type TicketRow = Omit<Selectable<Tables['ticket']>, 'status' | 'priority'> & {
  status: TicketStatus
  priority: TicketPriority
}

/** The ticket with this id. Refuses with `ticket_not_found`, `ticket_merged`. */
export async function standingTicket(db: Db, id: Id): Promise<TicketRow> {
  const row = await db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw ticketNotFound()
  if (row.mergedInto !== null)
    throw new Refusal(
      'ticket_merged',
      'That ticket was merged into another.',
      'Open the one it was merged into.',
      { status: 409 },
    )
  return row as TicketRow
}

export function ticketNotFound(): Refusal {
  return new Refusal(
    'ticket_not_found',
    'There is no such ticket.',
    'Go back to the tickets and open it from there.',
    {
      status: 404,
    },
  )
}
