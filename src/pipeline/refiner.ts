import type { Id } from '../base/ids.ts'
import type { Model } from '../models/models.ts'
import {
  applyRefinement,
  isUnsure,
  readRefinement,
  refinementPrompt,
  refinementSchema,
  type Understanding,
} from '../understanding/understanding.ts'

/** A message, and what was made of it so far. */
export type RefineInput = {
  tenantId: Id
  messageId: Id
  text: string
  channel: string
  /** ISO 8601 instant. */
  sentAt: string
  timeZone: string
  understanding: Understanding
}

/**
 * Looks again at a message that was not surely understood. undefined when what was understood stands, because it was
 * sure or the model knew no better; `later` when the model may not be asked now: its budget for the day is used up, or
 * it is out of order. Never throws. Slow: never inside a transaction.
 */
export type Refine = (
  input: RefineInput,
) => Promise<{ understanding: Understanding; refinedBy: string } | 'later' | undefined>

/** Refines by a language model, where confidence is below `unsureBelow`. */
export function openRefiner({ model }: { model: Model }, settings: { unsureBelow: number }): Refine {
  return async ({ tenantId, messageId, text, channel, sentAt, understanding }) => {
    if (!isUnsure(understanding, settings.unsureBelow)) return undefined
    const told = await model.ask({
      tenantId,
      messageId,
      purpose: 'refine',
      ...refinementPrompt({ text, channel, sentAt, understanding }),
      schema: refinementSchema,
      read: readRefinement,
    })
    if (told.answer === undefined) return told.later ? 'later' : undefined
    const refined = applyRefinement(understanding, told.answer, text, settings)
    return refined === understanding ? undefined : { understanding: refined, refinedBy: model.name }
  }
}
