import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketDetailShape } from '../../contract/tickets.ts'
import { getTicket } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'
import { withAssignees } from '../show-tickets.ts'

export const ticketsGet = endpoint({
  name: 'tickets-get',
  method: 'GET',
  path: '/api/tickets/:id',
  who: 'tickets.read',
  showsPeople: true,
  tag: 'tickets',
  summary: 'One ticket, with its conversations and what became of it.',
  params: z.object({ id: idShape }),
  answer: ticketDetailShape,
  handle: async ({ services, principal: { tenantId }, params }) => {
    const shown = await services.store.read(tenantId, (db) => getTicket(db, params.id))
    const [ticket] = await withAssignees(services, tenantId, [shown])
    if (ticket === undefined) throw notFound('ticket')
    return ticket
  },
})
