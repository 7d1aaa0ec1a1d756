import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cleanName, foldName, isFullName, nameKey } from './name.ts'

describe('reading names', () => {
  it('folding drops case, diacritics and punctuation, Polish ł too', () => {
    assert.equal(foldName('Łukasz ŻÓŁĆ-Kowalski'), 'lukasz zolc kowalski')
    assert.equal(foldName('Pat O’Brien & Sons'), 'pat obrien sons')
    assert.equal(foldName('🔧'), '🔧')
  })

  it('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)),
    )
  })

  it('“Last, First” and the labels of an address book do not make another name', () => {
    for (const name of [
      'Priya Raman',
      'Raman, Priya',
      'PRIYA RAMAN - Cell',
      'Priya Raman (home)',
      'Raman, Priya - mobile',
    ])
      assert.equal(nameKey(name), 'priya raman')
    assert.equal(nameKey('Acme Boilers, Inc'), 'acme boilers inc')
    assert.equal(nameKey('Mobile Home'), 'mobile home')
  })

  it('a full name is two words that tell somebody apart', () => {
    for (const name of ['Priya Raman', 'Linden Court Apartments', 'Łukasz Żak'])
      assert.ok(isFullName(name), name)
    for (const name of [
      'Mrs Alvarez',
      'Mike',
      'Mike Plumber',
      'Front Office',
      'Pani Nowak',
      'Priya R',
      'Klient nowy',
      'Unit 3',
    ])
      assert.ok(!isFullName(name), name)
  })

  it('a name that is only the number again, or empty, is none', () => {
    for (const written of ['+15125550142', '(512) 555-0142', ' ', '\u200e', 'a@b.com', null])
      assert.equal(cleanName(written), null)
    assert.equal(cleanName(' Mrs\u00a0 Alvarez\n'), 'Mrs Alvarez')
    assert.equal(cleanName('x'.repeat(5000))?.length, 160)
  })
})
