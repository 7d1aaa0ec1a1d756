import type { CalibrationMethod, SuggestionSource } from '../../contract/suggestions.ts'
import { fitIsotonic } from './isotonic.ts'
import { type Cell, type Curve, fitPlatt } from './platt.ts'

/** What a firm decided on drafts of one source and confidence. */
export type SourceCell = Cell & { source: SuggestionSource }

/** Makes confidences mean what they say, by what a firm has decided. */
export type Calibration = {
  /** How likely a draft is good, 0 to 1. */
  confidenceOf(draft: { source: SuggestionSource; prior: number }): number
  /** How that of a source is found, or of all together; of one with few decisions as that of all. */
  methodOf(source?: SuggestionSource): CalibrationMethod
}

/** Of fewer decisions nothing can be said. */
export const DECISIONS_MIN = 8
/** From so many on their own order says more than a shift of log-odds. */
export const ISOTONIC_MIN = 200
/** A source with so many is told apart from the rest of the firm. */
export const SOURCE_DECISIONS_MIN = 20
/** No draft is as good as certain. */
const CONFIDENCE_MIN = 0.01

/**
 * Fitted to the whole record first, then each source with enough decisions upon that: what little is known of one stays near what is
 * known of all, and that near the prior.
 */
export function calibrate(record: readonly SourceCell[]): Calibration {
  const all = fit(record, (prior) => prior, DECISIONS_MIN)
  const own = new Map(
    [...Map.groupBy(record, ({ source }) => source)].flatMap(([source, cells]) => {
      const fitted = fit(cells, all.curve, SOURCE_DECISIONS_MIN)
      return fitted.method === 'prior' ? [] : [[source, fitted] as const]
    }),
  )
  return {
    confidenceOf: ({ source, prior }) => {
      const found = (own.get(source) ?? all).curve(prior)
      return rounded(Math.min(1 - CONFIDENCE_MIN, Math.max(CONFIDENCE_MIN, found)))
    },
    methodOf: (source) => (source === undefined ? all : (own.get(source) ?? all)).method,
  }
}

function fit(
  cells: readonly Cell[],
  upon: Curve,
  decisionsMin: number,
): { curve: Curve; method: CalibrationMethod } {
  const decisions = cells.reduce((sum, { count }) => sum + count, 0)
  if (decisions < decisionsMin) return { curve: upon, method: 'prior' }
  const platt = fitPlatt(cells, upon)
  if (decisions < ISOTONIC_MIN) return { curve: platt, method: 'platt' }
  return { curve: fitIsotonic(cells, platt), method: 'isotonic' }
}

function rounded(confidence: number): number {
  return Math.round(confidence * 1000) / 1000
}
