import { ticketChangedShape, ticketOpenBody } from '../../contract/tickets.ts'
import { openTicket } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showChanged, ticketActorOf } from '../show-tickets.ts'

export const ticketsOpen = endpoint({
  name: 'tickets-open',
  method: 'POST',
  path: '/api/tickets',
  who: 'tickets.write',
  changes: { action: 'ticket.opened' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Opens a ticket by hand, without a conversation: for a call nobody recorded.',
  body: ticketOpenBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, body, write }) => {
    const done = await write(async (tx, tell) => {
      const opened = await openTicket(tx, {
        ...{ clock: services.clock, actor: ticketActorOf(principal), cause: null },
        ...{ title: body.title, category: body.category, priority: body.priority },
        ...{ customerId: body.customerId ?? null, propertyId: body.propertyId ?? null },
      })
      tell({ subject: { kind: 'ticket', id: opened.ticketId }, details: { changeId: opened.changeId } })
      return opened
    })
    return showChanged(services, principal.tenantId, done)
  },
})
