import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyList } from '../../contract/replies.ts'
import { getConversation } from '../../inbox/inbox.ts'
import { listReplies } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsReplies = endpoint({
  name: 'conversations-replies',
  method: 'GET',
  path: '/api/conversations/:id/replies',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'replies',
  summary:
    'Replies to a conversation that wait, are on their way, or need a person; those sent are messages.',
  params: z.object({ id: idShape }),
  answer: replyList,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, async (db) => {
      await getConversation(db, params.id)
      return { items: await listReplies(db, params.id) }
    }),
})
