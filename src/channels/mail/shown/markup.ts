import type { MimePart } from '../mime-parts.ts'
import { partBytes } from '../part-bytes.ts'
import { htmlParts } from './mail-html.ts'

/** Where a page has pictures or tables, they begin early: newsletters have some 100 KB. */
const LOOKED_AT_BYTES_MAX = 256 * 1024

/**
 * Whether a mail's own page shows more than its text says: pictures, or a table with cells beside each other. What differs by letters and
 * colours alone says the same. null for a mail of plain text.
 */
export function markupOf(mail: Buffer, root: MimePart): 'same' | 'more' | null {
  const parts = htmlParts(root)
  if (parts.length === 0) return null
  return parts.some((part) => SHOWS_MORE.test(tagsOf(mail, part))) ? 'more' : 'same'
}

const SHOWS_MORE = /<img\b|<\/t[dh]\s*>\s*<t[dh]\b/i

/**
 * A page as far as its tags can be told. Quoted-printable leaves them as they are but for soft line breaks, and to undo it would be most
 * of what this costs as each mail comes in: 0.20 ms of 0.62 with 40 KB.
 */
function tagsOf(mail: Buffer, part: MimePart): string {
  const start = { ...part, end: Math.min(part.end, part.start + LOOKED_AT_BYTES_MAX) }
  if (part.transferEncoding === 'base64') return partBytes(mail, start).toString('latin1')
  return mail.toString('latin1', start.start, start.end).replace(/=\r?\n/g, '')
}
