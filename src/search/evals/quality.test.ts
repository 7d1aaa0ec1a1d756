import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import { fixedClock } from '../../base/clock.ts'
import type { Store } from '../../store/store.ts'
import { updateIndex } from '../index/update.ts'
import { evaluateSearch, meanOf, type QueryScore } from './evaluate.ts'
import { sampleFirm } from './sample.fixture.ts'

const clock = fixedClock('2026-11-20T15:00:00Z')

describe('what people of the sample firm look for', () => {
  let store: Store
  let scores: QueryScore[]
  before(async () => {
    store = await openTestStore()
    const { tenantId, things } = await sampleFirm(store, clock.now())
    await updateIndex({ store, clock }, { tenantId })
    scores = await evaluateSearch(store, { tenantId, now: clock.now(), things })
  })
  after(() => store[Symbol.asyncDispose]())

  it('is there to be found: no query has lost its answer to a changed story', () => {
    assert.ok(scores.length >= 60)
    assert.deepEqual(
      scores.filter(({ right }) => right === 0).map(({ query }) => query.ask),
      [],
    )
  })

  it('is among the first ten, and mostly the first', () => {
    assert.ok(meanOf(scores, 'recall') >= 0.94, `recall at 10 is ${meanOf(scores, 'recall').toFixed(3)}`)
    assert.ok(
      meanOf(scores, 'reciprocalRank') >= 0.92,
      `MRR is ${meanOf(scores, 'reciprocalRank').toFixed(3)}`,
    )
  })

  it('is found whatever the way: in other forms, in the other language, by a part, mistyped', () => {
    for (const [about, of] of Map.groupBy(scores, ({ query }) => query.about))
      assert.ok(meanOf(of, 'recall') >= 0.6, `${about}: ${meanOf(of, 'recall').toFixed(2)}`)
  })
})
