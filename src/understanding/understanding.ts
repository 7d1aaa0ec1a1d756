import type { Finding, Judgement, Reason } from './finding.ts'
import type { Weights } from './judge/classifier.ts'
import { guess } from './judge/classifier.ts'
import { featuresOf } from './judge/features.ts'
import { openJudge, round } from './judge/judgement.ts'
import { judgeServices } from './judge/services.ts'
import { judgeUrgency, morePressing } from './judge/urgency.ts'
import { trainedVersion, trainedWeights } from './judge/weights.ts'
import type { Sentiment, Service, Style, Urgency } from './labels.ts'
import { addressesIn } from './recognise/addresses.ts'
import { districtOf, districtsIn } from './recognise/district.ts'
import { emailsIn, type Spotted } from './recognise/emails.ts'
import { type Hazard, hazardsOf, readForHazards } from './recognise/hazards.ts'
import { languageOf } from './recognise/language.ts'
import { namesIn } from './recognise/names.ts'
import { countryOf, phonesIn } from './recognise/phones.ts'
import { nowIn } from './recognise/time/calendar.ts'
import { type FoundWindow, type TimeWindow, windowsIn } from './recognise/time/windows.ts'
import { blank } from './refine/blank.ts'
import { refineWindows } from './refine/windows.ts'
import { type CompiledRules, urgencyOfSeverity } from './rules.ts'
import { conceptsIn } from './text/concepts.ts'
import { newestPart } from './text/newest.ts'
import { type Prepared, prepare } from './text/prepare.ts'
import { tokensIn } from './text/tokens.ts'

export { type Evaluation, evaluate, evaluationTable } from './evals/evaluate.ts'
export type { Finding, FindingKind, Judgement, Reason } from './finding.ts'
export { morePressing } from './judge/urgency.ts'
export {
  type Flag,
  flags,
  type Sentiment,
  type Service,
  type Style,
  sentiments,
  services,
  styles,
  type Urgency,
  urgencies,
} from './labels.ts'
export { understandLines } from './lines.ts'
export { type Act, actsIn, type FoundAct, type Price, pricesIn } from './office/acts.ts'
export { type PromiseKind, promiseKinds } from './office/promise-words.ts'
export { type FoundPromise, promisesIn } from './office/promises.ts'
export { topicsIn } from './office/topics.ts'
export { type Hazard, type HazardKind, hazardKinds, hazardsIn } from './recognise/hazards.ts'
export { languageHintFrom, languageOf } from './recognise/language.ts'
export type { TimeWindow } from './recognise/time/windows.ts'
export { refinementPrompt } from './refine/prompt.ts'
export {
  applyRefinement,
  isUnsure,
  type Refinement,
  readRefinement,
  refinementSchema,
  type Said,
  sureFrom,
  unsureBelow,
} from './refine/refinement.ts'
export {
  type CompiledRules,
  compilePattern,
  compileRules,
  type EmergencyKeyword,
  type FirmRules,
  type RuleIssue,
  type SafePattern,
  type ServiceTypePattern,
  urgencyOfSeverity,
  wouldHaveFired,
} from './rules.ts'
export { fold, type Prepared, prepare } from './text/prepare.ts'
export { type Token, tokensIn } from './text/tokens.ts'

/** Raised with every change of rules or weights that can change an answer; part of the stage's key. */
export const understandingVersion = `3.${trainedVersion}`

/** A message to understand. */
export type UnderstandInput = {
  text: string
  channel: string
  /** ISO 8601 instant; relative dates count from it. */
  sentAt: string
  /** IANA zone of the firm's wall clock. */
  timeZone: string
  /** The conversation's language so far: decides fragments such as "ok". */
  languageHint?: 'en' | 'pl'
  /** The firm's trades; services of other trades are left out unless they are the only reading. Default: both. */
  trades?: ('plumbing' | 'hvac')[]
  /** The firm's own rules, compiled once by `compileRules`. */
  rules?: CompiledRules
  /** Milliseconds from any fixed point; when given, `elapsedMs` is told. */
  stopwatch?: () => number
}

/** What a message says and what follows from it. */
export type Understanding = {
  version: string
  language: 'en' | 'pl'
  findings: Finding[]
  urgency: Judgement<Urgency>
  /** Likeliest first; a firm's own service types stand beside the known ones. */
  services: { service: Service | string; confidence: number }[]
  sentiment: Judgement<Sentiment>
  style: Judgement<Style>
  /** Writes on behalf of a company, shop, office or school. */
  business: Judgement<boolean>
  /** Manages or lets out a building; always a business too. */
  propertyManager: Judgement<boolean>
  /** Writes for someone else whom they look after, or asks to be called in an emergency. */
  emergencyContact: Judgement<boolean>
  /** Someone at the firm owes work that must not be forgotten. */
  ticket: Judgement<boolean>
  scheduling: TimeWindow[]
  names: string[]
  phones: string[]
  emails: string[]
  addresses: string[]
  district: string | null
  /** 0 to 1: how sure the whole reading is; below 0.6 a person or a language model should look. */
  confidence: number
  /** The message was longer than is read. */
  cut: boolean
  elapsedMs: number | null
}

/** Understands one message of a customer. Pure, and never throws, whatever the text. */
export function understand(input: UnderstandInput): Understanding {
  return understandWith(trainedWeights(), input)
}

/** As `understand`, with weights of the caller's: for training and cross-validation. */
export function understandWith(weights: Weights, input: UnderstandInput): Understanding {
  const startedMs = input.stopwatch?.() ?? 0
  const prepared = prepare(input.text)
  const part = newestPart(prepared.text, prepared.folded)
  const text = prepared.text.slice(0, part.end)
  const folded = prepared.folded.slice(0, part.end)
  const newest: Prepared = { ...prepared, text, folded }
  const language = languageOf(
    newest,
    input.languageHint ?? (input.timeZone === 'Europe/Warsaw' ? 'pl' : 'en'),
  )
  const polish = language.language === 'pl' || input.timeZone === 'Europe/Warsaw'

  const emails = emailsIn(text, folded)
  const withoutEmails = blank(folded, emails)
  const phones = phonesIn(withoutEmails, countryOf(input.timeZone))
  const withoutContacts = blank(withoutEmails, phones)
  const addresses = addressesIn(blank(text, [...emails, ...phones]), withoutContacts, polish)
  const contacts = [...emails, ...phones, ...addresses]
  const names = namesIn(blank(text, contacts), blank(folded, contacts), { ...part, channel: input.channel })
  const districts = polish ? districtsIn(text, folded) : []
  const district = districtOf(districts)

  const reading = readForHazards(newest, input.timeZone)
  const hazards = hazardsOf(reading)
  const tokens = tokensIn(folded)
  const concepts = conceptsIn(tokens, folded, language.language)
  const features = featuresOf(reading, input.channel, language.language, hazards)
  const guessed = guess(features, weights)
  const judge = openJudge({ folded, tokens, concepts, features }, weights, newest)

  const urgency = judgeUrgency(guessed, hazards, reading, judge)
  const found = ofTrades(judgeServices(guessed, concepts, urgency.value !== 'low'), input.trades)
  const ruled = applyRules(input.rules, newest)
  if (
    ruled.urgency &&
    ruled.urgency !== urgency.value &&
    morePressing(urgency.value, ruled.urgency) === ruled.urgency
  ) {
    urgency.value = ruled.urgency
    urgency.confidence = 1
  }
  urgency.reasons.unshift(...ruled.reasons)
  const services: Understanding['services'] = [
    ...found.map(({ service, score }) => ({ service, confidence: round(score) })),
    ...ruled.services,
  ]
  const sentiment = judge.oneOf('sentiment', guessed.sentiment, SENTIMENT_LEAN)
  const style = judge.oneOf('style', guessed.style)
  const lets = concepts.some((one) => one.name === 'property' && !one.denied)
  const manages =
    guessed.flags.property_manager >= (lets ? PROPERTY_MANAGER_MIN : PROPERTY_MANAGER_UNSAID_MIN)
  const firm =
    lets ||
    concepts.some((one) => (one.name === 'business_place' || one.name === 'business_talk') && !one.denied)
  const trades = manages || guessed.flags.business >= (firm ? BUSINESS_MIN : BUSINESS_UNSAID_MIN)
  const asked = windowsIn(
    blank(withoutContacts, addresses),
    language.language,
    nowIn(input.sentAt, input.timeZone),
  )
  const dated =
    asked.some(({ window }) => window.type === 'specific' || window.type === 'range') ||
    concepts.some((one) => one.name === 'cancel' || one.name === 'reschedule')
  const owed =
    guessed.flags.ticket >= (dated ? TICKET_DATED_MIN : TICKET_MIN) ||
    urgency.value === 'emergency' ||
    urgency.value === 'high'
  const windows = refineWindows(asked, guessed, owed)

  const findings: Finding[] = [
    ...spotted('name', names, newest, 'names@1'),
    ...spotted('phone', phones, newest, 'phones@1'),
    ...spotted('email', emails, newest, 'emails@1'),
    ...spotted('address', addresses, newest, 'addresses@1'),
    ...spotted('district', district === null ? [] : districts, newest, 'district@1'),
    ...windows.map((window) => windowFinding(window, newest)),
    ...found.map(({ service, score, words }) =>
      finding(
        'service',
        service,
        words?.start ?? 0,
        words?.end ?? 0,
        round(score),
        words ? 'stated' : 'implied',
        `classifier@${trainedVersion}`,
        newest,
      ),
    ),
    ...hazards.map(hazardFinding),
    ...ruled.findings,
  ]
  const sureness = [
    urgency.confidence,
    Math.max(guessed.flags.ticket, 1 - guessed.flags.ticket),
    found[0]?.score ?? 0.7,
    language.score,
  ]
  return {
    version: understandingVersion,
    language: language.language,
    findings,
    urgency,
    services: services.filter((one, i) => services.findIndex((other) => other.service === one.service) === i),
    sentiment,
    style,
    business: judge.flag('business', {
      value: trades,
      chance: guessed.flags.business,
      code: 'reads_like_business',
    }),
    propertyManager: judge.flag('property_manager', {
      value: manages,
      chance: guessed.flags.property_manager,
      code: 'reads_like_property_manager',
    }),
    emergencyContact: emergencyContact(newest),
    ticket: judge.flag('ticket', { value: owed, chance: guessed.flags.ticket, code: 'work_is_owed' }),
    scheduling: windows.map((one) => one.window),
    names: names.map((one) => one.value),
    phones: [...new Set(phones.map((one) => one.value))],
    emails: [...new Set(emails.map((one) => one.value))],
    addresses: addresses.map((one) => one.value),
    district,
    confidence: round(
      Math.min(...sureness) * 0.5 + (sureness.reduce((a, b) => a + b, 0) / sureness.length) * 0.5,
    ),
    cut: prepared.cut,
    elapsedMs: input.stopwatch ? input.stopwatch() - startedMs : null,
  }
}

/** Where each of a firm's rules fires in a message first, as it would when the message is understood. */
export function firingsOf(
  rules: CompiledRules,
  text: string,
): { kind: 'emergency_keyword' | 'service'; name: string; start: number; end: number }[] {
  const prepared = prepare(text)
  const { end } = newestPart(prepared.text, prepared.folded)
  const newest = { ...prepared, text: prepared.text.slice(0, end), folded: prepared.folded.slice(0, end) }
  const firings = applyRules(rules, newest).findings.map((found) => ({
    kind: found.kind === 'service' ? ('service' as const) : ('emergency_keyword' as const),
    name: String(found.value),
    start: found.start,
    end: found.end,
  }))
  return firings.filter(
    ({ kind, name }, at) => firings.findIndex((other) => other.kind === kind && other.name === name) === at,
  )
}

const HVAC_ONLY = new Set<Service>([
  'ac_repair',
  'heating_repair',
  'ventilation',
  'thermostat',
  'refrigeration',
])
const PLUMBING_ONLY = new Set<Service>([
  'drain_cleaning',
  'pipe_repair',
  'faucet_repair',
  'toilet_repair',
  'sewer',
  'leak_detection',
])

/** Leaves out services of a trade the firm does not ply, unless nothing else would be left. */
function ofTrades<S extends { service: Service }>(found: S[], trades: UnderstandInput['trades']): S[] {
  if (trades?.length !== 1) return found
  const foreign = trades[0] === 'plumbing' ? HVAC_ONLY : PLUMBING_ONLY
  const own = found.filter(({ service }) => !foreign.has(service))
  return own.length > 0 ? own : found
}

/** Chosen by cross-validation. */
const TICKET_MIN = 0.75
const TICKET_DATED_MIN = 0.3
const BUSINESS_MIN = 0.35
const BUSINESS_UNSAID_MIN = 0.65
const PROPERTY_MANAGER_MIN = 0.25
const PROPERTY_MANAGER_UNSAID_MIN = 0.5

/** Most messages are neutral, and every mood counts the same: the rarer ones need less. Chosen by cross-validation. */
const SENTIMENT_LEAN: Record<Sentiment, number> = {
  positive: 2.5,
  neutral: 1,
  negative: 1.5,
  frustrated: 2,
  urgent: 2,
}

const LOOKS_AFTER =
  /\b(?:emergency contact|in case of emergency|next of kin|on behalf of my|calling for my (?:mother|mom|father|dad|grand\w+|neighbou?r|parents)|my (?:mother|mom|father|dad|grand\w+)(?:'s)? (?:is|lives|has|house|boiler|furnace|heat)|kontakt (?:awaryjny|w razie)|w razie (?:awarii|czego) (?:prosze )?dzwonic|w imieniu (?:mamy|taty|babci|dziadka|rodzicow|sasiad\w+)|osoba do kontaktu)\b/

function emergencyContact(prepared: Prepared): Judgement<boolean> {
  const match = LOOKS_AFTER.exec(prepared.folded)
  if (!match) return { value: false, confidence: 0.8, reasons: [] }
  const start = prepared.toRaw(match.index)
  const end = prepared.toRaw(match.index + match[0].length - 1) + 1
  return {
    value: true,
    confidence: 0.75,
    reasons: [
      {
        code: 'speaks_for_another',
        weight: 0.75,
        start,
        end,
        text: prepared.text.slice(match.index, match.index + match[0].length),
      },
    ],
  }
}

function finding(
  kind: Finding['kind'],
  value: Finding['value'],
  from: number,
  to: number,
  score: number,
  basis: Finding['basis'],
  recogniser: string,
  prepared: Prepared,
): Finding {
  const start = to > from ? prepared.toRaw(from) : 0
  const end = to > from ? prepared.toRaw(to - 1) + 1 : 0
  return { kind, value, start, end, text: prepared.text.slice(from, to), basis, score, recogniser }
}

function spotted(
  kind: Finding['kind'],
  all: Spotted<string>[],
  prepared: Prepared,
  recogniser: string,
): Finding[] {
  return all.map((one) =>
    finding(
      kind,
      one.value,
      one.start,
      one.end,
      round(Math.min(1, one.score)),
      'stated',
      recogniser,
      prepared,
    ),
  )
}

function windowFinding(found: FoundWindow, prepared: Prepared): Finding {
  return finding(
    'time_window',
    found.window,
    found.start,
    found.end,
    found.score,
    found.implied ? 'implied' : 'stated',
    'time@1',
    prepared,
  )
}

function hazardFinding(hazard: Hazard): Finding {
  return {
    kind: 'hazard',
    value: `${hazard.kind}:${hazard.state}`,
    start: hazard.start,
    end: hazard.end,
    text: hazard.text,
    basis: 'stated',
    score: hazard.score,
    recogniser: 'hazards@1',
  }
}

/** Keywords of the firm's own rules that say the message is as pressing as it was judged. */
export function rulesBehind({ urgency, findings }: Pick<Understanding, 'urgency' | 'findings'>): string[] {
  const starts = urgency.reasons
    .filter(({ code }) => code === `firm_rule_${urgency.value}`)
    .map(({ start }) => start)
  const keywords = findings.flatMap(({ kind, start, value }) =>
    kind === 'emergency_keyword' && starts.includes(start) ? [String(value)] : [],
  )
  return [...new Set(keywords)]
}

/** What the firm's own rules find. */
function applyRules(
  rules: CompiledRules | undefined,
  prepared: Prepared,
): {
  urgency: Urgency | null
  /** Why the urgency is at least that: the firm said so. */
  reasons: Reason[]
  services: { service: string; confidence: number }[]
  findings: Finding[]
} {
  const outcome = {
    urgency: null as Urgency | null,
    reasons: [] as Reason[],
    services: [] as { service: string; confidence: number }[],
    findings: [] as Finding[],
  }
  for (const { rule, run } of rules?.emergencies ?? [])
    for (const place of run(prepared.text, prepared.folded).slice(0, 3)) {
      outcome.urgency = morePressing(outcome.urgency ?? 'low', urgencyOfSeverity[rule.severity])
      const found = finding(
        'emergency_keyword',
        rule.keyword,
        place.start,
        place.end,
        1,
        'stated',
        'firm-rules@1',
        prepared,
      )
      const { start, end, text } = found
      outcome.findings.push(found)
      outcome.reasons.push({
        code: `firm_rule_${urgencyOfSeverity[rule.severity]}`,
        weight: 1,
        start,
        end,
        text,
      })
    }
  for (const { rule, run } of rules?.services ?? []) {
    const place = run.flatMap((pattern) => pattern(prepared.text, prepared.folded))[0]
    if (!place) continue
    const confidence = round(Math.max(0, Math.min(100, rule.confidence)) / 100)
    outcome.services.push({ service: rule.serviceType, confidence })
    outcome.findings.push(
      finding(
        'service',
        rule.serviceType,
        place.start,
        place.end,
        confidence,
        'stated',
        'firm-rules@1',
        prepared,
      ),
    )
  }
  return outcome
}
