import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyWayShape } from '../../contract/replies.ts'
import { findWay } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsReplyWay = endpoint({
  name: 'conversations-reply-way',
  method: 'GET',
  path: '/api/conversations/:id/reply-way',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'replies',
  summary: 'How an answer to a conversation would go out, or why it cannot.',
  params: z.object({ id: idShape }),
  answer: replyWayShape,
  handle: async ({ services, principal, params }) => {
    const { way, ...rest } = await services.store.read(principal.tenantId, (db) => findWay(db, params.id))
    if (way === null) return { way, ...rest }
    const { kind, from, shownTo: to, subject } = way
    return { way: { kind, from, to, subject }, ...rest }
  },
})
