import { z } from 'zod'
import { suggestionStates } from './suggestions.ts'

const count = z.number().int().min(0)
const share = z.number().min(0).max(1).nullable()
const minutes = z.number().min(0).nullable()

/** What became of suggested answers, by state. */
export const suggestionCountsShape = z.object(
  Object.fromEntries(suggestionStates.map((state) => [state, count])) as Record<
    (typeof suggestionStates)[number],
    typeof count
  >,
)
export type SuggestionCounts = z.infer<typeof suggestionCountsShape>

const answerFigures = {
  requests: count.describe('Times that the other side began to wait for an answer'),
  answered: count.describe('Of these, how many have been answered by now'),
  responseRate: share.describe('Answered of requests; null where nobody waited'),
  firstReply: z
    .object({ conversations: count, answered: count, medianMinutes: minutes, p90Minutes: minutes })
    .describe(
      'Of conversations in which somebody first waited in these days: how soon they had their first answer',
    ),
}

/** The same as it stands, for who looks after the program. */
export const replyStandingShape = z.object({
  ...answerFigures,
  suggestions: suggestionCountsShape.describe('Suggested answers that were made in these days'),
})
export type ReplyStanding = z.infer<typeof replyStandingShape>

export const replyFiguresQuery = z.object({
  from: z.iso
    .date()
    .optional()
    .describe('First day of the firm’s clock; 30 days before `to` unless said otherwise'),
  to: z.iso.date().optional().describe('Last day; today unless said otherwise'),
})

/** How the firm answers, and is answered, over some days. */
export const replyFiguresShape = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  ...answerFigures,
  written: count.describe('Times that the firm had the last word by text or mail, until somebody went on'),
  repliesReceived: count.describe('Of these, how often the other side went on'),
  repliesRate: share.describe('Replies received of what was written; null where nothing was'),
  suggestions: suggestionCountsShape.describe('Suggested answers that were made in these days'),
})
export type ReplyFigures = z.infer<typeof replyFiguresShape>
