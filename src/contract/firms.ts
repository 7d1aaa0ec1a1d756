import { z } from 'zod'
import { idShape, pageOf } from './common.ts'

/** A firm that one may look at. */
export const firmShape = z.object({
  id: idShape,
  name: z.string(),
  slug: z.string().describe('Short name, for the header x-plumbline-firm'),
  sample: z.boolean().describe('Made up, to look at'),
  current: z.boolean(),
})
export type Firm = z.infer<typeof firmShape>
export const firmPage = pageOf(firmShape)

export const makeFirmBody = z.object({
  name: z.string().trim().min(1).max(120),
  timeZone: z.string().max(60).default('America/New_York'),
  region: z.string().length(2).default('US'),
})
export const madeFirmShape = firmShape.omit({ current: true })

/** Whether one has the sample firm, and the run that imported it. */
export const demoStateShape = z.object({
  firmId: idShape.nullable(),
  syncId: idShape.nullable(),
  current: z.boolean(),
})
/** The sample firm, and the run that imports it. */
export const madeDemoShape = z.object({ firmId: idShape, syncId: idShape })
