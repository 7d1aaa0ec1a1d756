import { type Id, newId } from '../../base/ids.ts'
import { ticketsMovedShape, ticketsStatusBody } from '../../contract/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { changeTicketFrom, showTickets, ticketActorOf } from '../show-tickets.ts'

export const ticketsStatus = endpoint({
  name: 'tickets-status',
  method: 'POST',
  path: '/api/tickets/status',
  who: 'tickets.write',
  changes: { action: 'ticket.moved' },
  showsPeople: true,
  tag: 'tickets',
  summary:
    'Moves many tickets to another status, all of them or none; one undo takes all back. Where somebody else moved one since its `version`, a person decides on that.',
  body: ticketsStatusBody,
  answer: ticketsMovedShape,
  handle: async ({ services, principal, body: { tickets, status, reason }, write }) => {
    const ids = tickets.map(({ id }) => id)
    const { changeId, waiting } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal), changeId: newId(services.clock) }
      const note = reason === undefined ? undefined : { code: 'reason', reason }
      const conflicts: Id[] = []
      let waiting = 0
      for (const { id, version } of tickets) {
        const done = await changeTicketFrom(tx, { ...by, id, version, change: { status }, note })
        conflicts.push(...done.conflictIds)
        waiting += done.waiting
      }
      tell({ details: { changeId: by.changeId, status, tickets: ids, conflicts } })
      return { changeId: by.changeId, waiting }
    })
    return { changeId, waiting, tickets: await showTickets(services, principal.tenantId, ids) }
  },
})
