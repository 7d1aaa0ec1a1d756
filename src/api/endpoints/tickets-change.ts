import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangeBody, ticketChangedShape } from '../../contract/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { changeTicketFrom, refuseStranger, showChanged, ticketActorOf } from '../show-tickets.ts'

export const ticketsChange = endpoint({
  name: 'tickets-change',
  method: 'PATCH',
  path: '/api/tickets/:id',
  who: 'tickets.write',
  changes: { action: 'ticket.changed', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary:
    'Changes what a ticket says: title, kind of work, priority, place, who sees to it. What others changed since `version` is a conflict, resolved by the field’s strategy.',
  params: z.object({ id: idShape }),
  body: ticketChangeBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body: { version, ...change }, write }) => {
    await refuseStranger(services, principal.tenantId, change.assigneeId)
    const { changeId, waiting } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal), id: params.id }
      const done = await changeTicketFrom(tx, { ...by, version, change })
      tell({ details: { changeId: done.changeId, fields: Object.keys(change), conflicts: done.conflictIds } })
      return done
    })
    return showChanged(services, principal.tenantId, { ticketId: params.id, changeId, waiting })
  },
})
