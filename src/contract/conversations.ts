import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape, paramsShape } from './common.ts'
import { ticketBriefShape } from './tickets.ts'
import { understandingShape, urgencyShape } from './understanding.ts'

export const conversationStatuses = ['active', 'needs_reply', 'waiting', 'archived'] as const
export type ConversationStatus = (typeof conversationStatuses)[number]

export const messageKinds = [
  'text',
  'placed',
  'received',
  'missed',
  'voicemail',
  'recorded',
  'email',
  'chat',
] as const
export const threadDecisions = ['new_thread', 'existing_thread', 'merge_threads', 'split_thread'] as const

/** Somebody who takes part in a conversation. */
export const memberShape = z.object({
  contactPointId: idShape,
  kind: z.enum(['phone', 'short_code', 'email', 'other', 'name']),
  value: z.string().describe('E.164 for a phone'),
  customerId: idShape.nullable(),
  name: z.string().nullable(),
})
export type Member = z.infer<typeof memberShape>

/** With whom a conversation is. */
export const partyShape = z.object({
  kind: z.enum(['one', 'group', 'unknown']),
  title: z.string().describe('Names or addresses for a heading; empty when nobody is known'),
  members: z.array(memberShape),
})
export type Party = z.infer<typeof partyShape>

/** A line of the inbox. */
export const conversationShape = z.object({
  id: idShape,
  status: z.enum(conversationStatuses),
  statusReason: z
    .string()
    .describe(
      'Code: they_spoke_last, we_spoke_last, came_back, they_closed, talked_by_phone, silence, by_hand, spam, …',
    ),
  party: partyShape,
  hazard: z.string().nullable().describe('A danger told of and not yet over: gas, carbon_monoxide, water, …'),
  urgency: urgencyShape
    .nullable()
    .describe(
      'The highest open urgency of what the other side says; null when nothing is open, or not yet understood',
    ),
  urgentMessageId: idShape.nullable().describe('The newest message that is so urgent'),
  spam: z.boolean(),
  channel: z.string(),
  firstAt: instantShape,
  lastAt: instantShape,
  messageCount: z.number().int(),
  last: z.object({
    id: idShape,
    kind: z.enum(messageKinds),
    direction: z.enum(['in', 'out']).nullable(),
    preview: z.string().describe('First 160 characters of what was said'),
    attachments: z.number().int(),
  }),
  waitingSince: instantShape
    .nullable()
    .describe('When the other side began to wait for an answer; null when it does not'),
  mergedInto: idShape.nullable(),
  version: z.number().int(),
  tickets: z
    .array(ticketBriefShape)
    .optional()
    .describe('Its tickets, open ones first; only in the list, and of one that is asked for by its id'),
})
export type Conversation = z.infer<typeof conversationShape>

export const conversationListQuery = pageQueryShape.extend({
  status: z.enum(conversationStatuses).optional(),
  customerId: idShape.optional(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Words in a message, or part of a name or number'),
  since: instantShape.optional().describe('Only conversations with a message at or after this instant'),
  urgency: urgencyShape.optional().describe('Only conversations of this urgency'),
  hazard: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only conversations with a danger told of and not yet over, or only those without'),
  service: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Only where a message of theirs is about this kind of work before all others'),
  district: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe('Only where a message of theirs names this district of Warsaw'),
  channel: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe('Only whose newest message came or went by it'),
  settled: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only conversations that wait for a reply and yet seem to need none, or none of these'),
  spam: z.enum(['true', 'false']).optional().describe('Only spam, or none of it; both when absent'),
})
export const conversationPage = pageOf(conversationShape)
export type ConversationPage = z.infer<typeof conversationPage>

/** How many conversations stand where, for the tabs of the inbox. */
export const conversationCountsShape = z.object({
  active: z.number().int(),
  needs_reply: z.number().int(),
  waiting: z.number().int(),
  archived: z.number().int(),
  hazards: z.number().int().describe('Not archived, with a danger told of and not yet over'),
  emergency: z.number().int().describe('Whose highest open urgency is emergency'),
  high: z.number().int().describe('Whose highest open urgency is high'),
  settled: z.number().int().describe('Among those that wait for a reply, who seem to need none'),
})
export type ConversationCounts = z.infer<typeof conversationCountsShape>

export const attachmentFileShape = z.object({
  rank: z.number().int().describe('0 is the best guess'),
  fileName: z.string(),
  mediaType: z.string().nullable(),
  bytes: z.number().nullable(),
  url: z.string().nullable().describe('Where the bytes are; null until they are stored'),
})
export const attachmentShape = z.object({
  position: z.number().int(),
  kind: z.enum(['image', 'video', 'audio', 'contact_card', 'file']),
  name: z.string().describe('What the source calls it'),
  state: z
    .enum(['resolved', 'ambiguous', 'missing', 'too_large'])
    .describe('ambiguous: one of several files, all listed; too_large: it was left in its mail'),
  files: z.array(attachmentFileShape),
})
export type Attachment = z.infer<typeof attachmentShape>

export const factorShape = z.object({
  factor: z
    .string()
    .describe(
      'time_gap, content_likeness, channel, emergency_context, other_active_conversations, participants, by_hand',
    ),
  weight: z.number(),
  score: z.number().min(-1).max(1),
  influence: z.enum(['positive', 'negative', 'neutral']),
  detail: z.string().describe('In English: 3 hours since the last message'),
  detailCode: z.string().nullable().describe('What detail says, to be said in another language'),
  detailParams: paramsShape.describe('What is filled in; those called …Hours are hours'),
})

/** Why a message is in its conversation. */
export const decisionShape = z.object({
  decision: z.enum(threadDecisions),
  confidence: z.number().min(0).max(1),
  reasoning: z.string().describe('One sentence, in English'),
  reasoningCode: z.string().describe('What it says, to be said in another language'),
  mainFactor: z.string().nullable().describe('The factor that weighed most for it; null when little did'),
  factors: z.array(factorShape),
  runnersUp: z.array(z.object({ conversationId: idShape, score: z.number() })),
  ruleVersion: z.number().int(),
})
export type Decision = z.infer<typeof decisionShape>

export const messageShape = z.object({
  id: idShape,
  conversationId: idShape,
  kind: z.enum(messageKinds),
  channel: z.string(),
  at: instantShape,
  direction: z.enum(['in', 'out']).nullable(),
  sender: z.object({
    address: z.string().nullable(),
    name: z.string().nullable(),
    customerId: idShape.nullable(),
  }),
  notBefore: instantShape
    .nullable()
    .describe('Where the source does not tell when: the earliest it can have been; at is the latest then'),
  subject: z.string().nullable().describe('Of a mail'),
  senderProof: z
    .enum(['aligned', 'failed', 'untold'])
    .nullable()
    .describe('Of a mail: whether its domain stands behind it (DMARC)'),
  markup: z
    .enum(['same', 'more'])
    .nullable()
    .describe(
      'Of a mail that came as HTML: more when that shows pictures or tables, which the text does not',
    ),
  delivery: z
    .object({
      kind: z
        .enum(['delivered', 'opened', 'complained', 'bounced'])
        .describe(
          'delivered: the recipient’s server took it; opened: something fetched its picture; bounced: it came back',
        ),
      at: instantShape,
      why: z
        .enum([
          'no_mailbox',
          'mailbox_full',
          'refused',
          'no_server',
          'not_in_time',
          'partly_refused',
          'unknown',
        ])
        .nullable()
        .describe('Why it came back'),
    })
    .nullable()
    .describe('Of a mail that was sent: what became of it, as far as anybody told'),
  text: z.string(),
  transcript: z.string().nullable(),
  durationSeconds: z.number().int().nullable(),
  labels: z.array(z.string()),
  deleted: z.boolean().describe('The user had deleted it at the source'),
  turn: z.number().int().describe('Which turn of the conversation, from 1; a burst by one side is one turn'),
  attachments: z.array(attachmentShape),
  decision: decisionShape,
  understanding: understandingShape
    .nullable()
    .describe(
      'What it says; null for the firm’s own, for one without words, and while it is not yet understood',
    ),
})
export type Message = z.infer<typeof messageShape>

export const messagePage = pageOf(messageShape).extend({
  newestMessageId: idShape
    .nullable()
    .describe(
      'What had come in last of the conversation, by when it came and not by the time it tells: it may be on another page. Whoever is shown this page may answer as having seen it. null on a page without messages',
    ),
})
export type MessagePage = z.infer<typeof messagePage>

export const messageListQuery = pageQueryShape.extend({
  order: z.enum(['newest_first', 'oldest_first']).default('newest_first'),
})

/** One conversation with what a person can do and undo. */
export const conversationDetailShape = conversationShape.extend({
  changes: z.array(
    z.object({
      id: idShape,
      kind: z.enum(['merge', 'split']),
      otherConversationId: idShape.nullable(),
      madeBy: z.string(),
      madeAt: instantShape,
      undoneAt: instantShape.nullable(),
    }),
  ),
  others: z
    .array(conversationShape)
    .describe('Other conversations with the same people, newest first, at most 20'),
})
export type ConversationDetail = z.infer<typeof conversationDetailShape>

export const mergeConversationsBody = z.object({ otherConversationId: idShape })
export const splitConversationBody = z.object({
  messageId: idShape.describe('The first message of the new conversation'),
})
export const threadChangeShape = z.object({
  changeId: idShape,
  conversationId: idShape,
  otherConversationId: idShape,
})

/** How messages are joined to conversations. */
export const threadRuleShape = z.object({
  version: z.number().int(),
  timeoutHours: z
    .number()
    .positive()
    .max(24 * 365),
  threshold: z.number().min(0).max(1),
  weights: z.record(z.string(), z.number().min(0).max(10)),
})
export type ThreadRule = z.infer<typeof threadRuleShape>
export const threadRuleBody = threadRuleShape.omit({ version: true }).partial()

/** What a changed rule would do, before it is done. */
export const threadRulePreviewShape = z.object({
  before: threadRuleShape,
  after: threadRuleShape,
  conversationsBefore: z.number().int(),
  conversationsAfter: z.number().int(),
  messagesMoved: z.number().int().describe('Messages that would be in another conversation'),
  examples: z.array(
    z.object({ messageId: idShape, at: instantShape, title: z.string(), from: z.string(), to: z.string() }),
  ),
})
export type ThreadRulePreview = z.infer<typeof threadRulePreviewShape>
