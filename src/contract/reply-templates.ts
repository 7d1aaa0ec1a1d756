import { z } from 'zod'
import { idShape, instantShape } from './common.ts'
import type { templatePlaceholders } from './placeholders.ts'

/** So many a firm can have: a list that people still find something in. */
export const TEMPLATES_MAX = 200

/** An answer in the firm’s own words, to be put into what somebody writes. */
export const replyTemplateBody = z.object({
  title: z.string().trim().min(1).max(80),
  text: z
    .string()
    .trim()
    .min(1)
    .max(5_000)
    .describe(
      '{first_name} becomes the customer’s first name, {firm} what the firm is called; other words in braces are refused',
    ),
  language: z.enum(['en', 'pl']),
  service: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe('The kind of work that it is for; null for any'),
})
export type ReplyTemplateBody = z.infer<typeof replyTemplateBody>

export const replyTemplateShape = replyTemplateBody.extend({
  id: idShape,
  service: z.string().nullable(),
  changedAt: instantShape,
})
export type ReplyTemplate = z.infer<typeof replyTemplateShape>

export const replyTemplateList = z.object({ items: z.array(replyTemplateShape) })

/**
 * A template's words with names filled in. Where a name is not known, its placeholder goes with the space before it, so that
 * "Hello {first_name}," becomes "Hello,".
 */
export function fillTemplate(
  text: string,
  names: Readonly<Record<(typeof templatePlaceholders)[number], string | null>>,
): string {
  return text.replace(/( ?)\{(first_name|firm)\}/g, (_, space: string, name: keyof typeof names) => {
    const known = names[name]
    return known === null ? '' : `${space}${known}`
  })
}

const TITLED = /^((?:Mr|Mrs|Ms|Dr|Pan|Pani)\.? \p{Lu}[\p{L}'’-]{1,24})(?: - .*)?$/u
const FIRST = /^(\p{Lu}\p{Ll}[\p{L}'’-]{0,22})(?: \p{Lu}[\p{L}'’.-]{0,30}){0,2}(?: - .*)?$/u
const LAST_FIRST = /^\p{Lu}[\p{L}'’-]{1,30}, (\p{Lu}\p{Ll}[\p{L}'’-]{0,22})$/u

/** What somebody is called in a greeting: Rosa of "Rosa Alvarez" and "Alvarez, Rosa", "Mrs Alvarez" as it is; null of what is no name. */
export function greetedName(name: string | null): string | null {
  if (name === null) return null
  for (const form of [TITLED, LAST_FIRST, FIRST]) {
    const found = form.exec(name)?.[1]
    if (found !== undefined) return found
  }
  return null
}
