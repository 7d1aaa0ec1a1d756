import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { messageListQuery, messagePage } from '../../contract/conversations.ts'
import { getConversation, listMessages } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsMessages = endpoint({
  name: 'conversations-messages',
  method: 'GET',
  path: '/api/conversations/:id/messages',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary: 'The messages of a conversation, each with why it is there.',
  params: z.object({ id: idShape }),
  query: messageListQuery,
  answer: messagePage,
  handle: ({ services, principal, params, query }) =>
    services.store.read(principal.tenantId, async (db) => {
      await getConversation(db, params.id)
      return listMessages(db, { conversationId: params.id, ...query })
    }),
})
