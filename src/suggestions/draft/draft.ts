import type { ReplyTemplate } from '../../contract/reply-templates.ts'
import type { SuggestionReason, SuggestionSource } from '../../contract/suggestions.ts'
import { fold, services, topicsIn } from '../../understanding/understanding.ts'
import type { Situation } from '../situation.ts'
import { type Asked, askedIn } from './asked.ts'
import { type Breach, breachOf } from './guard.ts'
import { ownTemplatesFor } from './own-templates.ts'
import type { PastReplies } from './past-replies.ts'
import { priorOf } from './prior.ts'
import { safetyText } from './safety.ts'
import { greetableName, type Manner, type Matter, matters, spoken, templatesFor } from './templates.ts'

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

/**
 * The best draft without a language model: the fixed text where there is danger, else what the firm answered to a similar message, else
 * a template, the firm's own first. undefined when all that could be said was rejected. Pure.
 */
export function draftFor(
  situation: Situation,
  { past, own, rejected }: { past: PastReplies; own: readonly ReplyTemplate[]; rejected: Rejected },
): Draft | undefined {
  const asked = askedIn(situation)
  const manner = mannerOf(situation, asked.language)
  const reasons = reasonsOf(situation, asked)
  const { language } = asked
  if (asked.hazard !== null) {
    const text = safetyText({
      ...{ hazard: asked.hazard, language, region: situation.firm.region },
      told: asked.told,
    })
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
  return (
    ownTemplateFor(situation, { asked, manner, own, rejected, reasons }) ??
    templateFor(situation, { asked, manner, rejected, reasons })
  )
}

type Drafting = { asked: Asked; manner: Manner; rejected: Rejected; reasons: Draft['reasons'] }

function ownTemplateFor(
  situation: Situation,
  { asked, manner, own, rejected, reasons }: Drafting & { own: readonly ReplyTemplate[] },
): Draft | undefined {
  const { language, understood } = asked
  const known = knownIn(situation, manner)
  for (const { template, text } of ownTemplatesFor(asked, { own, manner })) {
    if (rejected.texts.has(text) || breachOf({ text, language, known }) !== null) continue
    const { id, title } = template
    return {
      ...{ text, language, source: 'template', pastMessageId: null },
      prior: priorOf({ source: 'template', isOwn: true, understood }),
      reasons: [{ code: 'own_template', params: { templateId: id, title } }, ...reasons],
    }
  }
  return undefined
}

function templateFor(
  situation: Situation,
  { asked, manner, rejected, reasons }: Drafting,
): Draft | undefined {
  const { language } = asked
  const service = services.find((known) => known === asked.service) ?? null
  const topics = new Set(topicsIn(asked.text, language).map(({ topic }) => topic))
  const isOf = (one: Matter) => topics.has(one) && (one !== 'praise' || asked.isFirst || thanks(asked.text))
  const matter = matters.find(isOf) ?? null
  const about = {
    service,
    urgency: asked.urgency,
    matter: asked.hazard === null ? matter : null,
    missedCall: asked.text === '',
    isFirst: asked.isFirst,
    told: asked.told,
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

/** "Perfect", said to what we have just proposed, is no praise. */
function thanks(text: string): boolean {
  return /\b(?:thank|thx|appreciat|job|work|dziek|polec)/.test(fold(text))
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

function reasonsOf({ ticket }: Situation, { urgency, hazard }: Asked): Draft['reasons'] {
  return [
    ...(hazard === null ? [] : [{ code: 'hazard' as const, params: { hazard } }]),
    { code: 'urgency', params: { urgency } },
    ...(ticket === null ? [] : [{ code: 'open_ticket' as const, params: { number: ticket.number } }]),
  ]
}
