import { z } from 'zod'
import { idShape, instantShape } from './common.ts'
import { messageKinds } from './conversations.ts'

export const similarQuery = z.object({
  floor: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Only messages that are at least so alike; up to 0.25 says nothing, from 0.4 on much the same'),
  limit: z.coerce.number().int().min(1).max(50).default(10),
  customer: idShape.optional().describe('Only messages exchanged with this customer'),
  channel: z.string().min(1).max(100).optional().describe('Only messages of this channel: google-voice'),
  since: instantShape.optional().describe('Only messages from then on'),
  until: instantShape.optional().describe('Only messages before then'),
  direction: z.enum(['in', 'out']).optional().describe('Only messages that came in, or that went out'),
  cursor: z.string().max(200).optional(),
})
export type SimilarQuery = z.infer<typeof similarQuery>

export const similarMessageShape = z.object({
  messageId: idShape,
  similarity: z.number().describe('How alike what they say is, 0 to 1'),
  at: instantShape,
  channel: z.string(),
  kind: z.enum(messageKinds),
  direction: z.enum(['in', 'out']).nullable(),
  conversationId: idShape.nullable(),
  customerId: idShape.nullable().describe('Null for a group, or when it is not known'),
  with: z.string().nullable().describe('Whom it was exchanged with: names, or addresses'),
  text: z.string().describe('How it begins, in one line'),
})
export type SimilarMessage = z.infer<typeof similarMessageShape>

export const similarAnswer = z.object({
  of: similarMessageShape.omit({ similarity: true }).describe('The message that they are like'),
  items: z.array(similarMessageShape).describe('The most alike first'),
  next: z.string().nullable(),
  complete: z
    .boolean()
    .describe('False while there are messages whose meaning was not looked at yet: some may be missing'),
})
export type SimilarAnswer = z.infer<typeof similarAnswer>
