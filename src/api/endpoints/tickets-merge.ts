import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ticketChangedShape, ticketMergeBody } from '../../contract/tickets.ts'
import { mergeTickets } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showChanged, ticketActorOf } from '../show-tickets.ts'

export const ticketsMerge = endpoint({
  name: 'tickets-merge',
  method: 'POST',
  path: '/api/tickets/:id/merge',
  who: 'tickets.write',
  changes: { action: 'ticket.merged', subject: 'ticket' },
  showsPeople: true,
  tag: 'tickets',
  summary: 'Puts another ticket into this one; it can be undone.',
  params: z.object({ id: idShape }),
  body: ticketMergeBody,
  answer: ticketChangedShape,
  handle: async ({ services, principal, params, body, write }) => {
    const { changeId } = await write(async (tx, tell) => {
      const by = { clock: services.clock, actor: ticketActorOf(principal) }
      const done = await mergeTickets(tx, { ...by, ...body, ticketId: params.id })
      tell({ details: { changeId: done.changeId, ...body } })
      return done
    })
    return showChanged(services, principal.tenantId, { ticketId: params.id, changeId })
  },
})
