import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangedShape, ticketUnlinkBody } from '../../contract/tickets.ts'
import { unlinkConversation } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showChanged, ticketActorOf } from '../show-tickets.ts'

export const ticketsUnlink = endpoint({
  name: 'tickets-unlink',
  method: 'POST',
  path: '/api/tickets/:id/unlink',
  who: 'tickets.write',
  changes: { action: 'ticket.unlinked', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Takes a conversation off a ticket, which nothing links again by itself.',
  params: z.object({ id: idShape }),
  body: ticketUnlinkBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body, write }) => {
    const { changeId } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal) }
      const done = await unlinkConversation(tx, { ...by, ...body, ticketId: params.id })
      tell({ details: { changeId: done.changeId, ...body } })
      return done
    })
    return showChanged(services, principal.tenantId, { ticketId: params.id, changeId })
  },
})
