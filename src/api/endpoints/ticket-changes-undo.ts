import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketsChangedShape } from '../../contract/tickets.ts'
import { undoTicketChange } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showTickets, ticketActorOf } from '../show-tickets.ts'

export const ticketChangesUndo = endpoint({
  name: 'ticket-changes-undo',
  method: 'POST',
  path: '/api/ticket-changes/:id/undo',
  who: 'tickets.write',
  changes: { action: 'ticket.change_undone', subject: 'ticket_change' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Takes a change of tickets back: what it changed is as it was, unless others changed it since.',
  params: z.object({ id: idShape }),
  answer: ticketsChangedShape,
  handle: async ({ services, principal, params, write }) => {
    const { changeId, ticketIds } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal) }
      const done = await undoTicketChange(tx, { ...by, changeId: params.id })
      tell({ details: { tickets: done.ticketIds } })
      return done
    })
    return { changeId, tickets: await showTickets(services, principal.tenantId, ticketIds) }
  },
})
