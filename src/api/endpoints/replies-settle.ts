import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyShape, settleReplyBody } from '../../contract/replies.ts'
import { settleReply } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const repliesSettle = endpoint({
  name: 'replies-settle',
  method: 'POST',
  path: '/api/replies/:id/settle',
  who: 'replies.send',
  changes: { action: 'reply.settled', subject: 'reply' },
  tag: 'replies',
  summary:
    'Says of a reply that broke off on its way whether it was sent, as a person found in the account; if not, it is sent.',
  params: z.object({ id: idShape }),
  body: settleReplyBody,
  answer: replyShape,
  handle: async ({ services: { clock, sender }, principal, params, body, write }) => {
    const reply = await write(async (tx, tell) => {
      tell({ details: { sent: body.sent } })
      return settleReply(tx, { clock, id: params.id, ...body })
    })
    sender?.wake(principal.tenantId)
    return reply
  },
})
