import { likeness } from './likeness.ts'
import type { FactorName, ThreadRule } from './rule.ts'

/** What threading needs to know of a message. */
export type ThreadMessage = {
  id: string
  participantsId: string
  atMs: number
  direction: 'in' | 'out' | null
  channel: string
  /** What the source calls the exchange it belongs to; null where it has no such name. */
  sourceThread: string | null
  words: ReadonlySet<string>
  /** Ends in a question, or otherwise asks for an answer. */
  asks: boolean
  /** A danger told of in it: gas, water, …; null when none. */
  hazard: string | null
}

/** A conversation still open while walking through the messages. */
export type OpenConversation = {
  anchorId: string
  last: ThreadMessage
  words: Set<string>
  hazard: string | null
  /** Exchanges of the source that are in it. */
  sourceThreads: Set<string>
}

/** One reason for or against: score from -1 (new matter) to 1 (same matter), and the figures it came from. */
export type Factor = {
  factor: FactorName | 'burst' | 'by_hand' | 'first_contact' | 'same_source_thread' | 'withheld'
  weight: number
  score: number
  detail: (string | number)[]
}

/** How likely a message continues one conversation, 0 to 1, and why. */
export type Scored = { conversation: OpenConversation; likelihood: number; factors: Factor[] }

/** How likely `message` continues each of the `open` conversations, the likeliest first. */
export function scoreAgainst(
  message: ThreadMessage,
  open: readonly OpenConversation[],
  rule: ThreadRule,
): Scored[] {
  const alike = open.map(({ words }) => likeness(message.words, words))
  return open
    .map((conversation, index) => {
      const others = alike.filter((_, other) => other !== index)
      return score(message, conversation, { rule, alike: alike[index] ?? 0, others })
    })
    .sort((a, b) => b.likelihood - a.likelihood || a.conversation.last.atMs - b.conversation.last.atMs)
}

/** `alike` is how alike its words are to those of this conversation, `others` to those of the others. */
function score(
  message: ThreadMessage,
  conversation: OpenConversation,
  { rule, alike, others }: { rule: ThreadRule; alike: number; others: readonly number[] },
): Scored {
  const gapHours = (message.atMs - conversation.last.atMs) / 3_600_000
  const answered = answers(message, conversation)
  const factors: Factor[] = [
    factor('time_gap', clamp(1 - gapHours / rule.timeoutHours), [round(gapHours), rule.timeoutHours]),
    factor('content_likeness', alike, [round(alike)]),
    factor('answers', answered, [answered > 0 ? 'answer' : 'none']),
    factor('channel', message.channel === conversation.last.channel ? 1 : -1, [message.channel]),
    factor('emergency_context', emergency(message, conversation), [
      message.hazard ?? 'none',
      conversation.hazard ?? 'none',
    ]),
    factor('other_active_conversations', clamp(Math.min(0, alike - Math.max(...others, -1))), [
      others.length,
    ]),
    factor('participants', 1, ['same']),
  ]
  let sum = 0
  let weights = 0
  for (const { weight, score } of factors) {
    sum += weight * score
    weights += weight
  }
  return { conversation, likelihood: weights === 0 ? 0.5 : logistic((STEEPNESS * sum) / weights), factors }

  function factor(name: FactorName, score: number, detail: (string | number)[]): Factor {
    return { factor: name, weight: rule.weights[name], score: round(score), detail }
  }
}

/** How fast the weighted mean of the factors turns into certainty: all factors at one half give 0.95. */
const STEEPNESS = 6

/** The other side speaks after a question, or simply in turn. */
function answers(message: ThreadMessage, { last }: OpenConversation): number {
  if (message.direction === null || last.direction === null || message.direction === last.direction) return 0
  return last.asks ? 1 : 0.5
}

/** A danger that the conversation does not know of is likely a new matter; the same danger is the same matter. */
function emergency(message: ThreadMessage, conversation: OpenConversation): number {
  if (message.hazard === null) return 0
  return message.hazard === conversation.hazard ? 1 : -1
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value))
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/** Two decimals, so that a decision made again is equal to the letter. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}
