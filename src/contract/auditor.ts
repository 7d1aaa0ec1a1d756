import { z } from 'zod'
import { idShape, instantShape } from './common.ts'

/** Every check there is, in the order in which they are made. */
export const checkNames = [
  'tenancy-forced',
  'references-hold',
  'messages-threaded',
  'conversations-counted',
  'conversations-rest',
  'tickets-agree',
  'search-present',
  'events-read',
  'notices-sent',
  'hooks-called',
  'sources-counted',
  'runs-add-up',
  'runs-open',
  'attachments-filed',
  'files-kept',
  'files-named',
  'contact-points-owned',
  'participants-complete',
  'customers-shown',
  'addresses-cached',
  'merges-end',
  'secrets-held',
  'replies-sent',
  'logs-owned',
  'alerts-raised',
  'sources-sane',
  'clock-sane',
  'messages-parsed',
  'messages-understood',
  'threads-walked',
  'audit-chain',
] as const
export const checkNameShape = z.enum(checkNames)
export type CheckName = z.infer<typeof checkNameShape>

/** What can be found, each by one check. */
export const findingKinds = [
  'table_unforced',
  'orphan_row',
  'message_unthreaded',
  'decision_misplaced',
  'conversation_miscounted',
  'conversation_overdue',
  'source_miscounted',
  'run_miscounted',
  'run_abandoned',
  'runs_doubled',
  'attachment_unfiled',
  'file_missing',
  'file_changed',
  'file_misdescribed',
  'media_unused',
  'file_unnamed',
  'point_unowned',
  'point_of_absorbed',
  'participants_incomplete',
  'customer_shown_wrong',
  'name_tokens_differ',
  'address_misread',
  'merge_differs',
  'secret_unheld',
  'source_unsealed',
  'reply_without_message',
  'reply_overdue',
  'log_orphaned',
  'alert_missing',
  'alert_unmailed',
  'source_in_future',
  'row_in_future',
  'raw_item_unreadable',
  'message_lost',
  'message_differs',
  'understanding_missing',
  'understanding_differs',
  'decision_differs',
  'conversation_differs',
  'trail_broken',
  'ticket_disagrees',
  'message_unindexed',
  'cursor_ahead',
  'subscriber_stalled',
  'notice_missing',
  'hook_stalled',
  'hook_unsealed',
] as const
export const findingKindShape = z.enum(findingKinds)
export type FindingKind = z.infer<typeof findingKindShape>

/** How a finding is repaired; `none`: nobody but a person can, and `next` says how. */
export const repairActions = [
  'force_row_level_security',
  'remove_orphan',
  'thread_again',
  'lay_away',
  'count_again',
  'queue_again',
  'file_again',
  'fetch_again',
  'describe_again',
  'remove_unused',
  'link_again',
  'follow_merge',
  'note_members_again',
  'show_again',
  'read_again',
  'forget_secret',
  'send_now',
  'forget_log',
  'judge_now',
  'ask_again',
  'parse_again',
  'understand_again',
  'settle_again',
  'index_again',
  'rewind',
  'tell_now',
  'call_now',
  'none',
] as const
export const repairActionShape = z.enum(repairActions)
export type RepairAction = z.infer<typeof repairActionShape>

const detailShape = z.union([z.string(), z.number(), z.boolean(), z.null()])
export const findingShape = z.object({
  id: idShape,
  check: checkNameShape,
  kind: findingKindShape,
  subject: z.object({ kind: z.string(), id: z.string() }),
  details: z.record(z.string(), detailShape).describe('Ids, counts, codes and names of columns'),
  message: z.string().describe('One sentence in English'),
  repair: repairActionShape,
  next: z.string().describe('What repairing does; or, where it cannot be repaired, what to do'),
  foundAt: instantShape,
  seenAt: instantShape,
  endedAt: instantShape.nullable().describe('null while it stands'),
  endedBy: z.string().nullable().describe('itself, or who had it repaired'),
})
export type Finding = z.infer<typeof findingShape>
export const findingQuery = z.object({
  check: checkNameShape.optional(),
  state: z.enum(['open', 'ended', 'all']).default('open'),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const findingPage = z.object({ items: z.array(findingShape), next: z.string().nullable() })

export const checkDepths = ['new', 'usual', 'whole'] as const
export type CheckDepth = (typeof checkDepths)[number]

/** What one check did in a run. */
export const checkResultShape = z.object({
  name: checkNameShape,
  looked: z.number().int().describe('Rows looked at'),
  of: z.number().int().nullable().describe('Of so many; null where rows are not what is counted'),
  found: z.number().int(),
  waiting: z.number().int().describe('What is not done yet and is no finding: an import is at work on it'),
  ms: z.number(),
})
export type CheckResult = z.infer<typeof checkResultShape>

export const checkRunShape = z.object({
  id: idShape,
  askedBy: z.enum(['clock', 'person']),
  depth: z.enum(checkDepths),
  names: z.array(checkNameShape).nullable().describe('Only these; null for all'),
  status: z.enum(['running', 'completed', 'cancelled', 'failed']),
  progress: z.object({
    check: checkNameShape.nullable().describe('At work'),
    done: z.number().int(),
    total: z.number().int(),
  }),
  isConsistent: z.boolean().nullable().describe('Whether nothing was found; null while it runs'),
  found: z.number().int().describe('So far'),
  results: z.array(checkResultShape),
  startedAt: instantShape,
  finishedAt: instantShape.nullable(),
})
export type CheckRun = z.infer<typeof checkRunShape>

/** All may be left out: then every check looks at all, and what takes long to derive again is looked at by parts. */
export const startCheckBody = z
  .object({
    checks: z.array(checkNameShape).min(1).optional(),
    depth: z.enum(checkDepths).default('usual'),
    wait: z.boolean().default(false).describe('Answers when it is over'),
  })
  .optional()
  .transform((body) => body ?? { depth: 'usual' as const, wait: false, checks: undefined })

/** Each check, when it last looked, and what stands. */
export const checkListShape = z.object({
  items: z.array(
    z.object({
      name: checkNameShape,
      summary: z.string().describe('What it looks at, in English'),
      open: z.number().int().describe('Findings that stand'),
      lookedAt: instantShape.nullable(),
      last: checkResultShape.nullable(),
      wholeAt: instantShape.nullable().describe('When every row had last been looked at'),
    }),
  ),
  run: checkRunShape.nullable().describe('The one at work, else the last'),
  everyHours: z.number().describe('How often it is made by itself; 0 for never'),
})
export type CheckList = z.infer<typeof checkListShape>

/** One thing a repair does, in one transaction. */
export const repairStepShape = z.object({
  action: repairActionShape,
  check: checkNameShape,
  kind: findingKindShape,
  subjects: z.array(z.object({ kind: z.string(), id: z.string() })),
  says: z.string().describe('One sentence in English'),
  changes: z
    .array(z.object({ subject: z.string(), details: z.record(z.string(), detailShape) }))
    .describe('What was found of each: what is kept, and what should be'),
})
export type RepairStep = z.infer<typeof repairStepShape>
export const repairPlanShape = z.object({
  plan: z.string().describe('Stands for exactly these steps; applying takes it'),
  steps: z.array(repairStepShape),
  unrepairable: z.array(findingShape).describe('What only a person can see to'),
})
export type RepairPlan = z.infer<typeof repairPlanShape>
export const repairQuery = z.object({ check: checkNameShape.optional() })
export const applyRepairBody = z.object({ plan: z.string(), check: checkNameShape.optional() })
export const repairOutcomes = ['repaired', 'gone', 'changed', 'not_repaired'] as const
export const repairedShape = z.object({
  steps: z.array(
    repairStepShape.extend({
      outcome: z
        .enum(repairOutcomes)
        .describe(
          'gone: it was over by then; changed: the world was another by then, and nothing was done; not_repaired: it did not help, and where it was rows it was undone',
        ),
    }),
  ),
  repaired: z.number().int().describe('Findings'),
  left: z.number().int().describe('Findings that still stand'),
})
export type Repaired = z.infer<typeof repairedShape>

const hashShape = z.string().regex(/^[0-9a-f]{64}$/)
export const checkpointNameShape = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}/]+$/u, 'it has a slash or unprintable characters')
export const checkpointShape = z.object({
  id: idShape,
  name: z.string(),
  madeBy: z.string(),
  beganAt: instantShape,
  endedAt: instantShape,
  oneMoment: z.boolean().describe('All of it was read as it was at one moment'),
  rows: z.number().int(),
  hash: hashShape.describe('SHA-256 Merkle tree hash (RFC 6962) of all tables'),
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), hash: hashShape })),
})
export type Checkpoint = z.infer<typeof checkpointShape>
export const checkpointList = z.object({ items: z.array(checkpointShape).describe('Newest first') })
export const makeCheckpointBody = z.object({ name: checkpointNameShape })

export const compareCheckpointsQuery = z.object({
  with: z.string().default('now').describe('Another checkpoint, by id or name; or now'),
})
export const checkpointDifferenceShape = z.object({
  equal: z.boolean(),
  before: checkpointShape.omit({ tables: true }),
  after: checkpointShape.omit({ tables: true, id: true }).extend({ id: idShape.nullable() }),
  tables: z.array(
    z.object({
      table: z.string(),
      rowsBefore: z.number().int(),
      rowsAfter: z.number().int(),
      ranges: z
        .array(
          z.object({
            after: z.string().nullable().describe('Key behind which it begins; null for the beginning'),
            upTo: z.string().nullable().describe('Its last key; null for the end'),
            rowsBefore: z.number().int(),
            rowsAfter: z.number().int(),
          }),
        )
        .describe('Where the two differ, in order of keys; a hundred at most'),
      rangeCount: z.number().int(),
    }),
  ),
  leftOut: z.array(z.object({ what: z.string(), why: z.string() })).describe('What no checkpoint looks at'),
})
export type CheckpointDifference = z.infer<typeof checkpointDifferenceShape>

/** How everything stands that a firm's Plumbline is connected with. */
export const auditReportShape = z.object({
  madeAt: instantShape,
  health: z.enum(['healthy', 'degraded', 'unhealthy']),
  integrations: z.array(
    z.object({
      name: z.string().describe('source, replies, letters, storage, understanding, database …'),
      id: z.string().nullable(),
      status: z.enum(['healthy', 'degraded', 'unhealthy', 'unknown']),
      code: z.string(),
      values: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
    }),
  ),
  deliveries: z
    .array(
      z.object({
        what: z.string(),
        done: z.number().int(),
        failed: z.number().int(),
        waiting: z.number().int(),
        successPercent: z.number().nullable(),
      }),
    )
    .describe('Of the last 30 days'),
  trail: z.object({
    entries: z.number().int(),
    verifiedAt: instantShape.nullable(),
    isWhole: z.boolean().nullable(),
  }),
  consistency: z.object({
    checkedAt: instantShape.nullable(),
    open: z.number().int(),
    wholeAt: instantShape.nullable(),
  }),
  checkpoint: z.object({ name: z.string(), endedAt: instantShape }).nullable().describe('The newest'),
})
export type AuditReport = z.infer<typeof auditReportShape>

export const consistencyReportShape = z.object({
  madeAt: instantShape,
  isConsistent: z.boolean().nullable().describe('Whether nothing stands; null before the first look'),
  run: checkRunShape.nullable().describe('The last that is over'),
  checks: checkListShape.shape.items,
  open: z.array(z.object({ kind: findingKindShape, repair: repairActionShape, count: z.number().int() })),
  days: z
    .array(z.object({ day: z.string(), found: z.number().int(), ended: z.number().int() }))
    .describe('Of the last 30 days, oldest first; days on which nothing was left out'),
})
export type ConsistencyReport = z.infer<typeof consistencyReportShape>
