import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'
import type { Permission } from './permissions.ts'

/** What changes are told of, and what one must be allowed to read to hear of it. Of any other subject nobody is told. */
export const eventSubjects: Readonly<Record<string, Permission>> = {
  conversation: 'conversations.read',
  message: 'conversations.read',
  reply: 'conversations.read',
  suggestion: 'conversations.read',
  customer: 'customers.read',
  question: 'customers.read',
  run: 'imports.read',
  source: 'sources.read',
  incident: 'sources.read',
  alert: 'monitoring.read',
  ticket: 'tickets.read',
  conflict: 'conflicts.read',
  mirror: 'sources.read',
  hook: 'keys.manage',
  firm: 'conversations.read', // which everybody may: what it is called and its clock are on every screen
}

/** Subjects of which an event names the people it is about: each of them hears of themselves alone, and nobody reads of others. */
export const ownSubjects: readonly string[] = ['notice']

/** Whether an event of a kind is for those whom it names. */
export function isOwn(kind: string): boolean {
  return ownSubjects.includes(kind.slice(0, kind.indexOf('.')))
}

/** Whether somebody with these permissions may hear of events of a kind such as `conversation.changed`. */
export function mayHear(permissions: ReadonlySet<Permission>, kind: string): boolean {
  const needed = eventSubjects[kind.slice(0, kind.indexOf('.'))]
  return needed !== undefined && permissions.has(needed)
}

/** A place in the log. */
export const eventCursorShape = z.string().regex(/^\d{1,19}-\d{1,18}$/)

const kindShape = z.string().describe('Subject and what was done: conversation.changed')

/** What changed in one statement. */
export const eventShape = z.object({
  cursor: eventCursorShape,
  kind: kindShape,
  ids: z.array(idShape).describe('Of the subjects'),
  changes: z
    .record(idShape, z.record(z.string(), z.array(z.unknown())))
    .nullable()
    .describe(
      'By id, the columns that changed: [before, after]; [] of what is not kept there, such as words and names',
    ),
  actor: z.string().describe('person:ID, key:ID, operator, system, or database:USER'),
  at: instantShape,
})
export type EventShown = z.infer<typeof eventShape>

/** An event as it is kept with those that were given up. */
export const keptEventShape = eventShape

/** An event that a subscriber could not do with. */
export const deadLetterShape = z.object({
  id: idShape,
  subscriber: z.string(),
  event: keptEventShape,
  troubleCode: z.string().describe('Why it failed last'),
  tries: z.number().int(),
  failedAt: instantShape,
  replayedAt: instantShape.nullable().describe('When it was done with after all'),
  replayedBy: z.string().nullable(),
})
export type DeadLetter = z.infer<typeof deadLetterShape>
export const deadLetterPage = pageOf(deadLetterShape)
export const deadLetterQuery = pageQueryShape
export const deadLetterParams = z.object({ id: idShape })

/** From where a subscriber reads again. */
export const readAgainBody = z.object({
  subscriber: z.string().max(60),
  after: eventCursorShape.describe('0-0 for all that is kept'),
})

/** Query of what changed lately. */
export const recentEventsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: eventCursorShape
    .optional()
    .describe('Only what came after this cursor, oldest first; else the newest, newest first'),
  cursor: eventCursorShape.optional().describe('The page after this `next`, newest first'),
  kind: z.string().max(60).optional().describe('Only of this kind: conversation.changed'),
})

export const recentEventsPage = z.object({
  items: z.array(eventShape),
  next: z.string().nullable().describe('With `after`: from where to go on, never null; else the next page'),
})

/** Query of the line: where one stood when the last one was cut. */
export const liveQuery = z.object({ after: eventCursorShape.optional() })
