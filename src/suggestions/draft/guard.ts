import { languageOf, prepare } from '../../understanding/understanding.ts'
import { ADVISING, DANGER, HELP, PRICE, TIME, VISIT, withoutPleasantries } from './guard-words.ts'

/** What no draft may do, whoever wrote it: we know of no free visit and of no price, and who advises in danger must be right. */
export const breaches = [
  'empty',
  'too_long',
  'odd_text',
  'other_language',
  'names_contact',
  'names_number',
  'promises_time',
  'promises_visit',
  'names_price',
  'gives_advice',
] as const
export type Breach = (typeof breaches)[number]

/** A text message is cut there, and nobody reads a longer one. */
export const DRAFT_CHARS_MAX = 1_200
/** Shorter ones hardly tell their language. */
const LANGUAGE_CHARS_MIN = 40

/**
 * What a draft does that it may not; null when nothing. It errs on the side of refusing: what is refused is replaced by a template,
 * and a person reads whatever is not. Numbers are refused altogether, for each would be a time, a price, a number to call, or made
 * up. `known`: names that may stand there whatever they say, such as the firm's own. Not for the fixed texts of `safety.ts`.
 */
export function breachOf(draft: {
  text: string
  language: 'en' | 'pl'
  known?: readonly string[]
}): Breach | null {
  const raw = draft.text.trim()
  if (raw === '') return 'empty'
  if (raw.length > DRAFT_CHARS_MAX) return 'too_long'
  const text = without(raw.normalize('NFKC'), draft.known ?? [])
  if (HIDDEN.test(text) || NOT_LATIN.test(text)) return 'odd_text'
  const { folded } = prepare(text)
  if (APART.test(folded) || SPLIT.test(folded)) return 'odd_text'
  if (CONTACT.test(folded)) return 'names_contact'
  if (/\p{N}/u.test(text)) return 'names_number'
  const said = withoutPleasantries(folded.replace(/\s+/g, ' '))
  for (const words of [said, said.replace(/(?<=\p{L})-(?=\p{L})/gu, '')]) {
    const breach = breachOfWords(words)
    if (breach !== null) return breach
  }
  return isInOtherLanguage(text, draft.language) ? 'other_language' : null
}

function breachOfWords(words: string): Breach | null {
  if (TIME.some((pattern) => pattern.test(words))) return 'promises_time'
  if (VISIT.some((pattern) => pattern.test(words))) return 'promises_visit'
  if (PRICE.some((pattern) => pattern.test(words))) return 'names_price'
  if (HELP.test(words) || (DANGER.test(words) && ADVISING.test(words))) return 'gives_advice'
  return null
}

function isInOtherLanguage(text: string, language: 'en' | 'pl'): boolean {
  return text.length >= LANGUAGE_CHARS_MIN && languageOf(prepare(text), language).language !== language
}

/** Each name as one plain word. */
function without(text: string, known: readonly string[]): string {
  return known
    .map((name) => name.normalize('NFKC').trim())
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, 'xx'), text)
}

/** Nothing that a reader does not see, but for line ends. */
const HIDDEN = /[^\P{C}\n\r]/u
const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u
/** "t o m o r r o w". */
const APART = /(?:(?<!\p{L})\p{L}[\s.,_*|-]+){4}/u
/** "to*mor*row". */
const SPLIT = /\p{L}[*_~^|\\+=<>]+\p{L}/u
const CONTACT =
  /@|https?:|www\.|\w\.(?:com|net|org|pl|io|info|biz|co|us|eu|app|me|link|online|shop|site|xyz)\b|\b(?:whatsapp|telegram|signal|click (?:here|the|this)|kliknij|(?:the|this|our) link|linku?)\b/
