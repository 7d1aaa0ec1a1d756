import { decodeText } from './charset.ts'

/** The fields of a header, from the top down: `[lower-case name, unfolded value]`. */
export type Fields = Iterable<readonly [name: string, value: string]>

/** Of a header no more is read than this; real ones have some 10 KB and at most 200 fields. */
const HEADER_BYTES_MAX = 512 * 1024
const FIELDS_MAX = 2000
/** A field longer than this is cut: a list of 2,000 recipients has some 100 KB. */
const FIELD_CHARS_MAX = 128 * 1024

/** The header of a mail or of one of its parts (RFC 5322, 2.2). Values are unfolded and decoded when they are asked for. */
export class Header {
  private readonly names: string[] = []
  private readonly bodies: string[] = []

  /** `block`: its lines, each byte as one character (latin1). */
  constructor(block: string) {
    let at = 0
    while (at < block.length && this.names.length < FIELDS_MAX) {
      const end = endOfField(block, at)
      const colon = block.indexOf(':', at)
      if (colon > at && colon < end) this.add(block.slice(at, colon), block.slice(colon + 1, end))
      at = end + 1
    }
  }

  private add(name: string, body: string): void {
    const trimmed = name.trimEnd().toLowerCase()
    if (!/^[!-9;-~]{1,100}$/.test(trimmed)) return
    this.names.push(trimmed)
    this.bodies.push(body)
  }

  /** The topmost field of that lower-case name; null when there is none. */
  first(name: string): string | null {
    const at = this.names.indexOf(name)
    return at === -1 ? null : unfolded(this.bodies[at] ?? '')
  }

  /** All of that name, from the top down. */
  all(name: string): string[] {
    return this.bodies.filter((_, at) => this.names[at] === name).map(unfolded)
  }

  has(name: string): boolean {
    return this.names.includes(name)
  }

  /** All of them, from the top down. */
  *entries(): Generator<readonly [name: string, value: string]> {
    for (const [at, name] of this.names.entries()) yield [name, unfolded(this.bodies[at] ?? '')]
  }

  /** Those of these names, from the top down. */
  *of(names: ReadonlySet<string>): Generator<readonly [name: string, value: string]> {
    for (const [at, name] of this.names.entries())
      if (names.has(name)) yield [name, unfolded(this.bodies[at] ?? '')]
  }
}

/** Where the line feed is that ends the field which begins at `from`, its folded lines included. */
function endOfField(block: string, from: number): number {
  let at = from
  for (;;) {
    const end = block.indexOf('\n', at)
    if (end === -1) return block.length
    const next = block.charCodeAt(end + 1)
    if (next !== 0x20 && next !== 0x09) return end
    at = end + 1
  }
}

/** One line, without control characters; eight bits are UTF-8 (RFC 6532), or else what old mailers took for granted. */
function unfolded(body: string): string {
  const line = body
    .slice(0, FIELD_CHARS_MAX)
    .replace(/\r?\n/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not stay; the tab is white space
    .replace(/[\0-\x1f\x7f]+/g, ' ')
    .trim()
  return /[^\0-\x7f]/.test(line) ? decodeText(Buffer.from(line, 'latin1'), null) : line
}

/**
 * Reads the header that begins at `start`: up to its empty line, to a line that `isDelimiter`, or to the end. `bodyStart`
 * is where the line after it begins.
 */
export function readHeader(
  bytes: Buffer,
  start: number,
  isDelimiter: (lineStart: number, lineEnd: number) => boolean = () => false,
): { header: Header; bodyStart: number } {
  let at = start
  while (at < bytes.length) {
    const feed = bytes.indexOf(0x0a, at)
    const lineEnd = feed === -1 ? bytes.length : feed
    const isEmpty = lineEnd === at || (lineEnd === at + 1 && bytes[at] === 0x0d)
    if (isEmpty || isDelimiter(at, lineEnd)) {
      return {
        header: headerOf(bytes, start, at),
        bodyStart: isEmpty ? Math.min(lineEnd + 1, bytes.length) : at,
      }
    }
    at = lineEnd + 1
  }
  return { header: headerOf(bytes, start, bytes.length), bodyStart: bytes.length }
}

function headerOf(bytes: Buffer, start: number, end: number): Header {
  return new Header(bytes.toString('latin1', start, Math.min(end, start + HEADER_BYTES_MAX)))
}
