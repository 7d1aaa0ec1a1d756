import { type Attributes, type TokenListener, tokenizerFor } from '../google-voice/tokens.ts'

/**
 * What a person reads of an HTML part, as plain text: lines and blank lines, `- ` and `1. ` for lists, `> ` for
 * quotes, links by their texts. Left out is what is not shown: scripts, styles, and what is hidden, such as a
 * newsletter's preview line. Never throws; takes time by the length alone.
 */
export function htmlText(html: string): string {
  // Something hidden that was never closed has swallowed the rest, or all: rather too much than nothing.
  return new HtmlReader(true).read(html) || new HtmlReader(false).read(html) || ''
}

/** Elements whose content is never text, and those whose content is not shown as such. */
const RAW = new Set(['script', 'style', 'head', 'title'])
const SILENT = new Set(['noframes', 'template', 'object', 'svg', 'math', 'select'])
const VOID = new Set('area base br col embed hr img input link meta source wbr'.split(' '))
/** Elements whose end tags may be left out: a block that begins ends them. */
const ENDED_BY_BLOCKS = new Set(['head', 'p'])
/** Elements that begin and end a line. */
const LINES = new Set(
  'address article aside body center dd div dl dt fieldset figcaption figure footer form header hr html legend li main nav section table tbody tfoot thead tr'.split(
    ' ',
  ),
)
/** Elements with a blank line around them. */
const PARAGRAPHS = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '))

type List = { ordered: boolean; count: number }

class HtmlReader implements TokenListener {
  private readonly hides: boolean
  private readonly lines: string[] = []
  private line = ''
  /** A blank line is due before the next text. */
  private blankDue = false
  /** White space was met, and is written once text follows. */
  private spaceDue = false
  /** The element that hides what comes now, and how many of its name are open. */
  private hiddenBy = ''
  private hiddenDepth = 0
  private preDepth = 0
  /** The last paragraph has no space around it. */
  private isTight = false
  private quoteDepth = 0
  /** That of the line before. */
  private quoteDepthBefore = 0
  private readonly lists: List[] = []
  /** The list mark that the next text comes after. */
  private mark = ''

  constructor(hides: boolean) {
    this.hides = hides
  }

  /** null when something hidden was never closed. */
  read(html: string): string | null {
    tokenizerFor(this)(html)
    if (this.hiddenDepth > 0 && this.hides) return null
    this.endLine()
    return this.lines.join('\n')
  }

  listening(): boolean {
    return this.hiddenDepth === 0
  }

  text(piece: string): void {
    if (this.preDepth > 0) {
      const lines = piece.replace(/\r\n?/g, '\n').split('\n')
      for (const [at, line] of lines.entries()) {
        if (at > 0) this.breakLine()
        if (line !== '') this.write(line)
      }
      return
    }
    const words = piece.replace(INVISIBLE, '').replace(/[ \t\r\n\f]+/g, ' ')
    const from = words.startsWith(' ') ? 1 : 0
    const to = words.endsWith(' ') ? words.length - 1 : words.length
    if (from === 1) this.spaceDue = true
    if (to <= from) return
    this.write(words.slice(from, to))
    this.spaceDue = to < words.length
  }

  open(tag: string, attributes: Attributes): void {
    if (ENDED_BY_BLOCKS.has(this.hiddenBy) && (LINES.has(tag) || PARAGRAPHS.has(tag))) this.hiddenDepth = 0
    if (this.hiddenDepth > 0) {
      if (tag === this.hiddenBy) this.hiddenDepth++
      return
    }
    if (RAW.has(tag) || (this.hides && !VOID.has(tag) && (SILENT.has(tag) || isHidden(attributes)))) {
      this.hiddenBy = tag
      this.hiddenDepth = 1
      return
    }
    switch (tag) {
      case 'br':
        this.breakLine()
        return
      case 'td':
      case 'th':
        this.spaceDue = true
        return
      case 'img':
        this.writeEmoji(attributes.alt)
        return
      case 'ul':
      case 'ol':
        this.beginBlock(this.lists.length === 0)
        if (this.lists.length < 50) this.lists.push({ ordered: tag === 'ol', count: 0 })
        return
      case 'li':
        this.beginItem()
        return
    }
    if (tag === 'p') this.isTight = isTight(attributes)
    if (PARAGRAPHS.has(tag)) this.beginBlock(!(tag === 'p' && this.isTight))
    else if (LINES.has(tag)) this.beginBlock(false)
    if (tag === 'blockquote') this.quoteDepth++
    if (tag === 'pre') this.preDepth++
  }

  close(tag: string): void {
    if (this.hiddenDepth > 0) {
      if (tag === this.hiddenBy) this.hiddenDepth--
      return
    }
    switch (tag) {
      case 'p':
        this.beginBlock(!this.isTight)
        return
      case 'ul':
      case 'ol':
        this.lists.pop()
        this.beginBlock(this.lists.length === 0)
        return
      case 'li':
        this.endLine()
        this.mark = ''
        return
    }
    if (PARAGRAPHS.has(tag)) this.beginBlock(true)
    else if (LINES.has(tag)) this.beginBlock(false)
    if (tag === 'blockquote') this.quoteDepth = Math.max(0, this.quoteDepth - 1)
    if (tag === 'pre') this.preDepth = Math.max(0, this.preDepth - 1)
  }

  private write(words: string): void {
    if (this.line === '') this.beginLine()
    else if (this.spaceDue) this.line += ' '
    this.spaceDue = false
    this.line += words
  }

  private beginLine(): void {
    if (this.blankDue && this.lines.length > 0)
      this.lines.push(quoteMark(Math.min(this.quoteDepth, this.quoteDepthBefore)).trimEnd())
    this.quoteDepthBefore = this.quoteDepth
    this.blankDue = false
    this.spaceDue = false
    this.line = quoteMark(this.quoteDepth) + this.mark
    this.mark = ''
  }

  /** A line break that somebody typed: an empty line counts, but never more than one in a row is kept. */
  private breakLine(): void {
    if (this.line !== '') this.endLine()
    else this.blankDue = true
    this.spaceDue = false
  }

  private beginBlock(isParagraph: boolean): void {
    this.endLine()
    if (isParagraph) this.blankDue = true
  }

  private beginItem(): void {
    this.endLine()
    const list = this.lists.at(-1)
    if (list) list.count++
    const indent = '  '.repeat(Math.max(0, Math.min(this.lists.length, 9) - 1))
    this.mark = `${indent}${list?.ordered ? `${list.count}.` : '-'} `
  }

  private endLine(): void {
    const line = this.line.replaceAll('\u00a0', ' ').trimEnd()
    if (line !== '' && line !== quoteMark(this.quoteDepth).trimEnd()) this.lines.push(line)
    else if (this.line !== '') this.blankDue = true
    this.line = ''
    this.spaceDue = false
  }

  /** Some mailers write emoji as pictures; other alternative texts say what a logo is called. */
  private writeEmoji(alternative: string | undefined): void {
    if (alternative && alternative.length <= 16 && EMOJI.test(alternative)) this.write(alternative)
  }
}

function quoteMark(depth: number): string {
  return depth === 0 ? '' : `${'>'.repeat(Math.min(depth, 9))} `
}

const EMOJI = /^[^\p{L}\s]*[\p{Extended_Pictographic}\p{Regional_Indicator}][^\p{L}\s]*$/u

/** Signs that are there to fill a preview line, or to let a browser break a word. */
const INVISIBLE = /\u00ad|\u034f|\u200b|\u2060|\ufeff|(?<!\p{L})\u200c|\u200c(?!\p{L})/gu

/** A font of no size hides nothing: many mailers set it on what holds everything, against gaps between columns. */
const HIDING_STYLE =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0\s*(?:;|!|$)|max-height\s*:\s*0(?:px)?\s*(?:;|!|$))/i

function isHidden({ style, hidden }: Attributes): boolean {
  return hidden !== undefined || (style !== undefined && style.length < 4000 && HIDING_STYLE.test(style))
}

/** Outlook writes each line as a paragraph without space around it. */
function isTight({ class: name, style }: Attributes): boolean {
  return /^Mso/.test(name ?? '') || /(?:^|;)\s*margin(?:-bottom|-top)?\s*:\s*0/i.test(style ?? '')
}
