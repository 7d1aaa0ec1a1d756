import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { jaroWinkler } from './jaro-winkler.ts'
import { nameLikeness } from './likeness.ts'

/** Written by hand: two entries of address books, and whether they were meant for one customer. */
const same: [string, string][] = [
  ['Priya Raman', 'Raman, Priya'],
  ['Priya Raman', 'PRIYA RAMAN - Cell'],
  ['Michael Petrakis', 'Mike Petrakis'],
  ['Gus Petrakis', 'Gus Petrakis Grill'],
  ['Katarzyna Żółkiewska', 'Kasia Zolkiewska'],
  ['Małgorzata Przybysz', 'Gosia Przybysz'],
  ['Łukasz Zalewa', 'Lukasz Zalewa'],
  ['Mrs Teresa Alvarez', 'Teresa Alvarez'],
  ['Linden Court Apartments', 'Linden Court Apts'],
  ['Carol Dietz - Linden Court', 'Carol Dietz'],
  ['Wspólnota Puławska 17', 'WSPÓLNOTA PUŁAWSKA 17'],
  ['Walt Brandt (3 flats)', 'Walt Brandt'],
  ['Bob Tolliver', 'Robert Tolliver'],
  ['Elżbieta Kruk', 'Ela Kruk'],
]
const different: [string, string][] = [
  ['Mike', 'Mike'],
  ['Mike Tolliver', 'Mike Brandt'],
  ['Maria Lopez', 'Maria Lopez'],
  ['John Smith', 'John Smith'],
  ['Anna Nowak', 'Anna Nowak'],
  ['Pani Nowak', 'Pani Nowak'],
  ['pani Nowak z Mokotowa', 'pani Nowak z Ursynowa'],
  ['Jan Kowalski', 'Janina Kowalska'],
  ['Marek Zieliński', 'Marek Zielińska'],
  ['Piotr Zalewa', 'Paweł Zalewa'],
  ['Mrs Kessler', 'Mr Kessler'],
  ['Pat Kessler', 'Lou Kessler'],
  ['Nora Petrakis', 'Nora Petrakas'],
  ['Maria Dietz', 'Marta Dietz'],
  ['Harbor Dental', 'Harbor Grill'],
  ['Linden Court 3', 'Linden Court 4'],
  ['Apt 2B tenant', 'Apt 3C tenant'],
  ['Front Office', 'Front Office'],
  ['Plumber', 'Plumber'],
  ['Jan K', 'Jan Kruk'],
  ['Ken Tolliver', 'Tolliver Bakery'],
  ['Tom', 'Thomas Brandt'],
  ['Carol Dietz', 'Walt Brandt'],
  ['Unit 3', 'Unit 3'],
]

describe('likeness of names', () => {
  it('strangers stay doubtful: whatever reaches 0.7 is the same, and nearly all of the same reach it', (t) => {
    const scored = [
      ...same.map(([a, b]) => ({ a, b, isSame: true, confidence: nameLikeness(a, b).confidence })),
      ...different.map(([a, b]) => ({ a, b, isSame: false, confidence: nameLikeness(a, b).confidence })),
    ]
    const sure = scored.filter(({ confidence }) => confidence >= 0.7)
    const wrong = sure.filter(({ isSame }) => !isSame)
    const missed = scored.filter(({ isSame, confidence }) => isSame && confidence < 0.7)
    t.diagnostic(
      `of ${scored.length} pairs ${sure.length} at 0.7 or more: precision ${(1 - wrong.length / sure.length).toFixed(2)}, ` +
        `recall ${(1 - missed.length / same.length).toFixed(2)}`,
    )
    assert.deepEqual(wrong, [])
    assert.deepEqual(missed, [])
  })

  it('a name alone never settles it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.ok(nameLikeness(a, a).confidence <= 0.8)
        assert.equal(nameLikeness(a, b).confidence, nameLikeness(b, a).confidence)
      }),
    )
  })

  it('Jaro-Winkler gives the figures of its authors', () => {
    assert.equal(jaroWinkler('martha', 'marhta').toFixed(4), '0.9611')
    assert.equal(jaroWinkler('dwayne', 'duane').toFixed(4), '0.8400')
    assert.equal(jaroWinkler('dixon', 'dicksonx').toFixed(4), '0.8133')
    assert.equal(jaroWinkler('abc', 'xyz'), 0)
  })
})
