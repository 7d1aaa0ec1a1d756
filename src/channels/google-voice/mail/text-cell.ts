import { type Attributes, type TokenListener, tokenizerFor } from '../tokens.ts'

/** Of an HTML part no more is read than this; Google's have 5,000 characters and the text. */
const HTML_CHARS_MAX = 500_000

/**
 * What was written, out of the HTML of a forwarded text or voicemail: the table cell with 25 pixels above and below, as mails have it
 * since about 2016, in whatever language the rest is. Line breaks in it were typed. null when there is no such cell.
 */
export function textCell(html: string): string | null {
  const reader = new CellReader()
  tokenizerFor(reader)(html.slice(0, HTML_CHARS_MAX))
  return reader.found
}

class CellReader implements TokenListener {
  found: string | null = null
  private words = ''
  /** Open cells, from the one that is read inwards; 0 outside of it. */
  private depth = 0

  listening(): boolean {
    return this.depth > 0
  }

  text(piece: string): void {
    this.words += piece.replace(/[ \t\r\n\f]+/g, ' ')
  }

  open(tag: string, { style }: Attributes): void {
    if (tag === 'td') {
      if (this.depth > 0) this.depth++
      else if (this.found === null && isTextCell(style)) this.depth = 1
    } else if (this.depth > 0 && (tag === 'br' || tag === 'p' || tag === 'div')) this.words += '\n'
  }

  close(tag: string): void {
    if (this.depth === 0 || (tag !== 'td' && tag !== 'table' && tag !== 'html')) return
    if (tag === 'td' && --this.depth > 0) return
    this.depth = 0
    this.found = this.words
      .replaceAll('\u00a0', ' ')
      .replace(/ *\n */g, '\n')
      .trim()
  }
}

function isTextCell(style: string | undefined): boolean {
  return style !== undefined && /(?:^|;)padding:25px0(?:px)?(?:;|$)/i.test(style.replace(/\s+/g, ''))
}
