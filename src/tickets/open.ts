import { sql } from 'kysely'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { TicketPriority } from '../contract/tickets.ts'
import type { TimeWindow } from '../contract/understanding.ts'
import type { Tx } from '../store/store.ts'
import { type By, beginAct } from './act.ts'
import { readCalendar } from './clock/hours.ts'
import { dueFrom } from './clock/targets.ts'
import { linkMessages } from './link.ts'

/** What a ticket is opened with. */
export type NewTicket = {
  title: string | null
  category: string
  priority: TicketPriority
  hazard?: 'gas' | 'carbon_monoxide' | null
  customerId: Id | null
  propertyId?: Id | null
  place?: string | null
  wanted?: TimeWindow | null
  /** The message that asks for the work, and when it was said. */
  cause: { messageId: Id; at: Date } | null
  /** Why, for its activity. */
  note?: Record<string, unknown> | undefined
}

/** Opens a ticket, linked to its cause. Its clocks run since the cause was said. Refuses with `customer_not_found`, `property_elsewhere`. */
export async function openTicket(
  tx: Tx,
  { clock, actor, ...ticket }: By & NewTicket,
): Promise<{ ticketId: Id; changeId: Id; number: number }> {
  const { changeId, at } = await beginAct(tx, { clock, actor, note: ticket.note })
  await refuseUnknownCustomer(tx, ticket.customerId)
  await refuseForeignProperty(tx, ticket)
  const { rows } = await sql<{ lastNumber: number }>`
    insert into ticket_counter as c (last_number) values (1)
    on conflict (tenant_id) do update set last_number = c.last_number + 1 returning last_number`.execute(tx)
  const number = rows[0]?.lastNumber ?? 1
  const ticketId = newId(clock)
  const from = ticket.cause === null || ticket.cause.at > at ? at : ticket.cause.at
  const { respondByMs, solveByMs } = dueFrom(await readCalendar(tx), {
    priority: ticket.priority,
    fromMs: from.getTime(),
    pausedMs: 0,
  })
  await tx
    .insertInto('ticket')
    .values({
      id: ticketId,
      number,
      customerId: ticket.customerId,
      propertyId: ticket.propertyId ?? null,
      place: ticket.place ?? null,
      wanted: ticket.wanted === null || ticket.wanted === undefined ? null : JSON.stringify(ticket.wanted),
      title: ticket.title,
      category: ticket.category,
      priority: ticket.priority,
      hazard: ticket.hazard ?? null,
      status: 'new',
      statusSince: at,
      causeMessageId: ticket.cause?.messageId ?? null,
      openedBy: actor.label,
      openedAt: at,
      clockFrom: from,
      respondBy: new Date(respondByMs),
      solveBy: new Date(solveByMs),
      changedAt: at,
    })
    .execute()
  if (ticket.cause !== null)
    await linkMessages(tx, {
      at,
      actor,
      ticketId,
      messages: [{ messageId: ticket.cause.messageId, role: 'cause' }],
    })
  return { ticketId, changeId, number }
}

async function refuseUnknownCustomer(tx: Tx, customerId: Id | null): Promise<void> {
  if (customerId === null) return
  const found = await tx.selectFrom('customer').select('id').where('id', '=', customerId).executeTakeFirst()
  if (found !== undefined) return
  throw new Refusal('customer_not_found', 'There is no such customer.', 'Look at the list of customers.', {
    status: 404,
  })
}

/** A place of somebody else's is a mistake. */
export async function refuseForeignProperty(
  tx: Tx,
  { customerId, propertyId }: { customerId: Id | null; propertyId?: Id | null | undefined },
): Promise<void> {
  if (propertyId === null || propertyId === undefined) return
  const { rows } = await sql<{ isTheirs: boolean }>`
    select ${customerId}::uuid is null or p.customer_id = ${customerId} or exists (
      select from customer c where c.id = p.customer_id and c.merged_into = ${customerId}) as is_theirs
    from property p where p.id = ${propertyId}`.execute(tx)
  if (rows[0]?.isTheirs === true) return
  throw new Refusal(
    'property_elsewhere',
    'That place is not known, or is not this customer’s.',
    'Choose one of the places on the customer’s page.',
  )
}
