import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

/** What mails call encodings that TextDecoder (WHATWG Encoding) knows by another name. */
const OTHER_NAMES: Record<string, string> = {
  utf8mb4: 'utf-8',
  ansi: 'windows-1252',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  iso88598i: 'iso-8859-8-i',
  iso88598e: 'iso-8859-8',
  latin2: 'iso-8859-2',
  tis620: 'windows-874',
}

const decoders = new Map<string, TextDecoder | null>()
/** Labels come from strangers; no more of them than this are remembered. */
const DECODERS_MAX = 200

/**
 * Text in the encoding that `label` names. Without a label, or with one that nobody knows, it is UTF-8 where it can
 * be, and else the eight bits of Windows: Central European where its letters show, Western otherwise. What cannot be
 * decoded gives U+FFFD. UTF-7 (RFC 2152) is never decoded, for markup hides in it: it stays as it is written.
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const name = (label ?? '').trim().toLowerCase()
  if (/utf-?7/.test(name)) return Buffer.from(bytes).toString('latin1')
  if (name === '' || name === 'us-ascii' || name === 'ascii' || name === 'default') return guessed(bytes)
  if (name === 'utf-8' || name === 'utf8') return withoutMark(Buffer.from(bytes).toString('utf8'))
  const decoder = decoderFor(name)
  if (decoder === null) return guessed(bytes)
  if (decoder.encoding === 'iso-8859-2' && hasControls(bytes))
    return decoderFor('windows-1250')?.decode(bytes) ?? ''
  return decoder.decode(bytes)
}

function guessed(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return withoutMark(Buffer.from(bytes).toString('utf8'))
  return decoderFor(centralEuropean(bytes) ?? 'windows-1252')?.decode(bytes) ?? ''
}

/** A byte order mark at the beginning is no text. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function decoderFor(name: string): TextDecoder | null {
  const known = decoders.get(name)
  if (known !== undefined) return known
  const bare = name.replace(/^(?:x-|cs)/, '').replace(/[\s._-]+/g, '')
  const decoder =
    made(name) ??
    made(OTHER_NAMES[bare] ?? bare) ??
    made(bare.replace(/^(?:cp|windows|ms)(\d+)$/, 'windows-$1')) ??
    made(bare.replace(/^iso8859(\d+)$/, 'iso-8859-$1'))
  if (decoders.size < DECODERS_MAX) decoders.set(name, decoder)
  return decoder
}

function made(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name)
  } catch {
    return null // a label that WHATWG does not list, or lists as unsafe to decode
  }
}

/** Outlook calls windows-1250 iso-8859-2; where the latter has control characters, the former has ś, ź, ť and quotes. */
function hasControls(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 && byte <= 0x9f) return true
  return false
}

/** In windows-1250: ł ą ż ś ź. In windows-1252 the same bytes are signs that stand in no word: ³ ¹ ¿. */
const WORD_IN_1250 = /[a-z][\xb3\xb9\xbf\x9c\x9f][a-z]|[a-z][\xb3\xb9][\s.,!?]|\b[\xbf\x9c][a-z]/i
const WORD_IN_8859_2 = /[a-z][\xb1\xb6\xbc][a-z]|[a-z]\xb1[\s.,!?]|\b[\xb6\xbc][a-z]/i

function centralEuropean(bytes: Uint8Array): string | null {
  const sample = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1')
  if (WORD_IN_8859_2.test(sample) && !hasControls(bytes)) return 'iso-8859-2'
  return WORD_IN_1250.test(sample) ? 'windows-1250' : null
}
