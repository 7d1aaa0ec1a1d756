/** Who a subject names: a number, a name, both, or nobody. */
export type VoiceParty = { number: string | null; name: string | null }

const NATIONAL = String.raw`\(\d{3}\) ?\d{3}-\d{4}`
const INTERNATIONAL = String.raw`\+\d[\d ().-]{4,20}\d`
const AT_END = new RegExp(String.raw`^(.*?)\s*\[?(${NATIONAL}|${INTERNATIONAL})\]?$`, 's')
const ANYWHERE = new RegExp(String.raw`(?<![\d-])(?:${NATIONAL}|${INTERNATIONAL})(?!\d)`, 'g')

/** Callers who withheld their numbers have one of these instead of a name. */
const NOBODY =
  /^(?:unknown(?: caller)?|anonymous(?: caller)?|private(?: caller| number)?|restricted|unavailable|blocked)$/i

/** Reads `(512) 555-0142`, `Rosa Alvarez (512) 555-0142`, `Mr. Ed [(512) 555-0142]`, `49469`, a name, or `Unknown Caller`. */
export function voiceParty(written: string): VoiceParty {
  const text = plainSigns(written)
  if (text === '' || NOBODY.test(text)) return { number: null, name: null }
  if (/^\d{3,15}$/.test(text)) return { number: wireNumber(text), name: null }
  const match = AT_END.exec(text)
  if (!match) return { number: null, name: text }
  return { number: wireNumber(match[2] ?? ''), name: match[1]?.replace(/\s*[-:,]$/, '').trim() || null }
}

/** Numbers that a text shows as Google writes them, in their order. */
export function numbersIn(text: string): string[] {
  return [...plainSigns(text).matchAll(ANYWHERE)].map(([number]) => wireNumber(number))
}

/**
 * A number as Google shows it, or as its addresses have it, in the form in which Takeout writes it: E.164 with its plus, short
 * codes bare. Without a country code it is of the United States, for which alone Google leaves the code out.
 */
export function wireNumber(written: string): string {
  const digits = written.replace(/\D/g, '')
  if (digits.length <= 6) return digits
  if (digits.length === 10 && !written.includes('+')) return `+1${digits}`
  return `+${digits}`
}

/** Short codes have three to six digits; nobody can text to them from Google Voice. */
export function isShortCode(number: string): boolean {
  return /^\d{3,6}$/.test(number)
}

function plainSigns(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
    .trim()
}
