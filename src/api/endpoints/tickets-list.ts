import { ticketListQuery, ticketPage } from '../../contract/tickets.ts'
import { listTickets } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { withAssignees } from '../show-tickets.ts'

export const ticketsList = endpoint({
  name: 'tickets-list',
  method: 'GET',
  path: '/api/tickets',
  who: 'tickets.read',
  showsPeople: true,
  tag: 'tickets',
  summary: 'Tickets: dangers and emergencies first, then what is due soonest; or opened last.',
  query: ticketListQuery,
  answer: ticketPage,
  handle: async ({ services, principal: { tenantId }, query: { open, ...query } }) => {
    const page = await services.store.read(tenantId, (db) =>
      listTickets(db, { ...query, open: open === undefined ? undefined : open === 'true' }),
    )
    return { ...page, items: await withAssignees(services, tenantId, page.items) }
  },
})
