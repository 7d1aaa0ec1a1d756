import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketDismissedShape } from '../../contract/tickets.ts'
import { dismissConversation } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { ticketActorOf } from '../show-tickets.ts'

export const conversationsDismissTicket = endpoint({
  name: 'conversations-dismiss-ticket',
  method: 'POST',
  path: '/api/conversations/:id/dismiss-ticket',
  who: 'tickets.write',
  changes: { action: 'ticket.dismissed', subject: 'conversation' },
  tag: 'tickets',
  summary:
    'Says that a conversation, as far as it goes now, asks for no ticket; none is opened for it by itself.',
  params: z.object({ id: idShape }),
  answer: ticketDismissedShape,
  handle: ({ services: { clock }, principal, params, write }) =>
    write((tx) =>
      dismissConversation(tx, { clock, actor: ticketActorOf(principal), conversationId: params.id }),
    ),
})
