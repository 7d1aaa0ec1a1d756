import type { Finding, Judgement, Reason } from '../finding.ts'
import { morePressing } from '../judge/urgency.ts'
import {
  type Sentiment,
  type Service,
  type Style,
  sentiments,
  services,
  styles,
  type Urgency,
  urgencies,
} from '../labels.ts'
import { speaksToMachine } from '../recognise/machine-talk.ts'
import { newestPart } from '../text/newest.ts'
import { type Prepared, prepare } from '../text/prepare.ts'
import type { Understanding } from '../understanding.ts'

/** One judgement of a language model; `quotes` are the words of the message that it says it rests on. */
export type Said<T> = { value: T; confidence: number; quotes: string[] }

/** What a language model says of a message; null where it could not tell. */
export type Refinement = {
  urgency: Said<Urgency> | null
  sentiment: Said<Sentiment> | null
  style: Said<Style> | null
  business: Said<boolean> | null
  propertyManager: Said<boolean> | null
  ticket: Said<boolean> | null
  services: Said<Service>[]
}

const UNSURE = 'unsure'
const YES_NO = ['yes', 'no'] as const
const CHOICES = {
  urgency: urgencies,
  sentiment: sentiments,
  style: styles,
  business: YES_NO,
  propertyManager: YES_NO,
  ticket: YES_NO,
} as const
const QUOTES_MAX = 8
const QUOTE_CHARS_MAX = 1_000

const saidSchema = (values: readonly string[]) => ({
  type: 'object' as const,
  properties: {
    value: { type: 'string' as const, enum: [...values] },
    confidence: { type: 'number' as const },
    quotes: { type: 'array' as const, items: { type: 'string' as const } },
  },
  required: ['value', 'confidence', 'quotes'],
  additionalProperties: false,
})

/**
 * JSON Schema of the answer a language model must give. Every field is required and nothing is nullable, which is
 * what the strict modes of all providers have in common; bounds are held by `readRefinement`.
 */
export const refinementSchema = {
  type: 'object' as const,
  properties: {
    ...Object.fromEntries(
      Object.entries(CHOICES).map(([name, values]) => [name, saidSchema([...values, UNSURE])]),
    ),
    services: { type: 'array' as const, items: saidSchema(services) },
  },
  required: [...Object.keys(CHOICES), 'services'],
  additionalProperties: false,
}

/** The answer of a language model, or null when it is not exactly of the shape that was asked for. */
export function readRefinement(answer: unknown): Refinement | null {
  if (!hasExactly(answer, [...Object.keys(CHOICES), 'services'])) return null
  const all = answer.services
  if (!Array.isArray(all) || all.length > services.length) return null
  const read = <T extends string>(name: keyof typeof CHOICES): Said<T> | null | undefined => {
    const said = readSaid<T | typeof UNSURE>(answer[name], [...CHOICES[name], UNSURE])
    return said?.value === UNSURE ? null : (said as Said<T> | undefined)
  }
  const yesNo = (name: keyof typeof CHOICES): Said<boolean> | null | undefined => {
    const said = read<'yes' | 'no'>(name)
    return said ? { ...said, value: said.value === 'yes' } : said
  }
  const found = {
    urgency: read<Urgency>('urgency'),
    sentiment: read<Sentiment>('sentiment'),
    style: read<Style>('style'),
    business: yesNo('business'),
    propertyManager: yesNo('propertyManager'),
    ticket: yesNo('ticket'),
    services: all.map((one) => readSaid<Service>(one, services)),
  }
  const broken = [...Object.values(found), ...found.services].includes(undefined)
  return broken ? null : (found as Refinement)
}

function hasExactly(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length === names.length && names.every((name) => keys.includes(name))
}

function readSaid<T extends string>(value: unknown, choices: readonly string[]): Said<T> | undefined {
  if (!hasExactly(value, ['value', 'confidence', 'quotes'])) return undefined
  const { value: choice, confidence, quotes } = value
  if (typeof choice !== 'string' || !choices.includes(choice)) return undefined
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1)) return undefined
  if (!Array.isArray(quotes) || quotes.length > QUOTES_MAX) return undefined
  if (!quotes.every((one): one is string => typeof one === 'string' && one.length <= QUOTE_CHARS_MAX))
    return undefined
  return { value: choice as T, confidence, quotes: quotes.filter((one) => one.trim() !== '') }
}

/**
 * A judgement less sure than this is open to a language model. By cross-validation over the 232 examples it takes in
 * 25 of them for urgency, and 10 of the 24 that were judged wrong; 0.6 would take in 3, 0.9 would ask thrice as often for 15.
 */
export const unsureBelow = 0.7

/** Whether a language model should be asked: the whole reading, or how pressing it is, is not sure. */
export function isUnsure(understanding: Understanding, below = unsureBelow): boolean {
  return understanding.confidence < below || understanding.urgency.confidence < below
}

/**
 * The confidence at and above which no reading is unsure by `isUnsure`: half of it is the least of four parts, half
 * their mean, so one part below `below` holds it below this.
 */
export function sureFrom(below = unsureBelow): number {
  return below / 2 + (below + 3) / 8
}

/**
 * The understanding with a language model's judgements where ours were unsure; the very same object when none was
 * taken. What a model says can add and sharpen, and can do little harm, whatever it was talked into:
 * - findings stay, and an urgency that a danger or a firm's own rule speaks for is never lowered, only raised;
 * - an emergency that only the classifier saw is lowered by one step at most;
 * - a message that speaks to the machine gets nothing milder at all;
 * - words that are not in the message are no reason, and a judgement that rests on such words alone is not taken.
 */
export function applyRefinement(
  understanding: Understanding,
  refinement: Refinement,
  text: string,
  options: { unsureBelow?: number } = {},
): Understanding {
  const below = options.unsureBelow ?? unsureBelow
  const words = wordsOf(text)
  const wary = speaksToMachine(words.prepared.folded)
  const take = <T>(ours: Judgement<T>, said: Said<T> | null, allowed: (value: T) => boolean): Judgement<T> =>
    taken(ours, said, { below, words, allowed })

  const floor = urgencyFloor(understanding, wary)
  const { urgency: told } = refinement
  const urgency = take(
    understanding.urgency,
    told && { ...told, value: morePressing(told.value, floor) },
    // The alarm is raised on words that can be shown, or not at all.
    (value) => value !== 'emergency' || reasonsOf(told, words).some((reason) => reason.text !== undefined),
  )
  const pressing = morePressing(urgency.value, 'high') === urgency.value
  const ticket = take(understanding.ticket, refinement.ticket, (value) => value || (!pressing && !wary))
  const propertyManager = take(understanding.propertyManager, refinement.propertyManager, () => true)
  const business = take(understanding.business, refinement.business, () => true)
  const refined: Understanding = {
    ...understanding,
    urgency,
    sentiment: take(understanding.sentiment, refinement.sentiment, () => true),
    style: take(understanding.style, refinement.style, () => true),
    propertyManager,
    business: propertyManager.value && !business.value ? propertyManager : business,
    ticket: pressing && !ticket.value ? { ...urgency, value: true } : ticket,
    ...servicesOf(understanding, refinement, below, words),
  }
  const changed = (Object.keys(refined) as (keyof Understanding)[]).some(
    (name) => refined[name] !== understanding[name],
  )
  return changed ? { ...refined, confidence: confidenceOf(refined) } : understanding
}

/** A model is believed this far at most, however sure it says it is. */
const BELIEVED_MAX = 0.9
/** A model less sure than this changes nothing. */
const BELIEVED_MIN = 0.6
const MODEL = 'model@1'

type Words = { prepared: Prepared; newest: string }

/** The words a model is asked about: those of the newest part, hidden characters gone. */
function wordsOf(text: string): Words {
  const prepared = prepare(text)
  return { prepared, newest: prepared.text.slice(0, newestPart(prepared.text, prepared.folded).end) }
}

/** How far a model may lower the urgency. */
function urgencyFloor({ urgency, findings }: Understanding, wary: boolean): Urgency {
  const held = findings.some(
    ({ kind, value }) =>
      kind === 'emergency_keyword' || (kind === 'hazard' && !String(value).endsWith(':over')),
  )
  if (held || wary) return urgency.value
  return urgency.value === 'emergency' ? 'high' : 'low'
}

function taken<T>(
  ours: Judgement<T>,
  said: Said<T> | null,
  { below, words, allowed }: { below: number; words: Words; allowed: (value: T) => boolean },
): Judgement<T> {
  if (said === null || ours.confidence >= below || said.confidence < BELIEVED_MIN) return ours
  const reasons = reasonsOf(said, words)
  if (reasons.length === 0) return ours
  const confidence = Math.min(BELIEVED_MAX, said.confidence)
  if (said.value === ours.value)
    return {
      ...ours,
      confidence: Math.max(ours.confidence, confidence),
      reasons: [...reasons, ...ours.reasons],
    }
  return allowed(said.value)
    ? { value: said.value, confidence, reasons: [...reasons, ...ours.reasons] }
    : ours
}

/** The reasons that hold: one for each quote found in the message, or one without words when none was given. */
function reasonsOf<T>(said: Said<T> | null, { prepared, newest }: Words): Reason[] {
  if (said === null) return []
  const base = { code: 'model_said', weight: Math.min(BELIEVED_MAX, said.confidence) }
  if (said.quotes.length === 0) return [base]
  return said.quotes.flatMap((quote) => {
    const at = newest.indexOf(quote)
    if (at < 0) return []
    const start = prepared.toRaw(at)
    return [{ ...base, start, end: prepared.toRaw(at + quote.length - 1) + 1, text: quote }]
  })
}

/** Sure services stay; the model's are added; unsure ones that it does not name are no longer counted, their findings stay. */
function servicesOf(
  understanding: Understanding,
  { services: said }: Refinement,
  below: number,
  words: Words,
): Pick<Understanding, 'services' | 'findings'> {
  const ours = understanding.services
  const same = { services: ours, findings: understanding.findings }
  if (ours.length > 0 && ours.every(({ confidence }) => confidence >= below)) return same
  const holding = said.filter((one) => one.confidence >= BELIEVED_MIN && reasonsOf(one, words).length > 0)
  if (holding.length === 0) return same
  const sure = ours.filter(({ confidence }) => confidence >= below)
  const told = holding
    .filter((one) => !sure.some(({ service }) => service === one.value))
    .map((one) => ({ service: one.value, confidence: Math.min(BELIEVED_MAX, one.confidence) }))
  const findings: Finding[] = holding
    .filter((one) => !ours.some(({ service }) => service === one.value))
    .map((one) => {
      const reason = reasonsOf(one, words)[0]
      return {
        kind: 'service',
        value: one.value,
        start: reason?.start ?? 0,
        end: reason?.end ?? 0,
        text: reason?.text ?? '',
        basis: reason?.text === undefined ? 'implied' : 'stated',
        score: Math.min(BELIEVED_MAX, one.confidence),
        recogniser: MODEL,
      }
    })
  const all = [...sure, ...told].toSorted((a, b) => b.confidence - a.confidence)
  return {
    services: all.filter((one, i) => all.findIndex((other) => other.service === one.service) === i),
    findings: findings.length === 0 ? understanding.findings : [...understanding.findings, ...findings],
  }
}

/** How sure the whole reading is now; a model's help never makes it less sure. */
function confidenceOf(refined: Understanding): number {
  const sureness = [
    refined.urgency.confidence,
    refined.ticket.confidence,
    refined.services[0]?.confidence ?? 0.7,
  ]
  const mean = sureness.reduce((sum, one) => sum + one, 0) / sureness.length
  return Math.max(refined.confidence, Math.round((Math.min(...sureness) + mean) * 500) / 1000)
}
