/**
 * Work that the firm owes: tickets, from the first word of them until they are done; their clocks; and what became of
 * them. A ticket's conversations are those in which its messages are now, so that the two cannot disagree.
 */
export { isDone, ticketMoves } from '../contract/tickets.ts'
