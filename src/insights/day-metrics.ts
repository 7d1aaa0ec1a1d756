import { DateTime } from 'luxon'
import { topicsIn } from '../understanding/understanding.ts'
import { addKeywords, type Keywords, keywordsIn } from './keywords.ts'
import { isTheirs, type ReadMessage } from './said.ts'
import type { Wait } from './waits.ts'

type Counts = Record<string, number>

/** Figures of one conversation on one day, as column `metrics` holds them. */
export type DayMetrics = {
  /** Messages and calls to the firm, and from it. */
  in: number
  out: number
  /** By hour of the firm's clock, 0 to 23; of messages to the firm, as all that follow. */
  hours: Counts
  channels: Counts
  languages: Counts
  urgencies: Counts
  sentiments: Counts
  services: Counts
  topics: Counts
  /** Times that an answer was waited for since this day. */
  requests: DayRequest[]
}

export type DayRequest = {
  /** Minutes until the answer, and of these working ones; null while there is none. */
  waited: number | null
  worked: number | null
  hour: string
  channel: string
  language: string | null
  urgency: string | null
  sentiment: string | null
  service: string | null
}

export type ConversationDay = { day: string; metrics: DayMetrics; keywords: Keywords }

/** The days of a conversation, oldest first. `messages` oldest first. */
export function daysOf(
  messages: readonly ReadMessage[],
  { waits, timeZone }: { waits: readonly Wait[]; timeZone: string },
): ConversationDay[] {
  const days = new Map<string, ConversationDay>()
  const waitOf = new Map(waits.map((wait) => [wait.messages[0]?.id, wait]))
  for (const message of messages) {
    const local = DateTime.fromMillis(message.atMs, { zone: timeZone })
    const day = local.toISODate() ?? ''
    const hour = String(local.hour)
    const known = days.get(day) ?? { day, metrics: noMetrics(), keywords: new Map() }
    days.set(day, known)
    if (message.direction === 'out') known.metrics.out++
    else count(known, message, hour)
    const wait = waitOf.get(message.id)
    if (wait !== undefined) known.metrics.requests.push(requestOf(wait, { message, hour }))
  }
  return [...days.values()]
}

function count({ metrics, keywords }: ConversationDay, message: ReadMessage, hour: string): void {
  metrics.in++
  add(metrics.hours, hour)
  add(metrics.channels, message.channel)
  const { understood } = message
  if (understood === null || !isTheirs(message)) return
  add(metrics.languages, understood.language)
  add(metrics.urgencies, understood.urgency)
  add(metrics.sentiments, understood.sentiment)
  for (const service of understood.services) add(metrics.services, service)
  if (message.spam || message.automatic) return
  for (const { topic } of topicsIn(message.words, understood.language)) add(metrics.topics, topic)
  addKeywords(keywords, keywordsIn(message.words, understood))
}

function requestOf(
  { messages, minutes, workingMinutes }: Wait,
  at: { message: ReadMessage; hour: string },
): DayRequest {
  const understood = messages.find((one) => one.understood !== null)?.understood
  return {
    waited: rounded(minutes),
    worked: rounded(workingMinutes),
    hour: at.hour,
    channel: at.message.channel,
    language: understood?.language ?? null,
    urgency: understood?.urgency ?? null,
    sentiment: understood?.sentiment ?? null,
    service:
      messages.find((one) => (one.understood?.services.length ?? 0) > 0)?.understood?.services[0] ?? null,
  }
}

const rounded = (minutes: number | null) => (minutes === null ? null : Math.round(minutes * 10) / 10)

function add(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}

function noMetrics(): DayMetrics {
  return {
    ...{ in: 0, out: 0, hours: {}, channels: {}, languages: {}, urgencies: {}, sentiments: {} },
    ...{ services: {}, topics: {}, requests: [] },
  }
}
