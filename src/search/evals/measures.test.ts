import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { differenceOf, type Grade, ndcg, recall, reciprocalRank } from './measures.ts'

const near = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 1e-6, `${found}, not ${expected}`)

describe('the order of answers', () => {
  it('is worth what its gains come to, of what the best order would', () => {
    // By hand: gains 7 3 7 0 1 3 over log2(2…7) come to 13.848264; in the order 3 3 2 2 1 0 to 14.595391.
    near(ndcg([3, 2, 3, 0, 1, 2], [0, 1, 2, 2, 3, 3]), 13.848264 / 14.595391)
  })

  it('is measured against what was not found, too', () => {
    // 1 at the second place, of one 3 and one 1: (1 / log2 3) / (7 + 1 / log2 3).
    near(ndcg([0, 1], [3, 1]), 0.63093 / 7.63093)
  })

  it('is best when nothing better can come first, and worth nothing where nothing is right', () => {
    assert.equal(ndcg([3, 2, 1], [1, 2, 3]), 1)
    assert.equal(ndcg([0, 0], [3]), 0)
    assert.equal(ndcg([], []), 0)
  })

  it('counts ten answers and no more', () => {
    const nothing: Grade[] = Array(10).fill(0)
    assert.equal(ndcg([...nothing, 3], [3]), 0)
    assert.equal(ndcg(Array(10).fill(1), Array(30).fill(1)), 1)
    assert.equal(reciprocalRank([...nothing, 3]), 0)
    assert.equal(recall([...nothing, 3], [3]), 0)
  })

  it('has its first right answer at a rank: what touches the question is not right yet', () => {
    assert.equal(reciprocalRank([1, 0, 2, 3]), 1 / 3)
    assert.equal(reciprocalRank([1, 1]), 0)
  })

  it('has a share of what is right, of ten where there are more', () => {
    assert.equal(recall([2, 0, 1], [2, 3, 1, 1]), 1 / 2)
    assert.equal(recall([2, 2, 2, 2, 2], Array(40).fill(2)), 1 / 2)
    assert.equal(recall([1], [1]), 0)
  })
})

describe('the difference of two ways of answering', () => {
  it('is sure when each query is answered better by as much', () => {
    assert.deepEqual(differenceOf([0.5, 0.75, 1], [0.25, 0.5, 0.75]), { mean: 0.25, low: 0.25, high: 0.25 })
  })

  it('is not when one query in four makes all of it', () => {
    // The mean of four drawn from 1 0 0 0 is k / 4 for a binomial k of 4 and 1/4: 0 in 31.6 %, above 3/4 in 0.4 % of samples.
    assert.deepEqual(differenceOf([1, 0, 0, 0], [0, 0, 0, 0]), { mean: 0.25, low: 0, high: 0.75 })
  })

  it('is the same each time', () => {
    const [one, other] = [
      [0.31, 0.92, 0.44, 0.05, 0.77],
      [0.25, 0.4, 0.81, 0.09, 0.3],
    ]
    assert.deepEqual(differenceOf(one, other), differenceOf(one, other))
  })
})
