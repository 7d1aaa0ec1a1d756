import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'

export const conflictKinds = ['ticket', 'customer'] as const
export const conflictKindShape = z.enum(conflictKinds)
export type ConflictKind = (typeof conflictKinds)[number]

/** What happens when two change the same field from the same base. */
export const strategies = ['latest', 'review', 'merge', 'both'] as const
export const strategyShape = z.enum(strategies)
export type Strategy = (typeof strategies)[number]

/** What a field holds: one of some words; a text; or a set of texts. */
export type FieldType = 'choice' | 'text' | 'set'

/** What can be done with two values of a type. */
export const strategiesOf: Readonly<Record<FieldType, readonly Strategy[]>> = {
  choice: ['latest', 'review'],
  text: ['latest', 'review', 'merge', 'both'],
  set: ['merge', 'latest', 'review', 'both'],
}

export type FieldRule = {
  type: FieldType
  /** What happens unless the firm chose otherwise. */
  strategy: Strategy
  /** Longest text, characters. */
  lengthMax?: number
}

/** Every field in which two can contradict each other: the one table of them. */
export const conflictFields = {
  ticket: {
    title: { type: 'text', strategy: 'merge', lengthMax: 160 },
    category: { type: 'choice', strategy: 'latest' },
    priority: { type: 'choice', strategy: 'latest' },
    status: { type: 'choice', strategy: 'review' },
    propertyId: { type: 'choice', strategy: 'latest' },
    assigneeId: { type: 'choice', strategy: 'latest' },
  },
  customer: {
    name: { type: 'text', strategy: 'review', lengthMax: 200 },
    kind: { type: 'choice', strategy: 'latest' },
    contactPoints: { type: 'set', strategy: 'merge' },
  },
} as const satisfies Record<ConflictKind, Record<string, FieldRule>>

/** The fields of a kind, by name. */
export const fieldsOf: Readonly<Record<ConflictKind, Readonly<Record<string, FieldRule>>>> = conflictFields

export const fieldValueShape = z.union([
  z.string().max(2_000),
  z.array(z.string().max(500)).max(200),
  z.null(),
])
/** A set is a list of different texts, sorted. */
export type FieldValue = string | readonly string[] | null

/** The field under which it is noted that one side took away what the other changed. */
export const EXISTENCE = 'existence'

export const conflictShape = z.object({
  id: idShape,
  kind: conflictKindShape,
  entityId: idShape,
  entityLabel: z
    .string()
    .nullable()
    .describe('What people call it: the ticket’s number and title, or the customer’s name'),
  field: z.string(),
  strategy: strategyShape,
  reason: z
    .enum(['both_changed', 'refused', 'deleted'])
    .describe('refused: the second cannot be had here; deleted: one took away what the other changed'),
  base: fieldValueShape.describe('What both had seen'),
  first: fieldValueShape.describe('What held when the second came'),
  firstBy: z.string().nullable(),
  firstAt: instantShape.nullable(),
  second: fieldValueShape,
  secondBy: z.string(),
  secondAt: instantShape,
  now: fieldValueShape.describe('What holds now'),
  lost: z.enum(['first', 'second']).nullable().describe('Which of both did not hold'),
  mirrorId: idShape.nullable().describe('The mirror that the second came from'),
  foundAt: instantShape,
  settledAt: instantShape.nullable().describe('null: it waits for a person'),
  settledBy: z.string().nullable().describe('conflicts: the strategy decided'),
  settled: fieldValueShape.describe('What a person chose'),
})
export type Conflict = z.infer<typeof conflictShape>
export const conflictPage = pageOf(conflictShape)
export type ConflictPage = z.infer<typeof conflictPage>

export const conflictListQuery = pageQueryShape.extend({
  state: z.enum(['open', 'settled', 'all']).default('open'),
  entityId: idShape.optional(),
})

/** One of both, or what should hold instead. */
export const settleConflictBody = z.union([
  z.object({ choose: z.enum(['first', 'second']) }),
  z.object({ value: fieldValueShape }),
])

export const conflictRuleShape = z.object({
  kind: conflictKindShape,
  field: z.string(),
  strategy: strategyShape,
  choices: z.array(strategyShape),
  usual: strategyShape.describe('What holds unless the firm chooses'),
  setBy: z.string().nullable(),
})
export const conflictRulesShape = z.object({ rules: z.array(conflictRuleShape) })
export type ConflictRules = z.infer<typeof conflictRulesShape>
export const conflictRulesBody = z.object({
  rules: z
    .array(z.object({ kind: conflictKindShape, field: z.string().max(60), strategy: strategyShape }))
    .max(50),
})

export const conflictCountsShape = z.object({ open: z.number().int() })
