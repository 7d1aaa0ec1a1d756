import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { brierOf, calibrationErrorOf, type Judged, partsOf, reliabilityOf, wilson } from './reliability.ts'

const near = (found: number | null | undefined, expected: number, by = 1e-9) =>
  assert.ok(Math.abs((found ?? Number.NaN) - expected) <= by, `${found} is not ${expected}`)

/** `count` drafts of a confidence, of which `good` were good. */
const drafts = (confidence: number, good: number, count: number): Judged[] =>
  Array.from({ length: count }, (_, index) => ({ confidence, isGood: index < good }))

describe('how confidences are judged', () => {
  it('Brier’s score, by hand: (0.1² + 0.2² + 0.6²) / 3', () => {
    const some = [...drafts(0.9, 1, 1), ...drafts(0.2, 0, 1), ...drafts(0.6, 0, 1)]
    near(brierOf(some), 0.41 / 3)
    assert.deepEqual([brierOf([]), partsOf([]), calibrationErrorOf([])], [null, null, null])
  })

  it('the curve, by tenths: what is 1 belongs to the last, what is 0.7 to the eighth', () => {
    const bins = reliabilityOf([...drafts(0.7, 3, 4), ...drafts(1, 1, 1), ...drafts(0.05, 0, 2)])
    assert.deepEqual(
      bins.map(({ from, to, of, share }) => [from, to, of.length, share]),
      [
        [0, 0.1, 2, 0],
        [0.7, 0.8, 4, 0.75],
        [0.9, 1, 1, 1],
      ],
    )
  })

  it('Murphy’s parts add up to the score where a tenth holds one confidence', () => {
    const some = [...drafts(0.25, 4, 10), ...drafts(0.65, 6, 10), ...drafts(0.95, 9, 10)]
    const parts = partsOf(reliabilityOf(some))
    // By hand: (0.15² + 0.05² + 0.05²)/3, ((0.4 − 19/30)² + (0.6 − 19/30)² + (0.9 − 19/30)²)/3, 19/30 · 11/30.
    near(parts?.reliability, 0.0275 / 3)
    near(parts?.resolution, (7 ** 2 + 1 + 8 ** 2) / 900 / 3)
    near(parts?.uncertainty, (19 * 11) / 900)
    near(brierOf(some), (parts?.reliability ?? 0) - (parts?.resolution ?? 0) + (parts?.uncertainty ?? 0))
  })

  it('the calibration error, by hand: (10 · 0.15 + 30 · 0.05) / 40', () => {
    near(calibrationErrorOf(reliabilityOf([...drafts(0.25, 4, 10), ...drafts(0.65, 18, 30)])), 0.075)
  })

  it('Wilson’s interval of 7 in 10 is 0.397 to 0.892, and holds where none was good', () => {
    near(wilson(7, 10).low, 0.3968, 1e-4)
    near(wilson(7, 10).high, 0.8922, 1e-4)
    near(wilson(0, 10).low, 0)
    near(wilson(0, 10).high, 0.2775, 1e-4)
    assert.deepEqual(wilson(0, 0), { low: 0, high: 1 })
  })
})
