import { z } from 'zod'
import { instantShape } from './common.ts'

/** What was done, by whom, and why. */
export const auditEntryShape = z.object({
  seq: z.number().int().describe('1, 2, 3, … in the firm, without gaps'),
  at: instantShape,
  actor: z.object({
    kind: z.enum(['person', 'key', 'operator', 'rule', 'model', 'system']),
    id: z.string(),
    label: z.string().describe('Their name at that time'),
  }),
  action: z.string().describe('customer.renamed'),
  subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).nullable().describe('Ids, counts, roles and codes'),
  change: z
    .object({ before: z.unknown().optional(), after: z.unknown().optional() })
    .nullable()
    .describe('What is kept sealed'),
  removed: z.boolean().describe('Whether what was sealed has been taken out, with the person it told of'),
})
export const auditPage = z.object({ items: z.array(auditEntryShape), next: z.string().nullable() })
export const auditQuery = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  actor: z.string().max(100).optional().describe('Id of who did it'),
  subjectKind: z.string().max(40).optional().describe('With subjectId'),
  subjectId: z.string().max(200).optional(),
  action: z.string().max(60).optional().describe('How the action begins: customer.'),
  looks: z.enum(['true', 'false']).optional().describe('false: without who only looked at data'),
})

/** A point of the trail, noted down outside the database. */
export const anchorShape = z.object({
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export const verifyAuditBody = z.object({
  anchor: anchorShape.optional().describe('What an earlier check answered as head: it must still be there'),
})
export const auditVerdictShape = z.object({
  entries: z.number().int().describe('How many were looked at'),
  firstSeq: z.number().int().describe('The first that is kept'),
  head: anchorShape,
  faultCount: z.number().int(),
  faults: z
    .array(
      z.object({
        kind: z.enum([
          'changed',
          'missing',
          'change_differs',
          'change_missing',
          'end_differs',
          'anchor_differs',
        ]),
        seq: z.number().int(),
      }),
    )
    .describe('The first hundred'),
})
export type AuditVerdict = z.infer<typeof auditVerdictShape>
