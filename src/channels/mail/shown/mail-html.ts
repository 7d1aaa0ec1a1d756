import { Parser } from 'htmlparser2'
import { mediaType } from '../../media-type.ts'
import { isBody, partText } from '../body-text.ts'
import { type MimePart, mimeParts } from '../mime-parts.ts'
import { partBytes, partBytesMin } from '../part-bytes.ts'
import { readMailHeader } from '../read-header.ts'

/** A mail's own page, as its sender wrote it: nothing of it is to be trusted. */
export type MailHtml = {
  html: string
  /** It was longer than is shown. */
  cut: boolean
  /** The picture that the page shows by this `Content-ID` (RFC 2392), where the mail has one that browsers draw. */
  picture(contentId: string): { mediaType: string; bytes: Buffer } | null
}

/** Newsletters have some 100,000 characters. So many, in cells with styles of their own, are made safe in 0.2 s. */
const HTML_CHARS_MAX = 500_000
/** Deeper than anybody nests, and much less than the parser takes long for: 160,000 elements in each other took 12 s. */
const DEPTH_MAX = 2000
const PICTURE_BYTES_MAX = 5 * 1024 ** 2
/** Drawings (SVG) are not among them: they carry scripts and styles of their own. */
const DRAWN = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'])

/** The page of a mail that has one: of alternatives the richest (RFC 2046, 5.1.4). null for a mail of plain text. Throws nothing. */
export function mailHtml(mail: Buffer): MailHtml | null {
  const { header, bodyStart } = readMailHeader(mail)
  const { root, leaves } = mimeParts(mail, header, bodyStart)
  const parts = htmlParts(root)
  if (parts.length === 0) return null
  const whole = parts.map((part) => partText(mail, part)).join('\n<hr>\n')
  const start = whole.slice(0, HTML_CHARS_MAX)
  const html = start.slice(0, tooDeepAt(start))
  return {
    html,
    cut: html.length < whole.length,
    picture: (contentId) => pictureOf(mail, leaves, contentId),
  }
}

/** The parts that together are the page of a mail, or of a part of it; none where that has only plain text. */
export function htmlParts(part: MimePart): MimePart[] {
  if (part.place !== -1) return part.type === 'text/html' && isBody(part) ? [part] : []
  const each = part.children.map(htmlParts)
  switch (part.type) {
    case 'multipart/alternative':
      return each.findLast((found) => found.length > 0) ?? []
    case 'multipart/related':
    case 'multipart/signed':
    case 'multipart/report':
      return each.find((found) => found.length > 0) ?? []
    default:
      return each.flat()
  }
}

/** Where elements lie deeper in each other than is read; Infinity where they never do. */
function tooDeepAt(html: string): number {
  let depth = 0
  let found = Number.POSITIVE_INFINITY
  const parser: Parser = new Parser({
    onopentagname: () => {
      depth++
      if (depth <= DEPTH_MAX) return
      found = Math.min(found, parser.startIndex)
      parser.pause()
    },
    onclosetag: () => {
      depth--
    },
  })
  parser.write(html)
  return found
}

function pictureOf(
  mail: Buffer,
  leaves: readonly MimePart[],
  contentId: string,
): ReturnType<MailHtml['picture']> {
  const part = leaves.find((leaf) => leaf.contentId === contentId)
  if (part === undefined || partBytesMin(part) > PICTURE_BYTES_MAX) return null
  const bytes = partBytes(mail, part)
  const type = mediaType('', bytes)
  return bytes.length <= PICTURE_BYTES_MAX && DRAWN.has(type) ? { mediaType: type, bytes } : null
}
