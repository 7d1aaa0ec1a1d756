import { z } from 'zod'
import { idShape, instantShape } from './common.ts'
import { conversationShape, partyShape } from './conversations.ts'
import { runShape } from './runs.ts'

const count = z.number().int().min(0)

/** Something the firm promised that is due today, or has been for a few days. */
export const duePromiseShape = z.object({
  conversationId: idShape,
  messageId: idShape.describe('Our message that promised it'),
  party: partyShape,
  dueAt: instantShape,
  text: z.string().describe('The first 300 characters of the message'),
  start: count.describe('The words that promise, in text; start = end: all of it'),
  end: count,
})
export type DuePromise = z.infer<typeof duePromiseShape>

/** The day as the office begins it. What the caller may not see is null. */
export const todayShape = z.object({
  day: z.iso.date().describe('By the firm’s clock'),
  fire: z
    .object({ items: z.array(conversationShape), total: count })
    .describe(
      'Dangers and emergencies that are not over: who waits for an answer first, then the newest; 20 at most',
    ),
  waiting: z
    .object({
      items: z.array(conversationShape),
      total: count,
      settled: count.describe('Who else spoke last, and seems to need no answer'),
      older: count.describe('Who else has waited for more than two weeks'),
    })
    .describe('Who waits for an answer, whoever has waited longest first; 20 at most'),
  promises: z
    .object({ items: z.array(duePromiseShape), total: count })
    .nullable()
    .describe('Due by the end of today or in the last seven days, and not kept; 20 at most'),
  runs: z.array(runShape).nullable().describe('Imports and looks at sources that wait or are at work'),
  yesterday: z
    .object({
      day: z.iso.date(),
      messagesIn: count,
      messagesOut: count,
      requests: count,
      answered: count,
      newCustomers: count,
      medianWorkingMinutes: z.number().min(0).nullable().describe('To an answer, in the firm’s hours'),
    })
    .nullable(),
})
export type Today = z.infer<typeof todayShape>
