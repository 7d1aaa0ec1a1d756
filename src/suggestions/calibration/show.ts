import { type CalibrationShown, type DecidedFigures, suggestionSources } from '../../contract/suggestions.ts'
import type { Db } from '../../store/store.ts'
import { calibrate } from './calibrate.ts'
import { type Decision, readDecisions, readRecord } from './record.ts'
import { brierOf, calibrationErrorOf, partsOf, reliabilityOf, wilson } from './reliability.ts'

/**
 * Whether a firm's confidences mean what they say. Each is judged as it was shown, which was before the decision that judges it: no
 * decision judges a confidence that it had a part in.
 */
export async function readCalibration(db: Db): Promise<CalibrationShown> {
  const calibration = calibrate(await readRecord(db))
  const decisions = await readDecisions(db)
  const curve = reliabilityOf(decisions)
  const score = brierOf(decisions)
  const priorScore = brierOf(decisions.map(({ prior, isGood }) => ({ confidence: prior, isGood })))
  const parts = partsOf(curve)
  const of = <K extends 'source' | 'language'>(by: K) => Map.groupBy(decisions, (one) => one[by])
  const sources = of('source')
  return {
    total: figuresOf(decisions),
    since: decisions.at(-1)?.decidedAt.toISOString() ?? null,
    method: calibration.methodOf(),
    bins: curve.map(({ from, to, of }) => ({ from, to, ...figuresOf(of) })),
    brier:
      score === null || priorScore === null || parts === null
        ? null
        : {
            score: rounded(score),
            prior: rounded(priorScore),
            reliability: rounded(parts.reliability),
            resolution: rounded(parts.resolution),
            uncertainty: rounded(parts.uncertainty),
          },
    calibrationError: roundedOrNull(calibrationErrorOf(curve)),
    sources: suggestionSources.flatMap((source) => {
      const some = sources.get(source)
      return some === undefined ? [] : [{ source, method: calibration.methodOf(source), ...figuresOf(some) }]
    }),
    languages: [...of('language')]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([language, some]) => ({ language, ...figuresOf(some) })),
  }
}

function figuresOf(some: readonly Decision[]): DecidedFigures {
  const decided = some.length
  const good = some.filter(({ isGood }) => isGood).length
  const count = (state: Decision['state']) => some.filter((one) => one.state === state).length
  const approved = count('approved')
  const { low, high } = wilson(good, decided)
  const said = some.reduce((sum, { confidence }) => sum + confidence, 0)
  return {
    ...{ decided, approved, editedLittle: good - approved },
    ...{ editedMuch: count('edited') - (good - approved), rejected: count('rejected') },
    good: decided === 0 ? null : rounded(good / decided),
    ...{ goodLow: rounded(low), goodHigh: rounded(high) },
    meanConfidence: decided === 0 ? null : rounded(said / decided),
  }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value)
}
