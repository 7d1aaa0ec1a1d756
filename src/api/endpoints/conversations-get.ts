import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationDetailShape } from '../../contract/conversations.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { ticketsOfConversations } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsGet = endpoint({
  name: 'conversations-get',
  method: 'GET',
  path: '/api/conversations/:id',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary: 'One conversation, with its changes and the others with the same people.',
  params: z.object({ id: idShape }),
  answer: conversationDetailShape,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, async (db) => {
      const tickets = await ticketsOfConversations(db, [params.id])
      return { ...(await getConversation(db, params.id)), tickets: tickets.get(params.id) ?? [] }
    }),
})
