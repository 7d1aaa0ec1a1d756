import type { Understanding } from '../../contract/understanding.ts'

const CHARACTERS_MAX = 80
/** So much before the telling words belongs to them. */
const LEAD_CHARACTERS = 24
const GREETING =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dzie[nń] dobry|cze[sś][cć]|witam)(?: (?:there|ken|team|all|guys|pa[nń]stwu|panie|pani))?[\s,!.–-]+)+/i

/**
 * What a ticket is called: the customer's own words around what is to be mended, no more than 80 characters; null when
 * the message has none.
 */
export function titleOf(words: string, { findings, ticket }: Understanding): string | null {
  const place =
    findings.find(({ kind, start, end }) => (kind === 'hazard' || kind === 'service') && end > start) ??
    ticket.reasons.find(({ start, end }) => start !== undefined && end !== undefined && end > start)
  const at = place?.start ?? 0
  const sentences = [...words.matchAll(/[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*/g)]
  const sentence =
    sentences.find(({ index, 0: text }) => at < index + text.length) ?? sentences[0] ?? undefined
  if (sentence === undefined) return null
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()
  const whole = tidy(sentence[0]).replace(GREETING, '')
  const cut =
    whole.length <= CHARACTERS_MAX ? whole : around(tidy(sentence[0].slice(0, at - sentence.index)), whole)
  return cut === '' ? null : cut.charAt(0).toUpperCase() + cut.slice(1)
}

/** The part of a long sentence that begins a little before the telling words. */
function around(lead: string, whole: string): string {
  const from = Math.max(0, lead.length - LEAD_CHARACTERS)
  const start = from === 0 ? 0 : whole.indexOf(' ', Math.min(from, whole.length - 1)) + 1
  const rest = whole.slice(start)
  if (rest.length <= CHARACTERS_MAX) return rest
  return `${rest.slice(0, CHARACTERS_MAX - 1).replace(/\s\S*$/, '')}…`
}
