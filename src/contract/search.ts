import { z } from 'zod'
import { idShape, instantShape } from './common.ts'
import { messageKinds } from './conversations.ts'

/** What one search finds. */
export const hitKinds = [
  'customer',
  'contact_point',
  'property',
  'ticket',
  'conversation',
  'message',
  'attachment',
] as const
export const hitKindShape = z.enum(hitKinds)
export type HitKind = z.infer<typeof hitKindShape>

export const searchQuery = z.object({
  q: z
    .string()
    .max(1_000)
    .default('')
    .describe(
      'Words, "quoted words", -without, and filters: from:, with:, has:, before:, after:, on:, channel:, status:, urgency:, district:',
    ),
  kinds: z
    .string()
    .max(200)
    .regex(/^[a-z_,]*$/)
    .optional()
    .describe('Only these kinds, joined by commas: customer,message'),
  by: z
    .enum(['words', 'meaning', 'both'])
    .default('both')
    .describe(
      'How messages are looked for: by their words, by what they mean in whichever of the two languages, or by both',
    ),
  waitMs: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe(
      'So long is waited for what is found by meaning once the words are there, milliseconds; 30 unless given',
    ),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export type SearchBy = z.infer<typeof searchQuery>['by']

/** How a word of the query was met. */
export const matchCodes = [
  'word',
  'form',
  'start',
  'synonym',
  'typo',
  'phrase',
  'fragment',
  'who',
  'file',
] as const
export type MatchCode = (typeof matchCodes)[number]

const spanShape = z.object({
  start: z.number().int().describe('UTF-16 units'),
  end: z.number().int(),
})
const markedShape = z.object({
  text: z.string(),
  spans: z.array(spanShape).describe('What to mark, in order'),
})
export type Marked = z.infer<typeof markedShape>

export const hitShape = z.object({
  kind: hitKindShape,
  id: idShape.describe('Of the thing found; of its message for an attachment'),
  at: instantShape.nullable(),
  score: z.number().describe('Larger is better; compares within one answer'),
  title: markedShape.describe('Who or what it is: a name, a number, an address'),
  excerpt: markedShape.nullable().describe('What was said, around what was found'),
  why: z
    .array(
      z.object({
        asked: z.string().describe('Words of the query'),
        found: z.string().describe('What met them; empty when it stands in no text shown'),
        code: z
          .enum([...matchCodes, 'meaning'])
          .describe('How it was met; meaning: all of it means much the same as the query'),
      }),
    )
    .describe('Why it was found'),
  matched: z.enum(['words', 'meaning', 'both']).describe('Which part of the search found it'),
  likeness: z
    .number()
    .nullable()
    .describe(
      'How alike it and the query are in what they mean, 0 to 1; null where meaning had no part in it',
    ),
  conversationId: idShape.nullable(),
  messageId: idShape.nullable(),
  customerId: idShape.nullable(),
  ticketId: idShape.nullable(),
  channel: z.string().nullable(),
  messageKind: z.enum(messageKinds).nullable(),
  direction: z.enum(['in', 'out']).nullable(),
})
export type Hit = z.infer<typeof hitShape>

export const meaningStates = ['used', 'partial', 'not_needed', 'late', 'off'] as const
export type MeaningState = (typeof meaningStates)[number]

export const searchAnswer = z.object({
  items: z.array(hitShape),
  next: z.string().nullable(),
  totals: z
    .array(
      z.object({
        kind: hitKindShape,
        count: z.number().int(),
        atLeast: z.boolean().describe('There may be more: not all were looked at'),
      }),
    )
    .describe('How many there are of each kind that was found'),
  loose: z
    .boolean()
    .describe('Nothing, or hardly anything, has all the words: what has most of them is here, too'),
  issues: z
    .array(
      z.object({ code: z.enum(['too_long', 'bad_value', 'unclosed_quote', 'nobody']), text: z.string() }),
    )
    .describe('Parts of the query that were not understood'),
  complete: z.boolean().describe('False while messages are still being indexed: some may be missing'),
  meaning: z
    .enum(meaningStates)
    .describe(
      'What was looked for by meaning: used; partial: used, but not all messages have been read for it yet; not_needed: a name, number, ' +
        'code or quotation is found by its words, or words alone were asked for; late: it was not there in time, so ask again with waitMs or ' +
        'go without; off: this Plumbline does not compare messages by meaning. Words are answered whatever this is',
    ),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
