import { z } from 'zod'
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
    reasoning: reasoning(stored.decision, factors),
    factors: factors.map((packed) => {
      const [factor, weight, score] = packed
      return {
        factor,
        weight,
        score,
        influence: score > 0 ? 'positive' : score < 0 ? 'negative' : 'neutral',
        detail: detail(packed),
      }
    }),
    runnersUp: runnersUp.map(([conversationId, score]) => ({ conversationId, score })),
    ruleVersion: stored.ruleVersion,
  }
}

function reasoning(decision: string, factors: readonly PackedFactor[]): string {
  const only = factors[0]?.[0]
  if (only === 'first_contact') return 'Nothing was open with this party, so a conversation begins here.'
  if (only === 'withheld')
    return 'The caller is withheld, so nothing says that it is the same person as before.'
  if (only === 'by_hand')
    return decision === 'merge_threads'
      ? 'A person merged this conversation in.'
      : 'A person split the conversation here.'
  if (only === 'burst') return 'It follows within minutes of the message before, by the same side: one burst.'
  const strongest = strongestFor(decision, factors)
  const because =
    strongest === undefined || ALWAYS_SO.has(strongest[0])
      ? ', as little speaks either way'
      : `, mostly because of ${WORDS[strongest[0]] ?? strongest[0]}: ${detail(strongest)}`
  switch (decision) {
    case 'existing_thread':
      return `It continues the conversation${because}.`
    case 'merge_threads':
      return `It speaks of two open conversations at once, so they are one${because}.`
    case 'split_thread':
      return `It is another matter than what was still open${because}.`
    default:
      return `It begins a new conversation${because}.`
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

function detail([factor, , score, ...values]: PackedFactor): string {
  const [first, second] = values
  switch (factor) {
    case 'time_gap':
      return `${span(Number(first))} since the last message, with a time-out of ${span(Number(second))}`
    case 'content_likeness':
      return Number(first) > 0
        ? Number(first) === 1
          ? 'all of the telling words are shared'
          : Number(first) >= 0.5
            ? 'many of the telling words are shared'
            : 'some of the telling words are shared'
        : Number(first) < 0
          ? 'no telling word is shared'
          : 'too few words to tell'
    case 'answers':
      return first === 'answer' ? 'it answers the other side' : 'the same side speaks again'
    case 'channel':
      return score > 0 ? `by ${first}, as before` : `by ${first}, unlike before`
    case 'emergency_context':
      if (first === 'none') return 'no danger in this message'
      return first === second
        ? `${danger(first)}, as before`
        : `${danger(first)}, which the conversation did not have`
    case 'other_active_conversations':
      if (first === 0) return 'no other is open'
      return score < 0
        ? 'another open one shares more of the words'
        : 'no other open one shares more of the words'
    case 'participants':
      return 'the same people'
    case 'burst':
      return `${first} min after the message before`
    default:
      return ''
  }
}

function danger(code: string | number | undefined): string {
  return String(code).replaceAll('_', ' ')
}

function span(hours: number): string {
  if (hours < 1 / 60) return 'less than a minute'
  if (hours < 1) return `${Math.round(hours * 60)} min`
  return hours < 48 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 24)} days`
}
