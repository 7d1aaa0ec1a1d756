import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangedShape } from '../../contract/tickets.ts'
import { linkConversation } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showChanged, ticketActorOf } from '../show-tickets.ts'

export const syncConversationsLinkTicket = endpoint({
  name: 'sync-conversations-link-ticket',
  method: 'POST',
  path: '/api/sync/conversations/:id/link-ticket/:ticketId',
  who: 'tickets.write',
  changes: { action: 'ticket.linked', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Links a conversation to a ticket that there is.',
  params: z.object({ id: idShape, ticketId: idShape }),
  answer: ticketChangedShape,
  handle: async ({ services, principal, params: { id: conversationId, ticketId }, write }) => {
    const { changeId } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal) }
      const done = await linkConversation(tx, { ...by, conversationId, ticketId })
      tell({
        subject: { kind: 'ticket', id: ticketId },
        details: { changeId: done.changeId, conversationId },
      })
      return done
    })
    return showChanged(services, principal.tenantId, { ticketId, changeId })
  },
})
