import { decodeText } from './charset.ts'
import { unflowed } from './flowed.ts'
import { htmlText } from './html-text.ts'
import type { MimePart } from './mime-parts.ts'
import { partBytes } from './part-bytes.ts'

/** Text of a message beyond this is cut, in UTF-16 units; nobody reads on, and the mail itself keeps it all. */
export const TEXT_CHARS_MAX = 100_000
/** Of a text part no more is looked at: it holds that many characters in every encoding, markup in HTML included. */
const LOOKED_AT = {
  plain: { bytesMax: 2 * 1024 ** 2, charsMax: 4 * TEXT_CHARS_MAX },
  html: { bytesMax: 8 * 1024 ** 2, charsMax: 4_000_000 },
}

/** What the parts of a mail say to a reader, and whether it was cut. */
export type BodyText = { text: string; cut: boolean }

/**
 * The whole text of a mail, quotes and signatures included: of alternatives (RFC 2046, 5.1.4) the plain one, unless it
 * is empty or only says that there is another; HTML as it would be read; of a signed mail or a report its first part.
 */
export function bodyText(mail: Buffer, root: MimePart): BodyText {
  const text = textOf(mail, root).join('\n\n')
  if (text.length <= TEXT_CHARS_MAX) return { text, cut: false }
  return { text: text.slice(0, TEXT_CHARS_MAX).replace(/[\ud800-\udbff]$/, ''), cut: true }
}

/** Whether the part is read as text of its mail, and is no attachment of it. */
export function isBody(part: MimePart): boolean {
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false
  if (part.disposition.value === 'attachment') return false
  const isNamed = part.disposition.parameters.has('filename') || part.parameters.has('name')
  // Some gateways name the body, or its other form; a second text with a name is a file that its mailer shows below.
  return !isNamed || part.parent?.type === 'multipart/alternative' || firstInMail(part)
}

function firstInMail(part: MimePart): boolean {
  for (let child = part; child.parent; child = child.parent) {
    if (child.parent.children[0] !== child) return false
  }
  return true
}

function textOf(mail: Buffer, part: MimePart): string[] {
  if (part.place !== -1) return isBody(part) ? kept(leafText(mail, part)) : []
  switch (part.type) {
    case 'multipart/alternative':
      return alternativeText(mail, part.children)
    case 'multipart/related':
    case 'multipart/signed':
    case 'multipart/report':
      return firstText(mail, part.children)
    default:
      return part.children.flatMap((child) => textOf(mail, child))
  }
}

/** The others belong to it: pictures, a signature, what did not arrive. */
function firstText(mail: Buffer, parts: readonly MimePart[]): string[] {
  for (const part of parts) {
    const texts = textOf(mail, part)
    if (texts.length > 0) return texts
  }
  return []
}

/** Written by mailers that have nothing to say in plain text. */
const STUB = /\b(?:html|view (?:this|the) (?:e-?mail|message)|przegl[ąa]dar)/i
const STUB_CHARS_MAX = 300

function alternativeText(mail: Buffer, parts: MimePart[]): string[] {
  const plain = parts.filter((part) => holds(part, 'text/plain') && !holds(part, 'text/html'))
  const said = plain.flatMap((part) => textOf(mail, part))
  const length = said.reduce((sum, text) => sum + text.length, 0)
  if (length > 0 && !(length < STUB_CHARS_MAX && STUB.test(said.join(' ')))) return said
  const rest = parts.filter((part) => !plain.includes(part))
  const shown = rest.map((part) => textOf(mail, part)).findLast((texts) => texts.length > 0)
  return shown ?? said
}

function holds(part: MimePart, type: string): boolean {
  return part.type === type || part.children.some((child) => holds(child, type))
}

function kept(text: string): string[] {
  return text === '' ? [] : [text]
}

function leafText(mail: Buffer, part: MimePart): string {
  const source = partText(mail, part)
  const text = (part.type === 'text/html' ? htmlText(source) : source).replace(CONTROLS, '').trimEnd()
  return text.slice(firstLine(text))
}

/** Where the first line begins that is not blank. A loop, for `/^(\s*\n)+/` overflows the stack on a page of them. */
function firstLine(text: string): number {
  const first = text.search(/\S/)
  return first === -1 ? text.length : text.lastIndexOf('\n', first) + 1
}

/** What a text must not have in it: PostgreSQL refuses NUL, and people see none of the others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for; tab and line feed stay
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f]/g

/** A text part as it is written, its encodings undone: lines end in `\n`, soft line breaks are gone. */
export function partText(mail: Buffer, part: MimePart): string {
  const { bytesMax, charsMax } = part.type === 'text/html' ? LOOKED_AT.html : LOOKED_AT.plain
  const read = { ...part, end: Math.min(part.end, part.start + bytesMax) }
  const text = decodeText(partBytes(mail, read), part.parameters.get('charset') ?? null)
    .slice(0, charsMax)
    .replace(/\r\n?/g, '\n')
  const isFlowed = part.type === 'text/plain' && part.parameters.get('format')?.toLowerCase() === 'flowed'
  return isFlowed ? unflowed(text, part.parameters.get('delsp')?.toLowerCase() === 'yes') : text
}
