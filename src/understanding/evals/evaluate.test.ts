import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Evaluation, evaluate, evaluateUnseen, evaluationTable } from './evaluate.ts'

const reaches = (found: Evaluation) => assert.deepEqual(found.below, [], `\n${evaluationTable(found)}`)

describe('messages of people who are new to us', () => {
  it('are understood as well as the floors ask: the unseen ones', () => {
    reaches(evaluateUnseen())
  })

  it('are understood as well as the floors ask: the examples, each by weights that did not see it', () => {
    reaches(evaluate({ folds: 3 }))
  })
})
