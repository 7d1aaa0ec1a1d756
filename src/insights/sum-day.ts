import type { AnalyticsDimension } from '../contract/insights.ts'
import type { DayMetrics, DayRequest } from './day-metrics.ts'
import { addKeywords, type Keywords } from './keywords.ts'
import { countWaits } from './wait-buckets.ts'

/** One conversation's figures of the day that is added up. */
export type DayPart = {
  partyId: string
  /** The party had been heard of on an earlier day. */
  returning: boolean
  metrics: DayMetrics
  keywords: Keywords
}

/** Figures of a day by one value of a dimension; `all` for the day as a whole. */
export type DayRow = {
  dimension: AnalyticsDimension | 'all'
  key: string
  messagesIn: number
  messagesOut: number
  conversations: number
  requests: number
  answered: number
  newCustomers: number
  returningCustomers: number
  waited: number[]
  worked: number[]
}

/** Words that are kept of a day: over a year of 365 days some 20,000 rows. */
export const KEYWORDS_A_DAY = 60

/** By which of a request's own fields it belongs to a value of a dimension. */
const REQUEST_FIELD: Partial<Record<AnalyticsDimension, keyof DayRequest>> = {
  hour: 'hour',
  channel: 'channel',
  language: 'language',
  urgency: 'urgency',
  sentiment: 'sentiment',
  service: 'service',
}
/** Told apart by these, it is told how long was waited, too; by more, a year of a large firm takes too long to read. */
const WAITS_TOLD: ReadonlySet<string> = new Set(['all', 'channel', 'urgency', 'service'])
const COUNTS: readonly [AnalyticsDimension, keyof DayMetrics & `${string}s`][] = [
  ['hour', 'hours'],
  ['channel', 'channels'],
  ['language', 'languages'],
  ['urgency', 'urgencies'],
  ['sentiment', 'sentiments'],
  ['service', 'services'],
  ['topic', 'topics'],
]

/** The figures of a day from those of its conversations; none for a day without any. */
export function sumDay(parts: readonly DayPart[]): DayRow[] {
  if (parts.length === 0) return []
  const parties = new Map(parts.map(({ partyId, returning }) => [partyId, returning]))
  const returningCustomers = [...parties.values()].filter(Boolean).length
  const requests = parts.flatMap(({ metrics }) => metrics.requests)
  return [
    {
      ...row('all', '', requests),
      messagesIn: sum(parts.map(({ metrics }) => metrics.in)),
      messagesOut: sum(parts.map(({ metrics }) => metrics.out)),
      conversations: parts.length,
      newCustomers: parties.size - returningCustomers,
      returningCustomers,
    },
    ...COUNTS.flatMap(([dimension, field]) => byDimension(parts, requests, { dimension, field })),
    ...byKeyword(parts),
  ]
}

function byDimension(
  parts: readonly DayPart[],
  requests: readonly DayRequest[],
  { dimension, field }: { dimension: AnalyticsDimension; field: keyof DayMetrics },
): DayRow[] {
  const own = REQUEST_FIELD[dimension]
  const counts = new Map<string, { messages: number; conversations: number }>()
  for (const { metrics } of parts)
    for (const [key, count] of Object.entries(metrics[field] as Record<string, number>)) {
      const known = counts.get(key) ?? { messages: 0, conversations: 0 }
      counts.set(key, { messages: known.messages + count, conversations: known.conversations + 1 })
    }
  const requestsBy =
    own === undefined ? new Map() : Map.groupBy(requests, (request) => String(request[own] ?? ''))
  return [...counts].map(([key, { messages, conversations }]) => ({
    ...row(dimension, key, requestsBy.get(key) ?? []),
    messagesIn: messages,
    conversations,
  }))
}

function byKeyword(parts: readonly DayPart[]): DayRow[] {
  const words: Keywords = new Map()
  const conversations = new Map<string, number>()
  for (const { keywords } of parts) {
    addKeywords(words, keywords)
    for (const stem of keywords.keys()) conversations.set(stem, (conversations.get(stem) ?? 0) + 1)
  }
  const seen = new Set<string>()
  return [...words]
    .map(([stem, { count, word }]) => ({ word, count, conversations: conversations.get(stem) ?? 0 }))
    .sort((a, b) => b.conversations - a.conversations || b.count - a.count || (a.word < b.word ? -1 : 1))
    .filter(({ word }) => !seen.has(word) && seen.add(word)) // stems of two languages may be of one word
    .slice(0, KEYWORDS_A_DAY)
    .map(({ word, count, conversations }) => ({
      ...row('keyword', word, []),
      messagesIn: count,
      conversations,
    }))
}

function row(dimension: DayRow['dimension'], key: string, requests: readonly DayRequest[]): DayRow {
  const answered = requests.filter(({ waited }) => waited !== null)
  const told = WAITS_TOLD.has(dimension) ? answered : []
  return {
    dimension,
    key,
    ...{ messagesIn: 0, messagesOut: 0, conversations: 0, newCustomers: 0, returningCustomers: 0 },
    requests: requests.length,
    answered: answered.length,
    waited: countWaits(told.map(({ waited }) => waited ?? 0)),
    worked: countWaits(told.map(({ worked }) => worked ?? 0)),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
