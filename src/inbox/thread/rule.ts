import { z } from 'zod'

/** What a message is weighed by when it could continue a conversation. */
export const factorNames = [
  'time_gap',
  'content_likeness',
  'answers',
  'channel',
  'emergency_context',
  'other_active_conversations',
  'participants',
] as const
export type FactorName = (typeof factorNames)[number]

/** How messages are joined to conversations. */
export type ThreadRule = {
  /** Counts from 1; every decision names its own. */
  version: number
  /** Silence after which a new matter is as likely as the old one, hours. */
  timeoutHours: number
  /** Likelihood at or above which a message continues a conversation, 0 to 1. */
  threshold: number
  weights: Record<FactorName, number>
}

const weightsShape = z.record(z.enum(factorNames), z.number().min(0).max(10))

/** The weights of a stored rule, checked. */
export function readWeights(stored: unknown): Record<FactorName, number> {
  return weightsShape.parse(stored)
}

/**
 * The rule a firm begins with. Time weighs most: at the time-out it says neither yes nor no, and the words decide; so they do
 * between several that are open.
 */
export function firstRule(timeoutHours: number): ThreadRule {
  return {
    version: 1,
    timeoutHours,
    threshold: 0.5,
    weights: {
      time_gap: 3,
      content_likeness: 2,
      answers: 1,
      channel: 0.25,
      emergency_context: 1.5,
      other_active_conversations: 1.5,
      participants: 0.25,
    },
  }
}

/** Messages of one side this close together are one burst: one turn, never parted by rule. */
export const BURST_MS = 10 * 60_000

/** Silence, in time-outs, after which nothing can continue a conversation. */
const HORIZON_TIMEOUTS = 7

/** Silence after which nothing can continue a conversation, milliseconds: longer than this, and all begins anew. */
export function horizonMs({ timeoutHours }: Pick<ThreadRule, 'timeoutHours'>): number {
  return Math.max(BURST_MS, HORIZON_TIMEOUTS * timeoutHours * 3_600_000)
}
