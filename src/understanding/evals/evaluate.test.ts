import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Evaluation,
  evaluate,
  evaluateBlind,
  evaluateTimes,
  evaluateUnseen,
  evaluationTable,
  timesFloor,
} from './evaluate.ts'

const reaches = (found: Evaluation) => assert.deepEqual(found.below, [], `\n${evaluationTable(found)}`)

describe('messages of people who are new to us', () => {
  it('are understood as well as the floors ask: the unseen ones', () => {
    reaches(evaluateUnseen())
  })

  it('are understood as well as the floors ask: the blind ones', () => {
    reaches(evaluateBlind())
  })

  it('are understood as well as the floor asks: those that ask for times, or only tell of them', () => {
    const { en, pl } = evaluateTimes()
    assert.ok(Math.min(en, pl) >= timesFloor, `en ${en.toFixed(3)}, pl ${pl.toFixed(3)}`)
  })

  it('are understood as well as the floors ask: the examples, each by weights that did not see it', () => {
    reaches(evaluate({ folds: 2 }))
  })
})
