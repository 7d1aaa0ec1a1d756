import type { Id } from '../base/ids.ts'
import type { ConversationInsight } from '../contract/insights.ts'
import type { Db } from '../store/store.ts'
import { topicsIn } from '../understanding/understanding.ts'
import { addKeywords, type Keywords, keywordsIn, topKeywords } from './keywords.ts'
import { lostIn } from './lost.ts'
import { type Followed, followPromises } from './promises.ts'
import { readConversations } from './read-said.ts'
import { chanceOf, signsOf, silenceOf } from './resolution.ts'
import { resolutionWeights } from './resolution-weights.ts'
import { isTheirs, type ReadMessage, readMessages } from './said.ts'
import { moodScore, overallMood } from './sentiment.ts'
import { resolutionOf, standingOf } from './standing.ts'
import { type Present, readPresent } from './version.ts'
import { type Wait, waitsIn } from './waits.ts'

const KEYWORDS_MAX = 12

/**
 * What a conversation comes to, by its newest 500 messages as they are understood now. Undefined when there is none, or it
 * was merged into another. `urgency`: the highest that is open, as the conversation's row tells.
 */
export async function analyseWhole(
  db: Db,
  input: {
    conversationId: Id
    now: Date
    messageCount: number
    urgency: ConversationInsight['urgency']['currentLevel']
  },
): Promise<ConversationInsight | undefined> {
  const present = await readPresent(db)
  const [conversation] = await readConversations(db, [input.conversationId])
  if (conversation === undefined) return undefined
  const messages = readMessages(conversation.said, present)
  const parts = partsOf(messages, { ...input, present })
  const lost = conversation.spam
    ? null
    : lostIn(messages, { standing: parts.standing, answerable: conversation.answerable })
  const signs = signsOf(parts.standing)
  return {
    conversationId: input.conversationId,
    version: present.version,
    messageCount: input.messageCount,
    messagesLookedAt: messages.length,
    sentiment: parts.sentiment,
    urgency: { currentLevel: input.urgency, overTime: parts.urgencies },
    responseTimes: responseTimes(parts.waits),
    topics: topicsOf(messages),
    keywords: keywordsOf(messages),
    promises: parts.promises.map(showPromise),
    resolution: {
      status: resolutionOf(parts.standing),
      probability: Math.round(chanceOf(signs) * 1000) / 1000,
      reasons: reasonsOf(signs, messages),
    },
    lostWork:
      lost === null
        ? null
        : { kind: lost.kind, messageId: lost.messageId, from: new Date(lost.fromMs).toISOString() },
  }
}

function partsOf(messages: readonly ReadMessage[], { now, present }: { now: Date; present: Present }) {
  const waits = waitsIn(messages, present)
  const promises = followPromises(messages, { nowMs: now.getTime(), timeZone: present.timeZone })
  const heard = messages.flatMap(({ id, atMs, understood }) =>
    understood === null ? [] : [{ messageId: id, at: new Date(atMs).toISOString(), understood }],
  )
  return {
    waits,
    promises,
    standing: standingOf(messages, { waits, promises }),
    sentiment: {
      ...overallMood(heard.map(({ understood }) => understood.sentiment)),
      overTime: heard.map(({ understood, ...at }) => ({
        ...at,
        value: understood.sentiment,
        score: moodScore[understood.sentiment],
      })),
    },
    urgencies: heard.map(({ understood, ...at }) => ({ ...at, value: understood.urgency })),
  }
}

function responseTimes(waits: readonly Wait[]): ConversationInsight['responseTimes'] {
  const answered = waits.filter(({ minutes }) => minutes !== null)
  const [first] = waits
  return {
    firstMinutes: first?.minutes ?? null,
    firstWorkingMinutes: first?.workingMinutes ?? null,
    medianMinutes: median(answered.map(({ minutes }) => minutes ?? 0)),
    medianWorkingMinutes: median(answered.map(({ workingMinutes }) => workingMinutes ?? 0)),
    waits: waits.map(({ messages, sinceMs, answeredBy, answeredMs, minutes, workingMinutes }) => ({
      messageId: messages[0]?.id ?? '',
      since: new Date(sinceMs).toISOString(),
      answeredBy,
      answeredAt: answeredMs === null ? null : new Date(answeredMs).toISOString(),
      minutes,
      workingMinutes,
    })),
  }
}

/** The middle one; the mean of both in the middle. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Each topic on the words of the message that speaks of it last; most spoken of first. */
function topicsOf(messages: readonly ReadMessage[]): ConversationInsight['topics'] {
  const topics = new Map<string, ConversationInsight['topics'][number]>()
  for (const message of messages) {
    if (message.understood === null || !isTheirs(message)) continue
    for (const { topic, start, end, text } of topicsIn(message.words, message.understood.language)) {
      const known = topics.get(topic)?.messages ?? 0
      topics.set(topic, { topic, messageId: message.id, start, end, text, messages: known + 1 })
    }
  }
  return [...topics.values()].sort((a, b) => b.messages - a.messages)
}

function keywordsOf(messages: readonly ReadMessage[]): ConversationInsight['keywords'] {
  const words: Keywords = new Map()
  for (const message of messages)
    if (message.understood !== null && isTheirs(message))
      addKeywords(words, keywordsIn(message.words, message.understood))
  return topKeywords(words, KEYWORDS_MAX)
}

function showPromise({
  messageId,
  atMs,
  promise,
  dueMs,
  state,
  keptBy,
}: Followed): ConversationInsight['promises'][number] {
  const { kind, start, end, text, due } = promise
  return {
    messageId,
    ...{ start, end, text, kind, state },
    at: new Date(atMs).toISOString(),
    dueAt: new Date(dueMs).toISOString(),
    dueBasis: due.basis,
    keptBy:
      keptBy === null
        ? null
        : { messageId: keptBy.messageId, at: new Date(keptBy.atMs).toISOString(), how: keptBy.how },
  }
}

/** What speaks most comes first. */
function reasonsOf(
  signs: ReturnType<typeof signsOf>,
  messages: readonly ReadMessage[],
): ConversationInsight['resolution']['reasons'] {
  const words = new Map(messages.map((message) => [message.id, message.words]))
  return [...signs]
    .map(([sign, found]) => ({
      weight: resolutionWeights[sign],
      ...(sign === 'they_never_spoke' ? silenceOf(messages) : { told: sign, found }),
    }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(({ told, weight, found }) =>
      found === null
        ? { code: told, weight, start: 0, end: 0, text: '' }
        : {
            code: told,
            weight,
            ...found,
            text: (words.get(found.messageId) ?? '').slice(found.start, found.end),
          },
    )
}
