import { type Act, actsIn, fold, understand } from '../../understanding/understanding.ts'
import { breachOf } from './guard.ts'
import { type Likeness, openLikeness } from './likeness.ts'

/** How a conversation began: what a customer wrote, and what the firm answered first. */
export type PastReply = {
  /** The answer's message. */
  messageId: string
  question: string
  answer: string
  language: 'en' | 'pl'
  /** Of the question: the likeliest. */
  service: string
  /** Names of those whom it was for. */
  names: readonly string[]
}

export type FoundPast = { messageId: string; body: string; likeness: number }

/** The firm's past answers, ready to be looked through: making it takes some milliseconds for each hundred. */
export type PastReplies = {
  /** The answer to the most similar question that can be said to somebody else; undefined where none is similar enough. */
  find(asked: {
    text: string
    language: 'en' | 'pl'
    service: string | null
    /** Answers that a person has rejected for this message. */
    except: ReadonlySet<string>
    known: readonly string[]
  }): FoundPast | undefined
}

/**
 * Between what was seen: of the sample firm's 150 first answers, each asked for by its own question among the others, those whose
 * question asks the same were at 0.65 and above, and all others at 0.28 and below.
 */
export const LIKENESS_MIN = 0.45
const LOOKED_AT = 8

export function openPastReplies(all: readonly PastReply[]): PastReplies {
  const spokenOf = namesSpokenOf(all)
  const opened = new Map<string, { replies: PastReply[]; likeness: Likeness }>()
  const of = (language: 'en' | 'pl', service: string) => {
    const key = `${language} ${service}`
    const there = opened.get(key)
    if (there !== undefined) return there
    const replies = all.filter((one) => one.language === language && one.service === service)
    const made = {
      replies,
      likeness: openLikeness(
        replies.map(({ question }) => question),
        language,
      ),
    }
    opened.set(key, made)
    return made
  }
  return {
    find: ({ text, language, service, except, known }) => {
      if (service === null) return undefined
      const { replies, likeness } = of(language, service)
      for (const near of likeness.nearest(text, LOOKED_AT)) {
        if (near.likeness < LIKENESS_MIN) return undefined
        const reply = replies[near.index]
        if (reply === undefined || except.has(reply.messageId)) continue
        const body = sayableAgain(reply, { known, spokenOf })
        if (body !== null) return { messageId: reply.messageId, body, likeness: near.likeness }
      }
      return undefined
    },
  }
}

/** An answer that says more than it should has too much in it to be somebody else's. */
const ANSWER_CHARS_MIN = 25
const ANSWER_CHARS_MAX = 600
/** What an answer says of one job, and of no other. */
const OF_ONE_JOB: ReadonlySet<Act> = new Set([
  'price',
  'sent',
  'done',
  'bill',
  'visit',
  'accepts',
  'not_work',
])

/**
 * A past answer without its greeting and signature, as it can be said to anybody; null where it has a name, number, date, price or
 * address in it, promises something, or speaks of one job. It begins with a small letter where it can, to go on after a greeting.
 */
export function sayableAgain(
  { answer, language, names }: Pick<PastReply, 'answer' | 'language' | 'names'>,
  { known, spokenOf }: { known: readonly string[]; spokenOf: ReadonlySet<string> },
): string | null {
  const body = withoutSignature(withoutGreeting(answer.trim())).replace(/\s*\n\s*/g, ' ')
  if (body.length < ANSWER_CHARS_MIN || body.length > ANSWER_CHARS_MAX) return null
  if (breachOf({ text: body, language, known }) !== null) return null
  if (actsIn(body).some(({ act }) => OF_ONE_JOB.has(act))) return null
  if (namesSomebody(body, { names, known, spokenOf })) return null
  return startsWithName(body) ? null : uncapitalised(body, language)
}

/** Words that the firm writes with a capital inside sentences, and never without, folded: Ken, Rheem, Oak. */
export function namesSpokenOf(replies: readonly Pick<PastReply, 'answer'>[]): ReadonlySet<string> {
  const inside = new RegExp(INSIDE, 'gu')
  const lines = replies.flatMap(({ answer }) => withoutGreeting(answer.trim()).split('\n'))
  const names = new Set(lines.flatMap((line) => [...line.matchAll(inside)].map(([word]) => bareWord(word))))
  for (const line of lines) for (const [word] of line.matchAll(SMALL)) names.delete(bareWord(word))
  return names
}

const SMALL = /(?<!\p{L})\p{Ll}[\p{L}'’]*/gu

/** "Ken's" is Ken. */
function bareWord(word: string): string {
  return fold(word).replace(/'\p{L}*$/u, '')
}

function namesSomebody(
  body: string,
  {
    names,
    known,
    spokenOf,
  }: { names: readonly string[]; known: readonly string[]; spokenOf: ReadonlySet<string> },
): boolean {
  const ours = known.reduce((left, name) => left.replaceAll(name, ''), body)
  const words = new Set(fold(ours).match(/[\p{L}]+/gu))
  const theirs = names.flatMap((name) => fold(name).match(/[\p{L}]{3,}/gu) ?? [])
  if (theirs.some((word) => words.has(word))) return true
  if (INSIDE.exec(ours) !== null) return true
  if ((ours.match(CAPITAL) ?? []).some((word) => spokenOf.has(bareWord(word)))) return true
  const read = understand({ text: ours, channel: 'text', sentAt: '2000-01-03T12:00:00Z', timeZone: 'UTC' })
  return [read.names, read.addresses, read.phones, read.emails].some((found) => found.length > 0)
}

/** A word with a capital that no sentence begins with: a name, a street, a make. "I" and the polite Pan, Pani, Państwo are none. */
const INSIDE =
  /(?<=[\p{Ll}\p{N},;:)–-]\s+)(?!(?:I|I['’]\p{L}+|OK|AC|HVAC|Pan\p{Ll}*|Państw\p{Ll}*|Ci|Cię|Tobie|Wam|Was|Wasz\p{Ll}*)(?!\p{L}))\p{Lu}[\p{L}'’]*/u

const CAPITAL = /(?<!\p{L})\p{Lu}[\p{L}'’]*/gu

/** "Rosa, could you send a photo?" */
function startsWithName(body: string): boolean {
  const first = /^(\p{Lu}[\p{L}'’]*)\s*[,!–-]/u.exec(body)?.[1]
  return first !== undefined && !OPENINGS.has(fold(first))
}

const OPENINGS: ReadonlySet<string> = new Set(
  'thanks sorry sure yes no yeah okay ok hello great absolutely unfortunately please understood right well actually dziekuje dziekujemy niestety prosze tak nie przepraszamy jasne oczywiscie'.split(
    ' ',
  ),
)

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|dzień dobry|dzien dobry|witam|witamy|cześć|czesc|szanown\p{L}+)(?:\s+[^\n,!.:;–-]{1,40})?[\s]*[,!.:;–-]+\s*/iu

function withoutGreeting(text: string): string {
  return text.replace(GREETING, '')
}

const SIGNATURE =
  /(?:\s*\n\s*(?:(?:best|kind|warm)?\s*regards|best|thanks|thank you|sincerely|cheers|pozdrawiam\p{L}*|z poważaniem|z powazaniem|dziękuj\p{L}*)[,.!]?)?(?:\s*\n\s*[-–—~]*\s*\p{Lu}[\p{L}.'’&-]*(?:\s+[\p{Lu}&][\p{L}.'’&-]*){0,4})?\s*$/iu

function withoutSignature(text: string): string {
  return text.includes('\n')
    ? text.replace(SIGNATURE, '')
    : text.replace(/\s+[-–—~]\s*\p{Lu}\p{Ll}+\s*$/u, '')
}

function uncapitalised(body: string, language: 'en' | 'pl'): string {
  if (language === 'en' && /^I(?:['’\s]|$)/.test(body)) return body
  return body.slice(0, 1).toLocaleLowerCase(language) + body.slice(1)
}
