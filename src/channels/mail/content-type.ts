import { decodeWords } from 'postal-mime'
import { decodeText } from './charset.ts'

/** A field with parameters, `text/plain; charset=utf-8` (RFC 2045, 5.1): the value in lower case, and what follows. */
export type Parameterized = {
  value: string
  /** By lower-case name, decoded (RFC 2231, and RFC 2047 where mailers use it against the rules); the first of each. */
  parameters: ReadonlyMap<string, string>
}

/** Longer fields are cut; boundaries have 70 characters at most, and file names some hundred. */
const FIELD_CHARS_MAX = 8192
const PARAMETERS_MAX = 64

/** Reads `Content-Type` or `Content-Disposition`. Never throws; what makes no sense is left out. */
export function parameterized(field: string | null): Parameterized {
  const text = (field ?? '').slice(0, FIELD_CHARS_MAX)
  const end = text.indexOf(';')
  const value = (end === -1 ? text : text.slice(0, end))
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase()
  if (end === -1) return { value, parameters: NONE }
  const raw = new Map<string, string>()
  PARAMETER.lastIndex = end
  while (raw.size < PARAMETERS_MAX) {
    const match = PARAMETER.exec(text)
    if (match === null) break
    const name = (match[1] ?? '').toLowerCase()
    if (!raw.has(name)) raw.set(name, match[2]?.replace(/\\(.)/gs, '$1') ?? (match[3] ?? '').trimEnd())
  }
  return { value, parameters: joined(raw) }
}

const NONE: ReadonlyMap<string, string> = new Map()

/** `name=token`, or `name="…"` with escapes; an unquoted value may have spaces in it, as Outlook writes them. */
const PARAMETER = /;\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;"]*))/gs

type Section = { number: number; text: string; isEncoded: boolean }

/** Values that were written in sections, `filename*0*=utf-8''…`, become one (RFC 2231, 3 and 4). */
function joined(raw: Map<string, string>): ReadonlyMap<string, string> {
  const sections = new Map<string, Section[]>()
  const values = new Map<string, string>()
  for (const [name, text] of raw) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*?))?$/.exec(name)
    if (match === null) values.set(name, text.includes('=?') ? decodeWords(text) : text)
    else {
      const section = {
        number: Number(match[2] ?? 0),
        text,
        isEncoded: match[2] === undefined || match[3] === '*',
      }
      const base = match[1] ?? ''
      sections.set(base, [...(sections.get(base) ?? []), section])
    }
  }
  // The encoded form is the one that its sender trusts: the other beside it is for old readers.
  for (const [name, parts] of sections) values.set(name, decodedSections(parts))
  return values
}

function decodedSections(parts: Section[]): string {
  parts.sort((a, b) => a.number - b.number)
  const first = parts[0]
  const mark = first?.isEncoded ? /^([^']*)'[^']*'/.exec(first.text) : null
  if (first && mark) first.text = first.text.slice(mark[0].length)
  const bytes = parts.map(({ text, isEncoded }) => (isEncoded ? unescaped(text) : Buffer.from(text)))
  return decodeText(Buffer.concat(bytes), mark?.[1] || null)
}

function unescaped(text: string): Buffer {
  const bytes = Buffer.from(text)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const pair = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : ''
    const isEscape = /^[0-9a-f]{2}$/i.test(pair)
    bytes[length++] = isEscape ? Number.parseInt(pair, 16) : (bytes[at] ?? 0)
    if (isEscape) at += 2
  }
  return bytes.subarray(0, length)
}
