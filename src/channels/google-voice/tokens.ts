import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** The attributes of one tag, by lower-case name, references decoded. */
export type Attributes = Readonly<Record<string, string>>

/** What is told about the tokens of a piece of HTML, in order. */
export type TokenListener = {
  open(tag: string, attributes: Attributes): void
  close(tag: string): void
  /** Called only while `listening()`; one run of text may come in several pieces. */
  text(piece: string): void
  /** Whether text is of interest now; most of a page's is not, and is then never cut out of it. */
  listening(): boolean
}

const NO_ATTRIBUTES: Attributes = Object.freeze({})

/** Tokenizes piece after piece of HTML, each from a clean state: what is broken in one ends with it. */
export function tokenizerFor(listener: TokenListener): (html: string) => void {
  let source = ''
  let tag = ''
  let attributes: Record<string, string> | null = null
  let attribute = ''
  let value = ''

  const opened = () => {
    listener.open(tag, attributes ?? NO_ATTRIBUTES)
    attributes = null
  }
  const callbacks: TokenizerCallbacks = {
    onopentagname(start, end) {
      tag = source.slice(start, end).toLowerCase()
    },
    onattribname(start, end) {
      attribute = source.slice(start, end).toLowerCase()
      value = ''
    },
    onattribdata(start, end) {
      value += source.slice(start, end)
    },
    onattribentity(codePoint) {
      value += String.fromCodePoint(codePoint)
    },
    onattribend() {
      attributes ??= {}
      attributes[attribute] ??= value
    },
    onopentagend: opened,
    onselfclosingtag: opened,
    onclosetag(start, end) {
      listener.close(source.slice(start, end).toLowerCase())
    },
    ontext(start, end) {
      if (listener.listening()) listener.text(source.slice(start, end))
    },
    ontextentity(codePoint) {
      if (listener.listening()) listener.text(String.fromCodePoint(codePoint))
    },
    oncdata() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
    onend() {},
  }
  const tokenizer = new Tokenizer({}, callbacks)
  return (html) => {
    source = html
    attributes = null
    tokenizer.reset()
    tokenizer.write(html)
    tokenizer.end()
  }
}
