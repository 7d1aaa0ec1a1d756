import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Labelled, labelledConversations } from '../../bench/insights/corpus.ts'
import { scoreLost, scoreResolution } from '../../bench/insights/score.ts'

/** Floors below what `node bench/insights.ts` prints, on the third that was neither tuned nor trained on. */
describe('of labelled conversations that were held out', () => {
  let heldOut: Labelled[]
  before(() => {
    heldOut = labelledConversations().filter((one) => one.heldOut)
    assert.ok(heldOut.length >= 130)
  })

  it('what is listed as lost work mostly is, and most of what is lost is listed', () => {
    const { precision, recall, rightKind, lost } = scoreLost(heldOut)
    assert.ok(lost >= 30)
    assert.ok(precision >= 0.88, `precision ${precision}`)
    assert.ok(recall >= 0.88, `recall ${recall}`)
    assert.ok(rightKind >= 0.95, `right kind ${rightKind}`)
  })

  it('the chance of being resolved is better than the base rate, and sure ones are true', () => {
    const { brier, brierOfBase, accuracy, reliability } = scoreResolution(heldOut)
    assert.ok(brier <= 0.13, `Brier ${brier}`)
    assert.ok(brierOfBase >= 0.2)
    assert.ok(accuracy >= 0.83, `right side ${accuracy}`)
    const [lowest] = reliability
    const highest = reliability.at(-1)
    assert.ok((lowest?.resolved ?? 1) <= 0.25)
    assert.ok((highest?.resolved ?? 0) >= 0.82)
  })
})
