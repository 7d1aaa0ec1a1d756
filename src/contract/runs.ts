import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'

export const runStatuses = [
  'queued',
  'running',
  'completed',
  'incomplete',
  'failed',
  'cancelled',
  'interrupted',
] as const
export type RunStatus = (typeof runStatuses)[number]
export const runPhases = ['waiting', 'survey', 'messages', 'threads', 'media', 'check', 'done'] as const

/** How the service that works on imports is. */
export const syncStatusShape = z.object({
  service_running: z.boolean().describe('This server works on imports'),
  initialized: z.boolean(),
  background_tasks: z.number().int().describe('Imports at work'),
  queued_events: z.number().int().describe('Changes from which what follows has yet to follow'),
  waiting_imports: z.number().int().describe('Imports that wait'),
  timestamp: instantShape,
})

/** What was asked to be read; paths only from the machine's own command line. */
export const startSyncBody = z.object({
  channel: z.literal('google-voice').default('google-voice'),
  syncType: z.enum(['initial', 'incremental', 'manual']).default('manual'),
  uploadId: idShape.optional().describe('An upload made by POST /api/uploads'),
  paths: z
    .array(z.string().min(1).max(4_096))
    .min(1)
    .max(100)
    .optional()
    .describe('Paths on the server’s disk; only for the local command line'),
  dryRun: z.boolean().default(false),
})
export type StartSync = z.input<typeof startSyncBody>

/** How far a run has come. */
export const runShape = z.object({
  syncId: idShape,
  sourceId: idShape.nullable().describe('The source that is asked; null of an archive'),
  channel: z.string(),
  syncType: z.enum(['initial', 'incremental', 'manual']),
  status: z.enum(runStatuses),
  phase: z.enum(runPhases),
  dryRun: z.boolean(),
  input: z.array(z.string()).describe('Names of the files handed in'),
  progress: z.object({
    totalMessages: z
      .number()
      .int()
      .nullable()
      .describe('Count taken from the source; null until the survey has it'),
    processedMessages: z.number().int(),
    customersCreated: z.number().int(),
    conversationsCreated: z.number().int(),
    stored: z.number().int(),
    duplicates: z.number().int(),
    rejected: z.number().int(),
    attachmentsResolved: z.number().int(),
    attachmentsMissing: z.number().int(),
    attachmentsAmbiguous: z.number().int(),
    pagesWithoutPeer: z.number().int(),
    ignoredFiles: z.number().int(),
    messagesPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
  }),
  seconds: z.number().describe('Working time so far'),
  peakRssMb: z.number().int().describe('Most memory the working process has held'),
  error: z.object({ code: z.string(), message: z.string(), next: z.string() }).nullable(),
  madeAt: instantShape,
  startedAt: instantShape.nullable(),
  finishedAt: instantShape.nullable(),
})
export type Run = z.infer<typeof runShape>
export const runPage = pageOf(runShape)
export const runQuery = pageQueryShape.extend({ sourceId: idShape.optional() })
export type RunPage = z.infer<typeof runPage>

/** The proof of completeness: it adds up, and the source’s own count agrees. */
export const ledgerShape = z.object({
  syncId: idShape,
  seen: z.number().int(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  countedAtSource: z.number().int().nullable(),
  uncounted: z
    .number()
    .int()
    .describe('Pieces that could not be read at all, so that nobody can count what was in them'),
  addsUp: z.boolean().describe('seen = stored + duplicates + rejected'),
  sourceAgrees: z
    .boolean()
    .describe('The count taken from the source equals what was seen, unreadable pieces apart'),
  attachments: z.object({
    resolved: z.number().int(),
    missing: z.number().int(),
    ambiguous: z.number().int(),
  }),
  pagesWithoutPeer: z.number().int(),
  ignoredFiles: z.number().int(),
  reasons: z.array(z.object({ code: z.string(), reason: z.string(), count: z.number().int() })),
})
export type Ledger = z.infer<typeof ledgerShape>

export const ledgerFileShape = z.object({
  path: z.string().describe('Name of the part handed in, then the path inside it'),
  seen: z.number().int(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  withoutPeer: z.boolean(),
})
export const ledgerFilePage = pageOf(ledgerFileShape)
export const ledgerFileQuery = pageQueryShape

/** Something a run could not use, kept to look at. */
export const setAsideShape = z.object({
  id: idShape,
  path: z.string().describe('Name of the part handed in, then the path inside it'),
  position: z.number().int().nullable(),
  code: z.string(),
  reason: z.string(),
  hasBody: z.boolean().describe('Its bytes can be looked at'),
})
export type SetAsideItem = z.infer<typeof setAsideShape>
export const setAsidePage = pageOf(setAsideShape)

export const uploadShape = z.object({
  uploadId: idShape,
  files: z.array(z.object({ name: z.string(), bytes: z.number() })),
})
export type Upload = z.infer<typeof uploadShape>
