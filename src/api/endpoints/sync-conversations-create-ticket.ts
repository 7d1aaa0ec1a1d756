import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { createTicketBody, ticketChangedShape } from '../../contract/tickets.ts'
import { openForConversation } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showChanged, ticketActorOf } from '../show-tickets.ts'

export const syncConversationsCreateTicket = endpoint({
  name: 'sync-conversations-create-ticket',
  method: 'POST',
  path: '/api/sync/conversations/:id/create-ticket',
  who: 'tickets.write',
  changes: { action: 'ticket.opened', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Opens a ticket for a conversation; what is not said is filled in from what is understood of it.',
  params: z.object({ id: idShape }),
  body: createTicketBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body, write }) => {
    const done = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal) }
      const opened = await openForConversation(tx, { ...by, ...body, conversationId: params.id })
      tell({
        subject: { kind: 'ticket', id: opened.ticketId },
        details: { changeId: opened.changeId, conversationId: params.id },
      })
      return opened
    })
    return showChanged(services, principal.tenantId, done)
  },
})
