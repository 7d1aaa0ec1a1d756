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
  'own_template',
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
  confidence: z
    .number()
    .min(0)
    .max(1)
    .describe('How likely it is sent as it is or changed by little, by what this firm decided on others'),
  reasons: z
    .array(z.object({ code: z.enum(suggestionReasons), params: paramsShape }))
    .describe(
      'model_wrote {model}; past_reply {messageId, conversationId, similarity}; own_template {templateId, title}: one that the firm wrote; template_for {service}; urgency {urgency}; hazard {hazard, and text: fixed where the words are those that are always said in it}; open_ticket {number}; draft_dropped {source, breach}: a draft of that source said what none may',
    ),
  model: z.string().nullable().describe('Provider and model, where one wrote it'),
  madeAt: instantShape,
  decidedAt: instantShape.nullable(),
  decidedBy: z.string().nullable().describe('null: nobody decided, or it expired by itself'),
  rejection: z
    .enum(rejectionReasons)
    .nullable()
    .describe('It stays when the rejection is taken back: the state says whether it holds'),
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

/** How confidences are found: as assumed beforehand; by Platt's scaling; by isotonic regression. */
export const calibrationMethods = ['prior', 'platt', 'isotonic'] as const
export type CalibrationMethod = (typeof calibrationMethods)[number]

const count = z.number().int().min(0)
const share = z.number().min(0).max(1)

/** What people decided on some drafts. Taken back and expired ones are none of them. */
const decidedShape = {
  decided: count,
  approved: count.describe('Sent as they were'),
  editedLittle: count.describe('Sent with a fifth of their letters changed at most'),
  editedMuch: count.describe('Sent with more changed'),
  rejected: count,
  good: share.nullable().describe('Approved or edited by little, of those decided; null of none'),
  goodLow: share.describe('Between this and the next the true share lies with 95 % (Wilson’s interval)'),
  goodHigh: share,
  meanConfidence: share.nullable().describe('What had been said beforehand, in the mean'),
}
export const decidedFigures = z.object(decidedShape)
export type DecidedFigures = z.infer<typeof decidedFigures>

/** Whether confidences mean what they say. */
export const calibrationShape = z.object({
  total: decidedFigures.describe('The newest 2,000 decisions, by which later drafts are calibrated'),
  since: instantShape.nullable().describe('The oldest of them; null of none'),
  method: z
    .enum(calibrationMethods)
    .describe('How confidences are found now: the prior below 8 decisions, isotonic from 200'),
  bins: z
    .array(z.object({ from: share, to: share, ...decidedShape }))
    .describe(
      'The reliability curve: by tenths of confidence as it was shown, lowest first, empty ones left out',
    ),
  brier: z
    .object({
      score: share.describe('Mean square of what was said less what became of it: 0 is perfect'),
      prior: share.describe('The same of the priors: what calibration made better'),
      reliability: z
        .number()
        .describe('Murphy’s parts, by the tenths: how far what was said is from what became of it'),
      resolution: z.number().describe('How far the tenths lie apart'),
      uncertainty: z.number().describe('The score of always saying the share of all'),
    })
    .nullable(),
  calibrationError: share
    .nullable()
    .describe('Expected calibration error: the mean distance of said from become, by the tenths'),
  sources: z.array(
    z.object({ source: z.enum(suggestionSources), method: z.enum(calibrationMethods), ...decidedShape }),
  ),
  languages: z.array(z.object({ language: z.enum(['en', 'pl']), ...decidedShape })),
})
export type CalibrationShown = z.infer<typeof calibrationShape>
