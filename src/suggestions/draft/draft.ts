import type { SuggestionReason, SuggestionSource } from '../../contract/suggestions.ts'
import {
  languageOf,
  morePressing,
  prepare,
  services,
  topicsIn,
  type Urgency,
} from '../../understanding/understanding.ts'
import type { Said, Situation } from '../situation.ts'
import { type Breach, breachOf } from './guard.ts'
import type { PastReplies } from './past-replies.ts'
import { priorOf } from './prior.ts'
import { isForSafety, type SafetyHazard, safetyText } from './safety.ts'
import { greetableName, type Manner, matters, spoken, templatesFor } from './templates.ts'

/** An answer that a person may be shown. */
export type Draft = {
  text: string
  language: 'en' | 'pl'
  source: SuggestionSource
  /** How likely it is good, before calibration. */
  prior: number
  reasons: { code: SuggestionReason; params: Record<string, string | number> }[]
  /** The past answer that it repeats. */
  pastMessageId: string | null
}

/** What a person has already rejected for the same message. */
export type Rejected = { texts: ReadonlySet<string>; pastMessageIds: ReadonlySet<string> }

/** What the other side wants, put together of all that it said since our last word. */
export type Asked = {
  text: string
  language: 'en' | 'pl'
  service: string | null
  urgency: Urgency
  /** A danger that is answered by a fixed text. */
  hazard: SafetyHazard | null
  understood: number | null
  /** Nobody of the firm has written or talked to them in this conversation. */
  isFirst: boolean
}

/**
 * The best draft without a language model: the fixed text where there is danger, else what the firm answered to a similar message, else
 * a template. undefined when all that could be said was rejected. Pure.
 */
export function draftFor(
  situation: Situation,
  { past, rejected }: { past: PastReplies; rejected: Rejected },
): Draft | undefined {
  const asked = askedIn(situation)
  const manner = mannerOf(situation, asked.language)
  const reasons = reasonsOf(situation, asked)
  const { language } = asked
  if (asked.hazard !== null) {
    const text = safetyText({ hazard: asked.hazard, language, region: situation.firm.region })
    if (!rejected.texts.has(text))
      return {
        ...{ text, language, source: 'template', pastMessageId: null },
        prior: priorOf({ source: 'template', isSafety: true, understood: asked.understood }),
        reasons: reasons.map((reason) =>
          reason.code === 'hazard' ? { ...reason, params: { ...reason.params, text: 'fixed' } } : reason,
        ),
      }
  }
  const pressing = asked.hazard !== null || asked.urgency === 'emergency'
  const known = [situation.firm.name]
  const found =
    pressing || !asked.isFirst ? undefined : past.find({ ...asked, except: rejected.pastMessageIds, known })
  if (found !== undefined) {
    const text = spoken(found.body, manner)
    const { messageId, likeness } = found
    if (!rejected.texts.has(text) && breachOf({ text, language, known: knownIn(situation, manner) }) === null)
      return {
        ...{ text, language, source: 'past_replies', pastMessageId: messageId },
        prior: priorOf({ source: 'past_replies', likeness, understood: asked.understood }),
        reasons: [
          { code: 'past_reply', params: { messageId, similarity: Math.round(likeness * 100) / 100 } },
          ...reasons,
        ],
      }
  }
  return templateFor(situation, { asked, manner, rejected, reasons })
}

function templateFor(
  situation: Situation,
  input: { asked: Asked; manner: Manner; rejected: Rejected; reasons: Draft['reasons'] },
): Draft | undefined {
  const { asked, manner, rejected, reasons } = input
  const { language } = asked
  const service = services.find((known) => known === asked.service) ?? null
  const topics = new Set(topicsIn(asked.text, language).map(({ topic }) => topic))
  const matter = matters.find((one) => topics.has(one)) ?? null
  const about = {
    service,
    urgency: asked.urgency,
    matter: asked.hazard === null ? matter : null,
    missedCall: asked.text === '',
    isFirst: asked.isFirst,
  }
  for (const [index, text] of templatesFor(about, manner).entries()) {
    if (rejected.texts.has(text) || breachOf({ text, language, known: knownIn(situation, manner) }) !== null)
      continue
    const isOfService = service !== null && about.isFirst
    const isSpecific = index === 0 && (isOfService || about.matter !== null || about.missedCall)
    return {
      ...{ text, language, source: 'template', pastMessageId: null },
      prior: priorOf({ source: 'template', isSpecific, understood: asked.understood }),
      reasons: [
        ...(service === null ? [] : [{ code: 'template_for' as const, params: { service } }]),
        ...reasons,
      ],
    }
  }
  return undefined
}

/** What a language model wrote, as a draft; or why it cannot be one. */
export function draftOfModel(
  situation: Situation,
  { text, model }: { text: string; model: string },
): Draft | Breach {
  const asked = askedIn(situation)
  const { language } = asked
  const breach =
    asked.hazard === null
      ? breachOf({ text, language, known: knownIn(situation, mannerOf(situation, language)) })
      : 'gives_advice'
  if (breach !== null) return breach
  return {
    ...{ text: text.trim(), language, source: 'model', pastMessageId: null },
    prior: priorOf({ source: 'model', understood: asked.understood }),
    reasons: [{ code: 'model_wrote', params: { model } }, ...reasonsOf(situation, asked)],
  }
}

/** Names that may stand in a draft whatever they say: the firm's, and whom it speaks to. */
function knownIn({ firm }: Situation, { customerName }: Manner): string[] {
  return customerName === null ? [firm.name] : [firm.name, customerName]
}

function mannerOf({ customer, firm, way }: Situation, language: 'en' | 'pl'): Manner {
  const name = greetableName(customer.name, customer.isBusiness)
  // Somebody may call themselves what no draft may say.
  const isHarmless = name !== null && breachOf({ text: `Hi ${name}`, language }) === null
  return {
    language,
    customerName: isHarmless ? name : null,
    firmName: firm.name,
    isLetter: way.kind === 'email',
  }
}

export function askedIn(situation: Situation): Asked {
  const { said, unanswered } = situation
  const theirs = unanswered.filter(({ words }) => words.trim() !== '')
  const read = theirs.flatMap(({ understood }) => understood ?? [])
  const text = theirs.map(({ words }) => words.trim()).join('\n')
  const likeliest = read.flatMap((one) => one.services).toSorted((a, b) => b.confidence - a.confidence)[0]
  return {
    text,
    language: languageIn(said, situation.firm.region),
    service: likeliest?.service ?? null,
    urgency: read.reduce<Urgency>((most, { urgency }) => morePressing(most, urgency.value), 'low'),
    hazard: hazardOf(situation, theirs),
    understood: read.length === 0 ? null : Math.min(...read.map(({ confidence }) => confidence)),
    isFirst: said.every(({ direction, kind }) => direction !== 'out' && !TALKED.has(kind)),
  }
}

const TALKED: ReadonlySet<string> = new Set(['received', 'recorded', 'placed'])

/** The language of their newest words; of a caller who said none, the firm's. */
function languageIn(said: readonly Said[], region: string): 'en' | 'pl' {
  const firms = region === 'PL' ? 'pl' : 'en'
  const newest = said.findLast(({ direction, words }) => direction !== 'out' && words.trim() !== '')
  if (newest === undefined) return firms
  return newest.understood?.language ?? languageOf(prepare(newest.words), firms).language
}

/** The danger that stands, or one that they say they hold down by themselves: no draft of ours advises on either. */
function hazardOf({ hazard }: Situation, theirs: readonly Said[]): SafetyHazard | null {
  if (isForSafety(hazard)) return hazard
  const told = theirs
    .flatMap(({ understood }) => understood?.findings ?? [])
    .flatMap(({ kind, value }) => (kind === 'hazard' && typeof value === 'string' ? [value.split(':')] : []))
  for (const [kind = '', state] of told)
    if (state !== 'over' && HELD_DOWN.has(kind) && isForSafety(kind)) return kind
  return null
}

/** Water that was caught or shut off is a matter of plumbing. */
const HELD_DOWN: ReadonlySet<string> = new Set(['gas', 'carbon_monoxide', 'fire', 'water_at_electrics'])

function reasonsOf({ ticket }: Situation, { urgency, hazard }: Asked): Draft['reasons'] {
  return [
    ...(hazard === null ? [] : [{ code: 'hazard' as const, params: { hazard } }]),
    { code: 'urgency', params: { urgency } },
    ...(ticket === null ? [] : [{ code: 'open_ticket' as const, params: { number: ticket.number } }]),
  ]
}
