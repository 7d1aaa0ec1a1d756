/** Longest part of a message that is read; what follows is left alone, and the answer says so. */
export const readCharsMax = 20_000

/** A message made ready for reading: hidden characters gone, and a folded twin of the same length. */
export type Prepared = {
  /** The words as shown, without zero-width and direction marks, at most `readCharsMax` long. */
  text: string
  /** `text` in lower case ASCII letters (ł→l, é→e, ’→'), index for index; other scripts stay as they are. */
  folded: string
  /** Where index `at` of `text` stands in the message as it came. */
  toRaw(at: number): number
  /** The message was longer than is read. */
  cut: boolean
}

/** Reads a message as it came; never throws, whatever the bytes. */
export function prepare(raw: string): Prepared {
  const cut = raw.length > readCharsMax
  const head = cut ? raw.slice(0, readCharsMax) : raw
  if (!HIDDEN.test(head)) return { text: head, folded: fold(head), toRaw: (at) => at, cut }
  let text = ''
  const places: number[] = []
  for (let i = 0; i < head.length; i++) {
    const char = head[i] ?? ''
    if (COMBINING.test(char) && text !== '') {
      const joined = (text.at(-1) + char).normalize('NFC')
      if (joined.length === 1) text = text.slice(0, -1) + joined
    } else if (!HIDDEN.test(char)) {
      text += char
      places.push(i)
    }
  }
  places.push(head.length)
  return { text, folded: fold(text), toRaw: (at) => places[at] ?? head.length, cut }
}

/** Lower case without marks, of the same length as `text`: `Żółć’s` → `zolc's`. */
export function fold(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    folded += code < 128 ? (ASCII[code] ?? '') : foldedChar(text[i] ?? '')
  }
  return folded
}

const HIDDEN = /[\u0300-\u036f]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\ufe0f/
const COMBINING = /[\u0300-\u036f]/
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase())
const known = new Map<string, string>(
  Object.entries({
    ł: 'l',
    Ł: 'l',
    '’': "'",
    '‘': "'",
    '`': "'",
    '´': "'",
    '„': '"',
    '“': '"',
    '”': '"',
    '«': '"',
    '»': '"',
  }).concat(
    [...'–—‐‑−'].map((dash) => [dash, '-']),
    [...'\u00a0\u2007\u202f\u2009\u3000'].map((space) => [space, ' ']),
  ),
)

function foldedChar(char: string): string {
  const seen = known.get(char)
  if (seen !== undefined) return seen
  const base = char.normalize('NFD')[0]?.toLowerCase() ?? char
  const folded = base.length === 1 ? base : char
  if (known.size < 4096) known.set(char, folded)
  return folded
}
