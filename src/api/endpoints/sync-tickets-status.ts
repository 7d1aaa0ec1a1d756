import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangedShape, ticketStatusBody } from '../../contract/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { changeTicketFrom, showChanged, ticketActorOf } from '../show-tickets.ts'

export const syncTicketsStatus = endpoint({
  name: 'sync-tickets-status',
  method: 'POST',
  path: '/api/sync/tickets/:id/status',
  who: 'tickets.write',
  changes: { action: 'ticket.moved', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Moves a ticket to another status, if that may follow from where it stands.',
  params: z.object({ id: idShape }),
  body: ticketStatusBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body: { version, status, reason }, write }) => {
    const { changeId, waiting } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal), id: params.id }
      const note = reason === undefined ? undefined : { code: 'reason', reason }
      const done = await changeTicketFrom(tx, { ...by, version, change: { status }, note })
      tell({ details: { changeId: done.changeId, status, conflicts: done.conflictIds } })
      return done
    })
    return showChanged(services, principal.tenantId, { ticketId: params.id, changeId, waiting })
  },
})
