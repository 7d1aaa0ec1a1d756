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

const nameShape = z.string().trim().min(1).max(120)
const timeZoneShape = z.string().max(60)
const regionShape = z.string().length(2)

export const makeFirmBody = z.object({
  name: nameShape,
  timeZone: timeZoneShape.default('America/New_York'),
  region: regionShape.default('US'),
})

/** What a firm is set up as. */
export const firmDetailsShape = z.object({
  id: idShape,
  name: z.string(),
  slug: z
    .string()
    .describe('Short name, for the header x-plumbline-firm; it stays, whatever the name becomes'),
  timeZone: z.string().describe('IANA zone of its days and hours'),
  region: z.string().describe('Its country, ISO 3166'),
  regionStays: z
    .boolean()
    .describe('The country cannot be changed any more: numbers were read by it, or are about to be'),
})
export type FirmDetails = z.infer<typeof firmDetailsShape>

/** What is to be another; what is not given stays. */
export const changeFirmBody = z.object({
  name: nameShape.optional().describe('What the firm calls itself; its short name stays'),
  timeZone: timeZoneShape
    .optional()
    .describe('IANA zone, such as Europe/Warsaw; what messages mean and the figures are made anew by it'),
  region: regionShape
    .optional()
    .describe('Country, ISO 3166, such as PL; only while nothing came in, for numbers are read by it'),
})
export type ChangeFirm = z.infer<typeof changeFirmBody>
export const madeFirmShape = firmShape.omit({ current: true })

/** Whether one has the sample firm, and the run that imported it. */
export const demoStateShape = z.object({
  firmId: idShape.nullable(),
  syncId: idShape.nullable(),
  current: z.boolean(),
})
/** The sample firm, and the run that imports it. */
export const madeDemoShape = z.object({ firmId: idShape, syncId: idShape })
