import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyShape } from '../../contract/replies.ts'
import { withdrawReply } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const repliesWithdraw = endpoint({
  name: 'replies-withdraw',
  method: 'POST',
  path: '/api/replies/:id/withdraw',
  who: 'replies.send',
  changes: { action: 'reply.withdrawn', subject: 'reply' },
  tag: 'replies',
  summary: 'Takes a reply back that is not on its way yet, or failed.',
  params: z.object({ id: idShape }),
  answer: replyShape,
  handle: ({ params, write }) => write((tx) => withdrawReply(tx, params.id)),
})
