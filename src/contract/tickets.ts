import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'
import { propertyShape } from './customers.ts'
import { conversationAnalysisShape, timeWindowShape, urgencies, urgencyShape } from './understanding.ts'

/** Where a ticket can stand; `resolved`, `closed` and `cancelled` are done. */
export const ticketStatuses = [
  'new',
  'open',
  'scheduled',
  'in_progress',
  'waiting_customer',
  'reopened',
  'resolved',
  'closed',
  'cancelled',
] as const
export type TicketStatus = (typeof ticketStatuses)[number]
export const ticketStatusShape = z.enum(ticketStatuses)

/** Statuses of work that is no longer owed. */
export const doneStatuses = ['resolved', 'closed', 'cancelled'] as const satisfies TicketStatus[]

/** Whether a ticket that stands there is done. */
export function isDone(status: TicketStatus): boolean {
  return (doneStatuses as readonly TicketStatus[]).includes(status)
}

const OPEN_MOVES = ['scheduled', 'in_progress', 'waiting_customer', 'resolved', 'cancelled'] as const

/** Where a ticket may go from where it stands; docs/tickets.md is held to it by a test. */
export const ticketMoves: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ['open', ...OPEN_MOVES],
  open: OPEN_MOVES,
  scheduled: ['open', 'in_progress', 'waiting_customer', 'resolved', 'cancelled'],
  in_progress: ['open', 'scheduled', 'waiting_customer', 'resolved', 'cancelled'],
  waiting_customer: ['open', 'scheduled', 'in_progress', 'resolved', 'cancelled'],
  reopened: ['open', ...OPEN_MOVES],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  cancelled: ['reopened'],
}

/** How pressing a ticket is, as messages are. */
export const ticketPriorities = urgencies
export type TicketPriority = (typeof ticketPriorities)[number]

export const ticketHazards = ['gas', 'carbon_monoxide'] as const
export const ticketQuestions = ['maybe_cancelled', 'maybe_not_solved'] as const
export const ticketRoles = [
  'cause',
  'same_trouble',
  'correction',
  'cancellation',
  'complaint',
  'by_hand',
] as const

/** A ticket as a line beside a conversation shows it. */
export const ticketBriefShape = z.object({
  id: idShape,
  number: z.number().int().describe('What people call it: #1042'),
  title: z.string().nullable().describe('null: it is called after its category'),
  category: z.string().describe('Kind of work: a service, or other'),
  priority: urgencyShape,
  hazard: z.enum(ticketHazards).nullable(),
  status: ticketStatusShape,
  question: z.enum(ticketQuestions).nullable().describe('What a person should decide'),
  version: z.number().int(),
})
export type TicketBrief = z.infer<typeof ticketBriefShape>

/** A line of the list, and a card of the board. */
export const ticketShape = ticketBriefShape.extend({
  customer: z.object({ id: idShape, name: z.string().nullable() }).nullable(),
  property: propertyShape.nullable(),
  place: z.string().nullable().describe('Where, in the customer’s words'),
  wanted: timeWindowShape.nullable().describe('When they would like it'),
  assignee: z
    .object({ id: idShape, name: z.string().nullable().describe('null: no longer of the firm') })
    .nullable(),
  openedBy: z.string().describe('tickets: by itself'),
  openedAt: instantShape,
  clockFrom: instantShape.describe('Since when the customer waits'),
  respondBy: instantShape.describe('When a first answer is due'),
  solveBy: instantShape.describe('When the work is due'),
  pausedAt: instantShape
    .nullable()
    .describe('Since when the clock stands, because the customer is waited for'),
  respondedAt: instantShape.nullable(),
  solvedAt: instantShape.nullable(),
  changedAt: instantShape,
  statusSince: instantShape,
  mergedInto: idShape.nullable(),
  moves: z.array(ticketStatusShape).describe('Where it may go from here'),
})
export type Ticket = z.infer<typeof ticketShape>

export const ticketPage = pageOf(ticketShape)
export type TicketPage = z.infer<typeof ticketPage>

export const ticketListQuery = pageQueryShape.extend({
  status: ticketStatusShape.optional(),
  open: z.enum(['true', 'false']).optional().describe('Only open tickets, or only those that are done'),
  priority: urgencyShape.optional(),
  category: z.string().min(1).max(100).optional(),
  assigneeId: idShape.optional(),
  customerId: idShape.optional(),
  number: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('The one with this number'),
  sort: z
    .enum(['clock', 'newest'])
    .default('clock')
    .describe('clock: dangers and emergencies first, then what is due soonest; newest: opened last'),
})

/** How many tickets stand where. */
export const ticketCountsShape = z.object({
  open: z.number().int(),
  hazards: z.number().int(),
  questions: z.number().int().describe('Of which a person should decide something'),
  due: z.number().int().describe('Open, with a clock that has run out'),
  statuses: z.record(ticketStatusShape, z.number().int()),
})
export type TicketCounts = z.infer<typeof ticketCountsShape>

const columnsShape = z.record(z.string(), z.unknown())

/** One line of what became of a ticket. */
export const ticketActivityShape = z.object({
  seq: z.number().int(),
  changeId: idShape,
  undoes: idShape.nullable().describe('The change that this one took back'),
  undone: z.boolean().describe('Whether it was taken back'),
  kind: z.enum(['opened', 'changed', 'linked', 'unlinked', 'noted']),
  at: instantShape,
  actorKind: z.string().describe('person, key, operator, tickets, or database'),
  actor: z.string(),
  version: z.number().int(),
  before: columnsShape.nullable(),
  after: columnsShape.nullable(),
  note: columnsShape.nullable().describe('Why: {code, …}'),
})
export type TicketActivity = z.infer<typeof ticketActivityShape>

export const ticketDetailShape = ticketShape.extend({
  conversations: z.array(
    z.object({
      conversationId: idShape,
      title: z.string().describe('With whom'),
      lastAt: instantShape,
      preview: z.string().describe('First characters of what was said last'),
      messages: z
        .array(
          z.object({
            messageId: idShape,
            role: z.enum(ticketRoles),
            at: instantShape,
            text: z.string().describe('First 280 characters'),
            linkedBy: z.string(),
          }),
        )
        .describe('Those that the ticket is about, oldest first'),
    }),
  ),
  merged: z.array(ticketBriefShape).describe('Tickets that went into this one'),
  activity: z.array(ticketActivityShape).describe('Newest first, at most 200'),
})
export type TicketDetail = z.infer<typeof ticketDetailShape>

/** Characters of a title. */
export const TICKET_TITLE_MAX = 160

const titleShape = z.string().trim().min(1).max(TICKET_TITLE_MAX)
const reasonShape = z.string().trim().min(1).max(500)

export const ticketOpenBody = z.object({
  title: titleShape,
  category: z.string().trim().min(1).max(100).default('other'),
  priority: urgencyShape.default('medium'),
  customerId: idShape.optional(),
  propertyId: idShape.optional(),
})

export const ticketChangeBody = z.object({
  version: z
    .number()
    .int()
    .optional()
    .describe('That the change is based on; what others changed since is a conflict'),
  title: titleShape.nullable().optional(),
  category: z.string().trim().min(1).max(100).optional(),
  priority: urgencyShape.optional(),
  propertyId: idShape.nullable().optional(),
  assigneeId: idShape.nullable().optional(),
  hazard: z.null().optional().describe('null: the danger is over'),
  question: z.null().optional().describe('null: nothing is to be decided'),
})

export const ticketStatusBody = z.object({
  status: ticketStatusShape,
  version: z.number().int().optional(),
  reason: reasonShape.optional(),
})
export const ticketsStatusBody = z.object({
  tickets: z
    .array(z.object({ id: idShape, version: z.number().int().optional() }))
    .min(1)
    .max(100),
  status: ticketStatusShape,
  reason: reasonShape.optional(),
})
export const ticketMergeBody = z.object({ otherTicketId: idShape })
export const ticketSplitBody = z.object({
  messageIds: z.array(idShape).min(1).max(200).describe('Messages of the ticket that are another matter'),
  title: titleShape.optional(),
})
export const ticketUnlinkBody = z.object({ conversationId: idShape })

const waitingShape = z
  .number()
  .int()
  .describe('Fields that somebody else changed meanwhile: a person decides, in GET /api/conflicts')

/** What a change by hand did: undo it by `changeId`. */
export const ticketChangedShape = z.object({
  success: z.literal(true),
  entity_id: idShape.describe('The ticket'),
  changeId: idShape,
  ticket: ticketShape,
  waiting: waitingShape,
})
export type TicketChanged = z.infer<typeof ticketChangedShape>
export const ticketsChangedShape = z.object({ changeId: idShape, tickets: z.array(ticketShape) })
export const ticketsMovedShape = ticketsChangedShape.extend({ waiting: waitingShape })

export const ticketDismissedShape = z.object({
  messages: z.number().int().describe('That are decided by it'),
})

export const createTicketBody = z
  .object({
    messageId: idShape.optional().describe('The message that asks for the work; the likeliest when absent'),
    title: titleShape.optional(),
    category: z.string().trim().min(1).max(100).optional(),
    priority: urgencyShape.optional(),
  })
  .default({})

/** What speaks for an open ticket as the one that a conversation is about. */
export const ticketCandidateShape = z.object({
  ticket: ticketBriefShape,
  score: z.number().min(0).max(1),
  factors: z.array(
    z.object({
      factor: z.enum(['conversation', 'customer', 'property', 'service', 'time', 'words', 'street']),
      score: z.number().min(-1).max(1),
    }),
  ),
})
export type TicketCandidate = z.infer<typeof ticketCandidateShape>

export const potentialReasonShape = z.object({
  messageId: idShape,
  code: z.string(),
  weight: z.number(),
  start: z.number().int().optional(),
  end: z.number().int().optional(),
  text: z.string().optional(),
})

/** Whether a conversation asks for a ticket, and for which. */
export const ticketPotentialShape = z.object({
  analysis_result: z.enum(['create', 'link_existing', 'none']),
  confidence_score: z
    .number()
    .min(0)
    .max(1)
    .describe(
      'Chance that somebody owes work that no ticket has yet; with link_existing, that it is that ticket’s',
    ),
  code: z
    .string()
    .describe('Why: new_trouble, same_trouble, correction, cancellation, complaint, no_work, laid_away, …'),
  category: z.string().nullable(),
  priority: urgencyShape.nullable(),
  hazard: z.enum(ticketHazards).nullable(),
  messageId: idShape.nullable().describe('The message that says so'),
  ticketReasons: z.array(potentialReasonShape),
  candidates: z.array(ticketCandidateShape).describe('Likeliest first, at most 5'),
  tickets: z.array(ticketBriefShape).describe('Those that the conversation has'),
})
export type TicketPotential = z.infer<typeof ticketPotentialShape>

/** What a conversation says as a whole, and whether it asks for a ticket that there is none of yet. */
export const conversationPotentialShape = conversationAnalysisShape.extend(ticketPotentialShape.shape)
export type ConversationPotential = z.infer<typeof conversationPotentialShape>

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM')
  .describe('HH:MM of the firm’s wall clock; 24:00 is the end of the day')

/** When a firm works. */
export const workingHoursShape = z.object({
  week: z
    .array(z.array(z.object({ from: clockTime, to: clockTime })).max(4))
    .length(7)
    .describe('Monday first; spans in order, not overlapping'),
  holidays: z.boolean().describe('Closed on the public holidays of its country'),
  closedDays: z.array(z.iso.date()).max(400).describe('Other days on which it is closed'),
})
export type WorkingHours = z.infer<typeof workingHoursShape>

export const workingHoursAnswer = workingHoursShape.extend({
  timeZone: z.string(),
  country: z.string(),
  setBy: z.string().nullable(),
  setAt: instantShape.nullable(),
  nextHolidays: z
    .array(z.object({ day: z.iso.date(), name: z.string() }))
    .describe('The next public holidays of the country, whether or not the firm is closed then, at most 5'),
})
export type WorkingHoursAnswer = z.infer<typeof workingHoursAnswer>
