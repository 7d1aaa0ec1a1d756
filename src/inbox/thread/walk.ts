import { horizonMs, type ThreadRule } from './rule.ts'
import { type Factor, type OpenConversation, round, scoreAgainst, type ThreadMessage } from './score.ts'
import { isBurst } from './turn.ts'

export type ThreadDecision = 'new_thread' | 'existing_thread' | 'merge_threads' | 'split_thread'

/** Where a message belongs, and why. Conversations are named by their anchor: the message they began with. */
export type Placement<Message extends ThreadMessage = ThreadMessage> = {
  message: Message
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
 * Places the messages of one set of participants, oldest first, into conversations. Pure: the same messages
 * and rule always give the same answer, and after a silence longer than `horizonMs` it begins as if there had
 * been nothing before, unless an exchange that the source itself holds together goes over the silence. `known` tells whether the other side is known at all: a withheld caller is a stranger
 * every time.
 */
export function walk<Message extends ThreadMessage>(
  messages: readonly Message[],
  { rule, known }: { rule: ThreadRule; known: boolean },
): Placement<Message>[] {
  const silenceMs = horizonMs(rule)
  const threadEnds = endsOfThreads(messages)
  const placements: Placement<Message>[] = []
  const mergedInto = new Map<string, string>()
  let open: OpenConversation[] = []
  let before: OpenConversation | undefined

  for (const message of messages) {
    const isRecent = ({ last }: OpenConversation) => message.atMs - last.atMs <= silenceMs
    open = open.filter((one) => isRecent(one) || goesOn(one, message.atMs, threadEnds))
    const choice =
      continueThread(message, open) ??
      choose(message, open.filter(isRecent), {
        rule,
        known,
        before: before && isRecent(before) ? before : undefined,
      })
    const conversation = choice.conversation ?? beginAt(message)
    if (choice.conversation === undefined) open.push(conversation)
    if (choice.absorbs !== undefined) {
      open = open.filter((candidate) => candidate !== choice.absorbs)
      mergedInto.set(choice.absorbs.anchorId, conversation.anchorId)
      absorb(conversation, choice.absorbs)
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
    before = conversation
  }
  return mergedInto.size === 0
    ? placements
    : placements.map((placement) => ({ ...placement, anchorId: follow(mergedInto, placement.anchorId) }))
}

function beginAt(message: ThreadMessage): OpenConversation {
  return { anchorId: message.id, last: message, words: new Set(), hazard: null, sourceThreads: new Set() }
}

/** When each exchange of the source ends, Unix milliseconds. */
function endsOfThreads(messages: readonly ThreadMessage[]): Map<string, number> {
  const ends = new Map<string, number>()
  for (const { sourceThread, atMs } of messages) if (sourceThread !== null) ends.set(sourceThread, atMs)
  return ends
}

/** Whether something of it is still to come that the source itself holds together with it. */
function goesOn(
  { sourceThreads }: OpenConversation,
  atMs: number,
  threadEnds: ReadonlyMap<string, number>,
): boolean {
  for (const thread of sourceThreads) if ((threadEnds.get(thread) ?? 0) >= atMs) return true
  return false
}

/** What the source itself holds together stays together; undefined where it says nothing. */
function continueThread(
  { sourceThread }: ThreadMessage,
  open: readonly OpenConversation[],
): Choice | undefined {
  if (sourceThread === null) return undefined
  const conversation = open.find(({ sourceThreads }) => sourceThreads.has(sourceThread))
  if (conversation === undefined) return undefined
  return proceed(conversation, 1, [{ factor: 'same_source_thread', weight: 1, score: 1, detail: [] }])
}

type Choice = Pick<Placement, 'decision' | 'confidence' | 'factors' | 'runnersUp'> & {
  /** The conversation continued; undefined begins a new one. */
  conversation?: OpenConversation
  /** The conversation that turns out to be the same matter. */
  absorbs?: OpenConversation
}

/** `before` is the conversation that the message just before went to. */
function choose(
  message: ThreadMessage,
  open: readonly OpenConversation[],
  { rule, known, before }: { rule: ThreadRule; known: boolean; before: OpenConversation | undefined },
): Choice {
  if (!known) return begin('new_thread', 1, [{ factor: 'withheld', weight: 1, score: -1, detail: [] }])
  if (open.length === 0 || before === undefined)
    return begin('new_thread', 1, [{ factor: 'first_contact', weight: 1, score: -1, detail: [] }])
  if (isBurst(before.last, message)) {
    const minutes = round((message.atMs - before.last.atMs) / 60_000)
    return proceed(before, 0.99, [{ factor: 'burst', weight: 1, score: 1, detail: [minutes] }])
  }

  const ranked = scoreAgainst(message, open, rule)
  const best = ranked[0]
  if (best === undefined) return begin('new_thread', 1, [])
  const others = (from: number) =>
    ranked
      .slice(from, from + RUNNERS_UP_MAX)
      .map(({ conversation, likelihood }) => ({ anchorId: conversation.anchorId, score: round(likelihood) }))
  if (best.likelihood < rule.threshold) {
    const leavesActive = open.some(({ last }) => message.atMs - last.atMs < rule.timeoutHours * 3_600_000)
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
      absorbs: absorbed.conversation,
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
  return { decision, confidence, factors, runnersUp: [] }
}

function proceed(conversation: OpenConversation, confidence: number, factors: Factor[]): Choice {
  return { conversation, decision: 'existing_thread', confidence, factors, runnersUp: [] }
}

/** Words of the whole conversation are kept up to a bound; the newest matter most when they run over. */
const CONVERSATION_WORDS_MAX = 400

function join(conversation: OpenConversation, message: ThreadMessage): void {
  conversation.last = message
  if (message.sourceThread !== null) conversation.sourceThreads.add(message.sourceThread)
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

function absorb(conversation: OpenConversation, absorbed: OpenConversation): void {
  for (const word of absorbed.words) conversation.words.add(word)
  for (const thread of absorbed.sourceThreads) conversation.sourceThreads.add(thread)
  conversation.hazard ??= absorbed.hazard
}

function follow(mergedInto: ReadonlyMap<string, string>, anchorId: string): string {
  let at = anchorId
  for (let next = mergedInto.get(at); next !== undefined; next = mergedInto.get(at)) at = next
  return at
}
