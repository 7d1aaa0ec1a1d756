import { type Parameterized, parameterized } from './content-type.ts'
import { type Header, readHeader } from './header-fields.ts'

/** A part of a mail (RFC 2045), as places in its bytes: nothing of it is decoded or copied. */
export type MimePart = {
  /** Media type in lower case, `text/plain`. */
  type: string
  /** Parameters of `Content-Type`. */
  parameters: ReadonlyMap<string, string>
  disposition: Parameterized
  transferEncoding: string
  /** Without its angle brackets. */
  contentId: string | null
  /** Where its body lies; of a multipart, where its parts lie. */
  start: number
  end: number
  parent: MimePart | null
  children: MimePart[]
  /** Place among the parts that have no parts, from 0, in the order of the mail; -1 for a multipart. */
  place: number
}

export type MimeTree = {
  root: MimePart
  /** Parts that have no parts, by their places. */
  leaves: MimePart[]
  /** There were more parts, or deeper ones, than are told apart. */
  cut: boolean
}

/** Mails that people write have less than a hundred parts, four deep. */
const LEAVES_MAX = 1000
const DEPTH_MAX = 30
/** RFC 2046, 5.1.1, allows 70 characters. */
const BOUNDARY_CHARS_MAX = 250

/**
 * Tells the parts of a mail apart, in one pass over its bytes, however deep they lie. The body of the whole begins at
 * `bodyStart`. Never throws: a multipart without parts is text, what lies too deep stays whole, and what stands after
 * the last part that is allowed is left out.
 */
export function mimeParts(bytes: Buffer, header: Header, bodyStart: number): MimeTree {
  return new Reader(bytes).read(header, bodyStart)
}

const DASHES = Buffer.from('\n--')

class Reader {
  private readonly bytes: Buffer
  private readonly leaves: MimePart[] = []
  /** Multiparts that are open, the outermost first, and their boundaries. */
  private readonly open: { part: MimePart; boundary: string }[] = []
  private cut = false

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  read(header: Header, bodyStart: number): MimeTree {
    const root = this.begin(header, bodyStart, null)
    let leaf = this.isOpen(root) ? null : root
    let at = bodyStart
    while (this.open.length > 0) {
      const lineStart = this.nextDashes(at)
      if (lineStart === -1) break
      const lineEnd = this.lineEnd(lineStart)
      at = lineEnd
      const delimiter = this.delimiterAt(lineStart, lineEnd)
      if (delimiter === null) continue
      if (leaf) this.end(leaf, lineStart)
      leaf = null
      this.close(delimiter.level + (delimiter.isLast ? 0 : 1), lineStart)
      if (delimiter.isLast) continue
      if (this.leaves.length >= LEAVES_MAX) {
        this.cut = true
        break
      }
      const partStart = Math.min(lineEnd + 1, this.bytes.length)
      const { header: partHeader, bodyStart: partBody } = readHeader(
        this.bytes,
        partStart,
        (start, end) => this.delimiterAt(start, end) !== null,
      )
      const part = this.begin(partHeader, partBody, this.open.at(-1)?.part ?? null)
      if (!this.isOpen(part)) leaf = part
      // One back, so that the line feed before a delimiter that follows at once is seen.
      at = Math.max(lineEnd, partBody - 1)
    }
    if (leaf) this.end(leaf, null)
    this.close(0, this.bytes.length)
    return { root, leaves: this.leaves, cut: this.cut }
  }

  private begin(header: Header, start: number, parent: MimePart | null): MimePart {
    const { value, parameters } = parameterized(header.first('content-type'))
    const assumed = parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    const part: MimePart = {
      type: /^[^\s/]+\/[^\s/]+$/.test(value) ? value : assumed,
      parameters,
      disposition: parameterized(header.first('content-disposition')),
      transferEncoding: (header.first('content-transfer-encoding') ?? '')
        .replace(/\([^()]*\)/g, '')
        .trim()
        .toLowerCase(),
      contentId: header.first('content-id')?.replace(/^\s*<|>\s*$/g, '') ?? null,
      start,
      end: this.bytes.length,
      parent,
      children: [],
      place: -1,
    }
    parent?.children.push(part)
    if (!part.type.startsWith('multipart/')) {
      this.addLeaf(part)
      return part
    }
    const boundary = (parameters.get('boundary') ?? '').trimEnd()
    if (boundary === '' || boundary.length > BOUNDARY_CHARS_MAX) {
      part.type = 'text/plain'
      this.addLeaf(part)
    } else if (this.open.length < DEPTH_MAX) this.open.push({ part, boundary })
    else {
      this.cut = true
      this.addLeaf(part)
    }
    return part
  }

  private isOpen(part: MimePart): boolean {
    return this.open.at(-1)?.part === part
  }

  private addLeaf(part: MimePart): void {
    part.place = this.leaves.length
    this.leaves.push(part)
  }

  /** Closes multiparts until only `level` of them are open. One in which no part was found is text that was announced wrongly. */
  private close(level: number, end: number): void {
    while (this.open.length > level) {
      const closed = this.open.pop()?.part
      if (!closed) return
      this.end(closed, end)
      if (closed.children.length > 0) continue
      closed.type = 'text/plain'
      this.addLeaf(closed)
    }
  }

  /** The line break before a delimiter belongs to the delimiter (RFC 2046, 5.1.1). */
  private end(part: MimePart, delimiterStart: number | null): void {
    let end = delimiterStart ?? this.bytes.length
    if (delimiterStart !== null && this.bytes[end - 1] === 0x0a) end--
    if (delimiterStart !== null && this.bytes[end - 1] === 0x0d) end--
    part.end = Math.max(part.start, end)
  }

  /** Where the next line begins that starts with two dashes, at or after `from`; -1 when there is none. */
  private nextDashes(from: number): number {
    if (
      from > 0 &&
      this.bytes[from] === 0x2d &&
      this.bytes[from + 1] === 0x2d &&
      this.bytes[from - 1] === 0x0a
    )
      return from
    const found = this.bytes.indexOf(DASHES, from)
    return found === -1 ? -1 : found + 1
  }

  private lineEnd(from: number): number {
    const feed = this.bytes.indexOf(0x0a, from)
    return feed === -1 ? this.bytes.length : feed
  }

  /** Which open multipart the line delimits, the innermost where several have one boundary. */
  private delimiterAt(start: number, end: number): { level: number; isLast: boolean } | null {
    const { bytes } = this
    const length = end - start
    if (length < 3 || length > BOUNDARY_CHARS_MAX + 100) return null
    if (bytes[start] !== 0x2d || bytes[start + 1] !== 0x2d) return null
    const line = bytes.toString('latin1', start + 2, end).trimEnd()
    for (let level = this.open.length - 1; level >= 0; level--) {
      const boundary = this.open[level]?.boundary ?? ''
      if (!line.startsWith(boundary)) continue
      if (line.length === boundary.length) return { level, isLast: false }
      if (line.length === boundary.length + 2 && line.endsWith('--')) return { level, isLast: true }
    }
    return null
  }
}
