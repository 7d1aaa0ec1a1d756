import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { agree, baseOf } from './agree.ts'
import { type Move, play } from './convergence.fixture.ts'

const rules = {
  status: { type: 'choice', strategy: 'review' },
  category: { type: 'choice', strategy: 'latest' },
} as const
const field = fc.constantFrom('status', 'category')
const which = fc.nat(5)
const side = (...sides: ('ours' | 'theirs')[]) =>
  fc.record({ do: fc.constant('write'), side: fc.constantFrom(...sides), field })
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 3,
    arbitrary: side('ours', 'theirs'),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('write late'), field, ago: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('begin') }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('step'), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill'), which }) },
) as fc.Arbitrary<Move>

describe('two sides that are written at once, by workers that are killed at any step', () => {
  for (const notes of [true, false])
    it(`say the same in the end, and nothing is lost unlisted or listed twice (${notes ? 'with' : 'without'} notes there)`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 40, maxLength: 80 }), async (moves) => {
          const told = await play({ moves, rules, notes })
          assert.deepEqual([told.isSame, told.lost, told.doubled], [true, [], []])
        }),
        { numRuns: 400, seed: 20260304 },
      )
    })

  it('contradict each other only where two wrote from the same base, while one worker at a time is at work', async () => {
    const part = fc.oneof(
      { weight: 2, arbitrary: side('ours', 'theirs') },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('round'), steps: fc.nat(8), after: side('ours', 'theirs') }),
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 10, maxLength: 40 }), async (parts) => {
        const moves = parts.flatMap((one): Move[] => {
          if (one.do === 'write') return [one as Move]
          const { steps, after } = one as { steps: number; after: Move }
          // Killed after so many steps, of which none is as many as it takes; somebody writes before the next begins.
          const walk = Array.from({ length: steps }, (): Move => ({ do: 'step', which: 0 }))
          return [{ do: 'begin' }, ...walk, { do: 'kill', which: 0 }, after]
        })
        const told = await play({ moves, rules, notes: true })
        assert.deepEqual([told.isSame, told.lost, told.doubled, told.needless], [true, [], [], 0])
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})

describe('a write that was on its way when the program died', () => {
  const agreed = { status: 'open', category: 'heating' }
  const sending = { status: 'resolved' }

  it('is what both had seen where the other side has noted it, also if somebody took it back there since', () => {
    assert.deepEqual(baseOf({ agreed, sending }, agreed, 'arrived'), { ...agreed, ...sending })
    assert.deepEqual(baseOf({ agreed, sending }, agreed, 'not_arrived'), agreed)
  })

  it('is listed rather than lost where nobody can tell whether it came and was taken back', () => {
    const link = { agreed, sending }
    const { ours, contradictions } = agree(rules, {
      ...{ link, ours: { ...agreed, ...sending }, theirs: agreed, arrived: 'unknown' },
    })
    assert.deepEqual(ours, {})
    assert.deepEqual(
      contradictions.map(({ field, base, first, second, waits }) => ({ field, base, first, second, waits })),
      [{ field: 'status', base: null, first: 'resolved', second: 'open', waits: true }],
    )
  })
})
