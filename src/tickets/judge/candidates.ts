import type { Id } from '../../base/ids.ts'
import type { TicketCandidate, TicketPriority, TicketStatus } from '../../contract/tickets.ts'
import { sigmoid } from './chance.ts'
import { overlap, stemsOf } from './words.ts'

/** A ticket that a message may be about. */
export type KnownTicket = {
  id: Id
  customerId: Id | null
  propertyId: Id | null
  category: string
  priority: TicketPriority
  status: TicketStatus
  hazard: string | null
  solvedAtMs: number | null
  /** When the newest of its messages was said, or it was opened. */
  lastAtMs: number
  /** Conversations that it has. */
  conversationIds: readonly Id[]
  /** Its title, and what was said in the messages that it is about. */
  words: string
}

/** A message, as far as it tells which ticket it is about. */
export type AboutMessage = {
  conversationId: Id
  customerId: Id | null
  propertyId: Id | null
  services: readonly string[]
  atMs: number
  words: string
}

export type Scored = { ticket: KnownTicket; score: number; factors: TicketCandidate['factors'] }

type Factor = TicketCandidate['factors'][number]['factor']

/** How much each factor says, -1 to 1 each; the sum goes through the logistic function. Held by `candidates.test.ts`. */
const WEIGHTS: Record<Factor, number> = {
  conversation: 1.6,
  customer: 0.6,
  property: 0.8,
  service: 2.2,
  time: 1.4,
  words: 1.6,
  street: 2.5,
}
const OFFSET = -1.6

/** Score at or above which a message is held to be about a ticket. */
export const SAME_TROUBLE_MIN = 0.55

/** The tickets that a message may be about, likeliest first; none of another customer's, unless the conversation is its. */
export function scoreCandidates(message: AboutMessage, tickets: readonly KnownTicket[]): Scored[] {
  const stems = stemsOf(message.words)
  return tickets
    .flatMap((ticket): Scored[] => {
      const here = ticket.conversationIds.includes(message.conversationId)
      const theirs = ticket.customerId !== null && ticket.customerId === message.customerId
      if (!here && !theirs) return []
      const factors = [
        { factor: 'conversation', score: here ? 1 : 0 },
        { factor: 'customer', score: theirs ? 1 : 0 },
        { factor: 'property', score: sameOf(ticket.propertyId, message.propertyId) },
        { factor: 'service', score: serviceScore(message.services, ticket.category) },
        { factor: 'time', score: timeScore(message.atMs - ticket.lastAtMs) },
        { factor: 'words', score: overlap(stems, stemsOf(ticket.words)) },
        { factor: 'street', score: streetScore(message.words, ticket.words) },
      ] as const
      const sum = factors.reduce((total, { factor, score }) => total + WEIGHTS[factor] * score, OFFSET)
      return [{ ticket, score: sigmoid(sum), factors: factors.filter(({ score }) => score !== 0) }]
    })
    .sort((a, b) => b.score - a.score)
}

function sameOf(a: Id | null, b: Id | null): number {
  if (a === null || b === null) return 0
  return a === b ? 1 : -1
}

/** Kinds of work that people take for each other. */
const KINDRED = [
  ['pipe_repair', 'leak_detection', 'faucet_repair', 'toilet_repair'],
  ['drain_cleaning', 'sewer', 'toilet_repair'],
  ['water_heater', 'heating_repair', 'gas_line', 'leak_detection'],
  ['ac_repair', 'heating_repair', 'thermostat', 'ventilation', 'refrigeration'],
]
/** What is done, and not to what: they go with any kind of work. */
const ANY_KIND = new Set(['installation', 'maintenance', 'other', 'billing'])

function serviceScore(services: readonly string[], category: string): number {
  const own = services.filter((service) => !ANY_KIND.has(service))
  if (own.includes(category)) return 1
  if (own.length === 0 || ANY_KIND.has(category)) return 0
  const kindred = own.some((service) =>
    KINDRED.some((kin) => kin.includes(service) && kin.includes(category)),
  )
  return kindred ? 0.3 : -1
}

const DAY_MS = 86_400_000

/** 1 at once, 0 after a week, -1 after a month and more. */
function timeScore(ms: number): number {
  const days = Math.abs(ms) / DAY_MS
  return days <= 7 ? 1 - days / 7 : Math.max(-1, -(days - 7) / 23)
}

/** A house number with the word after it, or a flat: what tells one place from another. */
const PLACE =
  /\b(?:(\d{1,5}) (?!am\b|pm\b|h\b|min|day|hour|year|week|degree|godz|dni|lat\b|stopni)([a-z]{3,})|(?:apt|unit|suite|flat|lok|m)\.? ?#?(\d{1,4}[a-z]?)|#(\d{1,4}[a-z]?))\b/g

function streetScore(words: string, others: string): number {
  const a = placesIn(words)
  const b = placesIn(others)
  if (a.size === 0 || b.size === 0) return 0
  return [...a].some((place) => b.has(place)) ? 1 : -0.6
}

function placesIn(words: string): Set<string> {
  return new Set([...words.toLowerCase().matchAll(PLACE)].map(([place]) => place.replace(/\W/g, '')))
}
