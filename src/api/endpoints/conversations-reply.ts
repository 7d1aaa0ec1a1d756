import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyShape, writeReplyBody } from '../../contract/replies.ts'
import { writeReply } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'
import { mailIdsOf } from '../reply-mail-id.ts'

export const conversationsReply = endpoint({
  name: 'conversations-reply',
  method: 'POST',
  path: '/api/conversations/:id/replies',
  who: 'replies.send',
  changes: { action: 'reply.written', subject: 'conversation' },
  tag: 'replies',
  summary:
    'Has a reply sent, once, after a moment in which it can be taken back; refused where the other side has written what its writer has not seen.',
  params: z.object({ id: idShape }),
  body: writeReplyBody,
  answer: replyShape,
  handle: async ({ services, principal, params, body, write }) => {
    const { clock, secrets, settings, sender } = services
    const { tenantId, label, personId } = principal
    const conversationId = params.id
    const mailIdOf = mailIdsOf(secrets, { tenantId, replyId: body.id })
    const reply = await write(async (tx, tell) => {
      const written = await writeReply(tx, {
        ...{ clock, conversationId, writtenBy: label, writerId: personId, delayMs: settings.replyDelayMs },
        ...{ id: body.id, seenMessageId: body.seenMessageId, text: body.text },
        mailIdOf: (way) => mailIdOf(way, conversationId),
      })
      tell({ details: { way: written.way, replyId: written.id } })
      return written
    })
    sender?.wake(tenantId)
    return reply
  },
})
