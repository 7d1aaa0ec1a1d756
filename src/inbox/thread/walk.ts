import { BURST_MS, HORIZON_TIMEOUTS, type ThreadRule } from './rule.ts'
import { type Factor, type OpenConversation, round, scoreAgainst, type ThreadMessage } from './score.ts'

export type ThreadDecision = 'new_thread' | 'existing_thread' | 'merge_threads' | 'split_thread'

/** Where a message belongs, and why. Conversations are named by their anchor: the message they began with. */
export type Placement = {
  message: ThreadMessage
  anchorId: string
  decision: ThreadDecision
  confidence: number
  factors: Factor[]
  runnersUp: { anchorId: string; score: number }[]
}

/** Two conversations that one message showed to be the same matter. */
const MERGE_LIKELIHOOD = 0.8
const MERGE_LIKENESS = 0.3
const RUNNERS_UP_MAX = 3

/**
 * Places the messages of one set of participants, oldest first, into conversations. Pure: the same messages,
 * cuts and rule always give the same answer. `cuts` are messages before which a person split a conversation;
 * `known` tells whether the other side is known at all: a withheld caller is a stranger every time.
 */
export function walk(
  messages: readonly ThreadMessage[],
  input: { rule: ThreadRule; cuts: ReadonlySet<string>; known: boolean },
): Placement[] {
  const { rule, cuts, known } = input
  const placements: Placement[] = []
  let open: OpenConversation[] = []
  const mergedInto = new Map<string, string>()

  for (const message of messages) {
    const horizonMs = HORIZON_TIMEOUTS * rule.timeoutHours * 3_600_000
    open = open.filter((conversation) => message.atMs - conversation.last.atMs <= horizonMs)
    const choice = choose(message, open, { rule, cut: cuts.has(message.id), known })
    if (choice.closes !== undefined) open = open.filter((conversation) => conversation !== choice.closes)
    let conversation = choice.conversation
    if (conversation === undefined) {
      conversation = { anchorId: message.id, last: message, words: new Set(), hazard: null, messages: 0 }
      open.push(conversation)
    }
    for (const absorbed of choice.absorbs) {
      open = open.filter((candidate) => candidate !== absorbed)
      mergedInto.set(absorbed.anchorId, conversation.anchorId)
      for (const word of absorbed.words) conversation.words.add(word)
    }
    placements.push({
      message,
      anchorId: conversation.anchorId,
      decision: choice.decision,
      confidence: choice.confidence,
      factors: choice.factors,
      runnersUp: choice.runnersUp,
    })
    join(conversation, message)
  }
  return mergedInto.size === 0
    ? placements
    : placements.map((placement) => ({ ...placement, anchorId: follow(mergedInto, placement.anchorId) }))
}

type Choice = Pick<Placement, 'decision' | 'confidence' | 'factors' | 'runnersUp'> & {
  /** The conversation continued; undefined begins a new one. */
  conversation: OpenConversation | undefined
  absorbs: OpenConversation[]
  closes?: OpenConversation
}

function choose(
  message: ThreadMessage,
  open: OpenConversation[],
  input: { rule: ThreadRule; cut: boolean; known: boolean },
): Choice {
  const newest = open.reduce<OpenConversation | undefined>(
    (best, candidate) => (best === undefined || candidate.last.atMs >= best.last.atMs ? candidate : best),
    undefined,
  )
  if (!input.known) return begin('new_thread', 1, [{ factor: 'withheld', weight: 1, score: -1, detail: [] }])
  if (input.cut)
    return {
      ...begin('split_thread', 1, [{ factor: 'by_hand', weight: 1, score: -1, detail: [] }]),
      ...(newest === undefined ? {} : { closes: newest }),
    }
  if (newest === undefined)
    return begin('new_thread', 1, [{ factor: 'first_contact', weight: 1, score: -1, detail: [] }])

  const burst = open.find(
    ({ last }) =>
      last.direction === message.direction &&
      message.direction !== null &&
      message.atMs - last.atMs <= BURST_MS,
  )
  if (burst !== undefined) {
    const minutes = round((message.atMs - burst.last.atMs) / 60_000)
    return proceed(burst, 0.99, [{ factor: 'burst', weight: 1, score: 1, detail: [minutes] }])
  }

  const ranked = open
    .map((conversation) => ({
      conversation,
      ...scoreAgainst(message, conversation, open.length, input.rule),
    }))
    .sort((a, b) => b.likelihood - a.likelihood || a.conversation.last.atMs - b.conversation.last.atMs)
  const best = ranked[0]
  if (best === undefined) return begin('new_thread', 1, [])
  const others = (from: number) =>
    ranked
      .slice(from, from + RUNNERS_UP_MAX)
      .map(({ conversation, likelihood }) => ({ anchorId: conversation.anchorId, score: round(likelihood) }))
  if (best.likelihood < input.rule.threshold) {
    const leavesActive = message.atMs - best.conversation.last.atMs < input.rule.timeoutHours * 3_600_000
    return {
      ...begin(leavesActive ? 'split_thread' : 'new_thread', round(1 - best.likelihood), best.factors),
      runnersUp: others(0),
    }
  }
  const second = ranked[1]
  if (second !== undefined && isSameMatter(best) && isSameMatter(second)) {
    const [kept, absorbed] =
      best.conversation.last.atMs <= second.conversation.last.atMs ? [best, second] : [second, best]
    return {
      ...proceed(kept.conversation, round(second.likelihood), best.factors),
      decision: 'merge_threads',
      absorbs: [absorbed.conversation],
      runnersUp: others(2),
    }
  }
  return { ...proceed(best.conversation, round(best.likelihood), best.factors), runnersUp: others(1) }
}

function isSameMatter({ likelihood, factors }: { likelihood: number; factors: Factor[] }): boolean {
  const alike = factors.find(({ factor }) => factor === 'content_likeness')?.score ?? 0
  return likelihood >= MERGE_LIKELIHOOD && alike >= MERGE_LIKENESS
}

function begin(decision: ThreadDecision, confidence: number, factors: Factor[]): Choice {
  return { conversation: undefined, absorbs: [], decision, confidence, factors, runnersUp: [] }
}

function proceed(conversation: OpenConversation, confidence: number, factors: Factor[]): Choice {
  return { conversation, absorbs: [], decision: 'existing_thread', confidence, factors, runnersUp: [] }
}

/** Words of the whole conversation are kept up to a bound; the newest matter most when they run over. */
const CONVERSATION_WORDS_MAX = 400

function join(conversation: OpenConversation, message: ThreadMessage): void {
  conversation.last = message
  conversation.messages++
  if (message.hazard !== null) conversation.hazard = message.hazard
  for (const word of message.words) {
    conversation.words.delete(word)
    conversation.words.add(word)
  }
  for (const oldest of conversation.words) {
    if (conversation.words.size <= CONVERSATION_WORDS_MAX) break
    conversation.words.delete(oldest)
  }
}

function follow(mergedInto: ReadonlyMap<string, string>, anchorId: string): string {
  let at = anchorId
  for (let next = mergedInto.get(at); next !== undefined; next = mergedInto.get(at)) at = next
  return at
}
