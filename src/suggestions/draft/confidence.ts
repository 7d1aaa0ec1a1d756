import type { SuggestionSource } from '../../contract/suggestions.ts'

/** What is known of a draft before anybody has seen it. */
export type Evidence = {
  source: SuggestionSource
  /** Of a past reply: how alike the two questions are, 0 to 1. */
  likeness?: number | undefined
  /** Of a template: it knows the service or the matter. */
  isSpecific?: boolean | undefined
  /** It is the fixed text for a danger. */
  isSafety?: boolean | undefined
  /** How surely the message was understood, 0 to 1; null where it has no words. */
  understood: number | null
}

/**
 * How likely a draft can be sent as it is, 0 to 1: a prior by its source, until the firm's own record of what was approved, edited
 * and rejected says better.
 */
export function confidenceOf({ source, likeness, isSpecific, isSafety, understood }: Evidence): number {
  const prior = isSafety
    ? PRIOR.safety
    : source === 'model'
      ? PRIOR.model
      : source === 'past_replies'
        ? PRIOR.pastMin + (PRIOR.pastMax - PRIOR.pastMin) * (likeness ?? 0)
        : isSpecific
          ? PRIOR.specific
          : PRIOR.plain
  return Math.round(prior * (0.6 + 0.4 * (understood ?? 0.5)) * 1000) / 1000
}

const PRIOR = { safety: 0.8, model: 0.65, pastMin: 0.25, pastMax: 0.75, specific: 0.5, plain: 0.35 }
