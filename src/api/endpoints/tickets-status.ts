import { ticketsChangedShape, ticketsStatusBody } from '../../contract/tickets.ts'
import { changeTickets } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showTickets, ticketActorOf } from '../show-tickets.ts'

export const ticketsStatus = endpoint({
  name: 'tickets-status',
  method: 'POST',
  path: '/api/tickets/status',
  who: 'tickets.write',
  changes: { action: 'ticket.moved' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Moves many tickets to another status, all of them or none; one undo takes all back.',
  body: ticketsStatusBody,
  answer: ticketsChangedShape,
  handle: async ({ services, principal, body: { tickets, status, reason }, write }) => {
    const { changeId } = await write(async (tx, tell) => {
      const done = await changeTickets(tx, {
        ...{ clock: services.clock, actor: ticketActorOf(principal), tickets, change: { status } },
        note: reason === undefined ? undefined : { code: 'reason', reason },
      })
      tell({ details: { changeId: done.changeId, status, tickets: tickets.map(({ id }) => id) } })
      return done
    })
    const ids = tickets.map(({ id }) => id)
    return { changeId, tickets: await showTickets(services, principal.tenantId, ids) }
  },
})
