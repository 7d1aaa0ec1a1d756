import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangeBody, ticketChangedShape } from '../../contract/tickets.ts'
import { changeTicket } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { refuseStranger, showChanged, ticketActorOf } from '../show-tickets.ts'

export const ticketsChange = endpoint({
  name: 'tickets-change',
  method: 'PATCH',
  path: '/api/tickets/:id',
  who: 'tickets.write',
  changes: { action: 'ticket.changed', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary:
    'Changes what a ticket says: title, kind of work, priority, place, who sees to it; what others changed meanwhile refuses it.',
  params: z.object({ id: idShape }),
  body: ticketChangeBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body: { version, ...change }, write }) => {
    await refuseStranger(services, principal.tenantId, change.assigneeId)
    const { changeId } = await write(async (tx, tell) => {
      const done = await changeTicket(tx, {
        ...{ clock: services.clock, actor: ticketActorOf(principal), id: params.id, base: version, change },
      })
      tell({ details: { changeId: done.changeId, fields: Object.keys(change) } })
      return done
    })
    return showChanged(services, principal.tenantId, { ticketId: params.id, changeId })
  },
})
