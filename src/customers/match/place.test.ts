import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { placeLikeness, readPlace } from './place.ts'

function confidence(a: string, b: string): number | undefined {
  const [one, other] = [readPlace(a), readPlace(b)]
  assert.ok(one !== undefined && other !== undefined, `${a} / ${b}`)
  return placeLikeness(one, other)?.confidence
}

const same: [string, string][] = [
  ['88 Tannery Ln', '88 tannery lane, Austin TX 78701'],
  ['412 Alder St Apt 3', '412 Alder Street #3'],
  ['Apt 3, 412 Alder St', '412 Alder St, Unit 3, Austin'],
  ['412 N Main St', '412 North Main Street'],
  ['ul. Puławska 17 m. 4', 'Pulawska 17/4, 02-515 Warszawa'],
  ['Puławska 17 lok. 4 Warszawa', 'ul. PUŁAWSKA 17/4'],
  ['al. Niepodległości 12', 'Aleja Niepodległości 12, Warszawa'],
]
const different: [string, string][] = [
  ['412 Alder St Apt 3', '412 Alder St Apt 4'],
  ['ul. Puławska 17/3', 'ul. Puławska 17/4'],
  ['88 Oak St', '88 Oak Ave'],
  ['88 Oak St', '89 Oak St'],
  ['12 Main St, Austin', '12 Main St, Dallas'],
  ['12 Main St 78701', '12 Main St 78702'],
  ['412 N Main St', '412 S Main St'],
]

describe('comparing places', () => {
  for (const [a, b] of same)
    it(`${a} is ${b}`, () => {
      assert.ok((confidence(a, b) ?? 0) >= 0.7)
    })
  for (const [a, b] of different)
    it(`${a} is not ${b}`, () => {
      assert.equal(confidence(a, b), undefined)
    })

  it('a house with a flat may be the house without one', () => {
    const likeness = confidence('412 Alder St', '412 Alder St Apt 3') ?? 0
    assert.ok(likeness > 0.2 && likeness < 0.5)
  })

  it('any text is read without complaint, and a place is like itself', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9 ,/#.-]{0,60}$/))
    fc.assert(
      fc.property(text, (written) => {
        const place = readPlace(written)
        if (place !== undefined) assert.ok(placeLikeness(place, place) !== undefined)
      }),
      { numRuns: 1_000 },
    )
  })

  it('what has no house number is no place', () => {
    for (const written of ['call me', 'Main St', '', 'the blue house', '12345'])
      assert.equal(readPlace(written), undefined)
  })
})
