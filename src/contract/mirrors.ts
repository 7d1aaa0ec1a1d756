import { z } from 'zod'
import { idShape, instantShape } from './common.ts'

/** A name in PostgreSQL; it is quoted wherever it is used. */
const nameShape = z
  .string()
  .min(1)
  .max(63)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no name of the catalog has one
  .regex(/^[^\x00-\x1f]+$/)

/** Which of our words is which of theirs. The first row that fits is taken, in either direction. */
const wordsShape = z
  .array(z.object({ ours: z.string().max(100), theirs: z.string().max(100) }))
  .min(1)
  .max(100)

const columnShape = z.object({
  column: nameShape,
  words: wordsShape.optional().describe('Words that differ there; without it they are the same'),
})

const tableShape = <Field extends string>(fields: readonly [Field, ...Field[]]) =>
  z.object({
    table: nameShape,
    key: nameShape.describe('Column of its key: one that never changes'),
    ourId: nameShape
      .nullable()
      .default(null)
      .describe('A column for our id, text or uuid. Without it, and without notes, nothing is made there'),
    columns: z.partialRecord(z.enum(fields), columnShape),
    makes: z.boolean().default(true).describe('What is new here is made there'),
    deletes: z.boolean().default(false).describe('What is merged or erased here is deleted there'),
  })

export const customerColumns = ['name', 'kind', 'phone', 'email'] as const
export const ticketColumns = [
  'title',
  'category',
  'priority',
  'status',
  'customer',
  'number',
  'openedAt',
] as const

/** How the other database's tables and columns are ours. */
export const mirrorMappingShape = z
  .object({
    schema: nameShape.default('public'),
    customer: tableShape(customerColumns).optional(),
    ticket: tableShape(ticketColumns).optional(),
  })
  .refine(({ customer, ticket }) => customer !== undefined || ticket !== undefined, 'Map one table at least')
  .refine(
    ({ customer, ticket }) => ticket?.columns.customer === undefined || customer !== undefined,
    'A ticket’s customer needs the customers’ table',
  )
export type MirrorMapping = z.infer<typeof mirrorMappingShape>
export type MirrorTable = NonNullable<MirrorMapping['customer']> | NonNullable<MirrorMapping['ticket']>

const labelShape = z.string().trim().min(1).max(80)
const urlShape = z.string().trim().min(1).max(2_000).describe('postgres://…; sealed, and never shown again')

export const mirrorBody = z.object({ label: labelShape, databaseUrl: urlShape, mapping: mirrorMappingShape })
export const mirrorChangeBody = z.object({
  label: labelShape.optional(),
  databaseUrl: urlShape.optional(),
  mapping: mirrorMappingShape.optional(),
  state: z.enum(['active', 'paused']).optional(),
})

export const mirrorCheckBody = z.object({ databaseUrl: urlShape, mapping: mirrorMappingShape })
export const mirrorLayoutBody = z.object({ databaseUrl: urlShape })
/** What tables the other database has, to choose from. */
export const mirrorLayoutShape = z.object({
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      isView: z.boolean(),
      key: z.string().nullable().describe('The column that is its key by itself'),
      columns: z
        .array(
          z.object({
            name: z.string(),
            type: z.string().describe('As PostgreSQL writes it'),
            isRequired: z.boolean().describe('A new row must tell it'),
          }),
        )
        .nullable(),
    }),
  ),
  more: z.boolean().describe('There are more tables than are listed'),
})
export type MirrorLayout = z.infer<typeof mirrorLayoutShape>
export type MirrorLayoutTable = MirrorLayout['tables'][number]

export const mirrorWordsBody = z.object({
  databaseUrl: urlShape,
  schema: nameShape,
  table: nameShape,
  column: nameShape,
})
/** What a column says, so that its words can be said to be ours. */
export const mirrorWordsShape = z.object({
  words: z
    .array(z.object({ word: z.string(), rows: z.number().int() }))
    .describe('Commonest first; those of no row are what its type or a check lets it say'),
  more: z.boolean().describe('There are more words than are listed'),
})
export type MirrorWords = z.infer<typeof mirrorWordsShape>

/** What would become of the first rows there; nothing was written. */
export const mirrorPreviewShape = z.object({
  kind: z.enum(['customer', 'ticket']),
  looked: z.number().int().describe('Rows that were looked at, in the order of their keys'),
  known: z.number().int().describe('Of these, that are here already'),
  made: z.number().int().describe('That would be made here'),
  setAside: z
    .array(z.object({ reason: z.string(), count: z.number().int() }))
    .describe('That cannot be had here, and why: a code, and the column'),
  here: z
    .number()
    .int()
    .describe('How many are here; those without a row there are made there, if the mapping says so'),
  first: z.array(
    z.object({
      key: z.string(),
      becomes: z.enum(['known', 'made', 'set_aside']),
      reason: z.string().nullable(),
      fields: z
        .record(z.string(), z.union([z.string(), z.array(z.string()).readonly(), z.null()]))
        .describe('As they would read here'),
    }),
  ),
})
export type MirrorPreview = z.infer<typeof mirrorPreviewShape>

/** What was found in the other database; nothing was written. */
export const mirrorCheckShape = z.object({
  customers: z.number().int().nullable().describe('Rows of the table'),
  tickets: z.number().int().nullable(),
  notes: z.boolean().describe('Triggers there note what changes'),
  install: z
    .string()
    .describe('What to run there, so that changes are noted: each is taken over at once, and none is missed'),
  remove: z.string().describe('What takes that away again'),
  preview: z.array(mirrorPreviewShape),
})
export type MirrorCheck = z.infer<typeof mirrorCheckShape>

export const mirrorShape = z.object({
  id: idShape,
  label: z.string(),
  mapping: mirrorMappingShape,
  state: z.enum(['active', 'paused']),
  notes: z.boolean().describe('Triggers there note what changes; otherwise all rows are compared'),
  inStepAt: instantShape.nullable().describe('When a round last ended'),
  failures: z.number().int(),
  trouble: z.string().nullable().describe('Why the last round failed'),
  troubleSince: instantShape.nullable(),
  nextTryAt: instantShape.nullable(),
  customers: z.number().int().describe('Of whom both sides know'),
  tickets: z.number().int(),
  waiting: z.number().int().describe('Rows that are to be seen to'),
  gone: z.number().int().describe('Rows that one side has taken away'),
  setAside: z
    .array(z.object({ kind: z.enum(['customer', 'ticket']), reason: z.string(), count: z.number().int() }))
    .describe('Rows that the other side cannot have, and why: a code, and the column'),
  forgetting: z
    .array(z.object({ kind: z.enum(['customer', 'ticket']), key: z.string(), reason: z.string().nullable() }))
    .describe(
      'Rows of erased people that are still there; with a reason, where they cannot be erased from here: do it there',
    ),
  conflicts: z.number().int().describe('That wait for a person'),
  madeBy: z.string(),
  madeAt: instantShape,
})
export type MirrorShown = z.infer<typeof mirrorShape>
export const mirrorListShape = z.object({ items: z.array(mirrorShape) })

/** What was done when one customer was brought into step. */
export const userSyncShape = z.object({
  userId: idShape,
  inOnePlace: z.boolean().describe('There is no other system: everything of the customer is here'),
  rederived: z.boolean().describe('What is made from messages was made again'),
  mirrors: z.array(
    z.object({
      mirrorId: idShape,
      label: z.string(),
      result: z.enum(['in_step', 'waits', 'set_aside', 'unreachable']),
      reason: z.string().nullable(),
      rows: z.number().int().describe('Customer and tickets that were looked at'),
      conflicts: z.number().int().describe('Found on the way'),
    }),
  ),
})
export type UserSync = z.infer<typeof userSyncShape>

export const removeMirrorQuery = z.object({
  anyway: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Also while rows of erased people are still there'),
})
