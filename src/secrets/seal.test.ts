import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { newKey } from '../base/cipher.ts'
import { systemClock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import { keyIdOf, sealUnder, unsealUnder } from './seal.ts'

const key = { id: newId(systemClock), bytes: newKey() }
const place = 'secret/harbor/imap_password/1'
const refused = { code: 'sealed_unreadable' }

describe('a sealed value', () => {
  it('opens as it was, whatever it was, and names its key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string(), (value, anyPlace) => {
        const sealed = sealUnder(key, value, anyPlace)
        assert.equal(sealed.length, value.length + 45)
        assert.equal(keyIdOf(sealed), key.id)
        assert.deepEqual(unsealUnder(key.bytes, sealed, anyPlace), Buffer.from(value))
      }),
    )
    const password = 'zażółć gęślą jaźń 🔧'
    assert.equal(unsealUnder(key.bytes, sealUnder(key, password, place), place).toString(), password)
  })

  it('is different each time, and shows nothing of the value', () => {
    const [one, other] = [sealUnder(key, 'wrench', place), sealUnder(key, 'wrench', place)]
    assert.notDeepEqual(one.subarray(17, 29), other.subarray(17, 29), 'a fresh IV')
    assert.notDeepEqual(one.subarray(45), other.subarray(45))
    assert.ok(!one.includes('wrench'))
  })

  it('does not open once any bit of it is changed, or its end is cut off', () => {
    const sealed = sealUnder(key, 'wrench', place)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => unsealUnder(key.bytes, changed, place), refused, `bit ${bit}`)
    }
    for (let length = 0; length < sealed.length; length++)
      assert.throws(() => unsealUnder(key.bytes, sealed.subarray(0, length), place), refused)
  })

  it('does not open elsewhere, or by another key', () => {
    const sealed = sealUnder(key, 'wrench', place)
    for (const elsewhere of ['', 'secret/mokotow/imap_password/1', `${place}0`, place.slice(1)])
      assert.throws(() => unsealUnder(key.bytes, sealed, elsewhere), refused)
    assert.throws(() => unsealUnder(newKey(), sealed, place), refused)
  })

  it('is not mistaken for one when it is none', () => {
    for (const bytes of ['', '\x01', `\x02${'x'.repeat(60)}`])
      assert.equal(keyIdOf(Buffer.from(bytes, 'latin1')), undefined)
  })
})
