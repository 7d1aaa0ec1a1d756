import { ticketCountsShape } from '../../contract/tickets.ts'
import { countTickets } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'

export const ticketsCounts = endpoint({
  name: 'tickets-counts',
  method: 'GET',
  path: '/api/tickets/counts',
  who: 'tickets.read',
  tag: 'tickets',
  summary: 'How many tickets stand where, are overdue, tell of danger, and wait for a decision.',
  answer: ticketCountsShape,
  handle: ({ services: { store, clock }, principal }) =>
    store.read(principal.tenantId, (db) => countTickets(db, clock.now())),
})
