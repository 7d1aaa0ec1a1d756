import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { differencesIn, nearestAmong, RECORD_WORDS } from './scan.ts'

const SIGN_WORDS = RECORD_WORDS - 4
const signs = fc.array(fc.integer(), { minLength: SIGN_WORDS, maxLength: SIGN_WORDS })

describe('which may be near, by signs', () => {
  it('are told by counting those that differ', () => {
    const bits = (words: readonly number[]) =>
      words.map((word) => (word >>> 0).toString(2).padStart(32, '0')).join('')
    fc.assert(
      fc.property(signs, fc.array(signs, { maxLength: 5 }), (asked, others) => {
        const chunk = Int32Array.from(others.flatMap((own) => [1, 2, 3, 4, ...own]))
        const ofAsked = bits(asked)
        const expected = others.map((own) => [...bits(own)].filter((bit, at) => bit !== ofAsked[at]).length)
        assert.deepEqual([...differencesIn(chunk, Int32Array.from(asked))], expected)
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  it('are the nearest of all chunks, in order, and all where there are no more', () => {
    const chunks = fc.array(fc.array(fc.integer({ min: 0, max: 512 }), { maxLength: 60 }), { maxLength: 4 })
    fc.assert(
      fc.property(chunks, fc.integer({ min: 1, max: 80 }), (differences, most) => {
        const nearest = nearestAmong(
          differences.map((own) => Uint16Array.from(own)),
          most,
        )
        const expected = differences.flat().sort((a, b) => a - b)
        assert.deepEqual(
          nearest.map(({ differing }) => differing),
          expected.slice(0, most),
        )
        for (const { chunk, at, differing } of nearest) assert.equal(differences[chunk]?.[at], differing)
      }),
      { seed: 12, numRuns: 500 },
    )
  })
})
