import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape, paramsShape } from './common.ts'
import { REPLY_CHARS_MAX, replyShape } from './replies.ts'

/** What became of a drafted answer; all but `pending` is the end. */
export const suggestionStates = ['pending', 'approved', 'edited', 'rejected', 'expired'] as const
export const suggestionStateShape = z.enum(suggestionStates)
export type SuggestionState = (typeof suggestionStates)[number]

/** Where its words are from. */
export const suggestionSources = ['model', 'past_replies', 'template'] as const
export type SuggestionSource = (typeof suggestionSources)[number]

/** Why a draft says what it says; screens have a sentence for each. */
export const suggestionReasons = [
  'model_wrote',
  'past_reply',
  'template_for',
  'urgency',
  'hazard',
  'open_ticket',
  'draft_dropped',
] as const
export type SuggestionReason = (typeof suggestionReasons)[number]

/** Why a person did not want it. */
export const rejectionReasons = [
  'wrong',
  'tone',
  'incomplete',
  'call_instead',
  'no_answer_needed',
  'other',
] as const
export type RejectionReason = (typeof rejectionReasons)[number]

export const suggestionShape = z.object({
  id: idShape,
  conversationId: idShape,
  messageId: idShape.describe(
    'The message that had come in last when it was made: what a person has to have seen',
  ),
  state: suggestionStateShape.describe('edited: sent with other words; expired: something newer was said'),
  text: z.string().describe('As it was drafted, also when something else was sent'),
  language: z.enum(['en', 'pl']),
  source: z
    .enum(suggestionSources)
    .describe('model: a language model; past_replies: what the firm answered to a similar message'),
  confidence: z.number().min(0).max(1).describe('How likely it can be sent as it is'),
  reasons: z
    .array(z.object({ code: z.enum(suggestionReasons), params: paramsShape }))
    .describe(
      'model_wrote {model}; past_reply {messageId, similarity}; template_for {service}; urgency {urgency}; hazard {hazard, and text: fixed where the words are those that are always said in it}; open_ticket {number}; draft_dropped {source, breach}: a draft of that source said what none may',
    ),
  model: z.string().nullable().describe('Provider and model, where one wrote it'),
  madeAt: instantShape,
  decidedAt: instantShape.nullable(),
  decidedBy: z.string().nullable().describe('null: nobody decided, or it expired by itself'),
  rejection: z.enum(rejectionReasons).nullable(),
  note: z.string().nullable().describe('What the person added to the reason'),
  replyId: idShape.nullable().describe('The reply that it became'),
  editDistance: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Letters changed before it was sent, as a share of the longer text: 0 unchanged, 1 all new'),
})
export type Suggestion = z.infer<typeof suggestionShape>

/** The pending one of a conversation; null when there is none. */
export const suggestionOfConversation = z.object({ suggestion: suggestionShape.nullable() })

export const suggestionPage = pageOf(suggestionShape)
export type SuggestionPage = z.infer<typeof suggestionPage>
export const suggestionListQuery = pageQueryShape.extend({
  state: suggestionStateShape.default('pending'),
})

export const approveSuggestionBody = z.object({
  replyId: idShape.describe('A UUID made where it is approved: asking twice sends once'),
  seenMessageId: idShape.describe(
    'The message that had come in last when the person read the conversation; a later one refuses the reply',
  ),
  text: z.string().trim().min(1).max(REPLY_CHARS_MAX).describe('As it is to be sent, edited or not'),
})

/** The suggestion as decided, and the reply that is on its way. */
export const suggestionApproved = z.object({ suggestion: suggestionShape, reply: replyShape })

export const rejectSuggestionBody = z.object({
  reason: z.enum(rejectionReasons),
  note: z.string().trim().min(1).max(500).optional(),
})
