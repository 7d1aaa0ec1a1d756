import { z } from 'zod'
import { idShape, instantShape } from './common.ts'

/** How pressing a message is, from least to most. */
export const urgencies = ['low', 'medium', 'high', 'emergency'] as const
export const urgencyShape = z.enum(urgencies)
export type Urgency = z.infer<typeof urgencyShape>

export const sentiments = ['positive', 'neutral', 'negative', 'frustrated', 'urgent'] as const
export const styles = ['formal', 'casual', 'brief', 'detailed'] as const

const share = z.number().min(0).max(1)
const place = z.number().int().min(0)

/** Why a judgement is what it is, on the words it rests on where there are any. */
export const reasonShape = z.object({
  code: z.string().describe('Stable code that screens put in words: hazard_gas_present, reads_like_high, …'),
  weight: z.number(),
  start: place
    .optional()
    .describe('Span in the message’s words, UTF-16 units; absent with no words of its own'),
  end: place.optional(),
  text: z.string().optional(),
})
export type Reason = z.infer<typeof reasonShape>

const judgementOf = <T extends z.ZodType>(value: T) =>
  z.object({ value, confidence: share, reasons: z.array(reasonShape) })
const yesOrNo = judgementOf(z.boolean())

/** When the sender would like the work done, in the firm's wall clock. */
export const timeWindowShape = z.object({
  type: z.enum(['specific', 'range', 'asap', 'flexible']),
  start: z.string().optional().describe('YYYY-MM-DD or YYYY-MM-DDTHH:MM'),
  end: z.string().optional(),
})
export type TimeWindow = z.infer<typeof timeWindowShape>

export const findingKinds = [
  'name',
  'phone',
  'email',
  'address',
  'district',
  'time_window',
  'service',
  'hazard',
  'emergency_keyword',
] as const

/** Something a message says, on the words that say it. */
export const findingShape = z.object({
  kind: z.enum(findingKinds),
  value: z.union([z.string(), timeWindowShape]).describe('Text; a time window where the kind is that'),
  start: place.describe(
    'Span in the message’s words, UTF-16 units; start = end = 0: the message as a whole says it',
  ),
  end: place,
  text: z.string().describe('The words of the span'),
  basis: z.enum(['stated', 'implied']),
  score: share,
  recogniser: z.string().describe('Who found it, with its version: hazards@1'),
})
export type Finding = z.infer<typeof findingShape>

export const serviceFoundShape = z.object({ service: z.string(), confidence: share })

/** What a message of the other side says, and what follows from it. Spans count in its words: the text, or the transcript where there is no text. */
export const understandingShape = z.object({
  version: z.string().describe('Of the rules and weights that made it, and by the clock of which zone'),
  ruleVersion: z.number().int().describe('Of the firm’s own rules; 0 while it has none'),
  language: z.enum(['en', 'pl']),
  urgency: judgementOf(urgencyShape),
  sentiment: judgementOf(z.enum(sentiments)),
  style: judgementOf(z.enum(styles)),
  business: yesOrNo,
  propertyManager: yesOrNo,
  emergencyContact: yesOrNo,
  ticket: yesOrNo.describe('Whether somebody at the firm owes work that must not be forgotten'),
  services: z.array(serviceFoundShape).describe('Likeliest first'),
  scheduling: z.array(timeWindowShape),
  district: z.string().nullable().describe('Of Warsaw'),
  confidence: share.describe('How sure the whole reading is; below 0.6 a person should look'),
  refinedBy: z.string().nullable().describe('Name of the language model that refined it; null when none did'),
  findings: z.array(findingShape),
})
export type Understanding = z.infer<typeof understandingShape>

/** A firm's own rules: its words for danger, and its kinds of work. */
export const firmRulesShape = z.object({
  emergencyKeywords: z
    .array(
      z.object({
        keyword: z.string().trim().min(1).max(100).describe('What the rule is called'),
        pattern: z
          .string()
          .min(1)
          .max(300)
          .describe('Safe regular expression; case and diacritics do not matter'),
        severity: z
          .enum(['critical', 'high', 'medium'])
          .describe('What a message is raised to at least; critical is emergency'),
      }),
    )
    .max(200)
    .default([]),
  serviceTypePatterns: z
    .array(
      z.object({
        serviceType: z.string().trim().min(1).max(100),
        patterns: z.array(z.string().min(1).max(300)).min(1).max(50),
        confidence: z.number().min(0).max(100).describe('Percent'),
      }),
    )
    .max(200)
    .default([]),
})
export type FirmRules = z.infer<typeof firmRulesShape>

/** The rules that hold. */
export const understandingRulesShape = firmRulesShape.extend({
  version: z.number().int().describe('Counts from 1; 0 while the firm has none'),
  madeBy: z.string().nullable(),
  madeAt: instantShape.nullable(),
})
export type UnderstandingRules = z.infer<typeof understandingRulesShape>

/** Why a pattern is not taken. */
export const ruleIssueShape = z.object({
  code: z.string(),
  pattern: z.string(),
  message: z.string().describe('One plain sentence'),
  next: z.string(),
})
export type RuleIssue = z.infer<typeof ruleIssueShape>

/** What rules would have done to the firm's past messages. */
export const ruleTrialShape = z.object({
  issues: z.array(ruleIssueShape).describe('Patterns that cannot be taken; the others were tried'),
  looked: z.number().int().describe('Messages looked at, newest first'),
  complete: z.boolean().describe('Whether all were looked at within the time'),
  fired: z.number().int().describe('Messages on which at least one rule fires'),
  raised: z.number().int().describe('Of these, messages that would become more pressing than they are now'),
  rules: z.array(
    z.object({
      kind: z.enum(['emergency_keyword', 'service']),
      name: z.string().describe('The keyword or kind of work'),
      fired: z.number().int(),
    }),
  ),
  examples: z
    .array(
      z.object({
        messageId: idShape,
        conversationId: idShape,
        at: instantShape,
        title: z.string().describe('With whom'),
        kind: z.enum(['emergency_keyword', 'service']),
        name: z.string(),
        excerpt: z.string().describe('Words around the first place where it fires'),
        start: place.describe('Span within the excerpt'),
        end: place,
        urgency: urgencyShape.nullable().describe('How pressing the message is held to be now'),
      }),
    )
    .describe('Newest first, at most 20'),
})
export type RuleTrial = z.infer<typeof ruleTrialShape>

const inMessage = { messageId: idShape }
const reasonInMessage = reasonShape.extend(inMessage)

/** What the other side says in a conversation as a whole, each part with the messages and words it comes from. */
export const conversationAnalysisShape = z.object({
  conversationId: idShape,
  version: z.string(),
  ruleVersion: z.number().int(),
  messages: z
    .number()
    .int()
    .describe('Messages of the other side with words that were looked at, newest first, at most 200'),
  language: z.enum(['en', 'pl']).nullable(),
  urgency: z
    .object({ value: urgencyShape, confidence: share, messageId: idShape, reasons: z.array(reasonInMessage) })
    .nullable()
    .describe('The highest open urgency; null when nothing is open'),
  services: z.array(serviceFoundShape.extend({ ...inMessage, start: place, end: place, text: z.string() })),
  scheduling: z.array(
    z.object({ window: timeWindowShape, ...inMessage, start: place, end: place, text: z.string() }),
  ),
  sentiment: z
    .object({
      value: z.enum(sentiments),
      confidence: share,
      messageId: idShape,
      reasons: z.array(reasonInMessage),
    })
    .nullable()
    .describe('Of the newest message'),
  ticket: z
    .object({ value: z.boolean(), confidence: share, reasons: z.array(reasonInMessage) })
    .nullable()
    .describe('Whether work is owed by what is open'),
  confidence: share.nullable().describe('Of the least sure message that counts'),
})
export type ConversationAnalysis = z.infer<typeof conversationAnalysisShape>

/** How long to wait for the stage that understands. */
export const catchUpBody = z.object({
  messagesMax: z.number().int().min(1).optional().describe('Wait for so many at most; for all when absent'),
})
export const caughtUpShape = z.object({
  understood: z.number().int().describe('Messages that were understood meanwhile'),
  complete: z.boolean().describe('Whether none is left'),
})
