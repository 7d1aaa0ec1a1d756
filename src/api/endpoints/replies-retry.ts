import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyShape, retryReplyBody } from '../../contract/replies.ts'
import { retryReply } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const repliesRetry = endpoint({
  name: 'replies-retry',
  method: 'POST',
  path: '/api/replies/:id/retry',
  who: 'replies.send',
  changes: { action: 'reply.retried', subject: 'reply' },
  tag: 'replies',
  summary: 'Sends a reply that failed, after all.',
  params: z.object({ id: idShape }),
  body: retryReplyBody,
  answer: replyShape,
  handle: async ({ services: { clock, sender }, principal, params, body, write }) => {
    const reply = await write((tx) => retryReply(tx, { clock, id: params.id, ...body }))
    sender?.wake(principal.tenantId)
    return reply
  },
})
