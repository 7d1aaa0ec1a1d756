/**
 * Work that the firm owes: tickets, from the first word of them until they are done; their clocks; and what became of
 * them. A ticket's conversations are those in which its messages are now, so that the two cannot disagree.
 */
export { itself, lockTickets, type TicketActor } from './act.ts'
export { dismissConversation, openForConversation } from './by-hand.ts'
export { changeTicket, type TicketChange } from './change.ts'
export { nextHolidays } from './clock/holidays.ts'
export { type HeldHours, readCalendar, readHours, writeHours } from './clock/hours.ts'
export { targets } from './clock/targets.ts'
export { addWorking, NeverOpen, type WorkCalendar, workingBetween } from './clock/working-time.ts'
export { decideConversation } from './decide.ts'
export { forgetTickets } from './forget.ts'
export { linkConversation, unlinkConversation } from './link.ts'
export { mergeTickets, splitTicket } from './merge.ts'
export { openTicket } from './open.ts'
export { analysePotential } from './potential.ts'
export { ticketsOfConversations } from './read/brief.ts'
export { getTicket } from './read/detail.ts'
export { countTickets, listTickets, type ShownTicket, type TicketQuery, ticketsById } from './read/list.ts'
export { settleTickets } from './settle.ts'
export { standingTicket } from './standing.ts'
export { conversationsToDecide } from './to-decide.ts'
export { undoTicketChange } from './undo.ts'
