import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangedShape, ticketSplitBody } from '../../contract/tickets.ts'
import { splitTicket } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showChanged, ticketActorOf } from '../show-tickets.ts'

export const ticketsSplit = endpoint({
  name: 'tickets-split',
  method: 'POST',
  path: '/api/tickets/:id/split',
  who: 'tickets.write',
  changes: { action: 'ticket.split', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Opens a ticket of its own for messages of this one that are another matter; answers the new one.',
  params: z.object({ id: idShape }),
  body: ticketSplitBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body, write }) => {
    const done = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal) }
      const split = await splitTicket(tx, { ...by, ...body, ticketId: params.id })
      tell({ details: { changeId: split.changeId, newTicketId: split.newTicketId } })
      return split
    })
    return showChanged(services, principal.tenantId, { ticketId: done.newTicketId, changeId: done.changeId })
  },
})
