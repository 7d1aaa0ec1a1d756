import { z } from 'zod'
import type { Params } from '../../contract/common.ts'
import type { Decision } from '../../contract/conversations.ts'

/** thread_entry.factors: [[factor, weight, score, …detail]]. */
const factorsShape = z.array(z.tuple([z.string(), z.number(), z.number()], z.union([z.string(), z.number()])))
/** thread_entry.runners_up: [[conversation id, score]]. */
const runnersUpShape = z.array(z.tuple([z.string(), z.number()])).nullable()

type PackedFactor = z.infer<typeof factorsShape>[number]

/** A stored decision in words: the sentence, and each factor with the figures it came from. */
export function explainDecision(stored: {
  decision: string
  confidence: number
  factors: unknown
  runnersUp: unknown
  ruleVersion: number
}): Decision {
  const factors = factorsShape.parse(stored.factors)
  const runnersUp = runnersUpShape.parse(stored.runnersUp) ?? []
  return {
    decision: stored.decision as Decision['decision'],
    confidence: stored.confidence,
    ...reason(stored.decision, factors),
    factors: factors.map((packed) => {
      const [factor, weight, score] = packed
      return {
        factor,
        weight,
        score,
        influence: score > 0 ? 'positive' : score < 0 ? 'negative' : 'neutral',
        ...detailOf(packed),
      }
    }),
    runnersUp: runnersUp.map(([conversationId, score]) => ({ conversationId, score })),
    ruleVersion: stored.ruleVersion,
  }
}

type Reason = Pick<Decision, 'reasoning' | 'reasoningCode' | 'mainFactor'>

/** Sentences that need no weighing, by their code. */
const SIMPLE = {
  first_contact: 'Nothing was open with this party, so a conversation begins here.',
  same_source_thread: 'The source itself holds it together with what came before.',
  withheld: 'The caller is withheld, so nothing says that it is the same person as before.',
  merged_by_hand: 'A person merged this conversation in.',
  split_by_hand: 'A person split the conversation here.',
  burst: 'It follows within minutes of the message before, by the same side: one burst.',
} as const

/** The others, by the decision; what weighed most follows. */
const WEIGHED = {
  existing_thread: 'It continues the conversation',
  merge_threads: 'It speaks of two open conversations at once, so they are one',
  split_thread: 'It is another matter than what was still open',
  new_thread: 'It begins a new conversation',
} as const

function reason(decision: string, factors: readonly PackedFactor[]): Reason {
  const only = factors[0]?.[0]
  const code = only === 'by_hand' ? (decision === 'merge_threads' ? 'merged_by_hand' : 'split_by_hand') : only
  if (code !== undefined && Object.hasOwn(SIMPLE, code))
    return { reasoning: SIMPLE[code as keyof typeof SIMPLE], reasoningCode: code, mainFactor: null }
  const reasoningCode = Object.hasOwn(WEIGHED, decision) ? (decision as keyof typeof WEIGHED) : 'new_thread'
  const strongest = strongestFor(decision, factors)
  const isTelling = strongest !== undefined && !ALWAYS_SO.has(strongest[0])
  const because = isTelling
    ? `, mostly because of ${WORDS[strongest[0]] ?? strongest[0]}: ${detailOf(strongest).detail}`
    : ', as little speaks either way'
  return {
    reasoning: `${WEIGHED[reasoningCode]}${because}.`,
    reasoningCode,
    mainFactor: isTelling ? strongest[0] : null,
  }
}

/** Reasons that nearly every message has. */
const ALWAYS_SO = new Set(['channel', 'participants'])

/** What weighed most towards the decision; undefined when nothing did. */
function strongestFor(decision: string, factors: readonly PackedFactor[]): PackedFactor | undefined {
  const side = decision === 'existing_thread' || decision === 'merge_threads' ? 1 : -1
  const towards = ([, weight, score]: PackedFactor) => weight * score * side
  return factors.filter((factor) => towards(factor) > 0).sort((a, b) => towards(b) - towards(a))[0]
}

const WORDS: Record<string, string> = {
  time_gap: 'the time',
  content_likeness: 'the words',
  answers: 'whose turn it was',
  channel: 'the channel',
  emergency_context: 'a danger',
  other_active_conversations: 'other open conversations',
  participants: 'the people',
}

/** What a factor came from, by its code. */
const DETAILS = {
  gap: '{gapHours} since the last message, with a time-out of {timeoutHours}',
  words_all: 'all of the telling words are shared',
  words_many: 'many of the telling words are shared',
  words_some: 'some of the telling words are shared',
  words_none: 'no telling word is shared',
  words_few: 'too few words to tell',
  answers: 'it answers the other side',
  speaks_again: 'the same side speaks again',
  channel_same: 'by {channel}, as before',
  channel_other: 'by {channel}, unlike before',
  no_danger: 'no danger in this message',
  danger_same: '{hazard}, as before',
  danger_new: '{hazard}, which the conversation did not have',
  no_other_open: 'no other is open',
  other_shares_more: 'another open one shares more of the words',
  no_other_shares_more: 'no other open one shares more of the words',
  same_people: 'the same people',
  minutes_after: '{minutes} min after the message before',
} as const

/** Every code of a decision's sentences: whole reasons, what they begin with, and details. */
export const reasonCodes = [...Object.keys(SIMPLE), ...Object.keys(WEIGHED)]
export const detailCodes = Object.keys(DETAILS)

function detailOf(
  factor: PackedFactor,
): Pick<Decision['factors'][number], 'detail' | 'detailCode' | 'detailParams'> {
  const [detailCode, detailParams = {}] = codeOf(factor)
  const template = detailCode === null ? '' : DETAILS[detailCode]
  const detail = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = detailParams[name] ?? ''
    if (name.endsWith('Hours')) return span(Number(value))
    return name === 'hazard' ? String(value).replaceAll('_', ' ') : String(value)
  })
  return { detail, detailCode, detailParams }
}

function codeOf([factor, , score, ...values]: PackedFactor): [code: keyof typeof DETAILS | null, Params?] {
  const [first = '', second = ''] = values
  switch (factor) {
    case 'time_gap':
      return ['gap', { gapHours: Number(first), timeoutHours: Number(second) }]
    case 'content_likeness':
      return [likenessOf(Number(first))]
    case 'answers':
      return [first === 'answer' ? 'answers' : 'speaks_again']
    case 'channel':
      return [score > 0 ? 'channel_same' : 'channel_other', { channel: first }]
    case 'emergency_context':
      if (first === 'none') return ['no_danger']
      return [first === second ? 'danger_same' : 'danger_new', { hazard: first }]
    case 'other_active_conversations':
      if (first === 0) return ['no_other_open']
      return [score < 0 ? 'other_shares_more' : 'no_other_shares_more']
    case 'participants':
      return ['same_people']
    case 'burst':
      return ['minutes_after', { minutes: first }]
    default:
      return [null]
  }
}

function likenessOf(share: number): keyof typeof DETAILS {
  if (share === 0) return 'words_few'
  if (share < 0) return 'words_none'
  return share === 1 ? 'words_all' : share >= 0.5 ? 'words_many' : 'words_some'
}

function span(hours: number): string {
  if (hours < 1 / 60) return 'less than a minute'
  if (hours < 1) return `${Math.round(hours * 60)} min`
  return hours < 48 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 24)} days`
}
