import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Chance, openChance } from '../../demo/chance.ts'
import { calibrate, type SourceCell } from './calibrate.ts'
import { fitIsotonic, poolAdjacent } from './isotonic.ts'
import { type Curve, fitPlatt } from './platt.ts'
import { brierOf, calibrationErrorOf, type Judged, reliabilityOf } from './reliability.ts'

const itself: Curve = (confidence) => confidence
const near = (found: number, expected: number, by: number) =>
  assert.ok(Math.abs(found - expected) <= by, `${found} is not within ${by} of ${expected}`)

describe('Platt’s scaling', () => {
  it('changes nothing without a record, and is a shift that weighs the record against its penalty', () => {
    for (const confidence of [0.1, 0.5, 0.9]) near(fitPlatt([], itself)(confidence), confidence, 1e-9)
    const rejected = fitPlatt([{ prior: 0.5, count: 10, good: 0 }], itself)(0.5)
    // Where the derivative is nought: 10 q + shift / 0.4² = 0.
    near(10 * rejected + Math.log(rejected / (1 - rejected)) / 0.4 ** 2, 0, 1e-4)
    near(rejected, 0.36, 0.005)
  })

  it('never falls, even where more of the doubtful were good', () => {
    const curve = fitPlatt(
      [
        { prior: 0.2, count: 300, good: 270 },
        { prior: 0.8, count: 300, good: 30 },
      ],
      itself,
    )
    near(curve(0.2), 0.5, 0.01)
    near(curve(0.8), 0.5, 0.01)
  })
})

describe('isotonic regression', () => {
  it('pools what does not rise, by hand: 1/4, 3/4, 2/4 and 4/4 are 1/4, 5/8 and 1', () => {
    const cells = [
      { prior: 0.7, count: 4, good: 4 },
      { prior: 0.1, count: 4, good: 1 },
      { prior: 0.3, count: 4, good: 3 },
      { prior: 0.5, count: 4, good: 2 },
    ]
    assert.deepEqual(poolAdjacent(cells), [
      { at: 0.1, share: 0.25 },
      { at: 0.4, share: 0.625 },
      { at: 0.7, share: 1 },
    ])
  })

  it('takes what two sources say of one confidence as one', () => {
    const cells = [
      { prior: 0.5, count: 1, good: 0 },
      { prior: 0.5, count: 3, good: 3 },
    ]
    assert.deepEqual(poolAdjacent(cells), [{ at: 0.5, share: 0.75 }])
  })

  it('never falls, and far from the record is near what it is fitted upon', () => {
    const chance = openChance('isotonic')
    const cells = Array.from({ length: 30 }, () => {
      const count = chance.int(1, 20)
      return { prior: chance.int(30, 60) / 100, count, good: chance.int(0, count) }
    })
    const curve = fitIsotonic(cells, itself)
    for (let at = 0; at < 1; at += 0.01) assert.ok(curve(at + 0.01) >= curve(at))
    near(curve(0.95), 0.95, 0.01)
  })
})

type Simulated = Judged & { source: SourceCell['source']; prior: number }

/** Drafts of a firm that finds them good as `truth` says of their source and prior. */
function decide(
  chance: Chance,
  count: number,
  truth: (draft: Pick<Simulated, 'source' | 'prior'>) => number,
): Simulated[] {
  return Array.from({ length: count }, () => {
    const draft = {
      source: chance.pick(['template', 'past_replies', 'model'] as const),
      prior: chance.int(20, 80) / 100,
    }
    return { ...draft, confidence: draft.prior, isGood: chance.odds(truth(draft)) }
  })
}

const recordOf = (decisions: readonly Simulated[]): SourceCell[] =>
  decisions.map(({ source, prior, isGood }) => ({ source, prior, count: 1, good: isGood ? 1 : 0 }))

const again = (decisions: readonly Simulated[], record: readonly SourceCell[]) => {
  const calibration = calibrate(record)
  return decisions.map((one) => ({ ...one, confidence: calibration.confidenceOf(one) }))
}

describe('a firm’s confidence', () => {
  it('is the prior with hardly any decisions, and moves little by one', () => {
    const one = (good: number): SourceCell => ({ source: 'template', prior: 0.5, count: 1, good })
    const seven = [1, 0, 1, 0, 1, 0, 0].map(one)
    assert.deepEqual(
      [calibrate(seven).methodOf(), calibrate(seven).confidenceOf({ source: 'template', prior: 0.5 })],
      ['prior', 0.5],
    )
    const eight = calibrate([...seven, one(1)])
    assert.deepEqual(
      [eight.methodOf(), eight.confidenceOf({ source: 'template', prior: 0.5 })],
      ['platt', 0.5],
    )
    const nine = calibrate([...seven, one(1), one(0)]).confidenceOf({ source: 'template', prior: 0.5 })
    assert.ok(nine < 0.5 && nine > 0.47, `${nine}`)
  })

  it('mends a prior that promises too much: Brier’s score falls on decisions it has not seen', () => {
    const chance = openChance('too sure')
    const truth = ({ prior }: { prior: number }) => prior ** 2
    const held = decide(chance.fork('held'), 2_000, truth)
    for (const [decisions, method] of [
      [40, 'platt'],
      [150, 'platt'],
      [400, 'isotonic'],
      [2_000, 'isotonic'],
    ] as const) {
      const record = recordOf(decide(chance.fork(decisions), decisions, truth))
      assert.equal(calibrate(record).methodOf(), method)
      const mended = again(held, record)
      const [before = 1, after = 1] = [held, mended].map((some) => brierOf(some) ?? 1)
      assert.ok(after < before - 0.02, `${decisions}: ${before} → ${after}`)
      const error = calibrationErrorOf(reliabilityOf(mended)) ?? 1
      assert.ok(error < (decisions < 100 ? 0.13 : 0.06), `${decisions}: ${error}`)
    }
  })

  it('leaves a prior that is right much as it is', () => {
    const chance = openChance('right')
    const truth = ({ prior }: { prior: number }) => prior
    const held = decide(chance.fork('held'), 2_000, truth)
    for (const decisions of [10, 60, 400]) {
      const mended = again(held, recordOf(decide(chance.fork(decisions), decisions, truth)))
      assert.ok((brierOf(mended) ?? 1) < (brierOf(held) ?? 0) + 0.01)
    }
  })

  it('tells sources apart where there is enough of each', () => {
    const chance = openChance('sources')
    const truth = { template: 0.25, past_replies: 0.5, model: 0.85 }
    const record = recordOf(decide(chance, 600, ({ source }) => truth[source]))
    const calibration = calibrate(record)
    for (const source of ['template', 'past_replies', 'model'] as const)
      near(calibration.confidenceOf({ source, prior: 0.5 }), truth[source], 0.1)
    const seldom = calibrate([
      ...record.filter(({ source }) => source !== 'model'),
      ...record.filter(({ source }) => source === 'model').slice(0, 5),
    ])
    assert.equal(seldom.methodOf('model'), seldom.methodOf())
  })

  it('is never certain, and never falls with the prior', () => {
    const record: SourceCell[] = [
      { source: 'model', prior: 0.8, count: 900, good: 900 },
      { source: 'model', prior: 0.2, count: 900, good: 0 },
    ]
    const calibration = calibrate(record)
    const found = Array.from({ length: 101 }, (_, index) =>
      calibration.confidenceOf({ source: 'model', prior: index / 100 }),
    )
    assert.ok(Math.min(...found) >= 0.01 && Math.max(...found) <= 0.99)
    for (const [index, one] of found.entries()) assert.ok(one >= (found[index - 1] ?? 0))
  })
})
