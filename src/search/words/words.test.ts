import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { termsOf, wordsIn } from './analyse.ts'
import { editsBetween } from './edits.ts'
import { synonymsOf } from './synonyms.ts'

const stemsIn = (text: string, language: 'en' | 'pl') =>
  wordsIn(text, [language]).map(({ word, stems }) => new Set([word, ...stems]))

/** Whether two words of a language are found by each other. */
const meet = (a: string, b: string, language: 'en' | 'pl') => {
  const [first, second] = stemsIn(`${a} ${b}`, language)
  return first !== undefined && second !== undefined && !first.isDisjointFrom(second)
}

describe('words', () => {
  it('are found in every form in English', () => {
    for (const [a, b] of [
      ['leak', 'leaking'],
      ['drips', 'dripping'],
      ['boiler', 'boilers'],
      ['invoice', 'invoices'],
      ['boiler', 'boiler’s'],
      ['install', 'installed'],
      ['overflow', 'overflowing'],
    ] as const)
      assert.ok(meet(a, b, 'en'), `${a} ${b}`)
    assert.ok(!meet('heater', 'heaven', 'en'))
  })

  it('are found in every case in Polish, where their last consonant changes, too', () => {
    for (const [a, b] of [
      ['łazienka', 'łazience'],
      ['rura', 'rurze'],
      ['woda', 'wodzie'],
      ['podłoga', 'podłodze'],
      ['toaleta', 'toalecie'],
      ['faktura', 'fakturze'],
      ['umywalka', 'umywalce'],
      ['kocioł', 'kotła'],
      ['klima', 'klimy'],
      ['zawór', 'zaworu'],
      ['grzejnik', 'grzejników'],
      ['piwnica', 'piwnicy'],
    ] as const)
      assert.ok(meet(a, b, 'pl'), `${a} ${b}`)
    assert.ok(!meet('kran', 'krata', 'pl'))
  })

  it('are found without their marks', () => {
    for (const [a, b] of [
      ['łazienka', 'lazience'],
      ['gorąca', 'goraca'],
      ['ciśnienie', 'cisnienia'],
      ['ŁAZIENKĘ', 'lazienka'],
    ] as const)
      assert.ok(meet(a, b, 'pl'), `${a} ${b}`)
  })

  it('stand where they stand in the text as it came, hidden characters and all', () => {
    const text = 'The boi\u200bler’s at 12-B, „cieknie”'
    for (const { start, end, word } of wordsIn(text))
      assert.equal(wordsIn(text.slice(start, end))[0]?.word, word)
  })

  it('of any text can be had, in the order that the database sorts by, and none is long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const word of wordsIn(text)) {
          assert.ok(word.start < word.end && word.end <= text.length)
          for (const term of termsOf(word)) {
            assert.ok(term.length <= 60)
            assert.doesNotMatch(term, /[\ud800-\uffff\0]/)
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('words of the trade', () => {
  it('lead to what others call the same thing, in both languages', () => {
    const other = (...words: string[]) => synonymsOf(words).map((one) => one.words.join(' '))
    assert.ok(other('boiler').includes('kocioł'))
    assert.ok(other('kotła').includes('boiler'))
    assert.ok(other('hot', 'water', 'tanks').includes('junkers'))
    assert.ok(other('AC').includes('klima'))
    assert.ok(other('klimy').includes('air conditioning'))
    assert.ok(other('cieknie').includes('leak'))
    assert.ok(other('faktury').includes('invoice'))
    assert.deepEqual(other('alvarez'), [])
  })

  it('lead to no third thing', () => {
    const other = synonymsOf(['radiator']).map(({ words: [word] }) => word)
    assert.ok(!other.includes('boiler') && !other.includes('heating'))
  })
})

describe('slips of the finger', () => {
  it('are counted as letters more, less, other and swapped', () => {
    assert.equal(editsBetween('boiler', 'boiler', 2), 0)
    assert.equal(editsBetween('boiler', 'boilr', 2), 1)
    assert.equal(editsBetween('boiler', 'biolers', 2), 2)
    assert.equal(editsBetween('invoice', 'invioce', 1), 1)
    assert.equal(editsBetween('boiler', 'furnace', 2), 3)
  })
})
