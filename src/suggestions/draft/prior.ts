import type { SuggestionSource } from '../../contract/suggestions.ts'

/** What is known of a draft before anybody has seen it. */
export type Evidence = {
  source: SuggestionSource
  /** Of a past reply: how alike the two questions are, 0 to 1. */
  likeness?: number | undefined
  /** Of a template: it knows the service or the matter. */
  isSpecific?: boolean | undefined
  /** Of a template: the firm wrote it. */
  isOwn?: boolean | undefined
  /** It is the fixed text for a danger. */
  isSafety?: boolean | undefined
  /** How surely the message was understood, 0 to 1; null where it has no words. */
  understood: number | null
}

/**
 * How likely a draft is good, 0 to 1, as assumed beforehand: what the firm decides on its drafts calibrates it (`calibration/`).
 */
export function priorOf({ source, likeness, isSpecific, isOwn, isSafety, understood }: Evidence): number {
  const assumed = isSafety
    ? ASSUMED.safety
    : source === 'model'
      ? ASSUMED.model
      : source === 'past_replies'
        ? ASSUMED.pastMin + (ASSUMED.pastMax - ASSUMED.pastMin) * (likeness ?? 0)
        : isOwn
          ? ASSUMED.own
          : isSpecific
            ? ASSUMED.specific
            : ASSUMED.plain
  return Math.round(assumed * (0.6 + 0.4 * (understood ?? 0.5)) * 1000) / 1000
}

const ASSUMED = {
  safety: 0.8,
  model: 0.65,
  pastMin: 0.25,
  pastMax: 0.75,
  own: 0.6,
  specific: 0.5,
  plain: 0.35,
}
