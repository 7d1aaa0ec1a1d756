import { partText } from '../body-text.ts'
import type { MimePart } from '../mime-parts.ts'
import { htmlParts } from './mail-html.ts'

/**
 * Whether a mail's own page shows more than its text says: pictures, or a table with cells beside each other. What differs by letters and
 * colours alone says the same. null for a mail of plain text.
 */
export function markupOf(mail: Buffer, root: MimePart): 'same' | 'more' | null {
  const parts = htmlParts(root)
  if (parts.length === 0) return null
  return parts.some((part) => SHOWS_MORE.test(partText(mail, part))) ? 'more' : 'same'
}

const SHOWS_MORE = /<img\b|<\/t[dh]\s*>\s*<t[dh]\b/i
