import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'
import { messageKinds } from './conversations.ts'
import { ticketBriefShape, ticketStatuses } from './tickets.ts'

/** What a time-line can be narrowed to; a call is one that was placed, received, missed or recorded. */
export const timelineKinds = ['text', 'email', 'call', 'voicemail', 'chat', 'ticket'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** Something said or tried between the firm and a customer, by whichever channel. */
const timelineMessageShape = z.object({
  what: z.literal('message'),
  at: instantShape,
  id: idShape,
  conversationId: idShape,
  kind: z.enum(messageKinds),
  channel: z.string(),
  direction: z.enum(['in', 'out']).nullable(),
  subject: z.string().nullable().describe('Of a mail'),
  preview: z.string().describe('First 280 characters of what was said'),
  durationSeconds: z.number().int().nullable().describe('Of a call or recording'),
  attachments: z.number().int(),
})

/** A turn that a customer's ticket took. */
const timelineTicketShape = z.object({
  what: z.literal('ticket'),
  at: instantShape.describe('Of its opening: when the customer asked for the work'),
  seq: z.number().int().describe('Which line of the ticket’s activity'),
  became: z.enum(['opened', ...ticketStatuses]).describe('opened, or where it stood from then on'),
  actor: z.string().describe('Name of the person or key; tickets: by itself'),
  ticket: ticketBriefShape,
})

export const timelineEntryShape = z.union([timelineMessageShape, timelineTicketShape])
export type TimelineEntry = z.infer<typeof timelineEntryShape>
export type TimelineMessage = z.infer<typeof timelineMessageShape>
export type TimelineTicket = z.infer<typeof timelineTicketShape>

export const timelinePage = pageOf(timelineEntryShape)
export type TimelinePage = z.infer<typeof timelinePage>

export const timelineQuery = pageQueryShape.extend({
  kind: z.enum(timelineKinds).optional().describe('Only these'),
})
