import { z } from 'zod'
import { idShape, instantShape, paramsShape } from './common.ts'
import { partyShape } from './conversations.ts'
import { sentiments, urgencyShape } from './understanding.ts'

/** How work is lost: nobody answered; nobody asked what became of an offer; somebody was promised something. */
export const lostKinds = ['request_unanswered', 'quote_not_followed_up', 'promise_not_kept'] as const
export type LostKind = (typeof lostKinds)[number]

export const resolutions = [
  'resolved',
  'scheduled',
  'waiting_for_us',
  'waiting_for_customer',
  'nothing_asked',
  'given_up',
] as const
export type Resolution = (typeof resolutions)[number]

const share = z.number().min(0).max(1)
const place = z.number().int().min(0)
const minutes = z.number().min(0)
const count = z.number().int().min(0)

/** Words of one message. */
const spanShape = z.object({
  messageId: idShape,
  start: place.describe('Span in the message’s words, UTF-16 units; start = end: the message as a whole'),
  end: place,
  text: z.string(),
})

export const promiseStates = ['open', 'kept', 'kept_late', 'broken'] as const
/** Something that the firm promised in a conversation. */
export const promiseShape = spanShape.extend({
  kind: z.enum(['call', 'quote', 'send', 'tell', 'refund']),
  at: instantShape.describe('When it was promised'),
  dueAt: instantShape,
  dueBasis: z.enum(['stated', 'assumed']).describe('Whether the time was said, or is what is usual'),
  state: z.enum(promiseStates),
  keptBy: z
    .object({ messageId: idShape, at: instantShape, how: z.enum(['call', 'message', 'price', 'customer']) })
    .nullable()
    .describe('What kept it: a call, a message, a price in one, or the customer’s own word that it was'),
})
export type FollowedPromise = z.infer<typeof promiseShape>

/** A time that the other side waited for an answer. */
export const waitShape = z.object({
  messageId: idShape.describe('Since which message'),
  since: instantShape,
  answeredBy: idShape.nullable().describe('Our message or call that answered; null while nobody has'),
  answeredAt: instantShape.nullable(),
  minutes: minutes.nullable().describe('From one to the other'),
  workingMinutes: minutes.nullable().describe('Of these, within the firm’s working hours'),
})

export const trends = ['better', 'same', 'worse'] as const
/** What a conversation comes to as a whole; each part names the messages and words it comes from. */
export const conversationInsightShape = z.object({
  conversationId: idShape,
  version: z.string(),
  messageCount: count,
  messagesLookedAt: count.describe('The newest 500 at most'),
  sentiment: z.object({
    overall: z
      .enum(sentiments)
      .nullable()
      .describe('Most messages’, the newest counting most; null: nothing was said'),
    trend: z.enum(trends).nullable().describe('The newer half against the older; null with fewer than two'),
    overTime: z.array(
      z.object({
        messageId: idShape,
        at: instantShape,
        value: z.enum(sentiments),
        score: z.number().min(-1).max(1),
      }),
    ),
  }),
  urgency: z.object({
    currentLevel: urgencyShape.nullable().describe('The highest that is open; null when nothing is'),
    overTime: z.array(z.object({ messageId: idShape, at: instantShape, value: urgencyShape })),
  }),
  responseTimes: z.object({
    firstMinutes: minutes.nullable(),
    firstWorkingMinutes: minutes.nullable(),
    medianMinutes: minutes.nullable(),
    medianWorkingMinutes: minutes.nullable(),
    waits: z.array(waitShape),
  }),
  topics: z.array(
    spanShape.extend({
      topic: z.string().describe('A service, or quote, invoice, complaint, …'),
      messages: count,
    }),
  ),
  keywords: z.array(z.object({ word: z.string(), count })),
  promises: z.array(promiseShape),
  resolution: z.object({
    status: z.enum(resolutions),
    probability: share.describe(
      'Chance that nothing is owed any more; bench/insights.ts shows how it is calibrated',
    ),
    reasons: z.array(
      spanShape.partial({ messageId: true }).extend({
        code: z.string().describe('Stable code: we_said_done, promise_open, they_asked_last, …'),
        weight: z.number().describe('For the chance when positive, against it when negative; log-odds'),
      }),
    ),
  }),
  lostWork: z
    .object({ kind: z.enum(lostKinds), messageId: idShape, from: instantShape })
    .nullable()
    .describe('What is being let slip here, and from when on it counts as lost'),
})
export type ConversationInsight = z.infer<typeof conversationInsightShape>

const daySpan = {
  from: z.iso.date().describe('First day of the firm’s clock'),
  to: z.iso.date().describe('Last day'),
}

export const analyticsDimensions = [
  'hour',
  'channel',
  'language',
  'urgency',
  'sentiment',
  'service',
  'topic',
  'keyword',
] as const
export type AnalyticsDimension = (typeof analyticsDimensions)[number]

export const analyticsQuery = z.object({
  from: z.iso
    .date()
    .optional()
    .describe('First day of the firm’s clock; 30 days before `to` unless said otherwise'),
  to: z.iso.date().optional().describe('Last day; today unless said otherwise'),
  by: z.enum(analyticsDimensions).optional().describe('Also told apart by this'),
  step: z.enum(['day', 'week', 'month']).default('day').describe('Weeks begin on Monday'),
})

const waitTimes = z.object({
  medianMinutes: minutes.nullable(),
  p90Minutes: minutes.nullable(),
  medianWorkingMinutes: minutes.nullable(),
  p90WorkingMinutes: minutes.nullable(),
})
const figures = {
  messagesIn: count,
  messagesOut: count,
  conversations: count.describe('In which something was said, counted anew on each day'),
  requests: count.describe('Times that the other side began to wait for an answer'),
  answered: count.describe('Of these, how many have been answered by now'),
  responseTimes: waitTimes.describe('Of the answered ones; within a twentieth of the true value'),
}
/** A firm’s figures over some days. */
export const analyticsShape = z.object({
  ...daySpan,
  step: z.enum(['day', 'week', 'month']),
  total: z.object({
    ...figures,
    newCustomers: count,
    returningCustomers: count.describe('Counted once for each day on which they were heard of'),
  }),
  steps: z
    .array(z.object({ day: z.iso.date(), ...figures, newCustomers: count, returningCustomers: count }))
    .describe('Oldest first; one in which nothing was said is left out'),
  by: z.enum(analyticsDimensions).nullable(),
  groups: z
    .array(z.object({ key: z.string(), ...figures }))
    .describe(
      'Most messages first, 200 at most, with response times by channel, urgency and service; of keywords those among the 60 most used of a day, so at least so often',
    ),
  groupSteps: z
    .array(
      z.object({ day: z.iso.date(), key: z.string(), messagesIn: count, requests: count, answered: count }),
    )
    .describe('The groups by step, where that is a week or a month; none for hour and keyword'),
  pending: z
    .object({ conversations: count, days: count })
    .describe('What is still to be added up; zeros: all is in'),
})
export type Analytics = z.infer<typeof analyticsShape>

export const analyticsConversationsQuery = z.object({
  day: z.iso.date().optional().describe('Today unless said otherwise'),
  dimension: z.enum(['all', ...analyticsDimensions]).default('all'),
  key: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
/** The figures of single conversations on a day: what the firm’s figures of that day come from. */
export const analyticsConversationsShape = z.object({
  items: z.array(
    z.object({
      conversationId: idShape,
      analysisDate: z.iso.date(),
      party: partyShape,
      metrics: z.object({
        in: count,
        out: count,
        requests: count,
        answered: count,
        longestWaitMinutes: minutes.nullable(),
      }),
      keywordAnalysis: z.array(z.object({ word: z.string(), count })),
    }),
  ),
})
export type AnalyticsConversations = z.infer<typeof analyticsConversationsShape>

export const caughtUpAnalyticsShape = z.object({ conversations: count, days: count })

export const dismissReasons = [
  'done_by_phone',
  'not_ours',
  'no_longer_wanted',
  'done_since',
  'other',
] as const
export type DismissReason = (typeof dismissReasons)[number]

/** Work that was let slip, or is about to be. */
export const lostWorkShape = z.object({
  messageId: idShape.describe('The message that asked, offered or promised'),
  conversationId: idShape,
  kind: z.enum(lostKinds),
  party: partyShape,
  customerKnown: z.boolean().describe('Somebody the firm has worked or talked with before'),
  at: instantShape,
  from: instantShape.describe('Since when it counts as lost'),
  text: z.string().describe('The first 300 characters of the message'),
  start: place.describe('The words that ask, offer or promise, in text; start = end: all of it'),
  end: place,
  reason: z
    .object({ code: z.string(), params: paramsShape })
    .describe('Why it is here, to be said in any language'),
  service: z.string().nullable(),
  urgency: urgencyShape.nullable(),
  amount: z.number().nullable().describe('The price that was named'),
  currency: z.enum(['USD', 'PLN']).nullable(),
  worth: z
    .enum(['small', 'medium', 'large'])
    .describe('Of a job of this kind; by the price where one was named'),
  score: z
    .number()
    .min(0)
    .describe('By which the list is ordered: likely worth, halved with every half-life that passed'),
  dismissed: z
    .object({
      id: idShape,
      reason: z.enum(dismissReasons),
      note: z.string().nullable(),
      by: z.string(),
      at: instantShape,
    })
    .nullable(),
})
export type LostWork = z.infer<typeof lostWorkShape>

export const lostWorkQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  kind: z.enum(lostKinds).optional(),
  dismissed: z
    .enum(['true', 'false'])
    .default('false')
    .describe('What people put aside, instead of the rest'),
})
export const lostWorkPage = z.object({
  items: z.array(lostWorkShape),
  next: z.string().nullable(),
  total: count.describe('Of this kind, over all pages'),
  counts: z.object({ request_unanswered: count, quote_not_followed_up: count, promise_not_kept: count }),
  pending: z.object({ conversations: count, days: count }),
})
export type LostWorkPage = z.infer<typeof lostWorkPage>

export const dismissLostWorkBody = z.object({
  kind: z.enum(lostKinds),
  reason: z.enum(dismissReasons),
  note: z.string().trim().min(1).max(500).optional(),
})
export const dismissedShape = z.object({ id: idShape })
