import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Address, normalizeAddress } from './address.ts'
import { partyKey, type WrittenParty } from './party.ts'

function keyOf(party: WrittenParty): string {
  const written =
    party.kind === 'one'
      ? [party.address]
      : party.kind === 'group'
        ? party.members.map(({ address }) => address)
        : []
  return partyKey(
    party,
    new Map<string, Address>(written.map((text) => [text, normalizeAddress(text, 'US')])),
  )
}

const member = (address: string, name: string | null = null) => ({ address, name })

describe('who a message is exchanged with', () => {
  it('a number has one key however it is written', () => {
    const keys = ['(512) 555-0142', '15125550142', '++15125550142'].map((address) =>
      keyOf({ kind: 'one', address, name: null }),
    )
    assert.deepEqual(new Set(keys), new Set(['phone:+15125550142']))
  })

  it('a group of one other, or of the same one twice, is that one', () => {
    assert.equal(keyOf({ kind: 'group', members: [member('54321')] }), 'short_code:54321')
    assert.equal(
      keyOf({ kind: 'group', members: [member('+15125550142'), member('5125550142', 'Priya')] }),
      'phone:+15125550142',
    )
  })

  it('a bare name is folded, and a group member without address goes by name', () => {
    assert.equal(keyOf({ kind: 'name', name: ' Łucja  Żak ' }), 'name:lucja%20zak')
    assert.equal(keyOf({ kind: 'group', members: [member('', 'Łucja Żak')] }), 'name:lucja%20zak')
  })

  it('nobody at all is unknown, each in his own way', () => {
    assert.equal(keyOf({ kind: 'unknown', key: 'call-7' }), 'unknown:call-7')
    assert.equal(keyOf({ kind: 'group', members: [] }), 'unknown:nobody')
  })

  it('a group’s key does not depend on order, and two different groups never share one', () => {
    const address = fc.oneof(
      fc.constantFrom('+15125550101', '(512) 555-0101', '54321', 'a@b.com', 'A@B.COM', 'a b', 'phone:x', ''),
      fc.string({ maxLength: 8 }),
    )
    const sets = fc.array(
      address.map((text) => member(text, text.trim() === '' ? 'Bob' : null)),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const key = keyOf({ kind: 'group', members: a })
        assert.equal(keyOf({ kind: 'group', members: a.toReversed() }), key)
        const values = (members: typeof a) =>
          new Set(members.map(({ address }) => JSON.stringify(normalizeAddress(address, 'US'))))
        if (values(a).symmetricDifference(values(b)).size > 0)
          assert.notEqual(keyOf({ kind: 'group', members: b }), key)
      }),
    )
  })

  it('a group of two hundred has a key that fits an index', () => {
    const members = Array.from({ length: 200 }, (_, i) => member(`+1512555${String(i).padStart(4, '0')}`))
    assert.match(keyOf({ kind: 'group', members }), /^sha256:[0-9a-f]{64}$/)
  })
})
