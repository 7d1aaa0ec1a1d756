import { fold, type Service, type Urgency } from '../../understanding/understanding.ts'
import { english } from './words-en.ts'
import { polish } from './words-pl.ts'

/** What a message is about beside a kind of work; the first that it speaks of counts. */
export const matters = [
  'cancel',
  'reschedule',
  'complaint',
  'wait_firm',
  'invoice',
  'praise',
  'quote',
] as const
export type Matter = (typeof matters)[number]

/** Asked in any case, or unless their words (folded) answer it already. */
export type Question = string | { ask: string; unless: RegExp }

/** What need not be asked, for they have said it, or it is known of them. */
export type Told = { words: string; address: boolean; phone: boolean; times: boolean }

/** The words of one language; sentences begin with a small letter where they follow the greeting. */
export type DraftWords = {
  greeting: (name: string | null) => string
  thanks: (about: string | null) => string
  signature: (firm: string) => string
  /** What stands after "about", "w sprawie". */
  about: Record<Service, string>
  /** What a dispatcher has to know first. */
  ask: Record<Service | 'other', readonly Question[]>
  next: Record<Urgency, (told: Told) => string>
  matters: Record<Matter, string>
  /** To who asks for a quote, and has said for what. */
  quoteOf: string
  missedCall: string
  /** Says that the message is there, and no more. */
  plain: Record<Urgency, string>
}

const wordsOf: Readonly<Record<'en' | 'pl', DraftWords>> = { en: english, pl: polish }

/** How a draft speaks to somebody. */
export type Manner = {
  language: 'en' | 'pl'
  /** As the customer is called; null where nobody knows, or it is no name to greet by. */
  customerName: string | null
  firmName: string
  /** A mail has lines and a signature, a text has neither. */
  isLetter: boolean
}

export type TemplateFor = {
  /** null where none is known, or it is one of the firm's own. */
  service: Service | null
  urgency: Urgency
  matter: Matter | null
  missedCall: boolean
  /** Nobody of the firm has spoken in this conversation yet: what one asks first has not been asked. */
  isFirst: boolean
  told: Told
}

/** What templates have to say to a message, the most fitting first; all of them different. Pure. */
export function templatesFor(about: TemplateFor, manner: Manner): string[] {
  const words = wordsOf[manner.language]
  const { service, urgency, matter, told } = about
  const isPressing = urgency === 'high' || urgency === 'emergency'
  const ofService = [
    words.thanks(service === null ? null : words.about[service]),
    ...stillToAsk(words.ask[service ?? 'other'], told),
    words.next[urgency](told),
  ].join(' ')
  // Who has said much of what nobody here knows is not asked what it is about.
  const saidWords = told.words.split(/\s+/).length
  const asksFirst = about.isFirst && (service !== null || saidWords < SAID_SOMETHING_WORDS)
  const saidMuch = saidWords >= SAID_MUCH_WORDS
  const bodies = [
    ...(about.missedCall ? [words.missedCall] : []),
    ...(matter !== null && !(isPressing && GIVES_WAY.has(matter))
      ? [matter === 'quote' && saidMuch ? words.quoteOf : words.matters[matter]]
      : []),
    ...(asksFirst ? [ofService, words.plain[urgency]] : [words.plain[urgency], ofService]),
  ]
  return bodies.map((body) => spoken(body, manner))
}

const SAID_SOMETHING_WORDS = 6
const SAID_MUCH_WORDS = 12

function stillToAsk(questions: readonly Question[], { words }: Told): string[] {
  const said = fold(words)
  return questions.flatMap((one) => {
    if (typeof one === 'string') return one
    return one.unless.test(said) ? [] : one.ask
  })
}

/** A text with greeting, and with the firm's name under it where it is a letter. `body` goes on after the greeting. */
export function spoken(body: string, manner: Manner): string {
  const words = wordsOf[manner.language]
  const greeting = words.greeting(manner.customerName)
  if (!manner.isLetter) return `${greeting} ${body}`
  return `${greeting}\n\n${capital(body)}\n\n${words.signature(manner.firmName)}`
}

/** What is said of a fault that presses goes before these. */
const GIVES_WAY: ReadonlySet<Matter> = new Set(['invoice', 'praise', 'quote'])

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
}

/** A name to greet by: "Rosa" of "Rosa Alvarez", "Mrs Alvarez" as it is; null of firms, numbers, and what is no name. */
export function greetableName(name: string | null, isBusiness: boolean): string | null {
  if (name === null || isBusiness) return null
  const titled = /^((?:Mr|Mrs|Ms|Dr|Inspector|Officer|Pastor|Father)\.? \p{Lu}[\p{L}'’-]{1,24})$/u.exec(name)
  if (titled?.[1] !== undefined) return titled[1]
  return /^(\p{Lu}\p{Ll}[\p{L}'’-]{0,22}) \p{Lu}[\p{L}'’ .-]{0,40}$/u.exec(name)?.[1] ?? null
}
