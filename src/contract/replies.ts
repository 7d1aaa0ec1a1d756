import { z } from 'zod'
import { idShape, instantShape } from './common.ts'

/** What a person can write at most; a text message is cut into parts of 160. */
export const REPLY_CHARS_MAX = 20_000

/** By which road an answer goes out; `sandbox`: in the sample firm, to nobody. */
export const replyWays = ['email', 'google-voice', 'sandbox'] as const
export type ReplyWay = (typeof replyWays)[number]

/** Why a conversation cannot be answered from here. */
export const noWayReasons = [
  'nobody_known',
  'no_forwarded_text',
  'group_text',
  'agent_chat',
  'automatic_sender',
  'sender_forged',
  'own_address',
  'source_not_asked',
  'no_outgoing_server',
] as const
export type NoWayReason = (typeof noWayReasons)[number]

/** How an answer to a conversation would go out. */
export const replyWayShape = z.object({
  way: z
    .object({
      kind: z.enum(replyWays),
      from: z.string().describe('The account that it goes out from, as people know it'),
      to: z.array(z.string()).describe('Who gets it, as people know them'),
      subject: z.string().nullable(),
    })
    .nullable(),
  reason: z.enum(noWayReasons).nullable().describe('Why there is no way'),
  newestMessageId: idShape.describe('The message that came in last: what the writer has to have seen'),
})
export type ReplyWayShown = z.infer<typeof replyWayShape>

export const writeReplyBody = z.object({
  id: idShape.describe('A UUID made where it is written: asking twice sends once'),
  seenMessageId: idShape.describe(
    'The message that had come in last when the writer read the conversation; a later one refuses the reply',
  ),
  text: z.string().trim().min(1).max(REPLY_CHARS_MAX),
})

export const replyStates = ['waiting', 'sending', 'sent', 'failed', 'unsure', 'withdrawn'] as const

/** What somebody wrote to be sent, and what became of it. */
export const replyShape = z.object({
  id: idShape,
  way: z.enum(replyWays),
  to: z.array(z.string()),
  subject: z.string().nullable(),
  text: z.string(),
  state: z
    .enum(replyStates)
    .describe('unsure: a try broke off, and nobody knows whether it was sent; a person looks and says'),
  trouble: z.string().nullable().describe('Code: why the last try failed'),
  writtenBy: z.string(),
  writtenAt: instantShape,
  sendAt: instantShape.describe('Not sent before; until then it can be taken back'),
  sentAt: instantShape.nullable(),
})
export type ReplyShown = z.infer<typeof replyShape>
export const replyList = z.object({ items: z.array(replyShape) })

export const retryReplyBody = z.object({
  seenMessageId: idShape.describe('The message that had come in last when the person read the conversation'),
})

export const settleReplyBody = z.object({
  sent: z.boolean().describe('Whether it is among what the account sent; false sends it again'),
})
