import type { Text } from './en.ts'

/** In English: what every screen may say of tickets. */
export const ticketsInEnglish = {
  'nav.tickets': 'Tickets',
  'nav.tickets.due': { one: '{n} ticket is overdue', other: '{n} tickets are overdue' },
  'nav.hours': 'Working hours',
  'ticket.number': '#{number}',
  'ticket.badge': 'Ticket #{number}: {status}',
  'ticket.status.new': 'New',
  'ticket.status.open': 'Open',
  'ticket.status.scheduled': 'Scheduled',
  'ticket.status.in_progress': 'In progress',
  'ticket.status.waiting_customer': 'Waiting for customer',
  'ticket.status.reopened': 'Reopened',
  'ticket.status.resolved': 'Resolved',
  'ticket.status.closed': 'Closed',
  'ticket.status.cancelled': 'Cancelled',
} as const satisfies Record<string, Text>
