import { z } from 'zod'

/** A UUID, lower case. */
export const idShape = z.uuid()

/** An instant, ISO 8601 in UTC with milliseconds. */
export const instantShape = z.iso.datetime()

/** What every error answers: a stable code, one plain sentence, and what to do next. */
export const refusalShape = z.object({
  error: z.object({
    code: z.string().describe('Stable, machine-readable: archive_not_found'),
    message: z.string().describe('One plain sentence for people'),
    next: z.string().describe('What to do about it'),
    about: z
      .record(z.string(), idShape)
      .optional()
      .describe('Ids of what stands in the way, where one can go on from there: customerId'),
  }),
})
export type RefusalBody = z.infer<typeof refusalShape>

/** What is filled into a sentence that a code stands for. */
export const paramsShape = z.record(z.string(), z.union([z.string(), z.number()]))
export type Params = z.infer<typeof paramsShape>

/** Query of every list: a cursor from the page before, and how many rows. */
export const pageQueryShape = z.object({
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** One page of `item`s; `next` continues it, null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })
